export { fileNames } from './apex-files.ts';
export { findLoops } from './loops.ts';
export type { LoopLines, LoopSource } from './loops.ts';
export { profileText } from './profile.ts';
export { record } from './recorder.ts';
export type { Part, Place, Recording } from './recorder.ts';
export { traceText } from './text.ts';
