import type { Link } from './edition.ts';

const LABEL = /paper|pdf|preprint|arxiv|article|report|book|论文|論文|原文|논문/i;
// Where papers live: whatever a link to them is called, it is the paper.
const HOST =
  /^https?:\/\/(?:www\.|export\.)?(?:arxiv\.org|alphaxiv\.org|openreview\.net|(?:dx\.)?doi\.org|aclanthology\.org|huggingface\.co\/papers)\//i;

/** Whether a link leads to the paper itself: its host or its label says so. */
export const isPaper = ({ label, url }: Link): boolean => HOST.test(url) || LABEL.test(label);

/** Whether the address alone says so. */
export const isPaperAddress = (url: string): boolean => HOST.test(url);
