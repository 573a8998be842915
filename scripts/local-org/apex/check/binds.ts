import type { Expr, Type } from '../../contracts/bound.ts';
import type { Position } from '../../contracts/diagnostics.ts';
import type { BindUse } from '../../contracts/soql.ts';
import {
  BLOB,
  BOOLEAN,
  DATE,
  DATETIME,
  ERROR,
  fieldType,
  ID,
  INTEGER,
  isNumeric,
  LONG,
  NULL,
  OBJECT,
  plainFieldType,
  STRING,
  TIME
} from '../symbols/index.ts';
import type { Body } from './context.ts';

/** Refuses the first bind whose type cannot be compared with its column. */
export function checkBinds(body: Body, pos: Position, uses: readonly BindUse[], binds: readonly Expr[]): boolean {
  for (const use of uses) {
    const bind = binds[use.index];
    if (!bind || fits(bind.type, use)) continue;
    body.error(
      pos,
      `Invalid bind expression type of ${nameOf(bind.type)} for column of type ${columnOf(use).text}`,
      'soql-rule'
    );
    return false;
  }
  return true;
}

/** As public projects quote it: `ANY` for Object, `APEX_OBJECT` for a class of the project. */
function nameOf(type: Type): string {
  if (type === OBJECT || ((type.kind === 'list' || type.kind === 'set') && type.element === OBJECT)) return 'ANY';
  return type.kind === 'class' && type.source === 'project' ? 'APEX_OBJECT' : type.text;
}

function columnOf({ field, type }: BindUse): Type {
  return field?.type === type ? fieldType(field) : plainFieldType(type);
}

function fits(type: Type, use: BindUse): boolean {
  if (use.op === 'LIMIT') return type === INTEGER || type === LONG || type === NULL;
  if (type.kind === 'list' || type.kind === 'set') return takesMany(use) && fitsOne(type.element, use);
  return fitsOne(type, use);
}

/** `=` and `!=` of a list mean IN and NOT IN; LIKE takes several patterns. */
function takesMany({ op }: BindUse): boolean {
  return op !== '<' && op !== '<=' && op !== '>' && op !== '>=';
}

/** A record stands for its id. */
function fitsOne(type: Type, use: BindUse): boolean {
  if (type === NULL || type === ERROR) return true;
  if (type.kind === 'sobject') return use.type === 'Id' || use.type === 'Reference';
  const [left, right] = [family(type), family(columnOf(use))];
  return left !== null && (right === null || left === right);
}

/** Types that are compared with each other; null for what is no value of a column. */
function family(type: Type): string | null {
  if (isNumeric(type)) return 'number';
  if (type === STRING || type === ID) return 'text';
  if (type === DATE || type === DATETIME) return 'date';
  if (type === BOOLEAN) return 'boolean';
  if (type === TIME) return 'time';
  return type === BLOB ? 'blob' : null;
}
