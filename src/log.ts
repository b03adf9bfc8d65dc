/** How grave a line of the log is; `LOG_LEVEL` names the least grave that is printed. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

const order: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** A writer of lines for each level; those below `least` are dropped. `stamp` writes the time before them. */
export function createLog(
  least: LogLevel,
  write: (text: string) => void,
  stamp: (line: string) => string = (line) => line,
): Readonly<Record<LogLevel, (line: string) => void>> {
  const at = (level: LogLevel) => (line: string) => {
    if (order.indexOf(level) >= order.indexOf(least)) write(`${stamp(line)}\n`);
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
