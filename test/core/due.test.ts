import { describe, expect, it } from 'vitest';
import { matterText } from '../../src/core/record/memory.ts';
import { alarmsOf } from '../../src/core/schedule/alarms.ts';
import { recordDue } from '../../src/core/schedule/due/judge.ts';
import { decideDue, type Due, type DueInput } from '../../src/core/schedule/due.ts';
import { EMPTY_MEMORY } from '../../src/core/record/memory.ts';
import { parseSection } from '../../src/core/list/parse.ts';
import type { JournalState } from '../../src/core/record/thread-record.ts';
import { list, nextWeek, weekFrom, type Part } from '../simulation/list.ts';
import { begunOf, postedOf } from '../simulation/records.ts';

const EMPTY: JournalState = { version: 2, threads: [], old: [], memory: EMPTY_MEMORY };
const first = weekFrom('2026-06-01');
const weeks = Array.from({ length: 8 }, (_, index) => nextWeek(first, index));
const [w1, w2, w3, w4, w5] = weeks as [typeof first, typeof first, typeof first, typeof first, typeof first];

/** Noon, so many days after a week's end. */
const after = (week: string, days: number): Date =>
  new Date(Date.parse(`${week.slice(11)}T12:00:00Z`) + days * 86_400_000);

function decide(parts: readonly Part[], now: Date, journal = EMPTY, more: Partial<DueInput> = {}): Due {
  return decideDue({
    sections: list(parts),
    parse: parseSection,
    hash: (text) => text,
    journal,
    source: 'list',
    networks: ['x'],
    now,
    maxAgeDays: 21,
    maxPosts: 40,
    ...more,
  });
}

const dueWeeks = (due: Due): string[] => due.weeks.map(({ edition }) => edition.week);

/** The journal after looks at a list at some moments, with everything posted that was due. */
function lived(...looks: (readonly [readonly Part[], Date])[]): JournalState {
  return looks.reduce((journal, [parts, now]) => {
    const due = decide(parts, now, journal);
    const recorded = recordDue(journal, due);
    const posted = due.weeks.slice(0, 1).map(({ edition }) => postedOf(edition, 'x', now));
    return { ...recorded, threads: [...recorded.threads, ...posted] };
  }, EMPTY);
}

describe('the first look', () => {
  it('records every week but the newest as old, links and all, and posts the newest', () => {
    const due = decide([{ week: w3 }, { week: w2 }, { week: w1 }], after(w3, 1));
    expect(dueWeeks(due)).toEqual([w3]);
    expect(due.old).toMatchObject([{ week: w2 }, { week: w1, links: { length: 10 } }]);
  });

  it('leaves even the newest alone where it is older than MAX_AGE_DAYS', () => {
    expect(dueWeeks(decide([{ week: w2 }, { week: w1 }], after(w2, 22)))).toEqual([]);
    expect(dueWeeks(decide([{ week: w2 }, { week: w1 }], after(w2, 21)))).toEqual([w2]);
  });

  it('waits where two lists stand under the newest dates: nobody knows which week is the newest', () => {
    const due = decide([{ week: w2, seed: 'new' }, { week: w2 }, { week: w1 }], after(w2, 1));
    expect([due.weeks, due.old, due.memory.networks]).toEqual([[], [], []]);
  });

  it('is made for each network and for each source', () => {
    const journal = lived([[{ week: w2 }, { week: w1 }], after(w2, 1)]);
    const parts = [{ week: w4 }, { week: w3 }, { week: w2 }];
    const now = after(w4, 1);
    const both = decide(parts, now, journal, { networks: ['x', 'site'] });
    expect(both.weeks.map(({ edition, networks }) => `${edition.week} ${networks.join()}`)).toEqual([
      `${w3} x`,
      `${w4} x,site`,
    ]);
    const others = parts.map(({ week }) => ({ week, seed: `other ${week}` }));
    expect(dueWeeks(decide(others, now, journal, { source: 'other' }))).toEqual([w4]);
  });

  it('at a list that has moved goes on behind the last week that is known, and leaves the archive alone', () => {
    const journal = lived([[{ week: w2 }, { week: w1 }], after(w2, 1)]);
    const moved = [{ week: w4 }, { week: w3 }, { week: w2 }, { week: w1 }, { week: weekFrom('2026-05-25') }];
    const due = decide(moved, after(w4, 1), journal, { source: 'other' });
    expect(dueWeeks(due)).toEqual([w3, w4]);
    expect(due.old.map(({ week }) => week)).toEqual([weekFrom('2026-05-25')]);
  });

  it('leaves weeks alone that are newer than one that a person posted by hand', () => {
    const { threads } = lived([[{ week: w2 }], after(w2, 1)]);
    const parts = [{ week: w4 }, { week: w3 }, { week: w2 }];
    expect(dueWeeks(decide(parts, after(w4, 1), { ...EMPTY, threads }))).toEqual([w4]);
  });
});

