import { trimEnd } from '../compose/trim.ts';

const monthNames =
  /\b(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)\b/i;

/**
 * The list's name: the heading without its dates. `Top AI Papers of the Week (May 11 - May 17) - 2026` gives
 * `Top AI Papers of the Week`; a heading that is nothing but dates is kept.
 */
export const listName = (heading: string): string => {
  const undated = heading
    .replace(/\s+/g, ' ')
    .replace(/ ?[([]([^()[\]]*)[)\]] ?/g, (group, inside: string) => (isDates(inside) ? ' ' : group))
    .replace(/(?: ?[-–—:|,·] ?| )(?:19|20)\d\d ?$/, '')
    .replace(/ +/g, ' ');
  const name = trimEnd(undated.replace(/^[\s\-–—:|,·]+/, ''), /[\s\-–—:|,·]/);
  return name === '' ? heading.trim() : name;
};

const isDates = (text: string): boolean => monthNames.test(text) || /^[\d\s./\-–—]+$/.test(text);
