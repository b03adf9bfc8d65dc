/** A day, `YYYY-MM-DD`. */
export type Day = string;

/** The dates that a list covers, both days included, as an ISO 8601 interval: `2026-06-14/2026-06-21`. */
export type Week = `${Day}/${Day}`;

export const weekOf = (start: Day, end: Day): Week => `${start}/${end}`;
export const weekStart = (week: Week): Day => week.slice(0, 10);
export const weekEnd = (week: Week): Day => week.slice(11);
