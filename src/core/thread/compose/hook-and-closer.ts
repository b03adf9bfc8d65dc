import { allLinks, linkLines } from './link-line.ts';
import { quietText } from './safe-text.ts';
import { fillTemplate, type Filled, type FrameSettings } from './template.ts';
import { cutAtWords } from '../cut-title.ts';
import type { Edition, Link } from '../../list.ts';
import type { PostRules, Closer, Hook, PostLink } from '../posts.ts';

/** What a thread opens with: what, which dates, how many. It has no link, so it is cheap, unless the template asks for one. */
export function composeHook(edition: Edition, rules: PostRules, settings: FrameSettings): Hook {
  const post = postOf(fillTemplate(settings.hook, edition, rules, settings), rules, settings);
  const alt = settings.alt !== undefined && rules.altLimit !== null ? cutAlt(settings.alt, rules.altLimit, rules) : '';
  return { kind: 'hook', ...post, ...(alt === '' ? {} : { media: [{ alt }] }) };
}

/** The links of an entry, for a closer. */
export interface RankedLinks {
  /** How the entry is numbered in its own post. */
  readonly number: number;
  readonly links: readonly Link[];
}

/** What a thread ends with: the links where they are wanted together, in as many posts as they need, then how to go on. */
export function composeClosers(
  edition: Edition,
  ranked: readonly RankedLinks[],
  rules: PostRules,
  settings: FrameSettings,
): readonly Closer[] {
  const last = postOf(fillTemplate(settings.closer, edition, rules, settings), rules, settings);
  const posts: Written[] = [];
  for (const { number, links } of ranked.filter((each) => each.links.length > 0)) {
    const line = linkLines(links, rules, links.length > 1, { before: `${number}. ` });
    const longer = under(posts.at(-1), line, '\n');
    if (posts.length > 0 && rules.fits(longer.text)) posts[posts.length - 1] = longer;
    else posts.push(line);
  }
  const together = under(posts.at(-1), last, '\n\n');
  if (posts.length > 0 && rules.fits(together.text)) posts[posts.length - 1] = together;
  else if (last.text !== '') posts.push(last);
  return posts.map(({ text, links }) => ({
    kind: 'closer',
    text,
    length: rules.measure(text),
    links: allLinks(
      text,
      links.filter(({ auto }) => !auto),
      rules,
    ),
  }));
}

interface Written {
  readonly text: string;
  readonly links: readonly PostLink[];
}

function under(above: Written | undefined, below: Written, gap: string): Written {
  if (!above) return below;
  const offset = above.text.length + gap.length;
  const moved = below.links.map((link) => ({ ...link, start: link.start + offset, end: link.end + offset }));
  return { text: above.text + gap + below.text, links: [...above.links, ...moved] };
}

/** Those of the operator's words that a post has no room for, as the environment names them. */
export function cutWords(edition: Edition, rules: PostRules, settings: FrameSettings): readonly ('HOOK' | 'CLOSER')[] {
  const isCut = (template: string): boolean => fillTemplate(template, edition, rules, settings).isCut;
  return [
    ...(isCut(settings.hook) ? (['HOOK'] as const) : []),
    ...(isCut(settings.closer) ? (['CLOSER'] as const) : []),
  ];
}

const postOf = ({ text }: Filled, rules: PostRules, { listUrl }: FrameSettings): Omit<Hook, 'kind' | 'media'> => ({
  text,
  length: rules.measure(text),
  links: allLinks(text, listLinks(text, listUrl), rules),
});

/** Where the list's address stands: it is meant to be a link, also where a network makes none by itself. */
function listLinks(text: string, listUrl: string): readonly PostLink[] {
  const start = listUrl === '' ? -1 : text.indexOf(listUrl);
  return start < 0 ? [] : [{ label: listUrl, url: listUrl, start, end: start + listUrl.length }];
}

const cutAlt = (alt: string, limit: number, rules: PostRules): string =>
  cutAtWords(quietText(alt, rules), (text) => Array.from(text).length <= limit);
