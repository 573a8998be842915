export { createProgram } from './program.ts';
export type { LocalProgram, ProgramOptions } from './program.ts';
