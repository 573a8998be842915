import { parseSoql, SoqlSyntaxError, UnsupportedSyntax } from '../apex/syntax/index.ts';
import { UnsupportedByLocalOrg } from '../contracts/diagnostics.ts';
import type { SoqlQuery } from '../contracts/soql.ts';
import { queryError } from './errors.ts';

/** Reads a query. Throws QueryException for what is no SOQL, UnsupportedByLocalOrg for what is refused by name. */
export function parseQuery(text: string): SoqlQuery {
  try {
    return parseSoql(text);
  } catch (error) {
    if (error instanceof SoqlSyntaxError) throw queryError(error.message, error.pos);
    if (error instanceof UnsupportedSyntax) throw new UnsupportedByLocalOrg(error.message);
    throw error;
  }
}
