import { readable } from '../core/card.ts';
import type { Drawing } from './html.ts';
import base from './style/base.css?raw';
import page from './style/page.css?raw';
import preview from './style/preview.css?raw';

/** The colours of a page: its ground, what lies on that, and what is written. */
type Theme = Readonly<Record<string, string>> & { readonly ground: string; readonly paper: string };

// Light, then dark.
const SITE: readonly Theme[] = [
  { ground: '#fcfbf9', paper: '#ffffff', ink: '#1d1d1f', quiet: '#63625e', line: '#e4e1da' },
  { ground: '#15171b', paper: '#1c1f24', ink: '#e9e8e4', quiet: '#a3a19a', line: '#2e3138' },
];
const light = { ground: '#f3f1ec', paper: '#ffffff', ink: '#1d1d1f', quiet: '#5f5e5a', line: '#e2dfd8' };
const dark = { ground: '#111317', paper: '#1a1d22', ink: '#e9e8e4', quiet: '#a6a49d', line: '#30343b' };
const PREVIEW: readonly Theme[] = [
  { ...light, warn: '#8a4b00', bad: '#b3261e' },
  { ...dark, warn: '#f0b35a', bad: '#ff8a80' },
];

/** The colours as variables, light and dark; the accent is made readable on either ground. */
const variables = (
  themes: readonly Theme[],
  accent: string,
  more: (theme: Theme) => Readonly<Record<string, string>> = () => ({}),
): string => {
  const [bright, dim] = themes.map((theme) =>
    Object.entries({ ...theme, accent: readable(accent, theme.ground, 4.8), ...more(theme) })
      .map(([name, colour]) => `--${name}: ${colour};`)
      .join(' '),
  );
  return `:root { color-scheme: light dark; ${bright ?? ''} }\n@media (prefers-color-scheme: dark) { :root { ${dim ?? ''} } }\n`;
};

/** The style sheet of the site, light and dark. */
export const siteStyle = (accent: string): string => variables(SITE, accent) + base + page;

/** A thread that the preview shows: how its network draws it. */
interface Panel {
  readonly thread: { readonly network: string };
  readonly drawing: Drawing;
}

/** The style of the preview, light and dark, for these panels; a browser too old to choose among them shows all. */
export const previewStyle = (panels: readonly Panel[], accent: string): string => {
  const links = (theme: Theme): Readonly<Record<string, string>> =>
    Object.fromEntries(
      panels.map(({ thread, drawing: { colour } }) => [
        thread.network,
        colour === undefined ? readable(accent, theme.paper, 4.8) : readable(colour, theme.paper, 4.6),
      ]),
    );
  const rules = panels.map(
    ({ thread: { network } }, at) => `.panel.${network} { --link: var(--${network}); }
body:has(#tab-${at}:checked) .panel:not(#panel-${at}) { display: none; }
`,
  );
  return variables(PREVIEW, accent, links) + base + preview + rules.join('');
};
