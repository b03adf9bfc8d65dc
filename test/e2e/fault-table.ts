import type { Fault } from '../peers/x-server.ts';

export type Kind = Pick<Fault, 'applied' | 'how'>;

const answer = (status: number, body: unknown, headers?: Record<string, string>): Kind['how'] => ({
  kind: 'answer',
  status,
  body,
  ...(headers && { headers }),
});
const html = '<html><body><h1>503 Service Unavailable</h1></body></html>';
const problem = (title: string, detail: string): unknown => ({ title, detail, type: 'about:blank' });
const soon = (): string => String(Math.floor(Date.now() / 1000) + 1);
const invisible = 'You attempted to reply to a Tweet that is deleted or not visible to you.';

/** Every way in which the publishing of one post can go wrong, before and after X has done it. */
export const faultKinds: readonly (readonly [name: string, make: () => Kind])[] = [
  ['500 before', () => ({ applied: false, how: answer(500, problem('Internal Server Error', 'Broken')) })],
  ['500 after', () => ({ applied: true, how: answer(500, problem('Internal Server Error', 'Broken')) })],
  ['503 as a page before', () => ({ applied: false, how: answer(503, html) })],
  ['504 as a page after', () => ({ applied: true, how: answer(504, html) })],
  ['reset before', () => ({ applied: false, how: { kind: 'reset' } })],
  ['reset after', () => ({ applied: true, how: { kind: 'reset' } })],
  ['201 cut off after', () => ({ applied: true, how: { kind: 'cut' } })],
  ['201 cut off before', () => ({ applied: false, how: { kind: 'cut' } })],
  ['201 without an id after', () => ({ applied: true, how: answer(201, {}) })],
  ['silence before', () => ({ applied: false, how: { kind: 'silence' } })],
  ['silence after', () => ({ applied: true, how: { kind: 'silence' } })],
  ['kill before', () => ({ applied: false, how: { kind: 'kill' } })],
  ['kill after', () => ({ applied: true, how: { kind: 'kill' } })],
  [
    '429 until a moment',
    () => ({
      applied: false,
      how: answer(429, problem('Too Many Requests', 'Too Many Requests'), {
        'x-rate-limit-remaining': '0',
        'x-rate-limit-reset': soon(),
      }),
    }),
  ],
  ['403 not visible yet', () => ({ applied: false, how: answer(403, problem('Forbidden', invisible)) })],
  ['402 no credits', () => ({ applied: false, how: answer(402, problem('CreditsDepleted', 'No credits.')) })],
  ['401 no access', () => ({ applied: false, how: answer(401, problem('Unauthorized', 'Unauthorized')) })],
];
