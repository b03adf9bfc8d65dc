import type { Edition } from '../core/edition.ts';
import { toPlanJson } from '../core/plan.ts';
import { type Composed, composeThreads } from '../pipeline.ts';
import { drawFindings, drawHeading, drawThread } from '../render/console.ts';
import type { SetUp } from './set-up.ts';

/** One edition as it would be posted now. */
export interface Rehearsal {
  readonly edition: Pick<Edition, 'week' | 'heading'>;
  readonly composed: readonly Composed[];
}

/** Composes one edition for every network, and changes nothing. */
export async function rehearse(edition: Edition, setUp: SetUp): Promise<Rehearsal> {
  return { edition, composed: await composeThreads(edition, setUp.config.networks, setUp) };
}
