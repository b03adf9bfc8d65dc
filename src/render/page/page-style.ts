import { readable } from '../../core/card.ts';
import rules from './page.css?raw';

const light = { paper: '#fcfbf9', ink: '#1d1d1f', quiet: '#63625e', line: '#e4e1da', raised: '#ffffff' };
const dark = { paper: '#15171b', ink: '#e9e8e4', quiet: '#a3a19a', line: '#2e3138', raised: '#1c1f24' };

const colours = (theme: typeof light, accent: string): string =>
  Object.entries({ ...theme, accent: readable(accent, theme.paper, 4.8) })
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(' ');

/** The style sheet of the site, light and dark; the accent is made readable on both papers. */
export const siteStyle = (accent: string): string =>
  `:root { color-scheme: light dark; ${colours(light, accent)} }
@media (prefers-color-scheme: dark) { :root { ${colours(dark, accent)} } }
${rules}`;
