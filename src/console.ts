import type { World } from './world.ts';

/** What the program's own inks write around words (ECMA-48, "select graphic rendition"), and what they may be taken for. */
const INK = '\\u001b\\[(?:1|2|4|22|24|31|32|33|34|39)m';
// Signs that a terminal obeys, or that turn the direction of writing or end a line for some reader.
const SIGN =
  '[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]';
const STEERING = new RegExp(`${INK}|${SIGN}`, 'g');
// https://docs.github.com/actions/reference/workflow-commands-for-github-actions: `::` after nothing but space, and the
// older `##[` anywhere.
const COMMAND = /^([^\S\n]*:)(?=:)|##(?=\[)/gm;

/** A console that text from elsewhere cannot steer, and the way past it for commands that are meant for a runner. */
export interface Console extends Pick<World, 'out' | 'err'> {
  readonly command: (text: string) => void;
}

/**
 * The one place before stdout and stderr: what a terminal or a runner would obey is written as its code, as in JSON, so that
 * JSON stays what it is. Only the program's own inks pass, where there are colours.
 */
export function createConsole({ out, err, terminal, env }: World): Console {
  const isRunner = (env.GITHUB_ACTIONS ?? '') !== '';
  const shown = (text: string): string =>
    text.toWellFormed().replace(STEERING, (sign) => (sign.length > 1 && terminal.colours ? sign : codesOf(sign)));
  const safe = (text: string): string => (isRunner ? withoutCommands(shown(text)) : shown(text));
  return { out: (text) => out(safe(text)), err: (text) => err(safe(text)), command: (text) => out(shown(text)) };
}

const withoutCommands = (text: string): string =>
  text.replace(COMMAND, (sign) => sign.slice(0, -1) + codesOf(sign.slice(-1)));

/** `\u001b` and what follows the sign. */
const codesOf = (signs: string): string => `\\u${signs.charCodeAt(0).toString(16).padStart(4, '0')}${signs.slice(1)}`;
