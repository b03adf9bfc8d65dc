/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Damage = (text: string, random: () => number) => string;

const pick = <Value>(values: readonly Value[], random: () => number): Value =>
  values[Math.floor(random() * values.length)]!;

/** What breaks readers of markdown when it stands where nobody expects it. */
const splinters = [
  '|', '||', '\\|', '**', '****', '*', '_', '__', '`', '```', '~~~', '[', ']', '](', ')', '[](', '<', '>', '<!--', '-->',
  '<a href="', '</td>', '<br>', '<script>', '&', '&#0;', '&#xD800;', '\0', '\ud800', '\udc00', '\ud83d', '\u200d', '\u202e',
  '\ufeff', '\u00a0', '\r', '\n', '\n\n', '\t', '\\', '$A $B', '@all', '#tag', '# ', '## ', '---', '===', '- ', '1) ', '10) ',
  '● ', '(Jan 1-8)', '](http://', 'https://https://', '\u0301'.repeat(50), '👩‍👩‍👧‍👦', 'ﷺ', '𝕏', '{list}', '{count}', '%s', '$&', '__proto__',
]; // prettier-ignore

const inLines = (change: (lines: string[], random: () => number) => string[]): Damage => {
  return (text, random) => change(text.split('\n'), random).join('\n');
};

const sometimes =
  (share: number, change: (line: string, random: () => number) => string): Damage =>
  (text, random) =>
    inLines((lines) => lines.map((line) => (random() < share ? change(line, random) : line)))(text, random);

const cutAt = (line: string, random: () => number): readonly [string, string] => {
  const at = Math.floor(random() * (line.length + 1));
  return [line.slice(0, at), line.slice(at)];
};

/** Every way in which a list is damaged here, by the name that a failing test shows. */
export const damages: Readonly<Record<string, Damage>> = {
  'cut off at the end': (text, random) => cutAt(text, random)[0],
  'cut off at the beginning': (text, random) => cutAt(text, random)[1],
  'a piece missing': (text, random) => {
    const [head, tail] = cutAt(text, random);
    return head + tail.slice(Math.floor(random() * 2000));
  },
  'lines doubled': sometimes(0.3, (line) => `${line}\n${line}`),
  'lines missing': inLines((lines, random) => lines.filter(() => random() > 0.3)),
  'lines shuffled': inLines((lines, random) => [...lines].sort(() => random() - 0.5)),
  'lines broken in two': sometimes(0.5, (line, random) => cutAt(line, random).join('\n')),
  'lines joined': (text, random) => text.replace(/\n/g, () => (random() < 0.4 ? '' : '\n')),
  'characters shuffled': (text, random) => {
    const [head, tail] = cutAt(text, random);
    const mixed = Array.from(tail.slice(0, 600))
      .sort(() => random() - 0.5)
      .join('');
    return head + mixed + tail.slice(600);
  },
  'characters missing': (text, random) => text.replace(/[^]/gu, (character) => (random() < 0.02 ? '' : character)),
  'splinters driven in': sometimes(0.6, (line, random) => cutAt(line, random).join(pick(splinters, random))),
  'many splinters': (text, random) => text.replace(/ /g, () => (random() < 0.2 ? pick(splinters, random) : ' ')),
  'one kind of character missing': (text, random) => text.replaceAll(pick(Array.from('|*()[]#\n -'), random), ''),
  'one kind of character everywhere': (text, random) =>
    text.replaceAll(' ', pick(Array.from('|*_()[]<>#`\\&\0'), random)),
  'other line ends': (text, random) =>
    text.replaceAll('\n', pick(['\r\n', '\r', '\u2028', '\n\n\n', '\u0085'], random)),
  'bytes read as another encoding': (text) => Buffer.from(text, 'utf8').toString('latin1'),
  'halves of surrogate pairs': (text, random) =>
    text.replace(/ /g, () => (random() < 0.1 ? String.fromCharCode(0xd800 + Math.floor(random() * 0x800)) : ' ')),
  'indented into code': sometimes(0.5, (line) => `     ${line}`),
  'quoted deeper and deeper': inLines((lines) => lines.map((line, index) => '>'.repeat(index % 60) + line)),
  'two lists woven into one': (text, random) => {
    const other = text.split('\n').reverse();
    return inLines((lines) => lines.flatMap((line, index) => (random() < 0.3 ? [line, other[index] ?? ''] : line)))(
      text,
      random,
    );
  },
};
