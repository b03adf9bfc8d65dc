import { answer, type App, requireKeys } from '../app.ts';
import type { Journal } from '../journal.ts';
import { look, type LookOutcome } from '../look.ts';
import { aboutThread, wordsOfBegun } from '../core/record.ts';
import { tryStatus, tryWords } from '../ending.ts';
import { findDue } from '../look/find-due.ts';
import { readList } from '../run/read-list.ts';
import { dryRun } from './dry-run.ts';

/** How it is shown, and whether it is only shown. */
interface Asked {
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly why: boolean;
}

/** `post --due`: one look of the scheduler, now. */
export async function postDue(mode: Asked, app: App): Promise<number> {
  if (mode.dryRun) return await showDue(mode, app);
  requireKeys(app, app.config.networks);
  return await app.useJournal((journal) => lookOnce(journal, mode, app));
}

async function lookOnce(journal: Journal, mode: Asked, app: App): Promise<number> {
  const { warn } = app.log;
  const lines: string[] = [];
  const outcome = await look(app, journal, 'asked', (line) => lines.push(line)).catch((error: unknown) => {
    lines.forEach(warn);
    throw error;
  });
  // Alarms are part of the answer: on a terminal, or in a mail from cron, they would appear twice.
  const alarms = new Set(outcome.alarms.map(({ text }) => text));
  lines.filter((line) => !alarms.has(line)).forEach(warn);
  answer(app, mode, answerOf(outcome), wordsOf(outcome));
  return outcome.exitCode;
}

const answerOf = ({ tried, alarms, due, words }: LookOutcome) => ({
  tried: tried.map((ending) => ({ week: ending.week, network: ending.network, status: tryStatus(ending) })),
  waiting: (due?.waiting ?? []).map(({ week, words }) => ({ week, words })),
  blocked: due?.blocked ?? [],
  alarms: alarms.map(({ text }) => text),
  words,
});

function wordsOf({ tried, due, alarms, words, isInterrupted }: LookOutcome): string {
  const lines = [
    ...(isInterrupted ? ['Stopped before its end. Nothing is lost; the next look goes on from here.'] : []),
    ...tried.map((ending) => `${ending.network}: ${ending.week} ${tryWords(ending)}`),
    ...(due?.waiting ?? []).map(({ week, words }) => `${week} ${words}`),
    ...alarms.map(({ text }) => text),
  ];
  return lines.length > 0 ? lines.join('\n') : words;
}

/** Shows what a look would post now, oldest first; records nothing. */
async function showDue({ json, why }: Asked, app: App): Promise<number> {
  const { config, store, log, world } = app;
  const list = await readList(app);
  list.warnings.forEach(log.warn);
  const due = await findDue(list, await store.read(), app);
  for (const { week, words } of due.waiting) log.warn(`${week} ${words}`);
  for (const begun of due.begun) log.warn(aboutThread(begun.record, wordsOfBegun(begun, config.timezone)));
  if (due.weeks.length === 0 && !json) {
    world.out('Nothing is due.\n');
    return 0;
  }
  const chosen = due.weeks.flatMap(({ edition }) => list.sections.filter(({ week }) => week === edition.week));
  return await dryRun(chosen, app, { json: json ? 'array' : undefined, why });
}
