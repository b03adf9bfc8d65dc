import { decideDue, type Due } from '../core/schedule.ts';
import type { Section } from '../core/list.ts';
import type { JournalState } from '../core/record.ts';
import { listTools } from '../pipeline.ts';
import type { App } from '../app.ts';

/** What a look would find due now; nothing of it is recorded. */
export async function findDue(
  list: { readonly sections: readonly Section[]; readonly isStale?: boolean },
  journal: JournalState,
  { config, world }: App,
): Promise<Due> {
  const { sections, isStale = false } = list;
  const { listName: source, networks, maxAgeDays, maxPosts } = config;
  const now = world.clock.now();
  return decideDue({
    sections,
    ...(await listTools(config)),
    journal,
    source,
    networks,
    now,
    maxAgeDays,
    maxPosts,
    isStale,
  });
}
