import type { FieldInfo, ObjectInfo } from '../../../local-org/contracts/schema.ts';
import type { Finding } from '../../contracts.ts';
import { finding, type Source } from './reference.ts';

const PATH = /\$?[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/g;
const NOT_CODE = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|\/\*[\s\S]*?\*\//g;
const GLOBALS: Readonly<Record<string, string>> = { $label: 'CustomLabel', $permission: 'CustomPermission' };

/** Names in a formula: fields of its object, along lookups, and `$Label`, `$Permission`, `$CustomMetadata`, `$Setup`. */
export function formulaNames(
  source: Source,
  at: { readonly line: number },
  formula: string,
  object: string
): Finding[] {
  const paths = formula.replace(NOT_CODE, ' ').match(PATH) ?? [];
  return [...new Set(paths)]
    .flatMap((path) => pathFault(source, path, object))
    .map((m) => finding(source, at, 'missing-reference', m));
}

function pathFault(source: Source, path: string, object: string): string[] {
  const [first = '', ...rest] = path.split('.');
  const type = GLOBALS[first.toLowerCase()];
  const [name = ''] = rest;
  if (type) return rest.length > 1 || source.known.has(type, name) ? [] : [`there is no ${type} ${name}`];
  if (first.startsWith('$')) return globalFault(source, first, rest);
  const info = source.known.object(object);
  return info ? steps(source, info, [first, ...rest]) : [];
}

function globalFault({ known }: Source, first: string, [object = '', ...rest]: readonly string[]): string[] {
  if (!['$custommetadata', '$setup'].includes(first.toLowerCase())) return [];
  if (known.lacksObject(object)) return [`there is no object ${object}`];
  const field = rest.at(-1) ?? '';
  return known.lacksField(object, field) ? [`there is no field ${object}.${field}`] : [];
}

function steps(source: Source, from: ObjectInfo, path: readonly string[]): string[] {
  const { known } = source;
  let at: ObjectInfo | undefined = from;
  for (const step of path.slice(0, -1)) {
    const lookup: FieldInfo | undefined = at?.parentRelationship(known.local(step));
    if (!lookup) return at && known.isOwnCustom(step) ? [`there is no relationship ${at.name}.${step}`] : [];
    at = lookup.referenceTo.length === 1 ? known.object(lookup.referenceTo[0] ?? '') : undefined;
  }
  const last = path.at(-1) ?? '';
  return at && known.lacksField(at.name, last) ? [`there is no field ${at.name}.${last}`] : [];
}
