import * as v from 'valibot';

/** Ids are opaque: numbers on some servers, ULIDs or other words on others. A number too long to be read in full is none. */
const id = v.pipe(
  v.union([v.string(), v.pipe(v.number(), v.safeInteger())]),
  v.transform(String),
  v.check((text) => text !== ''),
);
const optionalId = v.nullish(id);
const text = v.nullish(v.string());

/** The fields of a status that are read here. */
export const statusSchema = v.looseObject({
  id,
  url: text,
  uri: text,
  content: v.nullish(v.string(), ''),
  /** Some servers tell the words as they were sent, too. */
  text,
  in_reply_to_id: optionalId,
  created_at: text,
  account: v.looseObject({ id: v.fallback(v.optional(id), undefined), acct: v.string() }),
  visibility: v.fallback(v.optional(v.string()), undefined),
  reblog: v.optional(v.unknown()),
});
export type Status = v.InferOutput<typeof statusSchema>;

export const statusesSchema = v.array(statusSchema);
export const contextSchema = v.looseObject({ descendants: statusesSchema });
export const accountSchema = v.looseObject({
  id,
  acct: v.pipe(v.string(), v.nonEmpty()),
  url: v.fallback(text, undefined),
});
export type LoginAnswer = v.InferOutput<typeof accountSchema>;
/** Whatever an answer names by an id. */
export const namedSchema = v.looseObject({ id, url: v.fallback(text, undefined), uri: v.fallback(text, undefined) });
/** `url` is null while the server is still working on the picture. */
export const mediaSchema = v.looseObject({ id, url: text });
/** What is frozen: the request's body. */
export const statusBodySchema = v.object({
  status: v.string(),
  visibility: v.string(),
  language: v.string(),
  media_ids: v.exactOptional(v.array(v.string())),
});
export type StatusBody = v.InferOutput<typeof statusBodySchema>;