describe('what is due', () => {
  it('is every recent week that was not posted, oldest first', () => {
    const journal = lived([[{ week: w1 }], after(w1, 1)]);
    const parts = [{ week: w4 }, { week: w3 }, { week: w2 }, { week: w1 }];
    expect(dueWeeks(decide(parts, after(w4, 1), journal))).toEqual([w2, w3, w4]);
    expect(dueWeeks(decide(parts, after(w4, 8), journal))).toEqual([w3, w4]);
  });

  it('parses only the weeks that matter', () => {
    const archive = Array.from({ length: 30 }, (_, index) => ({ week: nextWeek(first, -index) }));
    const journal = lived([archive, after(w1, 1)]);
    let parsed = 0;
    const parse: DueInput['parse'] = (section) => {
      parsed += 1;
      return parseSection(section);
    };
    expect(dueWeeks(decide([{ week: w2 }, ...archive], after(w2, 1), journal, { parse }))).toEqual([w2]);
    expect(parsed).toBeLessThanOrEqual(6);
    parsed = 0;
    decide(archive, after(w2, 1), journal, { parse });
    expect(parsed).toBe(0);
  });

  it('does not hold a week that was posted, taken back or begun under these dates', () => {
    const edition = decide([{ week: w1 }], after(w1, 1)).weeks[0]!.edition;
    const journal: JournalState = {
      ...EMPTY,
      threads: [{ ...postedOf(edition, 'x', after(w1, 1)), status: 'rolled-back' }],
    };
    expect(dueWeeks(decide([{ week: w1 }], after(w1, 1), journal))).toEqual([]);
  });
});

