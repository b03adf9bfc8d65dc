import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lint } from '../../src/core/lint/lint-list.ts';
import { damages, randomFrom } from './damage.ts';
import { heavyLists, loads, places } from './loads.ts';
import { everyRules, faults, runAll } from './pipeline.ts';

/** Of the processor, so that a busy machine does not count: a person waits for no list longer than this. */
const patienceMs = 2000;

function spentOn(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const shared = new URL('../../../shared/lists/', import.meta.url);
const lists = [
  new URL('../../content/2023.md', import.meta.url),
  ...(existsSync(shared)
    ? ['README-2023-2025.md', 'years/2023.md', 'years/2026.md', 'drafts/escaped-and-padded.md'].map(
        (name) => new URL(name, shared),
      )
    : []),
].map((url) => readFileSync(url, 'utf8'));

/** A week of one of the lists, with its heading, at most so long that a damage has something else to meet soon. */
function someWeek(random: () => number): string {
  const list = lists[Math.floor(random() * lists.length)] ?? '';
  const weeks = list.split(/^(?=## )/m).slice(1);
  return (weeks[Math.floor(random() * weeks.length)] ?? list).slice(0, 6000);
}

describe(`damaged lists, out of ${lists.length} sample lists`, () => {
  it.each(Object.keys(damages))('%s: read and composed, or left out; nothing crashes, nothing is too long', (name) => {
    for (let seed = 1; seed <= 10; seed++) {
      const random = randomFrom(seed * 7919 + name.length);
      const damaged = damages[name]?.(someWeek(random), random) ?? '';
      const rules = everyRules.slice(seed % everyRules.length).slice(0, 1);
      const ms = spentOn(() => {
        expect(faults(runAll(damaged, rules)), `${name}, seed ${seed}`).toEqual([]);
        expect(() => lint([{ file: 'list.md', text: damaged }], everyRules), `${name}, seed ${seed}`).not.toThrow();
      });
      expect(ms, `${name}, seed ${seed}`).toBeLessThan(patienceMs);
    }
  });
});

describe('heavy loads', () => {
  it.each(Object.keys(places))('in %s break nothing', (place) => {
    // Half a character cannot stand in a file that is UTF-8, and no address keeps one.
    const fitting = Object.entries(loads).filter(
      ([name]) => !name.startsWith('halves') || place !== 'the address of a link',
    );
    for (const [index, [name, load]] of fitting.entries()) {
      const text = places[place]?.(load(500)) ?? '';
      const rules = everyRules.slice(index % everyRules.length).slice(0, 1);
      expect(faults(runAll(text, rules)), `${name} in ${place}`).toEqual([]);
      expect(() => lint([{ file: 'list.md', text }], everyRules), `${name} in ${place}`).not.toThrow();
    }
  });
});

describe('heavy lists', () => {
  it.each(Object.entries(heavyLists))('%s', (_, make) => {
    const text = make();
    const ms = spentOn(() => {
      expect(faults(runAll(text, everyRules.slice(0, 1)))).toEqual([]);
    });
    expect(ms).toBeLessThan(patienceMs);
  });
});
