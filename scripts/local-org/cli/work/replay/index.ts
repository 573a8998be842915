export { parseAnswerModel } from './model.ts';
export type { AnswerModel } from './model.ts';
export { replayCsv } from './replay.ts';
export type { ReplayJob, ReplayResult } from './replay.ts';
