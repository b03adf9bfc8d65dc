import { readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleEdition } from '../render/sample.ts';
import { type Browser, hasBrowser, startBrowser } from './browser.ts';
import { hostileEdition, makePages, type Pages } from './pages.ts';

/** How many pixels a page must be scrolled sideways. */
const tooWide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

const kinds = ['home', 'week', 'preview'] as const;
const looks = kinds.flatMap((kind) =>
  (['light', 'dark'] as const).flatMap((theme) => [390, 1280].map((width) => ({ kind, theme, width }))),
);

let browser: Browser;
let pages: Pages;
let hostile: Pages;

describe.skipIf(!hasBrowser)('in a real browser', () => {
  beforeAll(async () => {
    [browser, pages, hostile] = await Promise.all([
      startBrowser(),
      makePages(sampleEdition),
      makePages(hostileEdition),
    ]);
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await Promise.all([pages, hostile].map(({ folder }) => rm(folder, { recursive: true, force: true })));
  });

  it.each(looks)('the $kind page can be used by everybody, $theme, $width wide', async ({ kind, theme, width }) => {
    const { page, strays } = await browser.open(pages[kind], { theme, width });
    const choices = kind === 'preview' ? ['#tab-0', '#tab-1', '#tab-2', '#tab-3', '#tab-all'] : [undefined];
    // The page forbids script to everybody else; a tool of the browser is not held by that.
    await page.evaluate(axe.source);
    for (const choice of choices) {
      if (choice !== undefined) await page.locator(choice).check();
      const found = await page.evaluate(async () =>
        (await (globalThis as unknown as { axe: typeof axe }).axe.run({ preload: false })).violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
        ),
      );
      expect(found).toEqual([]);
    }
    expect(strays).toEqual([]);
    expect(await page.evaluate(tooWide)).toBe(0);
    const shown = '[...document.images].filter((each) => each.offsetHeight > 0).map((each) => each.naturalWidth)';
    if (kind !== 'home') expect(new Set(await page.evaluate<number[]>(shown))).toEqual(new Set([1200]));
    await page.close();
  });

  const addressesOf = (page: Awaited<ReturnType<Browser['open']>>['page'], selector: string): Promise<string[]> =>
    page.locator(selector).evaluateAll((all) => all.map((each) => (each as unknown as { href: string }).href));

  it.each(kinds)('every link of the %s page leads somewhere', async (kind) => {
    const { page } = await browser.open(pages[kind]);
    const hrefs = await addressesOf(page, '[href]');
    expect(hrefs.length).toBeGreaterThan(10);
    for (const href of hrefs.filter((each) => !each.startsWith('data:'))) {
      const { protocol, hash } = new URL(href);
      expect(['file:', 'http:', 'https:']).toContain(protocol);
      if (protocol !== 'file:') continue;
      const text = await readFile(fileURLToPath(href.replace(/#.*$/, '')), 'utf8');
      if (hash !== '') expect(text).toContain(`id="${hash.slice(1)}"`);
    }
    await page.close();
  });

  it('leads from home to a week, to the week before, and back home, by keyboard', async () => {
    const { page, strays } = await browser.open(pages.home);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the text');
    await page.locator('#newest a').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/2026-05-11/index.html');
    await page.getByRole('link', { name: 'Previous' }).press('Enter');
    await page.waitForURL('**/2026-05-04/index.html');
    await page.getByRole('link', { name: 'Quiet Papers of the Week' }).press('Enter');
    await page.waitForURL('**/site/index.html');
    expect(strays).toEqual([]);
    await page.close();
  });

  it('shows one network at a time in the preview, chosen by keyboard, or all', async () => {
    const { page } = await browser.open(pages.preview, { theme: 'dark' });
    const shown = (): Promise<unknown> =>
      page.evaluate('[...document.querySelectorAll(".panel")].filter((panel) => panel.offsetHeight > 0).length');
    expect(await shown()).toBe(1);
    await page.locator('#tab-0').focus();
    await page.keyboard.press('ArrowRight');
    expect([await page.locator('#panel-1').isVisible(), await shown()]).toEqual([true, 1]);
    await page.locator('#tab-all').check();
    expect(await shown()).toBe(4);
    await page.close();
  });

  it.each(kinds)('a hostile list stays text on the %s page', async (kind) => {
    for (const width of [390, 1280]) {
      const { page, strays } = await browser.open(hostile[kind], { width });
      const inside = await page.evaluate(
        '({ scripts: document.scripts.length, frames: document.querySelectorAll("iframe, object, embed, img[onerror], [onclick], [onmouseover], [onfocus], style:not(head > style)").length, text: document.body.textContent })',
      );
      const text = expect.stringContaining('<script>alert(') as string;
      expect(inside).toMatchObject({ scripts: 0, frames: 0, text });
      expect((await addressesOf(page, 'a')).filter((href) => !/^(https?|file):/.test(href))).toEqual([]);
      expect(await page.evaluate(tooWide)).toBe(0);
      expect(strays).toEqual([]);
      await page.close();
    }
  });
});
