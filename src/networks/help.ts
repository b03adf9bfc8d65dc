/** The names of all networks, in the order in which they are told, for the help: it loads none of them. */
export const networkIds = ['site', 'x', 'bluesky', 'mastodon'] as const;

declare module '../core/network-id.ts' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- it adds these to the names that there are
  interface NetworkIds extends Record<(typeof networkIds)[number], true> {}
}

/** What the help shows as examples of --to and of a post's id. */
export const examples = {
  one: 'x',
  two: 'x,bluesky',
  withLocal: 'x,site',
  local: 'site',
  post: '1934567890123456789',
} as const;
