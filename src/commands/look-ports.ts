import type { Edition } from '../core/list.ts';
import type { NetworkId } from '../core/thread.ts';
import { costLeft, isFinished } from '../core/record.ts';
import type { Week } from '../core/week.ts';
import { FailedError, messageOf } from '../errors.ts';
import type { Ended, Job, JobOutcome } from '../job.ts';
import type { Journal } from '../journal.ts';
import { JournalError } from '../journal/errors.ts';
import type { Attempt, ListReading, LookPorts } from '../look.ts';
import { createNotifier } from '../notify.ts';
import { compose, listTools, publish, readList, rulesOf } from '../pipeline.ts';
import { refusalWords } from '../render/receipt.ts';
import { warningsOfCutWords } from './cut-words.ts';
import { expectAffordable, postThreads, type Run } from './post/threads.ts';
import { logProgress } from './progress.ts';
import type { App } from '../app.ts';

/** Connects a look to the rest of the program. `log` writes a line for the operator. */
export function lookPorts(journal: Journal, app: App, log: (line: string) => void): LookPorts {
  const {
    config,
    world,
    log: { warn },
  } = app;
  const { notifyUrl } = config;
  const run = { journal, began: world.clock.now() };
  return {
    settings: config,
    clock: world.clock,
    journal,
    readList: () => readSections(app),
    loadParser: () => listTools(config),
    publish: async (edition, networks) => {
      const attempts: Attempt[] = [];
      for (const network of networks) attempts.push(...(await publishOn(edition, network, run, app)));
      return attempts;
    },
    resume: (week, network) => resume(week, network, run, app),
    ...(notifyUrl === undefined ? {} : { notify: createNotifier(notifyUrl, { ...world, warn }) }),
    log,
    stop: world.stop,
  };
}

async function readSections(app: App): Promise<ListReading> {
  const { sections, warnings, isStale = false } = await readList(app);
  return { sections, warnings, isStale };
}

/** Each network by itself: one whose server is down, or that costs too much, stops no other. */
function publishOn(
  edition: Edition,
  network: NetworkId,
  { journal, began }: Run,
  app: App,
): Promise<readonly Attempt[]> {
  return attempt(edition.week, network, async () => {
    const rules = await rulesOf(network, app, 'patiently');
    warningsOfCutWords([edition], [rules], app).forEach(app.log.warn);
    const thread = compose(edition, rules, app.config);
    const asking = { again: false, yes: true, isWeekNamed: false, began };
    return await postThreads(edition, [{ rules, thread }], journal, asking, app);
  });
}

async function resume(week: Week, network: NetworkId, run: Run, app: App): Promise<readonly Attempt[]> {
  const { journal } = run;
  const record = journal.state().threads.find((thread) => thread.week === week && thread.network === network);
  if (!record || isFinished(record)) return [];
  return await attempt(week, network, async () => {
    const rules = await rulesOf(network, app, 'no');
    const job: Job = { network, rules, decision: 'resume', record, costUsd: costLeft(record, rules) };
    expectAffordable([job], undefined, app, run);
    return await publish([job], { journal, mark: record, report: logProgress(app) }, app);
  });
}

/** Makes whatever goes wrong on a network an outcome; but nothing goes on without the state file. */
async function attempt(
  week: Week,
  network: NetworkId,
  act: () => Promise<readonly Ended[]>,
): Promise<readonly Attempt[]> {
  try {
    return (await act()).flatMap(({ outcome }) => {
      const known = attemptOutcome(outcome);
      return known ? [{ week, network, outcome: known }] : [];
    });
  } catch (error) {
    if (error instanceof JournalError) throw error;
    const cause = error instanceof FailedError ? 'week' : 'network';
    const words = `${week} is not posted to ${network}: ${messageOf(error)}`;
    return [{ week, network, outcome: { status: 'failed', words, cause } }];
  }
}

/** What a job's outcome means for a look; undefined if the journal had the week already. */
function attemptOutcome(outcome: JobOutcome): Attempt['outcome'] | undefined {
  switch (outcome.status) {
    case 'already-posted':
    case 'rolled-back':
    case 'rolling-back':
      return undefined;
    case 'not-connected': {
      const cause = outcome.refusal.retryAfterMs === undefined ? 'keys' : 'network';
      return { status: 'failed', words: refusalWords(outcome.refusal), cause };
    }
    case 'failed':
      return { status: 'failed', words: messageOf(outcome.error), cause: 'network' };
    case 'posted':
    case 'stopped':
    case 'in-doubt':
    case 'interrupted':
    case 'wrong-account':
      return outcome;
  }
}
