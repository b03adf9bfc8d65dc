/** Month names as lists write them: English, German, French, Spanish, Portuguese, Italian and Dutch, by their first letters. */
const STEMS: readonly (readonly [RegExp, number])[] = [
  [/^(jan|jän|ene|gen)/, 1],
  [/^(feb|fév|fev)/, 2],
  [/^(mar|mär|mrz|maa|mrt)/, 3],
  [/^(apr|avr|abr)/, 4],
  [/^(may|mai|mag|mei)/, 5],
  [/^(jun|juin|giu)/, 6],
  [/^(jul|juil|lug)/, 7],
  [/^(aug|aoû|aou|ago)/, 8],
  [/^(sep|set)/, 9],
  [/^(oct|okt|out|ott)/, 10],
  [/^(nov)/, 11],
  [/^(dec|dez|déc|dic)/, 12],
];

const NAMES: readonly string[] = [
  'january february march april may june july august september october november december sept mrz',
  'januar jänner februar märz april mai juni juli august september oktober november dezember',
  'janvier février fevrier mars avril mai juin juillet août aout septembre octobre novembre décembre',
  'enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre',
  'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  'januari februari maart april mei juni juli augustus september oktober november december mrt',
].flatMap((names) => names.split(' '));

/** The month that a word names (`Mar`, `Sept`, `März`, `Febuary`), from 1; undefined where it names none. */
export function monthOf(word: string): number | undefined {
  const lower = word.toLowerCase().replace(/\.$/, '');
  const month = STEMS.find(([stem]) => stem.test(lower))?.[1];
  if (month === undefined) return undefined;
  const known = NAMES.some((name) => (lower.length < 6 ? name.startsWith(lower) : isNear(lower, name)));
  return known ? month : undefined;
}

/** Whether two words differ by at most two slips of the pen. */
function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 2) return false;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return (row[b.length] ?? 9) <= 2;
}
