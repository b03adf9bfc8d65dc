import { escapeHtml, escapeLine, webAddress } from './write-html.ts';

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

/** One page: where it is below the site's folder, what it is called, and its body. */
export interface Page {
  /** `` for the home page, `2026-05-11/` for a week's. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly kind: 'website' | 'article';
  /** Relative to the site's folder. */
  readonly picture?: { readonly file: string; readonly alt: string; readonly width: number; readonly height: number };
  /** HTML of the head that only this page has. */
  readonly head?: string;
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

/** A whole HTML document: readable without script, from a server and from disk. */
export const framePage = (page: Page, look: SiteLook): string => `<!DOCTYPE html>
<html lang="${escapeLine(look.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${generator}">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' file:; img-src 'self' file:; base-uri 'none'; form-action 'none'">
<title>${escapeLine(page.title)}</title>
<meta name="description" content="${escapeLine(page.description)}">
${openGraph(page, look)}
<link rel="stylesheet" href="${upFrom(page.path)}style.css">
<link rel="alternate" type="application/atom+xml" title="${escapeLine(look.title)} (Atom)" href="${upFrom(page.path)}atom.xml">
<link rel="alternate" type="application/feed+json" title="${escapeLine(look.title)} (JSON)" href="${upFrom(page.path)}feed.json">
${page.head ?? ''}</head>
<body>
<a class="skip" href="#main"${inEnglish(look)}>Skip to the text</a>
<header class="top">
<a class="name" href="${upFrom(page.path)}index.html"${page.path === '' ? ' aria-current="page"' : ''}>${escapeHtml(look.title)}</a>
<nav aria-label="Follow"${inEnglish(look)}>${listLink(look)}<a href="${upFrom(page.path)}atom.xml">Atom feed</a><a href="${upFrom(page.path)}feed.json">JSON feed</a></nav>
</header>
<main id="main">
${page.main}
</main>
</body>
</html>
`;

const listLink = (look: SiteLook): string => {
  const href = webAddress(look.listUrl);
  return href === undefined ? '' : `<a href="${escapeHtml(href)}">The list</a>`;
};

/** https://ogp.me; addresses in it must be absolute, so a site without one has no picture there. */
const openGraph = (page: Page, look: SiteLook): string =>
  [
    ['og:type', page.kind],
    ['og:site_name', look.title],
    ['og:title', page.title],
    ['og:description', page.description],
    ...(look.url === '' ? [] : absolute(page, look.url)),
  ]
    .map(([property = '', content = '']) => `<meta property="${property}" content="${escapeLine(content)}">`)
    .concat(look.url === '' ? [] : [`<link rel="canonical" href="${escapeHtml(look.url + page.path)}">`])
    .concat(look.url === '' || !page.picture ? [] : ['<meta name="twitter:card" content="summary_large_image">'])
    .join('\n');

const absolute = (page: Page, url: string): readonly (readonly [string, string])[] => [
  ['og:url', url + page.path],
  ...(page.picture
    ? ([
        ['og:image', url + page.picture.file],
        ['og:image:alt', page.picture.alt],
        ['og:image:type', 'image/png'],
        ['og:image:width', String(page.picture.width)],
        ['og:image:height', String(page.picture.height)],
      ] as const)
    : []),
];
