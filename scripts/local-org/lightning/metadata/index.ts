export { lightningReaders } from './readers.ts';
export type * from './models.ts';
