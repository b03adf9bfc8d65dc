// Makes the pictures of the README in docs/pictures/ from the example list in content/: the console, the preview, the
// card, the site. Wants a build in dist/ and Chromium (CHROMIUM names another place than Debian's); looks best with
// fonts-inter and fonts-noto-color-emoji.
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { ansiToHtml } from './terminal.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const pictures = join(root, 'docs/pictures');
const work = mkdtempSync(join(tmpdir(), 'pictures-'));
const site = join(work, 'public');
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
if (!existsSync(executablePath)) {
  console.error(
    `There is no browser at ${executablePath}. Install Chromium (apt-get install chromium), or name it in CHROMIUM.`,
  );
  process.exit(1);
}

// Only what is set here: the settings and keys of whoever runs this stay out of the pictures.
const env = {
  PATH: process.env.PATH,
  HOME: work,
  TERM: 'xterm-256color',
  SITE_FOLDER: site,
  STATE_FILE: join(work, 'state.json'),
  NETWORKS: 'x,site',
  // Nothing is sent to X: the preview says what a run would do that has keys.
  X_APP_KEY: 'none',
  X_APP_SECRET: 'none',
  X_ACCESS_TOKEN: 'none',
  X_ACCESS_SECRET: 'none',
};
const cli = join(root, 'dist/cli.js');
const run = (...args) =>
  execFileSync(process.execPath, [cli, ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

/** What a person at a terminal of so many columns sees: `script` gives the command a terminal. */
const runInTerminal = (columns, ...args) =>
  execFileSync(
    'script',
    ['-qec', `stty cols ${columns}; '${process.execPath}' '${cli}' ${args.join(' ')}`, '/dev/null'],
    {
      cwd: root,
      env,
      encoding: 'utf8',
    },
  );

/** Fonts that are near to what most people have: this machine's own may be plain. */
const fontsConf = join(work, 'fonts.conf');
writeFileSync(
  fontsConf,
  `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
${['system-ui', 'sans-serif'].map((name) => `<match target="pattern"><test name="family"><string>${name}</string></test><edit name="family" mode="prepend" binding="strong"><string>Inter</string></edit></match>`).join('\n')}
</fontconfig>`,
);

const weeks = JSON.parse(run('weeks', '--json')).map(({ week }) => week);
for (const week of weeks.toReversed()) run('post', week, '--to', 'site');
run('preview', weeks[0], '--out', join(work, 'preview.html'));
const console_ = join(work, 'console.html');
writeFileSync(
  console_,
  ansiToHtml('weekthread post --dry-run --to x', runInTerminal(92, 'post', '--dry-run', '--to', 'x'), 36),
);

const browser = await chromium.launchPersistentContext(join(work, 'profile'), {
  executablePath,
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
  headless: true,
  env: { ...env, FONTCONFIG_FILE: fontsConf },
});
const page = await browser.newPage();
const shoot = async (name, file, { width, height, fullPage = false }) => {
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(pathToFileURL(file).href);
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage });
};

mkdirSync(pictures, { recursive: true });
await shoot('console', console_, { width: 900, height: 400, fullPage: true });
await shoot('preview', join(work, 'preview.html'), { width: 1100, height: 1000 });
await shoot('site', join(site, 'index.html'), { width: 900, height: 800 });
const cards = readdirSync(join(site, 'cards')).map((name) => join(site, 'cards', name));
copyFileSync(
  cards.sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs)[0],
  join(pictures, 'card.png'),
);
await browser.close();
rmSync(work, { recursive: true, force: true });

for (const name of readdirSync(pictures))
  console.log(`docs/pictures/${name}  ${Math.round(statSync(join(pictures, name)).size / 1000)} kB`);
