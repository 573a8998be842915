import type { Position } from '../contracts/diagnostics.ts';
import type { RefusalKind } from '../contracts/soql.ts';
import { apexError, type ApexException } from '../values/index.ts';

/** A QueryException with the platform's text; `pos` is kept for those who show the place (REST, compile errors). */
export function queryError(text: string, pos?: Position, about: RefusalKind = 'rule'): ApexException {
  const error = apexError('System.QueryException', text);
  if (pos) error.facts.set('position', pos);
  error.facts.set('about', about);
  return error;
}

/** What a QueryException made here is about. */
export function aboutOf(error: ApexException): RefusalKind {
  return (error.facts.get('about') as RefusalKind | undefined) ?? 'rule';
}

const SEE_WSDL = 'Please reference your WSDL or the describe call for the appropriate names.';

export function noSuchColumn(field: string, object: string, pos?: Position): ApexException {
  return queryError(
    `No such column '${field}' on entity '${object}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. ${SEE_WSDL}`,
    pos,
    'field'
  );
}

export function noSuchObject(name: string, pos?: Position): ApexException {
  return queryError(
    `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. ${SEE_WSDL}`,
    pos,
    'object'
  );
}

export function noSuchRelationship(
  name: string,
  where: 'field path' | 'FROM part of query call',
  pos?: Position
): ApexException {
  return queryError(
    `Didn't understand relationship '${name}' in ${where}. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${SEE_WSDL}`,
    pos,
    'relationship'
  );
}
