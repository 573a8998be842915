export { recordFromJson, recordToJson, valueFromJson, valueToJson } from './codec.ts';
export { ApiError, badRequest, notFound, saveFailure, toApiError } from './errors.ts';
export type { RestError } from './errors.ts';
export { listRestRoutes, restRoutes } from './rest.ts';
export { AS_SYSTEM, AS_USER, adminUser, findUserId, objectNamed, objectOfId, request } from './run.ts';
export type { Served } from './run.ts';
export { startServer } from './server.ts';
export type { RunningServer, ServerContext, Session } from './server.ts';
