import { describe, expect, it } from 'vitest';
import { addDays, weekEnd, type Week } from '../../src/core/week.ts';
import { createTick } from '../../src/tick.ts';
import { makeBot } from './bot.ts';
import { nextWeek, weekFrom } from './list.ts';
import { random } from './random.ts';
import { wallSlots } from './wall.ts';

const MINUTE = 60_000;
const HOUR = 60;
const WEEK = 7 * 24 * HOUR;
const minuteOf = (text: string): number => Date.parse(text) / MINUTE;

interface Life {
  readonly zone: string;
  /** Minutes of the day, and days of the week. */
  readonly timeOfDay: number;
  readonly weekdays: readonly number[];
  readonly from: number;
  readonly to: number;
  /** When a week comes, in minutes after its last day has ended (UTC). */
  readonly delay: (index: number) => number;
  /** Stretches in which the machine sleeps. */
  readonly asleep: readonly (readonly [number, number])[];
  /** Minutes at which the process is killed and started again. */
  readonly restarts: readonly number[];
  /** The minute from which the clock shows so much less than it is. */
  readonly setBack?: { readonly at: number; readonly minutes: number };
}

interface Lived {
  /** When each week came, and when it should have been posted at the latest. */
  readonly weeks: readonly { readonly week: Week; readonly came: number; readonly deadline: number | undefined }[];
  readonly posted: ReadonlyMap<Week, readonly number[]>;
  readonly ticks: number;
}

/** Lives through some years: ticks every minute around whatever happens, and once an hour otherwise, where it is awake. */
async function live(life: Life): Promise<Lived> {
  const { zone, weekdays, timeOfDay, from, to } = life;
  const slots = wallSlots(zone, weekdays, timeOfDay, from, to);
  const first = weekFrom(addDays(new Date(from * MINUTE).toISOString().slice(0, 10), -14));
  const weeks = Array.from({ length: Math.floor((to - from) / WEEK) }, (_, index) => nextWeek(first, index)).map(
    (week, index) => ({
      week,
      came: minuteOf(`${addDays(weekEnd(week), 1)}T00:00:00Z`) + life.delay(index),
    }),
  );
  const looks = slots.map((slot) =>
    Math.max(slot, life.asleep.find(([start, end]) => slot >= start && slot < end)?.[1] ?? slot),
  );
  const isAwake = (minute: number): boolean => !life.asleep.some(([start, end]) => minute >= start && minute < end);
  const around = (minute: number): number[] => [-1, 0, 1].map((by) => minute + by);
  // Minute by minute where clocks may change: in the nights of Sundays, in spring and autumn.
  const night = slots.filter((slot) => timeOfDay < 180 && isChangeNight(new Date(slot * MINUTE)));
  const dense = night.flatMap((slot) => Array.from({ length: 150 }, (_, index) => slot - 60 + index));
  const moments = [
    ...new Set([
      ...slots.flatMap(around),
      ...looks.flatMap(around),
      ...life.restarts.flatMap(around),
      ...dense,
      from + 1,
      ...(life.setBack ? around(life.setBack.at) : []),
    ]),
  ]
    .filter((minute) => minute > from && minute <= to && isAwake(minute))
    .sort((a, b) => a - b);

  const schedule = `${String(timeOfDay % 60)} ${String(Math.floor(timeOfDay / 60))} * * ${weekdays.join()}`;
  const bot = makeBot({ networks: ['x'], now: new Date(from * MINUTE), schedule, timezone: zone });
  const posted = new Map<Week, number[]>();
  let tick = createTick(bot.app);
  for (const minute of moments) {
    const shift = life.setBack && minute >= life.setBack.at ? life.setBack.minutes : 0;
    // Ticks come some milliseconds after the full minute.
    bot.now = new Date((minute - shift) * MINUTE + 40);
    bot.parts = weeks
      .filter(({ came }) => came <= minute && came > minute - 7 * WEEK)
      .map(({ week }) => ({ week, entries: 3 }))
      .reverse();
    if (bot.parts.length === 0) continue;
    if (life.restarts.includes(minute)) tick = createTick(bot.app);
    const before = bot.posts.length;
    await tick.act();
    for (const { week } of bot.posts.slice(before)) posted.set(week, [...(posted.get(week) ?? []), minute]);
  }
  expect(bot.broken).toEqual([]);
  // A start looks at once if something is due.
  const starts = life.restarts.filter((minute) => moments.includes(minute));
  const firstLook = moments.find((minute) => weeks.some(({ came }) => came <= minute)) ?? to;
  return {
    weeks: deadlines(weeks, [firstLook, ...[...looks, ...starts].sort((a, b) => a - b)], firstLook),
    posted,
    ticks: moments.length,
  };
}

const isChangeNight = (moment: Date): boolean => moment.getUTCDay() === 0 && [2, 9, 10].includes(moment.getUTCMonth());

