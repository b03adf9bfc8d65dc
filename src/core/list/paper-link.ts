import type { Link } from './edition.ts';

const LABEL = /\b(?:(?:white)?papers?|pdf|preprint|arxiv|articles?|reports?|book)\b|论文|論文|原文|논문/;
// Labels of links that lead to talk about the paper, or to people, not to the paper.
const TALK = /^(?:(?:tweet|x|twitter|thread|video|newsletter|discord|podcast)\b|@\w)/i;
// Where papers live: whatever a link to them is called, it is the paper.
const HOST =
  /^https?:\/\/(?:www\.|export\.)?(?:arxiv\.org|alphaxiv\.org|openreview\.net|(?:dx\.)?doi\.org|aclanthology\.org|huggingface\.co\/papers)\//i;

/** Whether a link leads to the paper itself: its host or its label says so. */
export const isPaper = ({ label, url }: Link): boolean => HOST.test(url) || LABEL.test(label.toLowerCase());

/** Whether the address alone says so. */
export const isPaperAddress = (url: string): boolean => HOST.test(url);

/** The link that an entry is about: the first one that leads to more than talk about it. */
export const mainLink = (links: readonly Link[]): Link | undefined =>
  links.find(({ label }) => !TALK.test(label)) ?? links[0];

/** Every link to an entry's paper; the one that it is about if none says so, as where the title is the link. */
export function paperLinks(links: readonly Link[]): readonly Link[] {
  const papers = links.filter(isPaper);
  const main = mainLink(links);
  return papers.length > 0 || !main ? papers : [main];
}
