export { createProgram } from './program.ts';
export type { LocalProgram, ProgramOptions } from './program.ts';
export { isA, isSubtype } from './types.ts';
