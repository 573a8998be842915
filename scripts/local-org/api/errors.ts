import { UnsupportedByLocalOrg } from '../contracts/diagnostics.ts';
import type { SaveError } from '../contracts/save.ts';
import { ApexException } from '../values/index.ts';

/** One entry of the platform's REST error list. */
export interface RestError {
  readonly errorCode: string;
  readonly message: string;
  readonly fields?: readonly string[];
}

/** An answer other than 2xx, in the platform's shape. */
export class ApiError extends Error {
  readonly status: number;
  readonly errors: readonly RestError[];

  constructor(status: number, errors: readonly RestError[]) {
    super(errors[0]?.message ?? 'The request failed.');
    this.name = 'ApiError';
    this.status = status;
    this.errors = errors;
  }
}

export function badRequest(errorCode: string, message: string): ApiError {
  return new ApiError(400, [{ errorCode, message }]);
}

/** The very text that clients test for when they ask whether a resource exists. */
export function notFound(message = 'The requested resource does not exist'): ApiError {
  return new ApiError(404, [{ errorCode: 'NOT_FOUND', message }]);
}

export function saveFailure(errors: readonly SaveError[]): ApiError {
  return new ApiError(
    400,
    errors.map((e) => ({ errorCode: e.status, message: e.message, fields: e.fields }))
  );
}

const QUERY_CODES: readonly (readonly [RegExp, string])[] = [
  [/^(sObject type|Object type|sobject type) .* is not supported/i, 'INVALID_TYPE'],
  [/^No such column|Didn't understand relationship|No such relation/i, 'INVALID_FIELD'],
  [/unexpected token|expecting|unknown|only aliasing/i, 'MALFORMED_QUERY']
];

/** What any error thrown while a request ran becomes for the caller. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof UnsupportedByLocalOrg)
    return new ApiError(501, [{ errorCode: 'NOT_SUPPORTED_BY_LOCAL_ORG', message: error.message }]);
  if (!(error instanceof ApexException)) {
    const message = error instanceof Error ? error.message : String(error);
    return new ApiError(500, [{ errorCode: 'UNKNOWN_EXCEPTION', message }]);
  }
  if (error.dmlRows.length > 0) return saveFailure(error.dmlRows);
  if (error.typeName === 'System.QueryException') return badRequest(queryCode(error.message), error.message);
  return badRequest('APEX_ERROR', `${error.typeName}: ${error.message}`);
}

function queryCode(message: string): string {
  return QUERY_CODES.find(([pattern]) => pattern.test(message))?.[1] ?? 'MALFORMED_QUERY';
}
