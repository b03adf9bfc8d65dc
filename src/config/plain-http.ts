/** Where keys are sent to, and the variables of which one must be set for that. */
const KEYS_GO_TO = {
  X_API_URL: ['X_APP_KEY'],
  BLUESKY_SERVICE: ['BLUESKY_APP_PASSWORD'],
  MASTODON_URL: ['MASTODON_ACCESS_TOKEN'],
} as const;

/** A problem for each address to which keys would go readable for anyone on the way. `allowed`: the hosts of ALLOW_HTTP. */
export function plainHttp(values: Readonly<Record<string, string>>, allowed: readonly string[]): readonly string[] {
  const keyed = Object.entries(KEYS_GO_TO).filter(([, keys]) => keys.some((key) => values[key] !== undefined));
  const networks = keyed.flatMap(([name]) => [[name, values[name] ?? ''] as const]);
  const lists = (values.LIST_SOURCE ?? '')
    .split(/\s+/)
    .filter((address) => URL.canParse(address) && new URL(address).username !== '')
    .map((address) => ['LIST_SOURCE', address] as const);
  return [...networks, ...lists].flatMap(([name, address]) => {
    const host = plainHost(address);
    if (host === undefined || isHere(host) || allowed.includes(host)) return [];
    return [
      `${name} would send keys to ${host} over http://, readable on their way. Write https://, or set ALLOW_HTTP=${host} if that way is your own.`,
    ];
  });
}

const plainHost = (address: string): string | undefined =>
  /^http:/i.test(address) && URL.canParse(address) ? new URL(address).hostname : undefined;

const isHere = (host: string): boolean => /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(host);
