export { findTests } from './find.ts';
export type { TestClass, TestFilter, TestMethod } from './find.ts';
export { runTests } from './runner.ts';
export type { ClassCoverage, Outcome, RunOptions, TestResult, TestRun } from './runner.ts';
export { countsOf, exitCode, jsonReport, junitReport, textReport } from './report.ts';
export { joinRuns, shareOut } from './share.ts';
export { createTestState } from './state.ts';
