// An independent reader: Bluesky's own library, which the bot itself does not use.
import { AppBskyFeedPost, AtpAgent, RichText } from '@atproto/api';

/** Every post of an account, oldest first, as the library understands it. */
export async function readPosts(service, repo) {
  const agent = new AtpAgent({ service });
  const { data } = await agent.com.atproto.repo.listRecords({
    repo,
    collection: 'app.bsky.feed.post',
    limit: 100,
    reverse: true,
  });
  return data.records.map(({ uri, cid, value }) => {
    const checked = AppBskyFeedPost.validateRecord(value);
    if (!checked.success) throw checked.error;
    const segments = [...new RichText(value).segments()];
    return {
      uri,
      cid,
      text: value.text,
      createdAt: value.createdAt,
      langs: value.langs ?? [],
      parent: value.reply?.parent.cid,
      root: value.reply?.root.cid,
      links: segments.flatMap((part) => (part.link ? [[part.text, part.link.uri]] : [])),
      tags: segments.flatMap((part) => (part.tag ? [part.tag.tag] : [])),
      image: value.embed?.images?.[0] && {
        cid: value.embed.images[0].image.ref.toString(),
        alt: value.embed.images[0].alt,
        ...value.embed.images[0].aspectRatio,
      },
      card: value.embed?.external?.uri,
    };
  });
}

/** The bytes of a picture. */
export async function readBlob(service, did, cid) {
  const agent = new AtpAgent({ service });
  const { data } = await agent.com.atproto.sync.getBlob({ did, cid });
  return data;
}
