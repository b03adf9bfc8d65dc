import type { Job } from '../job.ts';
import type { PublishEvent } from '../publish.ts';
import type { SetUp } from './set-up.ts';

/** Logs what happens while threads are posted or deleted. */
export const logProgress =
  ({ tools, log }: Pick<SetUp, 'tools' | 'log'>) =>
  (job: Pick<Job, 'network'>, event: PublishEvent): void => {
    const write = event.kind === 'waiting' || event.kind === 'warning' ? tools.warn : log.info;
    write(wordsOf(job, event));
  };

function wordsOf({ network }: Pick<Job, 'network'>, event: PublishEvent): string {
  switch (event.kind) {
    case 'sent':
    case 'adopted': {
      const how = event.kind === 'adopted' ? ' (it was there already)' : '';
      return `${network}: ${event.posted}/${event.of} posted${how}  ${event.refs.at(-1)?.url ?? ''}`;
    }
    case 'waiting':
      return `${network}: waiting until ${event.until}: ${event.words}`;
    case 'warning':
      return event.words;
    case 'removed':
      return `${network}: removed, ${event.left} left`;
  }
}
