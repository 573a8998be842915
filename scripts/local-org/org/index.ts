export { createOrg } from './org.ts';
export type { LocalOrg, OrgOptions } from './org.ts';
export { keepOrg, readKept, restoreOrg } from './snapshot.ts';
export type { KeptOrg } from './snapshot.ts';
export { runSeedModule } from './seeding.ts';
export type { Seed, SeedApi, SeedRecord, SeedSession } from './seeding.ts';
