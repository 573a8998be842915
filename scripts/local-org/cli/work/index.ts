export { parseDuration } from './duration.ts';
export { importCsv } from './import.ts';
export type { ImportJob, ImportResult } from './import.ts';
export { parseImportMap } from './map.ts';
export type { ImportMap } from './map.ts';
export { loadSeed } from './seed.ts';
export { Changes } from './watch.ts';
export { runShares } from './workers.ts';
