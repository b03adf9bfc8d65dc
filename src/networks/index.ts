import { bluesky } from './bluesky.ts';
import type { networkIds } from './help.ts';
import { mastodon } from './mastodon.ts';
import type { NetworkRoom } from './room.ts';
import { site } from './site.ts';
import { x } from './x.ts';

const ours: Readonly<Record<(typeof networkIds)[number], NetworkRoom>> = { site, x, bluesky, mastodon };

/** Every network, and those that a world brings besides. */
export const roomsWith = (others: readonly NetworkRoom[] = []): readonly NetworkRoom[] => [
  ...Object.values(ours),
  ...others,
];
