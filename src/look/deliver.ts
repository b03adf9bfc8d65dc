import type { LookPorts } from './ports.ts';

/** Sends the notices in the outbox, oldest first. If one does not arrive, it and the rest are kept for the next look. */
export async function deliver({ journal, notify }: Pick<LookPorts, 'journal' | 'notify'>): Promise<void> {
  const { outbox } = journal.state().memory;
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
