/** Takes the secrets out of words that a person will read. */
export type Mask = (words: string) => string;

/** Shorter ones are no secrets, and would tear words apart. */
const shortest = 4;

/** `secrets` is asked each time: tokens are given and renewed in the middle of a run. */
export function createMask(secrets: () => readonly string[]): Mask {
  return (words) =>
    secrets()
      .filter((secret) => secret.length >= shortest)
      .flatMap((secret) => [secret, secret.trim(), encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
      .reduce((masked, secret) => masked.replaceAll(secret, '[hidden]'), words)
      .replace(/(:\/\/)[^/@\s]+@/g, '$1[hidden]@');
}
