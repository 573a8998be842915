export { createAsyncEngine } from './engine.ts';
export { fromPlain, toPlain } from './plain.ts';
export type { Plain } from './plain.ts';
export type { AsyncState, LocalAsyncEngine } from './engine.ts';
export type { TakenEvent } from './events.ts';
export { copyJob } from './copy.ts';
