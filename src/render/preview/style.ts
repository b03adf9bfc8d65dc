import { readable } from '../../core/card.ts';
import type { Drawing } from '../drawing.ts';

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
${rules}${panels.map(ownRules).join('')}${narrow}${choices(panels.length)}
`;

const ownRules = ({ thread: { network }, drawing }: Panel): string => `.panel.${network} { --link: var(--${network}); }
${
  drawing.isPage
    ? `.panel.${network} .post { display: block; padding-bottom: 1.75rem; }
.panel.${network} .post::before, .panel.${network} .avatar, .panel.${network} .post header strong, .panel.${network} .handle { display: none; }
.panel.${network} .post header { float: right; margin: 0.25rem 0 0 1rem; }
`
    : ''
}`;

const choices = (panels: number): string =>
  Array.from({ length: panels }, (_, at) => `body:has(#tab-${at}:checked) .panel:not(#panel-${at})`).join(',\n') +
  (panels === 0 ? '' : ' { display: none; }');

const rules = `* { box-sizing: border-box; }
html { font: 100%/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 2.5rem 1.25rem 5rem; max-width: 90rem; background: var(--ground); color: var(--ink); overflow-wrap: anywhere; }
.top, .next, .general, .tabs { max-width: 40rem; margin-inline: auto; }
.dates { margin: 0 0 0.25rem; color: var(--accent); font-size: 0.9375rem; font-weight: 600; }
h1 { margin: 0 0 0.5rem; font-size: clamp(1.75rem, 5vw, 2.375rem); font-weight: 680; letter-spacing: -0.022em; line-height: 1.2; text-wrap: balance; }
h2 { margin: 0; font-size: 1rem; font-weight: 650; }
.from { margin: 0; color: var(--quiet); font-size: 0.9375rem; }
code { font: 0.875em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.next, .general { margin-top: 1.5rem; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: 14px; background: var(--paper); font-size: 0.9375rem; }
.next ul { margin: 0.375rem 0 0; padding: 0; list-style: none; }
.next li { display: grid; grid-template-columns: minmax(5.5rem, max-content) minmax(0, 1fr); gap: 0 0.75rem; padding: 0.125rem 0; }
.next strong { font-weight: 650; }
.next a, .post header a { color: inherit; text-underline-offset: 0.15em; }
.days { white-space: nowrap; }
.tabs { margin-top: 2rem; }
fieldset { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 0; padding: 0; border: 0; }
legend { margin-bottom: 0.5rem; padding: 0; color: var(--quiet); font-size: 0.9375rem; }
label { position: relative; display: flex; gap: 0.5em; align-items: baseline; padding: 0.375rem 0.875rem; border: 1px solid var(--line); border-radius: 99px; background: var(--paper); font-size: 0.9375rem; font-weight: 600; cursor: pointer; }
label span { color: var(--quiet); font-size: 0.875rem; font-weight: 400; }
label input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
label:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
label:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; }
.panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); gap: 1.25rem; margin-top: 1.25rem; align-items: start; }
.panel { width: 100%; max-width: 40rem; margin-inline: auto; border: 1px solid var(--line); border-radius: 16px; background: var(--paper); overflow: hidden; }
.panel > h2 { display: flex; justify-content: space-between; gap: 1rem; padding: 0.875rem 1.25rem; border-bottom: 1px solid var(--line); }
.panel > h2 span { color: var(--quiet); font-weight: 400; font-size: 0.9375rem; }
.panel ol { margin: 0; padding: 1.125rem 1.25rem 0; list-style: none; }
.post { position: relative; display: grid; grid-template-columns: 2.5rem minmax(0, 1fr); gap: 0.75rem; padding-bottom: 1.375rem; }
.post:not(:last-child)::before { content: ""; position: absolute; top: 2.875rem; bottom: 0.375rem; left: calc(1.25rem - 1px); width: 2px; border-radius: 2px; background: var(--line); }
.avatar { display: grid; place-items: center; width: 2.5rem; height: 2.5rem; border-radius: 50%; background: var(--link); color: var(--paper); font-size: 0.875rem; font-weight: 700; }
.post header { display: flex; align-items: center; gap: 0.5rem; font-size: 0.9375rem; }
.post header strong { flex: 0 1 auto; min-width: 0; font-weight: 650; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.handle { flex: 1 9 auto; min-width: 0; color: var(--quiet); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.length { flex: none; display: inline-flex; align-items: center; gap: 0.375rem; margin-left: auto; color: var(--quiet); font-size: 0.8125rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
.of { margin-left: -0.3125rem; }
.length svg { transform: rotate(-90deg); }
.length circle { fill: none; stroke-width: 3; stroke: var(--line); }
.length .used { stroke: var(--link); }
.length.near { color: var(--warn); }
.length.near .used { stroke: var(--warn); }
.length.over { color: var(--bad); font-weight: 650; }
.length.over .used { stroke: var(--bad); }
.text { margin: 0.125rem 0 0; }
.text h3 { margin: 0.25rem 0 0.25rem; font-size: 1.0625rem; font-weight: 650; line-height: 1.3; }
.text p { margin: 0 0 0.5rem; }
.text h3 .rank { margin-right: 0.25rem; color: var(--link); font-variant-numeric: tabular-nums; }
.text ul { margin: 0 0 0.5rem; padding-left: 1.125rem; list-style: disc; }
.text li::marker { color: var(--link); }
.links { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; }
.links span { color: var(--quiet); }
.text a { color: var(--link); text-underline-offset: 0.15em; text-decoration-thickness: 1px; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
figure { margin: 0.75rem 0 0; border: 1px solid var(--line); border-radius: 14px; overflow: hidden; }
figure img { display: block; width: 100%; height: auto; }
.nocard { display: grid; place-items: center; aspect-ratio: 16 / 9; background: var(--ground); color: var(--quiet); }
figcaption { padding: 0.625rem 0.875rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: 0.8125rem; }
.alt { padding: 0.0625rem 0.375rem; border-radius: 5px; background: var(--ink); color: var(--paper); font-size: 0.6875rem; font-weight: 700; }
.findings { margin: 0.75rem 0 0; padding: 0; list-style: none; font-size: 0.875rem; }
.findings li { padding: 0.5rem 0.75rem; border-left: 3px solid var(--quiet); background: var(--ground); border-radius: 0 8px 8px 0; }
.findings li + li { margin-top: 0.375rem; }
.findings .warning { border-color: var(--warn); }
.findings .warning strong { color: var(--warn); }
.findings .error { border-color: var(--bad); }
.findings .error strong { color: var(--bad); }
.findings code { color: var(--quiet); overflow-wrap: anywhere; }
`;

const narrow = `@media (max-width: 34rem) {
body { padding: 1.5rem 0.75rem 3rem; }
.panel ol { padding-inline: 0.875rem; }
.post { grid-template-columns: 2.25rem minmax(0, 1fr); gap: 0.625rem; }
.avatar { width: 2.25rem; height: 2.25rem; }
.post:not(:last-child)::before { left: calc(1.125rem - 1px); top: 2.625rem; }
}
@media print { .tabs { display: none; } }
`;
