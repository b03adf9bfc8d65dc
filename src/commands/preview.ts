import { stat, writeFile } from 'node:fs/promises';
import { type App, openApp, type Options } from '../app.ts';
import { networkOf } from '../config.ts';
import { type Edition, type Finding, listName } from '../core/list.ts';
import type { NetworkId, Thread } from '../core/thread.ts';
import { FailedError, messageOf, UsageError } from '../errors.ts';
import { type NextRun, type PreviewThread, renderPreview } from '../render/preview-page.ts';
import { dollars } from '../render/words.ts';
import { checkList } from '../run/check-list.ts';
import { compose, pictureOf, type Ruled, rulesOf } from '../run/compose-threads.ts';
import { editionOfPlan, loadPlan } from '../run/load-plan.ts';
import { lookAhead, type Outlook } from '../run/outlook.ts';
import { expectReplaceable, planRun } from '../run/plan-run.ts';
import { type List, readList } from '../run/read-list.ts';
import { selectEdition } from '../run/select-week.ts';
import type { World } from '../world.ts';
import { writeWhole } from '../files.ts';

/** `preview [week]`: writes one page that shows the thread as each network will. Posts nothing. */
export async function run([week]: readonly string[], options: Options, given: World): Promise<number> {
  const { plan, out = 'preview.html', to } = options;
  if (week !== undefined && plan !== undefined)
    throw new UsageError('A plan says which week it is for. Leave the week out.');
  const app = openApp(options, given);
  await expectNoFolder(String(out));
  const file = typeof plan === 'string' ? plan : undefined;
  const { edition, ruled, findings } =
    file !== undefined
      ? await previewPlan(file, to !== undefined, app)
      : await previewWeek(week ?? 'latest', to === undefined ? chosenFirst(app) : app.config.networks, app);
  const outlooks = await lookAheadOf(edition, ruled, app, file);
  const card = outlooks.some(({ thread }) => hasPicture(thread)) ? await pictureOf(edition, app) : undefined;
  const page = renderPreview({
    edition,
    threads: outlooks.map((each) => threadView(each, edition, app)),
    ...(card && { card }),
    findings: findings.filter((finding) => finding.week === edition.week),
    nextRun: nextRun(outlooks, app),
    language: app.config.compose.language,
    accent: app.config.card.accent,
  });
  await write(String(out), page, app);
  return 0;
}

/** All networks, the chosen ones first. */
const chosenFirst = ({ config: { networks, rooms } }: App): readonly NetworkId[] => [
  ...new Set([...networks, ...rooms.map(({ room }) => room.id)]),
];

async function previewWeek(week: string, networks: readonly NetworkId[], app: App) {
  const list = await readList(app);
  list.warnings.forEach(app.log.warn);
  const edition = selectEdition(list.sections, week, app.config);
  const rules = await Promise.all(networks.map((id) => rulesOf(id, app, 'quickly')));
  const ruled = rules.map((each) => ({ rules: each, thread: compose(edition, each, app.config) }));
  return { edition, ruled, findings: await findingsBeside(list, app) };
}

/** A plan does not need the list: if that cannot be read, there are no findings. */
async function previewPlan(file: string, isNarrowed: boolean, app: App) {
  const plan = await loadPlan(file, app, { ask: 'quickly', isNarrowed });
  const list = await readList(app).catch(() => ({ documents: [], sections: [] }));
  return { edition: await editionOfPlan(plan, app), ruled: plan.ruled, findings: await findingsBeside(list, app) };
}

/** What lint finds. Fonts that cannot be used are reported when the card is drawn. */
async function findingsBeside(
  list: Pick<List, 'documents' | 'sections'>,
  { config, world }: App,
): Promise<readonly Finding[]> {
  const now = world.clock.now();
  const withoutCard = { ...config, card: { ...config.card, on: false } };
  return await checkList(list, config, now).catch(() => checkList(list, withoutCard, now));
}

const hasPicture = ({ posts }: Thread): boolean => posts.some(({ media = [] }) => media.length > 0);

/** @throws UsageError if a plan changes words that were sent already: it could not be posted */
async function lookAheadOf(
  edition: Edition,
  threads: readonly Ruled[],
  { config, store }: App,
  file: string | undefined,
): Promise<readonly Outlook[]> {
  const journal = await store.read();
  if (file !== undefined)
    expectReplaceable(threads.map((ruled) => planRun(edition, ruled, journal, { again: false, plan: file })));
  return threads.map((ruled) => lookAhead(edition, ruled, journal, config, file));
}

function threadView({ name, thread, states, record }: Outlook, edition: Edition, { config }: App): PreviewThread {
  const { account, room } = networkOf(config, thread.network);
  const handle = record?.account.name ?? account ?? '';
  return {
    thread,
    name,
    drawing: room.drawing,
    account: { name: listName(edition.heading), handle },
    ...(states && { states }),
  };
}

function nextRun(outlooks: readonly Outlook[], { config }: App): readonly NextRun[] {
  const lines = outlooks.map(({ name, words, url }) => ({ name, words, ...(url !== undefined && { url }) }));
  const cost = outlooks.reduce((sum, { costUsd }) => sum + costUsd, 0);
  if (cost <= config.maxCostUsd) return lines;
  const words = `would stop before the first post: ${dollars(cost)} is more than MAX_COST_USD=${config.maxCostUsd}`;
  return [...lines, { name: 'Together', words }];
}

async function expectNoFolder(out: string): Promise<void> {
  const found = await stat(out).catch(() => undefined);
  if (found?.isDirectory())
    throw new UsageError(`--out ${out} is a folder. Name the file: --out ${out.replace(/\/*$/, '')}/preview.html`);
}

async function write(out: string, page: string, { world }: App): Promise<void> {
  if (out === '-') {
    world.out(page);
    return;
  }
  try {
    await (/^\/(?:dev|proc)\//.test(out) ? writeFile(out, page) : writeWhole(out, page));
  } catch (error) {
    throw new FailedError(`${out}: the page cannot be written (${messageOf(error)}). Choose another place with --out.`);
  }
  world.out(`${out}\n`);
}
