import type { PostRef } from '../../core/record.ts';
import type { Place, Sighting } from '../network.ts';
import type { Eyes } from './find.ts';
import { isRecord, readProblem } from './problem.ts';
import { fromText } from './send.ts';
import { likeness } from './likeness.ts';
import { askFirst, type Dialect, readPost } from './timeline.ts';

/** Looks at one post: whether it is this account's, has these words, and answers the post that it should answer. */
export async function inspectPost(eyes: Eyes, { id }: PostRef, text: string, { parent }: Place): Promise<Sighting> {
  const { answer } = await askFirst((dialect) =>
    eyes.ask((api) => api.get<unknown>(`tweets/${id}`, withAuthor(dialect))),
  );
  if (answer.kind === 'failure') {
    const words = `${answer.code}: ${readProblem(answer.body, eyes.mask).words}`;
    return answer.code === 404 ? { status: 'other', words: `X shows no such post (${words})` } : unclear(words);
  }
  if (answer.kind !== 'success') return unclear(answer.words);
  const body = fromText(answer.value);
  if (!isRecord(body)) return unclear('X answered with something else than a post');
  const post = readPost(body.data);
  if (!post || !isRecord(body.data))
    return { status: 'other', words: `X shows no such post (${readProblem(body, eyes.mask).words})` };
  const author = body.data.author_id;
  if (typeof author === 'string' && author !== eyes.accountId) return other('it is another account’s');
  if (likeness(post.text, post.urls, text) === 'different') return other(`it says something else: “${post.text}”`);
  if (post.repliesTo === undefined || post.repliesTo === (parent?.id ?? null)) return { status: 'same' };
  if (!parent) return other('it answers another post, and the first post of a thread answers none');
  return other(`it does not answer ${parent.url}`);
}

const withAuthor = (dialect: Dialect): Dialect =>
  Object.fromEntries(
    Object.entries(dialect).map(([name, words]) => [name, name.endsWith('.fields') ? `${words},author_id` : words]),
  );

const unclear = (words: string): Sighting => ({ status: 'unclear', words });
const other = (words: string): Sighting => ({ status: 'other', words });
