import fc from 'fast-check';

// The same cases every time; SEED tries others. A failure prints its seed.
fc.configureGlobal({ seed: Number(process.env.SEED ?? 20260614) });
