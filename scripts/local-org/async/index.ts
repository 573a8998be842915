export { createAsyncEngine } from './engine.ts';
export type { AsyncState, LocalAsyncEngine } from './engine.ts';
