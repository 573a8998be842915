export { createSave } from './run.ts';
export type { SaveRoom } from './run.ts';
export { writeSystemRow, removeSystemRow } from './system-rows.ts';
export { STEPS } from './table.ts';
export type { RecordFormulas } from './formulas.ts';
