export { createFlowEngine } from './engine.ts';
export type { FlowEngineOptions, LocalFlowEngine } from './engine.ts';
export { flowReader, readFlow } from './read/flow.ts';
export type { FlowModel } from './model.ts';
export type { PendingPath } from './paths.ts';
export { listFlowSupport } from './support.ts';
export type { FlowSupport } from './support.ts';
