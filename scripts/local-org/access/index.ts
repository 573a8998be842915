export { createAccessPolicy } from './policy.ts';
export type { DeployedRights, FullAccessPolicy } from './policy.ts';
export { GRANT_OBJECTS } from './grants.ts';
export { GUEST_PROFILE, PROFILES } from './profiles.ts';
export type { ProfileRights } from './profiles.ts';
export { isPermissionable } from './field-security.ts';
