import * as v from 'valibot';

// The first version of the state file packed the posts of a finished thread: { from, url, list }, where `url` has `*` for
// the post's id, and each post of `list` is its id, the milliseconds since `from`, the URL if it does not follow the
// pattern (else null), and the content hash if there is one.
const packedPost = v.union([
  v.strictTuple([v.string(), v.number()]),
  v.strictTuple([v.string(), v.number(), v.nullable(v.string())]),
  v.strictTuple([v.string(), v.number(), v.nullable(v.string()), v.string()]),
]);
const packedPosts = v.strictObject({ from: v.string(), url: v.string(), list: v.array(packedPost) });
const finished = v.looseObject({ posts: v.pipe(packedPosts, v.transform(unpack)) });
const first = v.looseObject({
  version: v.pipe(
    v.literal(1),
    v.transform(() => 2),
  ),
  threads: v.array(v.union([finished, v.unknown()])),
});

/** What a file of version 1 holds, as version 2 has it; anything else comes back as it is. The schema checks it afterwards. */
export function upgrade(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const result = v.safeParse(first, value);
  return result.success ? result.output : value;
}

function unpack({ from, url, list }: v.InferOutput<typeof packedPosts>): object[] {
  return list.map(([id, afterMs, ownUrl, hash]) => ({
    at: new Date(Date.parse(from) + afterMs).toISOString(),
    ref: { id, url: ownUrl ?? url.split('*').join(id), ...(hash !== undefined && { hash }) },
  }));
}
