import { readFileSync } from 'node:fs';

/**
 * The most memory that this process has held, in kilobytes. On Linux from /proc (VmHWM): what resourceUsage() says there
 * counts the process that started this one as well, and that one may be larger.
 */
export function peakKilobytes() {
  try {
    const kilobytes = /^VmHWM:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (kilobytes) return Number(kilobytes);
  } catch {
    // No /proc: another system.
  }
  return process.resourceUsage().maxRSS;
}
