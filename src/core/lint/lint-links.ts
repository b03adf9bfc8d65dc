import { hostOf, isPlainAddress, namesOtherHost, plainAddress } from '../thread.ts';
import {
  type Beside,
  type Finding,
  type RuleId,
  normaliseLink,
  type ReadEntry,
  type ReadSection,
  type WrittenLink,
  LONGEST_ADDRESS,
} from '../list.ts';
import { columnOf, columnOfLast, type Say, sayIn } from './place.ts';

/** What is wrong with the links of a week. */
export function checkLinks({ section, entries, beside }: ReadSection): readonly Finding[] {
  const say = sayIn(section);
  const seen = new Map<string, ReadEntry>();
  return [
    ...beside.flatMap((lines) => leftOut(lines, say)),
    ...entries.flatMap((entry) => [
      ...checkNone(entry, say),
      ...entry.written.flatMap((link) => {
        const place = { line: entry.line, column: columnOf(entry, ...needles(link)) };
        const sayOf: SayOfLink = (id, message, advice) => say(id, place, message, advice);
        return [...checkLink(link, sayOf), ...checkHost(link, sayOf)];
      }),
      ...checkTwice(entry, seen, say),
    ]),
  ];
}

function leftOut({ why, title, line }: Beside, say: Say): readonly Finding[] {
  if (why !== 'again') {
    const message = `“${title}” has no link, and was left out.`;
    return say('link-missing', { line }, message, 'Add a link if it is an entry: [Paper](https://…).');
  }
  const message = `“${title}” was left out: all its links stand in entries before it.`;
  return say('link-twice', { line }, message, 'Correct its links if it is an entry of its own.');
}

function checkNone(entry: ReadEntry, say: Say): readonly Finding[] {
  if (entry.links.length > 0) return [];
  return say('link-missing', entry, `Entry ${entry.rank} has no link.`, 'Add a link to the paper: [Paper](https://…).');
}

type SayOfLink = (id: RuleId, message: string, advice: string) => readonly Finding[];

function checkLink({ label, address }: WrittenLink, say: SayOfLink): readonly Finding[] {
  const named = label === '' ? 'A link' : `The link “${label}”`;
  const write = 'Write the address, or take the link out.';
  switch (address.status) {
    case 'empty':
      return say('link-empty', `${named} has no address.`, write);
    case 'placeholder':
      return say('link-placeholder', `${named} has no address yet.`, write);
    case 'too long': {
      const message = `${named} has an address of more than ${LONGEST_ADDRESS} characters: it was left out.`;
      return say('link-too-long', message, 'Look for a parenthesis that is missing, or write a shorter address.');
    }
    case 'not http':
      if (label === '') return [];
      return say('link-not-http', `${named} does not lead to a web page.`, 'Write one that begins with https://.');
    case 'repaired': {
      const message = `The address of “${label}” is damaged; it was read as ${address.url}.`;
      return say('link-damaged', message, `Write [${label}](${address.url}).`);
    }
    case 'sound':
      return [];
  }
}

/** A link that shows one place and leads to another. */
function checkHost({ label, address }: WrittenLink, say: SayOfLink): readonly Finding[] {
  if (!('url' in address)) return [];
  const shown = namesOtherHost(label, address.url);
  const message = `The link “${label}” leads to ${hostOf(address.url)}: its ${shown ? 'label names another place' : 'address hides that'}.`;
  const advice = shown
    ? 'It is posted under the name of the place that it leads to. Write what it is: Paper, Code.'
    : `It is posted as ${plainAddress(address.url)}. Write the address so.`;
  return shown || !isPlainAddress(address.url) ? say('link-elsewhere', message, advice) : [];
}

/** `seen`: which entry of the week had each link first. */
function checkTwice(entry: ReadEntry, seen: Map<string, ReadEntry>, say: Say): readonly Finding[] {
  return entry.links.flatMap(({ label, url }) => {
    const key = normaliseLink(url);
    const first = seen.get(key);
    seen.set(key, first ?? entry);
    // A paper's page and its PDF are two links that are both meant.
    if (!first || (first === entry && entry.links.filter((link) => link.url === url).length === 1)) return [];
    const column = first === entry ? columnOfLast(entry, url) : columnOf(entry, url);
    const message =
      first === entry
        ? `Entry ${entry.rank} has ${url} twice.`
        : `“${label}” of entry ${entry.rank} is also in entry ${first.rank}, line ${first.line}: ${url}`;
    return say('link-twice', { line: entry.line, column }, message, 'Correct one of them, or take it out.');
  });
}

/** How a link may stand in its line: by its address, else by its label. */
const needles = ({ address, label }: WrittenLink): readonly string[] => [
  ...('url' in address ? [address.url] : []),
  ...('written' in address ? [`[${label}](${address.written}`] : []),
  ...(address.status === 'empty' ? [`[${label}]()`] : []),
  `[${label}]`,
  label,
];
