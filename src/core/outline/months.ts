const NAMES: readonly { readonly name: string; readonly month: number }[] = [
  'january february march april may june july august september october november december',
  'januar februar märz april mai juni juli august september oktober november dezember',
  'jänner februar mrz april mai juni juli august sept oktober november dezember',
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
  'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre',
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  'enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre',
  'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  'januari februari maart april mei juni juli augustus september oktober november december',
  'januari februari mrt april mei juni juli augustus september oktober november december',
  'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь',
  'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
].flatMap((names) => names.split(' ').map((name, index) => ({ name, month: index + 1 })));

/**
 * The month that a word names, from 1: in English, German, French, Spanish, Portuguese, Italian, Dutch or Russian,
 * whole, cut short (`Mar`, `Sept`) or with a slip of the pen (`Febuary`, `Juen`); undefined where it names none, or two.
 */
export function monthOf(word: string): number | undefined {
  const lower = word.toLowerCase().replace(/\.$/, '');
  const [month, ...others] = monthsLike((name) => lower.length >= 3 && name.startsWith(lower));
  if (month !== undefined) return others.length === 0 ? month : undefined;
  const [near, ...rivals] = monthsLike((name) => isSlipOf(lower, name));
  return rivals.length === 0 ? near : undefined;
}

/** The English name of a month, from 1; the number where there is none. */
export const englishMonth = (month: number): string => NAMES[month - 1]?.name ?? String(month);

const monthsLike = (isLike: (name: string) => boolean): readonly number[] => [
  ...new Set(NAMES.filter(({ name }) => isLike(name)).map(({ month }) => month)),
];

/** Long words may differ by two slips, short ones by one that leaves every letter but one (`Jnue`, `Agust`). */
function isSlipOf(word: string, name: string): boolean {
  if (!name.startsWith(word.charAt(0)) || word.length < 4 || Math.abs(word.length - name.length) > 2) return false;
  if (word.length >= 6) return slips(word, name) <= 2;
  return slips(word, name) === 1 && (word.length !== name.length || sorted(word) === sorted(name));
}

const sorted = (word: string): string => Array.from(word).sort().join('');

/** How many letters must be changed, added, dropped or swapped with the next one to make one word the other. */
function slips(a: string, b: string): number {
  let older: readonly number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwap ? (older[j - 2] ?? 9) + 1 : 9;
      next.push(Math.min(change, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    [older, row] = [row, next];
  }
  return row[b.length] ?? 9;
}