describe('a week that is not complete', () => {
  const before = lived([[{ week: w1 }], after(w1, 1)]);
  const nine = [{ week: w2, entries: 9 }, { week: w1 }];

  it.each([
    ['has fewer entries than the week before it', nine, 'has 9 of 10 entries'],
    ['has no entries', [{ week: w2, entries: 0 }, { week: w1 }], 'has 0 of 10 entries'],
    ['has a placeholder', [{ week: w2, placeholder: 7 }, { week: w1 }], 'is not finished: entry 7 says "XXX"'],
    [
      'stands beside another of its dates',
      [{ week: w2 }, { week: w2, seed: 'other' }, { week: w1 }],
      'stands twice in README.md',
    ],
    ['ends next month', [{ week: nextWeek(w2, 4) }, { week: w1 }], 'ends 27 days from now'],
  ])('waits where it %s', (_, parts, words) => {
    const due = decide(parts, after(w2, 1), before);
    expect(dueWeeks(due)).toEqual([]);
    expect(due.waiting[0]?.words).toContain(words);
  });

  it('is measured by the weeks before it, and by nothing if there are none', () => {
    const nines = [w1, weekFrom('2026-05-25')].map((week) => ({ week, entries: 9 }));
    const short = lived([nines, after(w1, 1)]);
    expect(dueWeeks(decide([{ week: w2, entries: 9 }, ...nines], after(w2, 1), short))).toEqual([w2]);
    expect(dueWeeks(decide([{ week: w2, entries: 8 }, ...nines], after(w2, 1), short))).toEqual([]);
    expect(dueWeeks(decide([{ week: w2, entries: 2 }], after(w2, 1)))).toEqual([w2]);
  });

  it('is not measured by a week that is not finished itself', () => {
    const growing = (two: number, three: number) => [
      { week: w3, entries: three },
      { week: w2, entries: two },
      { week: w1 },
    ];
    const due = decide(growing(3, 3), after(w3, 1), before);
    expect(due.waiting.map(({ words }) => words)).toEqual(['has 3 of 10 entries', 'has 3 of 10 entries']);
    expect(dueWeeks(decide(growing(3, 10), after(w3, 1), before))).toEqual([w3]);
  });

  it('is taken with fewer entries once it has stood unchanged for three days', () => {
    const seen = recordDue(before, decide(nine, after(w2, 1), before));
    expect(dueWeeks(decide(nine, after(w2, 3.9), seen))).toEqual([]);
    expect(dueWeeks(decide(nine, after(w2, 4), seen))).toEqual([w2]);
    const edited = nine.map((part) => ({ ...part, extra: ' More.' }));
    expect(dueWeeks(decide(edited, after(w2, 4), seen))).toEqual([]);
  });

  it('is never taken with a placeholder or without entries, and a person hears of it after three days', () => {
    for (const fault of [{ placeholder: 3 }, { entries: 0 }]) {
      const part = { week: w2, ...fault };
      const seen = recordDue(before, decide([part, { week: w1 }], after(w2, 1), before));
      const later = decide([part, { week: w1 }], after(w2, 5), seen);
      expect(dueWeeks(later)).toEqual([]);
      expect(alarmsOf(later, after(w2, 5), 'UTC').map(({ matter }) => matterText(matter))).toEqual([`waiting ${w2}`]);
    }
  });

  it('does not count the days anew from a clock that was set back', () => {
    const seen = recordDue(before, decide(nine, after(w2, 3), before));
    const back = recordDue(seen, decide(nine, after(w2, 1), seen));
    expect(back.memory.sources[0]?.waiting[0]?.since).toBe(after(w2, 1).toISOString());
  });
});

describe('a week whose dates change', () => {
  const journal = lived([[{ week: w1 }], after(w1, 1)], [[{ week: w2 }, { week: w1 }], after(w2, 1)]);
  const redated = '2026-06-07/2026-06-14';

  it('is the recorded week, and its new dates become an alias', () => {
    const due = decide([{ week: redated, seed: w2 }, { week: w1 }], after(w2, 2), journal);
    expect(dueWeeks(due)).toEqual([]);
    expect(due.redated).toEqual([{ week: redated, of: w2, network: 'x' }]);
    const recorded = recordDue(journal, due);
    expect(recorded.threads.find(({ week }) => week === w2)?.aliases).toEqual([redated]);
    expect(decide([{ week: redated, seed: w2 }, { week: w1 }], after(w2, 3), recorded).redated).toEqual([]);
  });

  it('stays the recorded week when all its links are replaced later, and a person hears of it', () => {
    const recorded = recordDue(journal, decide([{ week: redated, seed: w2 }, { week: w1 }], after(w2, 2), journal));
    const due = decide([{ week: redated, seed: 'mended' }, { week: w1 }], after(w2, 8), recorded);
    expect(dueWeeks(due)).toEqual([]);
    expect(alarmsOf(due, after(w2, 8), 'UTC').map(({ matter }) => matterText(matter))).toEqual([
      `renamed x ${redated}`,
    ]);
  });
});

