export { createSave } from './run.ts';
export type { SaveRoom } from './run.ts';
export { writeSystemRow, removeSystemRow } from './system-rows.ts';
export { scopeText } from './scope.ts';
export { STEPS, stepsOf } from './table.ts';
export type { RecordFormulas } from './formulas.ts';
