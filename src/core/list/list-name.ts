import { trimEnd } from '../text.ts';
import { findDates, saysName } from './outline/date-forms.ts';

// Brackets that hold nothing more.
const LEFT = /[([{（【［]\s*[\])}）】］]/g;

/**
 * The list's name: the heading without its dates. `Top AI Papers of the Week (May 11 - May 17) - 2026` gives
 * `Top AI Papers of the Week`; a heading that is nothing but dates is kept.
 */
export function listName(heading: string): string {
  let name = heading
    .replace(/\s+/g, ' ')
    .replace(/ ?[([]([^()[\]]*)[)\]] ?/g, (group, inside: string) => (isDates(inside) ? ' ' : group));
  for (let found = findDates(name); found; found = findDates(name)) {
    const before = name
      .slice(0, found.start)
      .replace(/(?:\b(?:the )?week (?:of|ending|beginning|starting|from)|(?<!\d)(?:19|20)\d{2} ?年?) *$/i, '');
    name = `${before} ${name
      .slice(found.end)
      .replace(/^\s?[日号號일]|^\.(?!\w)/, '')
      .replace(/^\s?,?\s?(?:19|20)\d\d(?!\d)/, '')}`
      .replace(/[\s,:–—-]{1,9}(?=[)\]）】])/g, '')
      .replace(LEFT, ' ');
  }
  const undated = name.replace(/(?: ?[-–—:|,·] ?| |^)(?:19|20)\d\d ?$/, '').replace(/ +/g, ' ');
  const words = trimEnd(undated.replace(/^[\s\-–—:|,·/]+/, ''), /[\s\-–—:|,·/]/);
  return words === '' ? heading.trim() : words;
}

/** Nothing but days, and words such as `Week of`. */
const isDates = (text: string): boolean => /\d/.test(text) && !saysName(text);
