import { HOUR_MS } from '../core/moment.ts';
import { WAITS } from '../core/record.ts';
import { messageOf } from '../errors.ts';
import type { HttpAnswer } from '../http.ts';
import { rawAdvice, type ListAddress } from './address.ts';
import { decode, looksLikePartOfPage, PAGE, SourceError, type SourceIo, type SourceReading } from './reading.ts';
import { ask, type Copy, copyIn, type Trouble } from './request.ts';

/**
 * Reads one address: what the server sends; or the copy of what it sent before, if nothing has changed or it does not answer.
 * @throws SourceError if there is neither
 */
export async function readWeb(address: ListAddress, io: SourceIo): Promise<SourceReading> {
  const kept = copyIn(io.cacheFolder, address.url);
  const copy = await kept.read();
  const answer = await ask(address, copy, io);
  const notes = address.note === undefined ? [] : [address.note];
  if (copy !== undefined && 'code' in answer && answer.code === 304) {
    await kept.confirm(moment(io)).catch(() => undefined);
    return reading(address, copy.text, notes);
  }
  const read = 'code' in answer ? textOf(answer) : answer;
  if ('words' in read) return fallBack(address, read, copy, io, notes);
  // The list was read, and a warning is enough.
  const warnings = await kept.write({ ...read, confirmedAt: moment(io) }).then(
    () => [],
    (cause: unknown) => [`${address.shown} was read, but no copy of it could be kept: ${messageOf(cause)}.`],
  );
  return reading(address, read.text, [...notes, ...warnings]);
}

const moment = (io: SourceIo): Date => io.now?.() ?? new Date();

const reading = ({ shown }: ListAddress, text: string, warnings: readonly string[]): SourceReading => ({
  documents: [{ file: shown, text }],
  warnings,
});

/** The text that an answer holds, or why it holds none. */
function textOf({ code, bytes, headers }: HttpAnswer): Omit<Copy, 'confirmedAt'> | Trouble {
  if (code !== 200) return refusal(code);
  const read = decode(bytes);
  if ('wrong' in read) return { words: read.wrong, isLasting: true };
  if (looksLikePartOfPage(read.text)) return { words: PAGE, isLasting: true };
  if (read.text.trim() === '') return { words: 'is empty', isLasting: true };
  const [etag, lastModified] = ['etag', 'last-modified'].map((name) => headers.get(name) ?? undefined);
  return { text: read.text, etag, lastModified };
}

function refusal(code: number): Trouble {
  switch (code) {
    case 304:
      return { words: 'says "304 not modified" of something that was never read', isLasting: false };
    case 401:
    case 403:
      return {
        words: `may not be read (HTTP ${code})`,
        isLasting: true,
        advice: 'Make the list public, or put a token into the address: https://user:token@host/….',
      };
    case 404:
    case 410:
      return {
        words: `does not exist (HTTP ${code})`,
        isLasting: true,
        advice: 'The list may have moved, or it is private: open the address in a browser, then correct LIST_SOURCE.',
      };
    case 429:
      return { words: 'answers HTTP 429: too many requests', isLasting: false };
    default:
      return { words: `answers HTTP ${code}`, isLasting: code < 500 };
  }
}

/** The earlier copy, with a warning; an error if there is none, or if the list has been gone for long. */
function fallBack(
  address: ListAddress,
  trouble: Trouble,
  copy: Copy | undefined,
  io: SourceIo,
  notes: readonly string[],
): SourceReading {
  const ageMs = copy === undefined ? 0 : Math.max(0, moment(io).getTime() - copy.confirmedAt.getTime());
  if (copy !== undefined && !io.signal?.aborted && (!trouble.isLasting || ageMs <= WAITS.goneList)) {
    const copyWords = `the copy of ${minutes(copy.confirmedAt)}, ${age(ageMs)} old, is used instead`;
    const warning = `${address.shown} ${trouble.words}: ${copyWords}.`;
    return { ...reading(address, copy.text, [...notes, warning]), isStale: true };
  }
  const none = copy === undefined ? '' : ` It was last read ${minutes(copy.confirmedAt)}.`;
  const message = `${address.shown} ${trouble.words}.${none} ${trouble.advice ?? adviceFor(address, trouble)}`;
  throw new SourceError(message);
}

function adviceFor(address: ListAddress, trouble: Trouble): string {
  if (trouble.isLasting) return rawAdvice(address.url);
  return 'There is no earlier copy to use. Check the address and the network, then try again.';
}

const minutes = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

function age(ms: number): string {
  const hours = Math.floor(ms / HOUR_MS);
  if (hours < 1) return 'less than an hour';
  if (hours < 48) return hours === 1 ? '1 hour' : `${hours} hours`;
  return `${Math.floor(hours / 24)} days`;
}