describe('a new week that was begun as a copy of the last', () => {
  const journal = lived([[{ week: w1 }], after(w1, 1)], [[{ week: w2 }, { week: w1 }], after(w2, 1)]);
  const draft = [{ week: w3, seed: w2 }, { week: w2 }, { week: w1 }];

  it('waits while it shows the papers of a week that stands beside it, and is due with its own', () => {
    const due = decide(draft, after(w3, 1), journal);
    expect([due.weeks, due.redated]).toEqual([[], []]);
    expect(due.waiting[0]?.words).toContain(`shows the papers of ${w2}`);
    const recorded = recordDue(journal, due);
    expect(dueWeeks(decide([{ week: w3 }, { week: w2 }, { week: w1 }], after(w3, 2), recorded))).toEqual([w3]);
  });

  it('waits too where the last week was missed and never recorded', () => {
    const [missed, next] = [weeks[2] ?? w3, weeks[6] ?? w3];
    const parts = [{ week: next, seed: missed }, { week: missed }, { week: w2 }, { week: w1 }];
    const due = decide(parts, after(next, 1), journal);
    expect(dueWeeks(due)).toEqual([]);
    expect(due.waiting).toMatchObject([
      { week: next, words: `shows the papers of ${missed}, which is listed beside it` },
    ]);
    expect(dueWeeks(decide([{ week: next }, ...parts.slice(1)], after(next, 1), journal))).toEqual([next]);
  });

  it('does not keep the week that it was copied from', () => {
    const due = decide([{ week: w4, seed: w3 }, { week: w3 }, { week: w2 }, { week: w1 }], after(w4, 1), journal);
    expect([dueWeeks(due), due.waiting.map(({ week }) => week)]).toEqual([[w3], [w4]]);
  });

  it("is due with its own papers, even where its dates stood above the last week's for a moment", () => {
    const moved = recordDue(journal, decide([{ week: w3, seed: w2 }, { week: w1 }], after(w3, 1), journal));
    expect(dueWeeks(decide([{ week: w3 }, { week: w2 }, { week: w1 }], after(w3, 2), moved))).toEqual([w3]);
  });
});

describe("dates that were taken for a week, and are the next one's", () => {
  const journal = lived([[{ week: w1 }], after(w1, 1)], [[{ week: w3, seed: w2 }, { week: w1 }], after(w2, 1)]);
  const corrected = [{ week: w2 }, { week: w1 }];
  const next = [{ week: w3 }, ...corrected];

  it('are left to the next week once the heading was corrected, and neither is posted again', () => {
    const known = recordDue(journal, decide(corrected, after(w2, 2), journal));
    const due = decide(next, after(w3, 1), known);
    expect(dueWeeks(due)).toEqual([w3]);
    const handed = recordDue(known, due);
    expect(handed.threads).toMatchObject([
      { week: w1, aliases: [] },
      { week: w2, aliases: [] },
    ]);
    const posted = { ...handed, threads: [...handed.threads, postedOf(due.weeks[0]!.edition, 'x', after(w3, 1))] };
    expect(dueWeeks(decide(next, after(w3, 8), posted))).toEqual([]);
  });

  it('are left to it by the second look where heading and next week come together', () => {
    const together = decide(next, after(w3, 1), journal);
    expect(dueWeeks(together)).toEqual([]);
    expect(dueWeeks(decide(next, after(w3, 2), recordDue(journal, together)))).toEqual([w3]);
  });

  it('stay with a thread that is begun and not whole: its requests are known by them', () => {
    const begun = begunOf(decide([{ week: w3, seed: w2 }], after(w2, 1)).weeks[0]!.edition, 'x', after(w2, 1), [
      { status: 'unsent' },
    ]);
    const open = { ...journal, threads: [...journal.threads.slice(0, 1), { ...begun, aliases: [w2] }] };
    expect(dueWeeks(decide(next, after(w3, 1), open))).toEqual([]);
  });
});

describe('weeks that come late', () => {
  it('raise an alarm when none comes for 21 days', () => {
    const parts = [{ week: w1 }];
    const journal = lived([parts, after(w1, 1)]);
    const matters = (now: Date) =>
      alarmsOf(decide(parts, now, journal), now, 'UTC').map(({ matter }) => matterText(matter));
    expect(matters(after(w1, 21))).toEqual([]);
    expect(matters(after(w1, 23))).toEqual([`stalled ${w1} list`]);
    expect(alarmsOf(decide([{ week: w5 }, ...parts], after(w5, 1), journal), after(w5, 1), 'UTC')).toEqual([]);
  });
});
