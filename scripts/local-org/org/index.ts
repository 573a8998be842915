export { createOrg } from './org.ts';
export type { LocalOrg, OrgOptions } from './org.ts';
