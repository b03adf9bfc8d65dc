/** English comes first, and most lists ask for no other: the runtime's own data takes longer to load than a list to read. */
const ENGLISH = 'january february march april may june july august september october november december';

/** The other languages whose months are known. Their names come from the runtime's own data (Unicode CLDR). */
const LANGUAGES = ['de', 'fr', 'es', 'pt', 'it', 'nl', 'ru', 'uk', 'pl', 'cs', 'tr', 'sv', 'da', 'nb', 'fi', 'id'];

interface Name {
  readonly name: string;
  readonly month: number;
}

/** The names of months in a language, as they stand alone and beside a day, long and short. */
function namesIn(language: string): readonly Name[] {
  const names: Name[] = [];
  for (const options of [{ month: 'long' }, { month: 'short' }, { month: 'long', day: 'numeric' }] as const) {
    const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
    for (let month = 0; month < 12; month++) {
      const written = format.formatToParts(Date.UTC(2024, month, 1)).find(({ type }) => type === 'month')?.value ?? '';
      names.push({ name: plain(written), month: month + 1 });
    }
  }
  return names.filter(({ name }) => /^\p{L}{3,}$/u.test(name));
}

function plain(word: string): string {
  const low = word.toLowerCase().replaceAll('.', '');
  return /[^\x00-\x7f]/.test(low) ? low.normalize('NFD').replace(/\p{M}/gu, '') : low;
}

const english: readonly Name[] = ENGLISH.split(' ').map((name, index) => ({ name, month: index + 1 }));
const known = new Map([['en', english]]);
function namesOf(language: string): readonly Name[] {
  const names = known.get(language) ?? namesIn(language);
  known.set(language, names);
  return names;
}

const found = new Map<string, number | undefined>();

/** The month that a word names, from 1: whole or cut short (`Mar`, `Sept`). */
export function monthNamed(word: string): number | undefined {
  if (!found.has(word)) {
    if (found.size > 5_000) found.clear();
    found.set(word, search(plain(word)));
  }
  return found.get(word);
}

function search(word: string): number | undefined {
  if (word.length < 3) return undefined;
  for (const language of ['en', ...LANGUAGES]) {
    const months = new Set(namesOf(language).flatMap(({ name, month }) => (name.startsWith(word) ? month : [])));
    const [month] = months;
    if (month !== undefined) return months.size === 1 ? month : undefined;
  }
  return undefined;
}
