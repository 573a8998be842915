export { continueRequests, createTransaction, requestsBegun } from './transaction.ts';
export type { LocalTransaction, LogLine, TransactionOptions } from './transaction.ts';
export { watched } from './watched.ts';
export { createLimits, LIMIT_NAMES, TICKS_PER_MILLISECOND } from './limits.ts';
export { lockedRecords } from './locks.ts';
