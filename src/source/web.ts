import { WAITS } from '../core/record.ts';
import { messageOf } from '../errors.ts';
import { rawAdvice, type Address } from './address.ts';
import { createCache, type Cache, type Copy } from './cache.ts';
import { SourceError, type SourceIo, type SourceReading } from './reading.ts';
import { ask, type Answer } from './request.ts';
import { decode, looksLikePartOfPage, PAGE } from './decode.ts';
import { HOUR_MS } from '../core/moment.ts';

/**
 * Reads one address: what the server sends; or the copy of what it sent before, if nothing has changed or it does not answer.
 * @throws SourceError if there is neither
 */
export async function readAddress(address: Address, io: SourceIo): Promise<SourceReading> {
  const cache = createCache(io.cacheFolder);
  const copy = await cache.read(address.url);
  const answer = await ask(address, copy, io);
  const notes = address.note === undefined ? [] : [address.note];
  if (answer.status === 'unchanged' && copy !== undefined) {
    await cache.confirm(address.url, moment(io)).catch(() => undefined);
    return reading(address, copy.text, notes);
  }
  const trouble = troubleWith(answer);
  if ('text' in trouble) {
    const warnings = await keep(cache, address, { ...trouble, confirmedAt: moment(io) });
    return reading(address, trouble.text, [...notes, ...warnings]);
  }
  return fallBack(address, trouble, copy, io, notes);
}

const moment = (io: SourceIo): Date => io.now?.() ?? new Date();

function reading(address: Address, text: string, warnings: readonly string[]): SourceReading {
  return { documents: [{ file: address.shown, text }], warnings };
}

interface Trouble {
  /** Completes a sentence that begins with the address. */
  readonly words: string;
  /** It will not pass by itself. */
  readonly lasting: boolean;
  readonly advice?: string;
}

type Fresh = Omit<Copy, 'confirmedAt'>;

/** The text that the answer holds, or why it holds none. */
function troubleWith(answer: Answer): Fresh | Trouble {
  switch (answer.status) {
    case 'read':
      return textOf(answer);
    case 'unchanged':
      return { words: 'says "304 not modified" of something that was never read', lasting: false };
    case 'refused':
      return refusal(answer.code);
    case 'failed':
      return answer;
  }
}

function textOf({ bytes, etag, lastModified }: Extract<Answer, { status: 'read' }>): Fresh | Trouble {
  const read = decode(bytes);
  if ('wrong' in read) return { words: read.wrong, lasting: true };
  if (looksLikePartOfPage(read.text)) return { words: PAGE, lasting: true };
  if (read.text.trim() === '') return { words: 'is empty', lasting: true };
  return {
    text: read.text,
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  };
}

function refusal(code: number): Trouble {
  switch (code) {
    case 401:
    case 403:
      return {
        words: `may not be read (HTTP ${code})`,
        lasting: true,
        advice: 'Make the list public, or put a token into the address: https://user:token@host/….',
      };
    case 404:
    case 410:
      return {
        words: `does not exist (HTTP ${code})`,
        lasting: true,
        advice: 'The list may have moved, or it is private: open the address in a browser, then correct LIST_SOURCE.',
      };
    case 429:
      return { words: 'answers HTTP 429: too many requests', lasting: false };
    default:
      return { words: `answers HTTP ${code}`, lasting: code < 500 };
  }
}

/** The earlier copy, with a warning; an error if there is none, or if the list has been gone for long. */
function fallBack(
  address: Address,
  trouble: Trouble,
  copy: Copy | undefined,
  io: SourceIo,
  notes: readonly string[],
): SourceReading {
  const ageMs = copy === undefined ? 0 : Math.max(0, moment(io).getTime() - copy.confirmedAt.getTime());
  if (copy !== undefined && !io.signal?.aborted && (!trouble.lasting || ageMs <= WAITS.goneList)) {
    const copyWords = `the copy of ${minutes(copy.confirmedAt)}, ${age(ageMs)} old, is used instead`;
    const warning = `${address.shown} ${trouble.words}: ${copyWords}.`;
    return { ...reading(address, copy.text, [...notes, warning]), isStale: true };
  }
  const none = copy === undefined ? '' : ` It was last read ${minutes(copy.confirmedAt)}.`;
  const message = `${address.shown} ${trouble.words}.${none} ${trouble.advice ?? adviceFor(address, trouble)}`;
  throw new SourceError(message);
}

function adviceFor(address: Address, trouble: Trouble): string {
  if (trouble.lasting) return rawAdvice(address.url);
  return 'There is no earlier copy to use. Check the address and the network, then try again.';
}

const minutes = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

function age(ms: number): string {
  const hours = Math.floor(ms / HOUR_MS);
  if (hours < 1) return 'less than an hour';
  if (hours < 48) return hours === 1 ? '1 hour' : `${hours} hours`;
  return `${Math.floor(hours / 24)} days`;
}

/** Keeps a copy for the next time. If that fails, the list was still read, and a warning is enough. */
async function keep(cache: Cache, address: Address, copy: Copy): Promise<readonly string[]> {
  try {
    await cache.write(address.url, copy);
    return [];
  } catch (cause) {
    const words = messageOf(cause);
    return [`${address.shown} was read, but no copy of it could be kept: ${words}.`];
  }
}
