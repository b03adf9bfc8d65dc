import { isNetworkName, type NetworkId } from '../network-id.ts';
import { isWeek, type Week } from '../week.ts';

const OF_THREAD = ['in-doubt', 'refused', 'too-old', 'rolling-back', 'missed', 'renamed', 'blocked'] as const;
const OF_NETWORK = ['keys', 'failed'] as const;
const OF_LIST = ['shrunk', 'stalled'] as const;
const TROUBLES = ['empty', 'unreadable', 'stale'] as const;

/** Something that a person must hear of, once for as long as it holds; the same at every look. */
export type Matter =
  | { readonly kind: (typeof OF_THREAD)[number]; readonly network: NetworkId; readonly week: Week }
  | { readonly kind: (typeof OF_NETWORK)[number]; readonly network: NetworkId }
  /** Of the list's newest week; `source`: the list's name. */
  | { readonly kind: (typeof OF_LIST)[number]; readonly week: Week; readonly source: string }
  | { readonly kind: 'waiting'; readonly week: Week }
  | { readonly kind: 'list'; readonly trouble: (typeof TROUBLES)[number] };

/** A matter in a line, as the state file has it: `in-doubt x 2026-06-14/2026-06-21`. */
export function matterText(matter: Matter): string {
  const { kind } = matter;
  if ('source' in matter) return `${kind} ${matter.week} ${matter.source}`;
  if ('trouble' in matter) return `${kind} ${matter.trouble}`;
  if ('network' in matter)
    return 'week' in matter ? `${kind} ${matter.network} ${matter.week}` : `${kind} ${matter.network}`;
  return `${kind} ${matter.week}`;
}

export const isSameMatter = (a: Matter, b: Matter): boolean => matterText(a) === matterText(b);

/** Reads a matter as the state file has it; undefined if it is none that this version knows. */
export function readMatter(text: string): Matter | undefined {
  const [, kind = '', first = '', second = ''] = /^(\S+) (\S+)(?: (.*))?$/.exec(text) ?? [];
  if (isOneOf(OF_THREAD, kind))
    return isWeek(second) && isNetworkName(first) ? { kind, network: first, week: second } : undefined;
  if (isOneOf(OF_NETWORK, kind) && isNetworkName(first)) return { kind, network: first };
  if (isOneOf(OF_LIST, kind)) return isWeek(first) ? { kind, week: first, source: second } : undefined;
  if (kind === 'waiting') return isWeek(first) ? { kind, week: first } : undefined;
  return kind === 'list' && isOneOf(TROUBLES, first) ? { kind, trouble: first } : undefined;
}

const isOneOf = <T extends string>(all: readonly T[], text: string): text is T => all.some((one) => one === text);
