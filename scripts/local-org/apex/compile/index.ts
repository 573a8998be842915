export { compileApex } from './compile.ts';
export type { ApexText, Compiled } from './compile.ts';
