import { describe, expect, it } from 'vitest';
import type { HttpAnswer, HttpResult } from '../../src/http.ts';
import { createMask } from '../../src/mask.ts';
import { createAnswers } from '../../src/networks/answers.ts';

const now = new Date('2026-06-22T15:00:00Z');
const answers = createAnswers({
  mask: createMask(() => ['SECRET-1']),
  now: () => now,
  setting: 'WALL_URL',
  rows: [
    [/^403 .*tired/, 'Let it rest.', 7000],
    [/^404 .*\(a page\)$/, 'Nobody is there.'],
  ],
  longestWaitMs: 3_600_000,
});

const answered = (code: number, text: string, headers: Record<string, string> = {}): HttpAnswer => ({
  ...{ status: 'answered', code, text, bytes: Buffer.from(text), headers: new Headers(headers) },
  json: text.startsWith('{') ? (JSON.parse(text) as unknown) : undefined,
});
const lost = { status: 'lost', words: 'no answer' } as const;

describe('What a network answers', () => {
  it.each<[number, string, string]>([
    [422, '{"error":"Validation failed","error_description":"Text is blank"}', '422 Validation failed: Text is blank'],
    [403, '{"title":"Forbidden","detail":"No.","errors":[{"message":"Never."}]}', '403 No.: Never.'],
    [402, '{"title":"CreditsDepleted"}', '402 CreditsDepleted'],
    [502, '<html><title>502 Bad Gateway</title><h1>Oh</h1>', '502 Bad Gateway'],
    [503, '<script>x</script><p>later,\n\u001b[2J friend</p>', '503 later, [2J friend'],
    [500, '{"message":"key SECRET-1 is wrong"}', '500 key [hidden] is wrong'],
    [500, '', '500 (no words)'],
    [400, 'no '.repeat(500), `400 ${'no '.repeat(500)}`.slice(0, 300) + '…'],
  ])('is said on one line in its own words: %i %s', (code, text, words) => {
    expect(answers.wordsOf(answered(code, text))).toBe(words);
  });

  it.each<[string, Record<string, string>, number]>([
    ['a date', { 'x-ratelimit-reset': '2026-06-22T15:10:00Z' }, 600_000],
    ['seconds since 1970', { 'ratelimit-reset': String(now.getTime() / 1000 + 600) }, 600_000],
    ['seconds from now', { 'retry-after': '600' }, 600_000],
    ['nothing', {}, 300_000],
    ['a date long from now', { 'retry-after': '2099-01-01T00:00:00Z' }, 3_600_000],
  ])('tells by %s when it takes more', (_, headers, retryAfterMs) => {
    const many = answered(429, '{"error":"slow"}', headers);
    expect(answers.explain(many)).toEqual({ words: '429 slow', retryAfterMs });
    expect(answers.unread(many)).toEqual({ status: 'unclear', words: '429 slow', retryAfterMs });
  });

  it.each<[string, HttpAnswer, object]>([
    [
      'by the first row that fits',
      answered(403, '{"error":"I am tired"}'),
      { advice: 'Let it rest.', retryAfterMs: 7000 },
    ],
    ['of a page', answered(404, '<p>nothing</p>'), { advice: 'Nobody is there.' }],
    ['by no row', answered(404, '{"error":"nothing"}'), {}],
    [
      'of a new address',
      answered(301, '', { location: 'https://new.example/x' }),
      { advice: 'The address moved to https://new.example: set WALL_URL to the new one.' },
    ],
    ['of a server that stumbles', answered(500, ''), { retryAfterMs: 300_000 }],
  ])('says what to do: %s', (_, answer, more) => {
    expect(answers.explain(answer)).toEqual({ words: answers.wordsOf(answer), ...more });
  });

  it.each<[string, HttpResult, string, number | undefined]>([
    ['was never asked', { status: 'unsent', words: 'nobody listens', permanent: false }, 'refused', 10_000],
    ['can never be asked', { status: 'unsent', words: 'no such address', permanent: true }, 'refused', undefined],
    ['never answered', lost, 'unknown', 10_000],
    ['stumbled', answered(502, '<title>Bad Gateway</title>'), 'unknown', 10_000],
    ['was asked twice at once', answered(409, '{}'), 'unknown', undefined],
    ['said no', answered(422, '{}'), 'refused', undefined],
  ])(
    'and whether it did what was asked, and how soon a login may be tried again, where it %s',
    (_, result, status, soon) => {
      expect(answers.failed(result).status).toBe(status);
      expect(answers.notConnected(result).refusal.retryAfterMs).toBe(soon);
      // What nobody uses is not seen by anyone: a picture is refused, whatever became of it.
      expect(answers.notUploaded(result).status).toBe('refused');
    },
  );
});
