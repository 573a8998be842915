export { createAsyncEngine } from './engine.ts';
