import { readable } from '../../core/card.ts';

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

const rules = `* { box-sizing: border-box; }
html { font: 100%/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 0 1.25rem 5rem; max-width: 46rem; background: var(--paper); color: var(--ink); overflow-wrap: anywhere; }
a { color: inherit; text-decoration-color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.2em; }
a:hover { color: var(--accent); }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 0.5rem; padding: 0.25rem 0.75rem; background: var(--raised); z-index: 1; }
.top { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; justify-content: space-between; align-items: baseline; padding: 1.5rem 0 1rem; border-bottom: 1px solid var(--line); font-size: 0.9375rem; }
.top a { text-decoration: none; }
.top .name { font-weight: 650; }
.top nav { display: flex; gap: 1.25rem; color: var(--quiet); }
h1, h2 { line-height: 1.25; letter-spacing: -0.012em; text-wrap: balance; }
h1 { margin: 0 0 1.25rem; font-size: clamp(1.75rem, 5.5vw, 2.5rem); font-weight: 680; letter-spacing: -0.022em; }
h1.quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.dates { margin: 3rem 0 0.5rem; color: var(--accent); font-size: 0.9375rem; font-weight: 600; }
.hook { font-size: 1.1875rem; color: var(--quiet); margin: 0 0 1rem; }
.closer { margin: 1rem 0 0; color: var(--quiet); }
.entry + .closer { margin-top: 3rem; }
.card { display: block; width: 100%; margin: 1.5rem 0 0; height: auto; border-radius: 10px; border: 1px solid var(--line); }
.entry { position: relative; padding: 2.25rem 0 0 3.25rem; scroll-margin-top: 1rem; }
.entry h2 { margin: 0 0 0.5rem; font-size: 1.3125rem; font-weight: 650; }
.entry .rank { position: absolute; left: 0; width: 2.25rem; text-align: left; color: var(--accent); font-variant-numeric: tabular-nums; font-weight: 600; }
.entry h2.alone { margin: 0; }
.entry h2.alone .rank { line-height: 1.25; }
.entry p { margin: 0 0 0.75rem; }
.entry ul { margin: 0 0 0.75rem; padding: 0 0 0 1.125rem; }
.entry li { margin: 0 0 0.375rem; padding-left: 0.125rem; }
.entry li::marker { color: var(--accent); }
.entry strong { font-weight: 620; }
.links { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.links a { display: inline-flex; gap: 0.5em; align-items: baseline; padding: 0.3125rem 0.75rem; max-width: 100%; border: 1px solid var(--line); border-radius: 99px; background: var(--raised); font-size: 0.875rem; font-weight: 600; line-height: 1.4; text-decoration: none; }
.links a:hover { border-color: var(--accent); }
.links span { flex: 0 9 auto; min-width: 0; color: var(--quiet); font-weight: 400; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.pager { display: flex; justify-content: space-between; gap: 1rem; margin-top: 3.5rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
.pager a { text-decoration: none; font-weight: 600; }
.pager a[rel="next"] { margin-left: auto; text-align: right; }
.pager span { display: block; color: var(--quiet); font-size: 0.875rem; font-weight: 400; }
.newest h2 { margin: 0 0 1.25rem; font-size: clamp(1.75rem, 5.5vw, 2.5rem); font-weight: 680; letter-spacing: -0.022em; }
.newest h2 a { text-decoration: none; }
.titles { margin: 0; padding: 0; list-style: none; border-top: 1px solid var(--line); }
.titles li { border-bottom: 1px solid var(--line); }
.titles a { display: flex; gap: 1rem; padding: 0.6875rem 0; text-decoration: none; font-weight: 550; line-height: 1.4; }
.titles .rank { flex: 0 0 1.5rem; color: var(--accent); font-variant-numeric: tabular-nums; font-weight: 600; }
.empty { margin-top: 3rem; }
.years { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 3.5rem 0 -1.5rem; font-variant-numeric: tabular-nums; }
.years a { color: var(--quiet); text-decoration: none; font-weight: 600; }
.year { margin-top: 3.5rem; scroll-margin-top: 1rem; }
.year h2 { margin: 0 0 0.75rem; font-size: 1.125rem; }
.year ul { margin: 0; padding: 0; list-style: none; }
.year li { display: flex; flex-wrap: wrap; gap: 0 1.25rem; padding: 0.375rem 0; }
.year li a { flex: 0 0 18rem; text-decoration: none; font-variant-numeric: tabular-nums; }
.year li span { flex: 1 1 14rem; min-width: 0; color: var(--quiet); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
@media (max-width: 34rem) {
.dates { margin-top: 2rem; }
.entry { padding-left: 2.625rem; }
.year li { display: block; padding: 0.5rem 0; }
.year li span { display: block; white-space: normal; }
}
@media print { .top nav, .years, .pager, .skip { display: none; } }
`;