/** One week a look, oldest first, none that ended more than 21 days before; of the weeks of the first look, the newest. */
function deadlines(
  weeks: readonly { readonly week: Week; readonly came: number }[],
  looks: readonly number[],
  firstLook: number,
): Lived['weeks'] {
  const old = weeks.filter(({ came }) => came <= firstLook).slice(0, -1);
  const waiting = weeks.filter((week) => !old.includes(week));
  const due = new Map<Week, number>();
  const isOld = (week: Week, look: number): boolean =>
    new Date(look * MINUTE).toISOString().slice(0, 10) > addDays(weekEnd(week), 21);
  for (const look of [...new Set(looks)]) {
    const index = waiting.findIndex(({ week, came }) => came <= look && !isOld(week, look));
    const [next] = index < 0 ? [] : waiting.splice(index, 1);
    if (next) due.set(next.week, look);
  }
  return weeks.map(({ week, came }) => ({ week, came, deadline: due.get(week) }));
}

/** Every week that came in time is posted once, at its slot or within a minute of waking; no other is. */
function expectOnTime({ weeks, posted }: Lived, isEarlier = false): void {
  const wrong = weeks.flatMap(({ week, came, deadline }) => {
    const at = posted.get(week) ?? [];
    const isRight =
      deadline === undefined
        ? at.length === 0
        : at.length === 1 && at[0]! <= deadline + 1 && (isEarlier || at[0]! >= deadline);
    return isRight
      ? []
      : [
          {
            week,
            came: new Date(came * MINUTE),
            deadline: deadline && new Date(deadline * MINUTE),
            at: at.map((m) => new Date(m * MINUTE)),
          },
        ];
  });
  expect(wrong).toEqual([]);
  expect([...posted.values()].filter((at) => at.length > 1)).toEqual([]);
}

const onMonday = (index: number): number => 15 * HOUR + (index % 30);
const never: Life['asleep'] = [];

/** WHOLE=1 lives through ten. In these three Samoa skips a day. */
const YEARS = process.env.WHOLE ? 10 : 3;

describe('years', () => {
  const from = minuteOf('2010-06-01T00:00:00Z');
  const to = from + YEARS * 52 * WEEK;

  it.each([
    ['Europe/Berlin', 17 * HOUR, [1, 2]],
    ['America/New_York', 2 * HOUR + 30, [0, 1]],
    ['Asia/Kolkata', 9 * HOUR + 15, [1]],
    ['Pacific/Apia', 17 * HOUR, [5, 1]],
    ['Europe/Berlin', 2 * HOUR + 30, [0, 3]],
  ] as const)(
    'in %s at minute %i of the days %j, with restarts and sleep at random: each week once, on time',
    async (zone, timeOfDay, weekdays) => {
      const { next } = random(timeOfDay + zone.length);
      const somewhere = (): number => from + Math.floor(next() * (to - from));
      const restarts = Array.from({ length: 20 * YEARS }, somewhere);
      const asleep = Array.from({ length: 20 * YEARS }, somewhere).map((start) => [start, start + 8 * HOUR] as const);
      const delay = (index: number): number =>
        index % 3 === 0 ? Math.floor(next() * 25 * 24 * HOUR) : onMonday(index);
      const lived = await live({ zone, timeOfDay, weekdays, from, to, delay, asleep, restarts });
      expectOnTime(lived);
      expect(lived.posted.size).toBeGreaterThan(40 * YEARS);
    },
  );
});

describe('a machine that sleeps eight hours', () => {
  it('at any hour of the week posts each week once, within a minute of the slot or of waking', async () => {
    const from = minuteOf('2026-03-02T00:00:00Z');
    for (let hour = 0; hour < 168; hour += 1) {
      const asleep = Array.from({ length: 5 }, (_, week) => from + week * WEEK + hour * HOUR).map(
        (start) => [start, start + 8 * HOUR] as const,
      );
      const life = {
        zone: 'Europe/Berlin',
        timeOfDay: 2 * HOUR + 30,
        weekdays: [0, 1],
        from,
        to: from + 4 * WEEK,
        delay: onMonday,
        asleep,
        restarts: [],
      };
      expectOnTime(await live(life));
    }
  });
});

describe('a clock that is set back two hours', () => {
  it('at any time of the day of a slot posts each week once, and never later than the slot', async () => {
    const from = minuteOf('2026-06-01T00:00:00Z');
    for (let hour = 0; hour < 24; hour += 1) {
      const setBack = { at: from + 2 * WEEK + hour * HOUR + 1, minutes: 120 };
      const life = {
        zone: 'Etc/UTC',
        timeOfDay: 17 * HOUR,
        weekdays: [1],
        from,
        to: from + 5 * WEEK,
        delay: onMonday,
        asleep: never,
        restarts: [],
        setBack,
      };
      const lived = await live({ ...life, to: setBack.at + 1 });
      expectOnTime(lived, true);
      const whole = await live(life);
      expect([...whole.posted.values()].every((at) => at.length === 1)).toBe(true);
      expect(whole.posted.size).toBeGreaterThanOrEqual(4);
    }
  });
});
