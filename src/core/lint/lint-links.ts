import { hostOf, isPlainAddress, namesOtherHost, plainAddress } from '../thread.ts';
import {
  type Beside,
  type Finding,
  finding,
  type RuleId,
  normaliseLink,
  type ReadEntry,
  type ReadSection,
  type WrittenLink,
  LONGEST_ADDRESS,
} from '../list.ts';
import { columnOf, columnOfLast } from './place.ts';
import type { Week } from '../week.ts';

/** What is wrong with the links of a week. */
export function checkLinks({ section, entries, beside }: ReadSection): readonly Finding[] {
  const { file, week } = section;
  const seen = new Map<string, ReadEntry>();
  const without = beside.map(({ why, title, line }) => leftOut(why, title, { file, line, week }));
  const found = entries.flatMap((entry) => {
    const say: Say = (id, link, message, advice) => [
      finding(id, { file, line: entry.line, column: columnOf(entry, ...needles(link)), week, message, advice }),
    ];
    const twice = entry.links.flatMap(({ label, url }) => {
      const key = normaliseLink(url);
      const first = seen.get(key);
      seen.set(key, first ?? entry);
      // A paper's page and its PDF are two links that are both meant.
      const isMeant = first === entry && entry.links.filter((link) => link.url === url).length === 1;
      return first && !isMeant ? [linkTwice(file, week, entry, first, label, url)] : [];
    });
    const written = entry.written.flatMap((link) => [...checkLink(link, say), ...checkHost(link, say)]);
    return [...checkNone(file, week, entry), ...written, ...twice];
  });
  return [...without, ...found];
}

const leftOut = (why: Beside['why'], title: string, place: Pick<Finding, 'file' | 'line' | 'week'>): Finding =>
  why === 'again'
    ? finding('link-twice', {
        ...place,
        message: `“${title}” was left out: all its links stand in entries before it.`,
        advice: 'Correct its links if it is an entry of its own.',
      })
    : finding('link-missing', {
        ...place,
        message: `“${title}” has no link, and was left out.`,
        advice: 'Add a link if it is an entry: [Paper](https://…).',
      });

type Say = (id: RuleId, link: WrittenLink, message: string, advice: string) => readonly Finding[];

const WRITE = 'Write the address, or take the link out.';

function checkLink(link: WrittenLink, say: Say): readonly Finding[] {
  const { label, address } = link;
  const named = label === '' ? 'A link' : `The link “${label}”`;
  const long = `${named} has an address of more than ${String(LONGEST_ADDRESS)} characters: it was left out.`;
  switch (address.status) {
    case 'empty':
      return say('link-empty', link, `${named} has no address.`, WRITE);
    case 'placeholder':
      return say('link-placeholder', link, `${named} has no address yet.`, WRITE);
    case 'too long':
      return say('link-too-long', link, long, 'Look for a parenthesis that is missing, or write a shorter address.');
    case 'not http':
      if (label === '') return [];
      return say(
        'link-not-http',
        link,
        `${named} does not lead to a web page.`,
        'Write one that begins with https://.',
      );
    case 'repaired': {
      const message = `The address of “${label}” is damaged; it was read as ${address.url}.`;
      return say('link-damaged', link, message, `Write [${label}](${address.url}).`);
    }
    case 'sound':
      return [];
  }
}

/** A link that shows one place and leads to another. */
function checkHost(link: WrittenLink, say: Say): readonly Finding[] {
  const { label, address } = link;
  if (!('url' in address)) return [];
  const shown = namesOtherHost(label, address.url);
  const message = `The link “${label}” leads to ${hostOf(address.url)}: its ${shown ? 'label names another place' : 'address hides that'}.`;
  const advice = shown
    ? 'It is posted under the name of the place that it leads to. Write what it is: Paper, Code.'
    : `It is posted as ${plainAddress(address.url)}. Write the address so.`;
  return shown || !isPlainAddress(address.url) ? say('link-elsewhere', link, message, advice) : [];
}

function checkNone(file: string, week: Week, entry: ReadEntry): readonly Finding[] {
  if (entry.links.length > 0) return [];
  const message = `Entry ${String(entry.rank)} has no link.`;
  const advice = 'Add a link to the paper: [Paper](https://…).';
  return [finding('link-missing', { file, line: entry.line, column: entry.column, week, message, advice })];
}

const linkTwice = (file: string, week: Week, entry: ReadEntry, first: ReadEntry, label: string, url: string): Finding =>
  finding('link-twice', {
    file,
    line: entry.line,
    column: first === entry ? columnOfLast(entry, url) : columnOf(entry, url),
    week,
    message:
      first === entry
        ? `Entry ${String(entry.rank)} has ${url} twice.`
        : `“${label}” of entry ${String(entry.rank)} is also in entry ${String(first.rank)}, line ${String(first.line)}: ${url}`,
    advice: 'Correct one of them, or take it out.',
  });

/** How a link may stand in its line: by its address, else by its label. */
const needles = ({ address, label }: WrittenLink): readonly string[] => [
  ...('url' in address ? [address.url] : []),
  ...('written' in address ? [`[${label}](${address.written}`] : []),
  ...(address.status === 'empty' ? [`[${label}]()`] : []),
  `[${label}]`,
  label,
];
