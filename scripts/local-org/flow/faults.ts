import { DiagnosticError } from '../contracts/diagnostics.ts';
import type { SaveError, SaveResult } from '../contracts/save.ts';
import { ApexException } from '../values/index.ts';

/** An error inside an interview that a fault connector can take; the text is `$Flow.FaultMessage`. */
export class FlowFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FlowFault';
  }
}

export type DataVerb = 'create' | 'update' | 'delete' | 'look up';

/** The platform's text, as errors of real orgs quote it (DLRS issue 1035 on GitHub). */
export function dataFault(verb: DataVerb, status: string, message: string): string {
  return `This error occurred when the flow tried to ${verb} records: ${status}: ${message}. You can look up ExceptionCode values in the SOAP API Developer Guide.`;
}

export function resultFault(verb: DataVerb, results: readonly SaveResult[]): string | undefined {
  const error = results.find((result) => !result.success)?.errors[0];
  return error && dataFault(verb, error.status, error.message);
}

/** An Apex exception that ends one element. Limits, unsupported features and errors of the host pass through. */
export function isElementError(error: unknown): error is ApexException {
  return error instanceof ApexException && error.catchable;
}

/** What a fault of a query or of a whole DML statement says. */
export function exceptionFault(verb: DataVerb, error: ApexException): string {
  const row = error.dmlRows[0];
  return row ? dataFault(verb, row.status, row.message) : dataFault(verb, 'UNKNOWN_EXCEPTION', error.message);
}

export function apexFault(error: ApexException): string {
  return `An Apex error occurred: ${error.typeName}: ${error.message}`;
}

/** Text of a failure that no element explains. */
export const UNHANDLED =
  'An unhandled fault has occurred while processing the flow.  Please contact your system administrator for more information.';

/** How a record's save fails because of a flow, as errors of real orgs quote it (restforce issue 624 on GitHub). */
export function triggerError(flowLabel: string, details: string): SaveError {
  return {
    status: 'CANNOT_EXECUTE_FLOW_TRIGGER',
    message: `We can't save this record because the “${flowLabel}” process failed. Give your Salesforce admin these details. ${details}`,
    fields: []
  };
}

export function flowProblem(
  file: string,
  line: number,
  message: string,
  level: 'error' | 'unsupported' = 'error'
): DiagnosticError {
  return new DiagnosticError([
    { file, line, column: 1, code: level === 'error' ? 'INVALID_FLOW' : 'FLOW_UNSUPPORTED', message, level }
  ]);
}
