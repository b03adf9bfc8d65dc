import { writeFile } from 'node:fs/promises';
import type { Edition } from '../core/edition.ts';
import { lint } from '../core/lint.ts';
import { markEdition } from '../core/mark.ts';
import type { NetworkId } from '../core/rules.ts';
import { FailedError } from '../errors.ts';
import { hashText } from '../hash.ts';
import { planJob } from '../job.ts';
import { openJournal } from '../journal.ts';
import { networkIds } from '../networks/index.ts';
import { compose, readList, rulesOf } from '../pipeline.ts';
import { renderPreview } from '../render/preview.ts';
import { dollars } from '../render/words.ts';
import type { World } from '../world.ts';
import { chooseEdition } from './choose.ts';
import { editionOf, loadPlan } from './post/plan.ts';
import type { Ruled } from './post/threads.ts';
import { type Options, setUp, type SetUp } from './set-up.ts';

/** `preview [week]`: one page that shows the thread as each network will. Posts nothing. */
export async function run([week = 'latest']: readonly string[], options: Options, given: World): Promise<number> {
  const ready = setUp(options, given);
  const { plan, out = 'preview.html', to } = options;
  const { edition, threads, findings } =
    typeof plan === 'string'
      ? await previewPlan(plan, ready)
      : await previewWeek(week, typeof to === 'string' ? ready.config.networks : networkIds, ready);
  const page = renderPreview({
    edition,
    threads: threads.map(({ rules, thread }) => ({ thread, name: rules.name })),
    ...(await cardOf(edition, ready)),
    findings,
    nextRun: await nextRun(edition, threads, ready),
    language: ready.config.compose.language,
    accent: ready.config.card.accent,
  });
  await write(String(out), page, ready);
  return 0;
}

async function previewWeek(week: string, networks: readonly NetworkId[], ready: SetUp) {
  const { documents, sections, warnings } = await readList(ready);
  warnings.forEach(ready.tools.warn);
  const edition = await chooseEdition(sections, week, ready.config.listSource);
  const rules = await Promise.all(networks.map((id) => rulesOf(id, ready, false)));
  const threads = rules.map((each) => ({ rules: each, thread: compose(edition, each, ready.config) }));
  return { edition, threads, findings: lint(documents).filter((finding) => finding.week === edition.week) };
}

async function previewPlan(file: string, ready: SetUp) {
  const plan = await loadPlan(file, ready, false);
  return { edition: await editionOf(plan, ready), threads: plan.ruled, findings: [] };
}

/** A card that cannot be drawn is left out, as it would be of the thread. */
async function cardOf(edition: Edition, { config, drawCard, tools }: SetUp): Promise<{ readonly card?: Uint8Array }> {
  if (!config.card.on) return {};
  try {
    return { card: await drawCard(edition) };
  } catch (error) {
    tools.warn(`The picture could not be drawn: ${error instanceof Error ? error.message : String(error)}`);
    return {};
  }
}

async function nextRun(edition: Edition, threads: readonly Ruled[], { config }: SetUp): Promise<readonly string[]> {
  const journal = await openJournal(config.stateFile);
  const mark = { ...markEdition(edition, hashText), aliases: [] };
  const meant = threads.filter(({ thread }) => config.networks.includes(thread.network));
  return meant.map(({ rules, thread }) => {
    const { decision, costUsd } = planJob({ mark, rules, thread }, journal, { again: false });
    return `${rules.name}: ${WORDS[decision]}${costUsd > 0 ? `, for ${dollars(costUsd)}` : ''}.`;
  });
}

const WORDS = {
  fresh: 'would post this thread',
  resume: 'would go on with the thread that was begun',
  'in-doubt': 'would look up the post that is in doubt first',
  'already-posted': 'posted already: nothing would be sent',
  'rolled-back': 'was taken back: nothing would be sent without --again',
  'rolling-back': 'is being taken back: only weekthread rollback goes on with it',
} as const;

async function write(out: string, page: string, { world }: SetUp): Promise<void> {
  if (out === '-') {
    world.out(page);
    return;
  }
  try {
    await writeFile(out, page);
  } catch (error) {
    throw new FailedError(
      `${out}: the page cannot be written (${error instanceof Error ? error.message : String(error)}). Choose another place with --out.`,
    );
  }
  world.out(`${out}\n`);
}
