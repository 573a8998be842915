import type { XmlElement } from '../../../local-org/metadata/index.ts';
import type { Finding } from '../../contracts.ts';
import type { Known } from './known.ts';

/** One metadata file, with what its checks need. */
export interface Source {
  readonly known: Known;
  readonly file: string;
  readonly name: string;
  readonly root: XmlElement;
}

export type Check = (source: Source) => Finding[];

export function finding(
  source: Pick<Source, 'file'>,
  at: { readonly line: number } | undefined,
  rule: string,
  message: string
): Finding {
  return { file: source.file, line: at?.line ?? 1, rule, message };
}

/** A finding when `wrong`, else nothing: keeps lists of checks flat. */
export function when(
  wrong: boolean,
  source: Pick<Source, 'file'>,
  at: { readonly line: number } | undefined,
  rule: string,
  message: string
): Finding[] {
  return wrong ? [finding(source, at, rule, message)] : [];
}

/** A component of a type that only this project can declare; names with another prefix are taken as they are. */
export function needs(
  source: Source,
  at: { readonly line: number } | undefined,
  type: string,
  name: string
): Finding[] {
  const [first = ''] = name.split('.');
  const foreign = /^\w+?__\w/.test(first) && source.known.local(first) === first && !source.known.isOwnCustom(first);
  return when(
    name !== '' && !foreign && !source.known.has(type, name),
    source,
    at,
    'missing-reference',
    `there is no ${type} ${name}`
  );
}

/** A field given as `Object.Field`, `Object.Lookup__c.Field`, or a field alone of `object`. */
export function needsField(
  source: Source,
  at: { readonly line: number } | undefined,
  object: string,
  field: string
): Finding[] {
  if (source.known.lacksObject(object))
    return [finding(source, at, 'missing-reference', `there is no object ${object}`)];
  return when(
    source.known.lacksField(object, field),
    source,
    at,
    'missing-reference',
    `there is no field ${object}.${field}`
  );
}
