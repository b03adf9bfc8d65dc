import { momentWords } from '../core/moment.ts';
import type { Job } from '../job.ts';
import type { PublishEvent } from '../publish.ts';
import type { SetUp } from './set-up.ts';

/** Logs what happens while threads are posted or deleted. */
export const logProgress =
  ({ tools, log, config }: Pick<SetUp, 'tools' | 'log' | 'config'>) =>
  (job: Pick<Job, 'network'>, event: PublishEvent): void => {
    const write = event.kind === 'waiting' || event.kind === 'warning' ? tools.warn : log.info;
    write(wordsOf(job, event, config.timezone));
  };

function wordsOf({ network }: Pick<Job, 'network'>, event: PublishEvent, zone: string): string {
  switch (event.kind) {
    case 'sent':
    case 'adopted': {
      const how = event.kind === 'adopted' ? ' (it was there already)' : '';
      return `${network}: ${event.posted}/${event.of} posted${how}  ${event.refs.at(-1)?.url ?? ''}`;
    }
    case 'waiting':
      return `${network}: waiting until ${momentWords(event.until, zone)}: ${event.words}`;
    case 'warning':
      return event.words;
    case 'removed':
      return `${network}: removed, ${event.left} left`;
  }
}
