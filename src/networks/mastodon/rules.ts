import { countGraphemes, findUrls, measureAround, type PostRules } from '../../core/thread.ts';

/** What a server says of itself in `configuration` of `/api/v2/instance`. */
export interface MastodonLimits {
  readonly maxCharacters: number;
  /** How many characters every URL counts; null: as many as it has. */
  readonly urlLength: number | null;
  readonly altLimit: number;
}

/** What Mastodon does unless its operator says otherwise. */
const MASTODON_LIMITS: MastodonLimits = { maxCharacters: 500, urlLength: 23, altLimit: 1500 };

/** Mastodon's rules with a server's own limits; what is not given is Mastodon's default. */
export function mastodonRules(limits: Partial<MastodonLimits> = {}): PostRules {
  const { maxCharacters, urlLength, altLimit } = { ...MASTODON_LIMITS, ...limits };
  const measure = (text: string): number =>
    urlLength === null ? countGraphemes(text) : measureAround(text, findUrls(text), countGraphemes, urlLength);
  return {
    network: 'mastodon',
    name: 'Mastodon',
    limit: maxCharacters,
    measure,
    fits: (text) => measure(text) <= maxCharacters,
    linkStyle: 'written',
    findLinks: findUrls,
    mentions: true,
    oneCashtag: false,
    altLimit,
    price: () => 0,
    removalPrice: 0,
  };
}
