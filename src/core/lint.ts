// What a keeper should know of a list before it is posted. Whoever is outside of the room comes in here.
export { inOrder, lint, lintWeek, tellOnce } from './lint/lint-list.ts';
export { columnOf } from './lint/place.ts';
