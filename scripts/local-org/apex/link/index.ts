export { createProgram } from './program.ts';
export type { LocalProgram, ProgramOptions } from './program.ts';
export type { PlatformTokens } from './runtime.ts';
export { isA, isSubtype } from './types.ts';
