import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { cardSvg, drawCard, loadFonts, missingLetters } from '../../src/render/draw-card.ts';
import { sampleEdition } from './sample.ts';

const look = { theme: 'light', accent: '#c2410c', fonts: [] } as const;
const draw = async (edition = sampleEdition, more: Partial<Parameters<typeof drawCard>[1]> = {}): Promise<PNG> =>
  PNG.sync.read(Buffer.from(await drawCard(edition, { ...look, ...more })));

/** The sample with another title for its first entry. */
const titled = (title: string): typeof sampleEdition => ({
  ...sampleEdition,
  entries: sampleEdition.entries.map((entry) => (entry.rank === 1 ? { ...entry, title } : entry)),
});

/** The share of the pixels that differ by more than an eye sees. */
const difference = (one: PNG, other: PNG): number => {
  let differing = 0;
  for (let at = 0; at < one.data.length; at += 4) {
    const apart = [0, 1, 2].map((part) => Math.abs((one.data[at + part] ?? 0) - (other.data[at + part] ?? 0)));
    if (Math.max(...apart) > 24) differing += 1;
  }
  return differing / (one.width * one.height);
};

describe('the card', () => {
  it.each(['light', 'dark'] as const)(
    'looks as it was agreed to look, %s (UPDATE_CARDS=1 takes a new look), to the letter',
    async (theme) => {
      const golden = new URL(`card-${theme}.png`, import.meta.url).pathname;
      const drawn = await draw(sampleEdition, { theme });
      if (process.env.UPDATE_CARDS !== undefined) writeFileSync(golden, PNG.sync.write(drawn));
      const agreed = PNG.sync.read(readFileSync(golden));
      expect([drawn.width, drawn.height]).toEqual([1200, 675]);
      expect(difference(drawn, agreed)).toBeLessThan(0.002);
      expect(difference(await draw(titled('Sparse Lantern'), { theme }), agreed)).toBeGreaterThan(0);
    },
  );

  it('keeps whatever the list holds as text', async () => {
    const hostile = titled('</text><image href="file:///etc/passwd"/> & "co" \u202e\u0000');
    const svg = cardSvg(hostile, look, await loadFonts([]));
    expect(svg).not.toContain('<image');
    expect(svg).toContain('&lt;/text&gt;');
    expect((await drawCard(hostile, look)).length).toBeGreaterThan(10_000);
  });

  it('leaves out a title of which no letter can be drawn, and draws an edition without entries', async () => {
    const svg = cardSvg(titled('漢字: 🔥'), look, await loadFonts([]));
    expect(svg).not.toContain('>1</text>');
    expect(svg).toContain('>2</text>');
    expect((await drawCard({ ...sampleEdition, entries: [] }, look)).length).toBeGreaterThan(5_000);
  });

  it('is none where no title can be drawn, and says what to do', async () => {
    const entries = sampleEdition.entries.map((entry) => ({ ...entry, title: '漢字 🔥' }));
    await expect(drawCard({ ...sampleEdition, entries }, look)).rejects.toThrow('CARD_FONTS');
  });

  it('tells which letters are missing, and says what is wrong with a font that cannot be used', async () => {
    expect(await missingLetters('Fire 🔥 and 漢', [])).toEqual(['🔥', '漢']);
    const folder = await mkdtemp(join(tmpdir(), 'fonts-'));
    const path = join(folder, 'font.woff');
    await writeFile(path, 'wOFF');
    await expect(missingLetters('x', [path])).rejects.toThrow(`CARD_FONTS: ${path} is not a font that can be read.`);
    await expect(draw(sampleEdition, { fonts: ['/nowhere.ttf'] })).rejects.toThrow('CARD_FONTS: /nowhere.ttf');
    await rm(folder, { recursive: true });
  });

  const dejavu = '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf';
  it.skipIf(!existsSync(dejavu))('takes letters that its fonts lack from those the operator names', async () => {
    const edition = titled('Word ⠿ გამარჯობა ⡇');
    expect(await missingLetters('⠿ გამარჯობა', [dejavu])).toEqual([]);
    expect(difference(await draw(edition), await draw(edition, { fonts: [dejavu] }))).toBeGreaterThan(0.001);
  });
});
