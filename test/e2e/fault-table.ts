import type { Fault } from '../peers/x-server.ts';

/** What happens to one request: to one that publishes, unless it says otherwise. */
export interface Kind extends Pick<Fault, 'applied' | 'how'> {
  readonly on?: 'timeline';
  /** Once the post is up. */
  readonly later?: true;
}

const answer = (status: number, body: unknown, headers?: Record<string, string>): Kind['how'] => ({
  kind: 'answer',
  status,
  body,
  ...(headers && { headers }),
});
const html = '<html><body><h1>503 Service Unavailable</h1></body></html>';
const problem = (title: string, detail: string): unknown => ({ title, detail, type: 'about:blank' });
const inSeconds = (seconds: number): string => String(Math.floor(Date.now() / 1000) + seconds);
const tooMany = (headers: Record<string, string>): Kind['how'] =>
  answer(429, problem('Too Many Requests', 'Too Many Requests'), headers);
const unread: Kind = { on: 'timeline', later: true, applied: false, how: answer(503, html) };
const invisible = 'You attempted to reply to a Tweet that is deleted or not visible to you.';

const refused = (how: Kind['how']): readonly Kind[] => [{ applied: false, how }];
const both = (name: string, how: Kind['how']): readonly (readonly [string, () => readonly Kind[]])[] => [
  [`${name} before`, () => [{ applied: false, how }]],
  [`${name} after`, () => [{ applied: true, how }]],
];
const broken = problem('Internal Server Error', 'Broken');
const twin = answer(403, problem('Forbidden', 'You are not allowed to create a Tweet with duplicate content.'));

/** Every way in which the publishing of one post can go wrong, before and after X has done it: what happens to its first
 *  request, and to the second. */
export const faultKinds: readonly (readonly [name: string, make: () => readonly Kind[]])[] = [
  ...both('500', answer(500, broken)),
  ...both('502 as a page', answer(502, html)),
  ...both('503 as a page', answer(503, html)),
  ...both('504 of a gateway', answer(504, problem('Gateway Timeout', 'Nobody answers'))),
  ...both('reset', { kind: 'reset' }),
  ...both('201 cut off', { kind: 'cut' }),
  ...both('201 without an id', answer(201, {})),
  ...both('silence', { kind: 'silence' }),
  ...both('kill', { kind: 'kill' }),
  ['429 until a moment', () => refused(tooMany({ 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': inSeconds(1) }))],
  [
    '429 for two hours',
    () => refused(tooMany({ 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': inSeconds(7200) })),
  ],
  [
    '429 for the day, while the quarter of an hour looks healthy',
    () =>
      refused(
        tooMany({
          'x-rate-limit-remaining': '80',
          'x-rate-limit-reset': inSeconds(60),
          'x-user-limit-24hour-remaining': '0',
          'x-user-limit-24hour-reset': inSeconds(9000),
        }),
      ),
  ],
  ['403 duplicate', () => refused(twin)],
  ['reset before, then 403 duplicate', () => [...refused({ kind: 'reset' }), ...refused(twin)]],
  ['reset after, and 503 when it is looked for', () => [{ applied: true, how: { kind: 'reset' } }, unread]],
  ['403 not visible yet', () => refused(answer(403, problem('Forbidden', invisible)))],
  ['402 no credits', () => refused(answer(402, problem('CreditsDepleted', 'No credits.')))],
  ['401 no access', () => refused(answer(401, problem('Unauthorized', 'Unauthorized')))],
];
