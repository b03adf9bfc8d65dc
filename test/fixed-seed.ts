import fc from 'fast-check';

// The same cases every time; FC_SEED=… tries others. A failure prints its seed.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20260614) });
