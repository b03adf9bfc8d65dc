import type { Section } from './edition.ts';
import { wholeFiles } from './outline/daily.ts';
import { isListWord } from './outline/headed.ts';
import { readSection } from './parse.ts';

/** Two entries with links make a list of a file that has a date. */
const FEWEST_ENTRIES = 2;

/** The weeks of a list without the files that have a date but no list. */
export function onlyLists(sections: readonly Section[]): readonly Section[] {
  const isWhole = wholeFiles(sections);
  const holds = new Map(sections.map((section) => [section, !isWhole(section) || holdsList(section)]));
  const folders = new Map<string, number>();
  for (const [section, isList] of holds) {
    const folder = folderOf(section.file);
    if (isWhole(section)) folders.set(folder, (folders.get(folder) ?? 0) + (isList ? 1 : -1));
  }
  // Where most dated files of a folder are something else, the few with links need a list's name to be one.
  const isSure = (section: Section): boolean => {
    const { file, heading } = section;
    return (
      !isWhole(section) ||
      (folders.get(folderOf(file)) ?? 0) >= 0 ||
      isListWord(`${file.replace(/^.*[/\\]/, '').replace(/[-_\d]+/g, ' ')} ${heading}`)
    );
  };
  return sections.filter((section) => holds.get(section) === true && isSure(section));
}

const folderOf = (file: string): string => file.replace(/[^/\\]*$/, '');

const holdsList = (section: Section): boolean =>
  (section.body.match(LINKED)?.length ?? 0) >= FEWEST_ENTRIES || readsAsList(section);

/** Points, rows or headings with a link, none of them inside another: entries without doubt. */
const LINKED = /^(?:[-*+] |\d{1,3}[.)] |\||#{2,6} )[^\n]{0,400}\]\(https?:\/\//gm;

const readsAsList = (section: Section): boolean =>
  readSection(section).entries.filter(({ links }) => links.length > 0).length >= FEWEST_ENTRIES;
