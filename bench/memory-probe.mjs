// Loaded before the program that is measured: writes down at its end the most memory it held, in kilobytes.
import { writeFileSync } from 'node:fs';
import { peakKilobytes } from './peak.mjs';

process.on('exit', () => writeFileSync(process.env.MEMORY_REPORT, String(peakKilobytes())));
