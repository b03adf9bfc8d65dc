// The list: headings and files become the editions of weeks, an edition its entries; which week a person means. Whoever is outside of the room comes in here.
export type { Edition, Entry, Link, Markdown, Section, YearSource } from './list/edition.ts';
export { type Finding, RULES, type Remark, type RuleId, type Severity, finding, isRule } from './list/finding.ts';
export { type EditionMark, isSameWeek, markEdition, normaliseLink, sharedLinks } from './list/fingerprint.ts';
export { USUAL_ENTRIES, findPlaceholders, placeholderIn } from './list/gaps.ts';
export { listName } from './list/list-name.ts';
export { onlyLists } from './list/only-lists.ts';
export { type Outline, outline } from './list/outline.ts';
export { findDates } from './list/outline/date-forms.ts';
export { isListWord, withoutDates } from './list/outline/headed.ts';
export { filesNear } from './list/outline/issue.ts';
export { contradictingYear } from './list/outline/link-days.ts';
export { isPaperAddress } from './list/paper.ts';
export { editionOf, parseSection, readSection } from './list/parse.ts';
export type { WrittenLink } from './list/parse/cell-links.ts';
export { type Part, partSizes } from './list/parse/part.ts';
export type { ReadEntry, ReadSection } from './list/parse/section.ts';
export { LONGEST_ADDRESS } from './list/parse/url.ts';
export { findWeek, parseWeekQuery, selectSection } from './list/select.ts';
