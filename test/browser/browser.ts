import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';

/** Where Debian puts Chromium; another place may be named. */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

export const hasBrowser = existsSync(executablePath);
if (!hasBrowser) console.warn(`No browser at ${executablePath}: what needs one is skipped (apt-get install chromium).`);

const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

export interface Browser {
  /** A new page of this width and theme; `strays` collects what should not happen: requests that leave the disk, errors. */
  readonly open: (
    address: string,
    look?: { readonly width?: number; readonly theme?: 'light' | 'dark' },
  ) => Promise<{ readonly page: Page; readonly strays: string[] }>;
  readonly close: () => Promise<void>;
}

/** Starts Chromium with a profile of its own, which goes when it is closed. */
export const startBrowser = async (): Promise<Browser> => {
  const profile = await mkdtemp(join(tmpdir(), 'browser-'));
  const options = { executablePath, args: flags.split(' '), headless: true };
  const context = await chromium.launchPersistentContext(profile, options);
  return {
    open: async (address, { width = 1280, theme = 'light' } = {}) => {
      const page = await context.newPage();
      const strays: string[] = [];
      page.on('request', (request) => {
        if (!/^(file|data):/.test(request.url())) strays.push(`request: ${request.url()}`);
      });
      page.on('requestfailed', (request) => void strays.push(`failed: ${request.url()}`));
      page.on('console', (message) => void strays.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => void strays.push(`error: ${error.message}`));
      page.on('dialog', (dialog) => {
        strays.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: theme });
      await page.goto(address);
      return { page, strays };
    },
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
};
