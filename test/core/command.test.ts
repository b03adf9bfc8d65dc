import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { command, quoted, resolveCommands } from '../../src/core/command.ts';
import { wordsOfRefusal } from '../../src/core/record.ts';

const thread = { week: '2026-06-14/2026-06-21', network: 'x' };

test.each([
  [command('lint'), 'weekthread lint'],
  [command('post', thread, '--again'), 'weekthread post 2026-06-14/2026-06-21 --to x --again'],
  [command('doctor', { network: 'x' }), 'weekthread doctor --to x'],
  [command('init', {}, "my bots/list's"), String.raw`weekthread init 'my bots/list'\''s'`],
  [resolveCommands(thread).posted, 'weekthread resolve 2026-06-14/2026-06-21 --to x --posted <id or url>'],
  [resolveCommands(thread, 'at://did:plc:a/b', '--trust').posted, /--posted at:\/\/did:plc:a\/b --trust$/],
  [
    wordsOfRefusal({ words: 'it is up already', advice: 'Settle it: `weekthread resolve`.' }, thread),
    'it is up already. Settle it: `weekthread resolve 2026-06-14/2026-06-21 --to x --posted <id or url>`.',
  ],
])('%s', (made, expected) => {
  if (typeof expected === 'string') expect(made).toBe(expected);
  else expect(made).toMatch(expected);
});

test.each(['plain', 'a b', "it's", '$HOME `id` "x"', '*', '', 'a\nb'])(
  'a shell takes the quoted «%s» for one word',
  (word) => {
    expect(execFileSync('sh', ['-c', `printf %s ${quoted(word)}`], { encoding: 'utf8' })).toBe(word);
  },
);
