import type { Operation, SaveError } from '../contracts/save.ts';
import { ApexException, apexFrames, dmlError } from '../values/index.ts';
import type { DmlRow } from '../values/index.ts';

export function saveError(status: string, message: string, fields: readonly string[] = []): SaveError {
  return { status, message, fields };
}

const DENIED_FIELDS = 'Operation failed due to fields being inaccessible on Sobject';

/** User mode names the fields it withholds (Apex Developer Guide, "Enforce User Mode for Database Operations"). */
export function deniedFields(object: string, fields: readonly string[]): SaveError {
  return saveError(
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    `${DENIED_FIELDS} ${object}, check errors on Exception or Result!`,
    fields
  );
}

/** What a failed statement throws: the platform's DmlException with a row for each failed record. */
export function dmlException(op: Operation, rows: readonly DmlRow[]): ApexException {
  const error = dmlError(op, rows);
  const first = rows[0];
  if (first?.message.startsWith(DENIED_FIELDS)) error.setText(first.message);
  return error;
}

/**
 * An exception that a trigger did not catch, as the error of every record of the chunk:
 * `WidgetTrigger: execution of BeforeInsert\n\ncaused by: System.NullPointerException: ...\n\nTrigger.WidgetTrigger: line 1, column 1`.
 * What no Apex can catch is thrown on.
 */
export function triggerFailure(trigger: string, event: string, error: unknown): SaveError {
  if (!(error instanceof ApexException) || !error.catchable) throw error;
  const frames = apexFrames(error).map((frame) => `${frame.where}: line ${frame.line}, column 1`);
  const stack = frames.length > 0 ? `\n\n${frames.join('\n')}` : '';
  const message = `${trigger}: execution of ${event}\n\ncaused by: ${error.typeName}: ${error.message}${stack}`;
  return saveError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message);
}
