// When to look at the list, what is due then, and what a person must hear. Whoever is outside of the room comes in here.
export {
  type Alarm,
  alarmsOf,
  alarmsOfList,
  announce,
  begunAlarm,
  inDoubt,
  needsFreshList,
} from './schedule/alarms.ts';
export { type Due, decideDue } from './schedule/due.ts';
export { begunThreads } from './schedule/due/begun.ts';
export { tooMuch } from './schedule/due/held-back.ts';
export { readiness } from './schedule/due/ready.ts';
export { recordDue } from './schedule/due/judge.ts';
export { type ListTools, viewList } from './schedule/due/view.ts';
export { health } from './schedule/health.ts';
export {
  type LookEnd,
  type LookReason,
  afterLook,
  dueLook,
  hasRun,
  lookReason,
  nextLook,
} from './schedule/next-look.ts';
export { type Schedule, checkSchedule, longGap, nextSlot, readSchedule } from './schedule/slots.ts';
