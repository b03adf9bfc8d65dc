// When to look at the list, what is due then, and what a person must hear. Whoever is outside of the room comes in here.
export * from './schedule/alarms.ts';
export * from './schedule/due.ts';
export * from './schedule/due/held-back.ts';
export * from './schedule/due/judge.ts';
export * from './schedule/due/ready.ts';
export * from './schedule/due/view.ts';
export * from './schedule/health.ts';
export * from './schedule/next-look.ts';
export * from './schedule/slots.ts';
