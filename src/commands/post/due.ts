import type { Journal } from '../../journal.ts';
import { look, type LookOutcome } from '../../look.ts';
import { fateWords } from '../../look/words.ts';
import { readList } from '../../pipeline.ts';
import { dryRun } from '../dry-run.ts';
import { findDue } from '../find-due.ts';
import { lookPorts } from '../look-ports.ts';
import { requireKeys, type SetUp } from '../set-up.ts';
import { withJournal } from '../with-journal.ts';
import type { PostMode } from './mode.ts';

/** `post --due`: one look of the scheduler, now. */
export async function postDue(mode: PostMode, ready: SetUp): Promise<number> {
  if (mode.dryRun) return await showDue(mode, ready);
  requireKeys(ready, ready.config.networks);
  return await withJournal(ready, (journal) => lookOnce(journal, mode, ready));
}

async function lookOnce(journal: Journal, { json }: PostMode, ready: SetUp): Promise<number> {
  const { warn } = ready.tools;
  const lines: string[] = [];
  const outcome = await look(
    lookPorts(journal, ready, (line) => lines.push(line)),
    'asked',
  ).catch((error: unknown) => {
    lines.forEach(warn);
    throw error;
  });
  // Alarms are part of the answer: on a terminal, or in a mail from cron, they would appear twice.
  const alarms = new Set(outcome.alarms.map(({ text }) => text));
  lines.filter((line) => !alarms.has(line)).forEach(warn);
  ready.world.out(json ? `${JSON.stringify(answerOf(outcome), null, 2)}\n` : `${wordsOf(outcome)}\n`);
  return outcome.exitCode;
}

const answerOf = ({ tried, alarms, due, words }: LookOutcome) => ({
  tried: tried.map(({ week, network, fate }) => ({ week, network, status: fate })),
  waiting: (due?.waiting ?? []).map(({ week, words }) => ({ week, words })),
  blocked: due?.blocked ?? [],
  alarms: alarms.map(({ text }) => text),
  words,
});

function wordsOf({ tried, due, alarms, words, isInterrupted }: LookOutcome): string {
  const lines = [
    ...(isInterrupted ? ['Stopped before its end. Nothing is lost; the next look goes on from here.'] : []),
    ...tried.map(({ week, network, fate }) => `${network}: ${week} ${fateWords[fate]}`),
    ...(due?.waiting ?? []).map(({ week, words }) => `${week} ${words}`),
    ...alarms.map(({ text }) => text),
  ];
  return lines.length > 0 ? lines.join('\n') : words;
}

/** Shows what a look would post now, oldest first; records nothing. */
async function showDue({ json, why }: PostMode, ready: SetUp): Promise<number> {
  const { store, tools, world } = ready;
  const list = await readList(ready);
  list.warnings.forEach(tools.warn);
  const due = await findDue(list, await store.read(), ready);
  for (const { week, words } of due.waiting) tools.warn(`${week} ${words}`);
  for (const { week, network, next } of due.begun)
    tools.warn(`${network}: ${week} was begun and is not whole (${next}).`);
  if (due.weeks.length === 0 && !json) {
    world.out('Nothing is due.\n');
    return 0;
  }
  const chosen = due.weeks.flatMap(({ edition }) => list.sections.filter(({ week }) => week === edition.week));
  return await dryRun(chosen, ready, { json: json ? 'array' : undefined, why });
}
