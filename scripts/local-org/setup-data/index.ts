export { writeFreshOrg } from './fresh.ts';
export type { FreshOptions, FreshOrg } from './fresh.ts';
export { writeDeployed } from './deployed.ts';
export type { DeployedCode, DeployedInput } from './deployed.ts';
export { setupProviders } from './providers.ts';
