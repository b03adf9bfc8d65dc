import { readable } from '../../core/card.ts';
import type { Drawing } from '../drawing.ts';
import rules from './preview.css?raw';

/** A thread that the page shows: how its network draws it. */
interface Panel {
  readonly thread: { readonly network: string };
  readonly drawing: Drawing;
}

interface Theme {
  readonly ground: string;
  readonly paper: string;
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly warn: string;
  readonly bad: string;
}

const light: Theme = {
  ground: '#f3f1ec',
  paper: '#ffffff',
  ink: '#1d1d1f',
  quiet: '#5f5e5a',
  line: '#e2dfd8',
  warn: '#8a4b00',
  bad: '#b3261e',
};
const dark: Theme = {
  ground: '#111317',
  paper: '#1a1d22',
  ink: '#e9e8e4',
  quiet: '#a6a49d',
  line: '#30343b',
  warn: '#f0b35a',
  bad: '#ff8a80',
};

const variables = (theme: Theme, accent: string, panels: readonly Panel[]): string =>
  Object.entries({
    ...theme,
    accent: readable(accent, theme.ground, 4.8),
    ...Object.fromEntries(
      panels.map(({ thread, drawing: { colour } }) => [
        thread.network,
        colour === undefined ? readable(accent, theme.paper, 4.8) : readable(colour, theme.paper, 4.6),
      ]),
    ),
  })
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(' ');

/** The style of the preview, light and dark, for these panels; a browser too old to choose among them shows all. */
export const previewStyle = (panels: readonly Panel[], accent: string): string =>
  `:root { color-scheme: light dark; ${variables(light, accent, panels)} }
@media (prefers-color-scheme: dark) { :root { ${variables(dark, accent, panels)} } }
${rules}${panels.map(ownRules).join('')}${choices(panels.length)}
`;

const ownRules = ({ thread: { network } }: Panel): string => `.panel.${network} { --link: var(--${network}); }\n`;

const choices = (panels: number): string =>
  Array.from({ length: panels }, (_, at) => `body:has(#tab-${at}:checked) .panel:not(#panel-${at})`).join(',\n') +
  (panels === 0 ? '' : ' { display: none; }');
