import { type Finding, groupBy, isRule, RULES } from '../list.ts';

/** So many places are named. */
const SHOWN = 4;
/** From so many weeks on, what most of them have is how the list is kept. */
const MANY = 3;

/** Findings in their order, but what holds for the whole list is told once, at its first place, with its count. */
export function tellOnce(findings: readonly Finding[], weeks: number): readonly Finding[] {
  const groups = groupBy(findings, ({ rule }) => rule);
  const spread = new Map([...groups].filter(([rule, group]) => isSpread(rule, group, weeks)));
  return findings.flatMap((found) => {
    const group = spread.get(found.rule);
    if (!group) return [found];
    return group[0] === found ? [together(found, group.slice(1))] : [];
  });
}

function isSpread(rule: string, group: readonly Finding[], weeks: number): boolean {
  const once = isRule(rule) ? RULES[rule].once : undefined;
  if (once === undefined || group.length < 2) return false;
  if (once === 'always') return true;
  const within = new Set(group.map(({ week, file, line }) => week ?? `${file}:${String(line)}`)).size;
  return within >= MANY && within * 2 > weeks;
}

function together(first: Finding, others: readonly Finding[]): Finding {
  const places = others
    .slice(0, SHOWN)
    .map(({ file, line }) => `${file === first.file ? 'line ' : `${file}:`}${String(line)}`);
  const more = others.length > SHOWN ? ' …' : '';
  return {
    ...first,
    message: `${first.message} The same holds ${String(others.length)} more ${others.length === 1 ? 'time' : 'times'} (${places.join(', ')}${more}).`,
  };
}
