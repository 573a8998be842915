import type { FieldInfo, ObjectInfo } from '../../contracts/schema.ts';
import { badRequest, valueFromJson } from '../../api/index.ts';
import type { FilterItemModel, ListViewModel } from '../../metadata/index.ts';
import type { Ask } from './context.ts';
import { standardColumn } from './lists.ts';

interface Clause {
  readonly text: string;
  readonly binds: Readonly<Record<string, unknown>>;
}

/** The WHERE of a list view: its scope, its filters and the logic between them. */
export function filterClause(ask: Ask, object: ObjectInfo, view: ListViewModel): Clause {
  const binds: Record<string, unknown> = {};
  const items = view.filters.map((item) => condition(object, item, binds));
  const scope = scopeCondition(ask, view, binds);
  const logic = items.length === 0 ? null : combine(items, view.booleanFilter);
  const parts = [scope, logic].filter((part) => part !== null);
  return { text: parts.length > 0 ? `WHERE ${parts.join(' AND ')}` : '', binds };
}

function scopeCondition(ask: Ask, view: ListViewModel, binds: Record<string, unknown>): string | null {
  switch (view.filterScope) {
    case 'Everything':
      return null;
    case 'Mine':
      binds['me'] = ask.tx.user.id;
      return 'OwnerId = :me';
    case 'Queue':
      binds['queue'] = view.queue;
      return "Owner.Type = 'Queue' AND OwnerId IN (SELECT Id FROM Group WHERE DeveloperName = :queue)";
    default:
      throw badRequest(
        'NOT_SUPPORTED_BY_LOCAL_ORG',
        `List view ${view.object}.${view.name}: the scope "${view.filterScope}" is not supported by the local org.`
      );
  }
}

/** `1 AND (2 OR 3)`; all of them when there is no logic. */
function combine(items: readonly string[], logic: string | undefined): string {
  if (!logic) return `(${items.join(' AND ')})`;
  return `(${logic.replace(/\d+/g, (n) => items[Number(n) - 1] ?? badLogic(logic))})`;
}

function badLogic(logic: string): never {
  throw badRequest('INVALID_FILTER', `The filter logic "${logic}" names a filter that does not exist.`);
}

const OPERATORS: Readonly<Record<string, string>> = {
  equals: '=',
  notEqual: '!=',
  lessThan: '<',
  greaterThan: '>',
  lessOrEqual: '<=',
  greaterOrEqual: '>='
};

function condition(object: ObjectInfo, item: FilterItemModel, binds: Record<string, unknown>): string {
  const name = standardColumn(item.field);
  const field = object.field(name);
  if (!field)
    throw badRequest(
      'INVALID_FIELD',
      `A list view of ${object.labelPlural} filters by "${item.field}", which the local org does not know.`
    );
  if (item.operation in LIKE) return likeCondition(field, item, binds);
  const operator = OPERATORS[item.operation];
  if (!operator)
    throw badRequest('INVALID_FILTER', `The filter operation "${item.operation}" is not supported by the local org.`);
  return compare(field, operator, values(item.value), binds);
}

const LIKE: Readonly<Record<string, (text: string) => string>> = {
  contains: (text) => `%${text}%`,
  notContain: (text) => `%${text}%`,
  startsWith: (text) => `${text}%`
};

function likeCondition(field: FieldInfo, item: FilterItemModel, binds: Record<string, unknown>): string {
  const tests = values(item.value).map((value) => `${field.name} LIKE :${bind(binds, LIKE[item.operation]?.(value))}`);
  const any = `(${tests.join(' OR ')})`;
  return item.operation === 'notContain' ? `(NOT ${any})` : any;
}

/** Several values of one filter mean any of them (none of them for "not equal"). */
function compare(field: FieldInfo, operator: string, texts: readonly string[], binds: Record<string, unknown>): string {
  if (texts.length === 0) return `${field.name} ${operator} null`;
  const tests = texts.map((text) => {
    if (/^[A-Z_]+(:\d+)?$/.test(text) && ['Date', 'Datetime'].includes(field.type))
      return `${field.name} ${operator} ${text}`;
    return `${field.name} ${operator} :${bind(binds, valueFromJson(field, field.type === 'Boolean' ? text === '1' || text === 'true' : text))}`;
  });
  return `(${tests.join(operator === '!=' ? ' AND ' : ' OR ')})`;
}

function values(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function bind(binds: Record<string, unknown>, value: unknown): string {
  const name = `v${Object.keys(binds).length}`;
  binds[name] = value;
  return name;
}
