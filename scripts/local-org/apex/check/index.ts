export type { CheckEnv, ProblemCode } from './context.ts';
export { Checker, checkProgram } from './program.ts';
export type { CheckResult, CheckUnit } from './program.ts';
