// Loaded before the program that is measured: writes down at its end the most memory it held, in kilobytes, and the time that
// its processor took, in milliseconds, which other processes on the machine do not lengthen much.
import { writeFileSync } from 'node:fs';
import { peakKilobytes } from './peak.mjs';

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env.COST_REPORT, `${peakKilobytes()} ${(user + system) / 1000}`);
});
