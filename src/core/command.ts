/** The commands that a person can type. */
export type CommandName =
  | 'init'
  | 'weeks'
  | 'lint'
  | 'post'
  | 'preview'
  | 'start'
  | 'status'
  | 'resolve'
  | 'state'
  | 'rollback'
  | 'unlock'
  | 'doctor';

/** What a command is about: a week, a network, or a week's thread on one. */
interface About {
  readonly week?: string;
  readonly network?: string;
}

/** A command as a person types it: `weekthread post 2026-06-14/2026-06-21 --to site`. All messages take theirs from here. */
export function command(name: CommandName, { week, network }: About = {}, ...more: readonly string[]): string {
  const to = network === undefined ? [] : ['--to', network];
  return ['weekthread', name, ...(week === undefined ? [] : [week]), ...to, ...more].map(quoted).join(' ');
}

/** A word as a shell takes it for one; what a person must put in place of `<words>` stays as it is. */
export const quoted = (word: string): string =>
  /^(?:[\w@%+=:,./~-]+|<[^<>]+>)$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** What to type about a post in doubt. `id`: by which the network knows it, empty or absent if nobody knows. */
export const resolveCommands = (
  thread: Required<About>,
  id = '',
  ...trust: readonly '--trust'[]
): { readonly posted: string; readonly notPosted: string } => ({
  posted: command('resolve', thread, '--posted', id === '' ? '<id or url>' : id, ...trust),
  notPosted: command('resolve', thread, '--not-posted'),
});

/** A network's advice with its commands whole: it does not know the week that a person must type, nor, of `resolve`, what they find. */
export const withCommands = (advice: string, thread: Required<About>): string =>
  advice.replace(
    /`weekthread (resolve|rollback)`/g,
    (_, name: 'resolve' | 'rollback') =>
      `\`${name === 'resolve' ? resolveCommands(thread).posted : command(name, thread)}\``,
  );
