import { escapeHtml, escapeLine, htmlDocument, webAddress } from '../html.ts';

/** What every page of the site shares. */
export interface SiteLook {
  /** The site's name. */
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  /** Where the site will stand, with a slash at its end; empty when nobody knows. */
  readonly url: string;
  /** The list's address for readers; empty when there is none. */
  readonly listUrl: string;
}

/** The picture of a week; `file` is relative to the site's folder. */
export interface SiteCard {
  readonly file: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
}

/** One page: where it is below the site's folder, what it is called, and its body. */
interface Page {
  /** `` for the home page, `2026-05-11/` for a week's. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly kind: 'website' | 'article';
  readonly picture: SiteCard | undefined;
  /** HTML of the head that only this page has. */
  readonly head: string;
  /** HTML inside `main`. */
  readonly main: string;
}

/** How a page of ours can be told from somebody else's. */
export const generator = 'Weekthread';

/** The attribute of the site's own English words where the rest is in another language, for those who hear the page. */
export const inEnglish = (look: Pick<SiteLook, 'language'>): string =>
  /^en\b/i.test(look.language) ? '' : ' lang="en"';

/** The way from a page back to the site's folder. */
export const upFrom = (path: string): string => '../'.repeat(path.split('/').length - 1);

/** A whole page of the site. */
export const framePage = (page: Page, look: SiteLook): string => {
  const up = upFrom(page.path);
  const list = webAddress(look.listUrl);
  return htmlDocument({
    language: look.language,
    title: page.title,
    kind: `<meta name="generator" content="${generator}">`,
    policy: "style-src 'self' file:; img-src 'self' file:",
    head: `<meta name="description" content="${escapeLine(page.description)}">
${openGraph(page, look)}
<link rel="stylesheet" href="${up}style.css">
<link rel="alternate" type="application/atom+xml" title="${escapeLine(look.title)} (Atom)" href="${up}atom.xml">
<link rel="alternate" type="application/feed+json" title="${escapeLine(look.title)} (JSON)" href="${up}feed.json">
${page.head}`,
    body: `<a class="skip" href="#main"${inEnglish(look)}>Skip to the text</a>
<header class="top">
<a class="name" href="${up}index.html"${page.path === '' ? ' aria-current="page"' : ''}>${escapeHtml(look.title)}</a>
<nav aria-label="Follow"${inEnglish(look)}>${list === undefined ? '' : `<a href="${escapeHtml(list)}">The list</a>`}<a href="${up}atom.xml">Atom feed</a><a href="${up}feed.json">JSON feed</a></nav>
</header>
<main id="main">
${page.main}
</main>`,
  });
};

/** https://ogp.me; addresses in it must be absolute, so a site without one has no picture there. */
const openGraph = ({ kind, title, description, path, picture }: Page, { title: site, url }: SiteLook): string => {
  const said = { 'og:type': kind, 'og:site_name': site, 'og:title': title, 'og:description': description };
  const image = picture && {
    'og:image': url + picture.file,
    'og:image:alt': picture.alt,
    'og:image:type': 'image/png',
    'og:image:width': String(picture.width),
    'og:image:height': String(picture.height),
  };
  const properties = url === '' ? said : { ...said, 'og:url': url + path, ...image };
  const lines = Object.entries(properties).map(
    ([property, content]) => `<meta property="${property}" content="${escapeLine(content)}">`,
  );
  if (url !== '') lines.push(`<link rel="canonical" href="${escapeHtml(url + path)}">`);
  if (url !== '' && picture) lines.push('<meta name="twitter:card" content="summary_large_image">');
  return lines.join('\n');
};
