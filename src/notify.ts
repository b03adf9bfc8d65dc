import type { App } from './app.ts';
import { type Notice, WAITS } from './core/record.ts';
import { createHttp, type HttpAnswer } from './http.ts';
import type { Journal } from './journal.ts';
import { createMask } from './mask.ts';

/** What sending a notice needs of the outside. */
export interface NotifierTools {
  readonly fetch: typeof fetch;
  /** Aborts when the program must end at once. */
  readonly abort: AbortSignal;
  /** A line for the person who runs the bot; never holds the address, which is a secret. */
  readonly warn: (line: string) => void;
  readonly timeoutMs?: number;
}

/** Sends one notice and gives whether it arrived. Never throws. */
export type Notify = (notice: Notice) => Promise<boolean>;

/** The operator's webhook; undefined without NOTIFY_URL. */
export const notifierOf = ({ config: { notifyUrl }, world, log }: App): Notify | undefined =>
  notifyUrl === undefined ? undefined : createNotifier(notifyUrl, { ...world, warn: log.warn });

/** Tells NOTIFY_URL what a person's command did. What does not arrive is kept for the next look, like a look's own notices. */
export async function tell(news: readonly Omit<Notice, 'at'>[], journal: Journal, app: App): Promise<void> {
  if (app.config.notifyUrl === undefined || news.length === 0) return;
  const at = app.world.clock.now().toISOString();
  await journal.save((state) => {
    const outbox = [...state.memory.outbox, ...news.map(({ kind, text }) => ({ kind, at, text }))];
    return { ...state, memory: { ...state.memory, outbox } };
  });
  await deliver(journal, app);
}

/** Sends the notices in the outbox, oldest first. If one does not arrive, it and the rest are kept for the next look. */
export async function deliver(journal: Journal, app: App): Promise<void> {
  const { outbox } = journal.state().memory;
  const notify = notifierOf(app);
  if (!notify || outbox.length === 0) return;
  let delivered = 0;
  for (const notice of outbox) {
    if (!(await notify(notice))) break;
    delivered += 1;
  }
  if (delivered === 0) return;
  await journal.save((state) => ({
    ...state,
    memory: { ...state.memory, outbox: state.memory.outbox.slice(delivered) },
  }));
}

/** Sends notices to a webhook: in Slack's or Discord's own form, or as JSON `{ program, kind, at, text }` to any other. */
export function createNotifier(url: string, tools: NotifierTools): Notify {
  return async (notice) => {
    const words = await sendNotice(url, notice, tools);
    if (words === undefined) return true;
    tools.warn(`NOTIFY_URL (${hostOf(url)}): ${words}. The notice is kept for the next look.`);
    return false;
  };
}

/** Sends one notice. Gives what went wrong, if anything, without the address, which is a secret.
 *  A redirect is not followed: after most of them `fetch` would ask with GET, and the notice would be gone. */
export async function sendNotice(
  url: string,
  notice: Notice,
  { fetch, abort, timeoutMs = WAITS.webhook }: Omit<NotifierTools, 'warn'>,
): Promise<string | undefined> {
  const http = createHttp({
    ...{ fetch, abort, timeoutMs },
    setting: 'NOTIFY_URL',
    mask: createMask(() => [url]),
    reads: () => false,
  });
  const result = await http({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(bodyFor(hostOf(url), notice)),
  });
  if (result.status !== 'answered') return result.words;
  const isTaken = result.code >= 200 && result.code < 300;
  return isTaken ? undefined : `it answered HTTP ${result.code}${movedWords(result, url)}`;
}

/** Where it moved, without the rest of the address. */
function movedWords({ headers }: HttpAnswer, url: string): string {
  const location = headers.get('location');
  if (location === null || !URL.canParse(location, url)) return '';
  return `: it moved to ${new URL(location, url).origin}/…, and a notice does not follow. Set NOTIFY_URL to its new address`;
}

function bodyFor(host: string, notice: Notice): Readonly<Record<string, unknown>> {
  const { kind, at, text } = notice;
  // https://docs.slack.dev/messaging/formatting-message-text: these three alone are escaped.
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  if (isHost(host, 'hooks.slack.com') || isHost(host, 'hooks.slack-gov.com')) return { text: escaped };
  // https://discord.com/developers/docs/resources/webhook: 2,000 characters; no mention of anybody.
  if (isHost(host, 'discord.com') || isHost(host, 'discordapp.com')) {
    return { content: text.slice(0, 2000), allowed_mentions: { parse: [] } };
  }
  return { program: 'weekthread', kind, at, text };
}

const isHost = (host: string, name: string): boolean => host === name || host.endsWith(`.${name}`);

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : 'no address');
