import { UnsupportedByLocalOrg, type Position } from '../contracts/diagnostics.ts';
import type { FieldInfo } from '../contracts/schema.ts';
import type { FieldExpression } from '../contracts/soql.ts';
import { ApexDate, ApexDatetime, Decimal, formatDate, formatDatetime } from '../values/index.ts';
import { fiscalCalendarOf } from '../store/index.ts';
import { inUserCurrency } from './currency.ts';
import { dateFunction, isDateFunction } from './dates.ts';
import { queryError } from './errors.ts';
import { fail, type Expression, type Scope } from './expression.ts';
import { distanceExpression } from './place.ts';
import type { Run } from './run-context.ts';

export const AGGREGATES = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX', 'GROUPING']);

export function isAggregate(e: FieldExpression): boolean {
  return e.kind === 'function' && AGGREGATES.has(e.name.toUpperCase());
}

/** A path, or a function of one that every row has a value of. Aggregates are not among them. */
export function bindExpression(scope: Scope, e: FieldExpression): Expression {
  if (e.kind === 'path') return scope.path(e.path, e.pos);
  const name = e.name.toUpperCase();
  if (name === 'DISTANCE') return distanceExpression(scope, e);
  if (isDateFunction(name)) return dateExpression(scope, name, argument(e), e.pos);
  const inner = () => bindExpression(scope, argument(e));
  if (name === 'TOLABEL') return labelExpression(inner());
  if (name === 'FORMAT') return formatExpression(inner());
  if (name === 'CONVERTTIMEZONE')
    return fail(queryError('convertTimezone() can only be used inside a date function', e.pos));
  if (name === 'CONVERTCURRENCY') return inUserCurrency(scope, argument(e));
  if (AGGREGATES.has(name)) return fail(queryError(`Aggregate function ${e.name} is not allowed here`, e.pos));
  throw new UnsupportedByLocalOrg(`function ${e.name}() in a query`);
}

/** The one field that a function is of. */
export function argument(e: FieldExpression & { kind: 'function' }): FieldExpression {
  const [first] = e.args;
  if (!first || first.kind === 'literal') return fail(queryError(`unexpected token: '${e.name}'`, e.pos));
  return first;
}

function dateExpression(scope: Scope, name: string, arg: FieldExpression, pos: Position): Expression {
  const converted = arg.kind === 'function' && arg.name.toUpperCase() === 'CONVERTTIMEZONE';
  const inner = bindExpression(scope, converted ? argument(arg) : arg);
  const instantOnly = name === 'DAY_ONLY' || name === 'HOUR_IN_DAY';
  if (inner.type !== 'Datetime' && (inner.type !== 'Date' || instantOnly))
    fail(
      queryError(
        `The ${name} function requires a ${instantOnly ? 'datetime' : 'date or datetime'} field: ${inner.text}`,
        pos
      )
    );
  return {
    type: name === 'DAY_ONLY' ? 'Date' : 'Integer',
    direct: false,
    text: inner.text,
    prepare: (run) => {
      const read = inner.prepare(run);
      const zone = converted ? run.zone : 'GMT';
      const fiscal = fiscalCalendarOf(run.tx.org.schema, run.tx.org.store);
      return (row) => dateFunction(name, read(row), zone, fiscal);
    }
  };
}

/** The labels of picklist values; other fields are as they are. */
function labelExpression(inner: Expression): Expression {
  const field = inner.field;
  if (!field?.picklist) return { ...inner, direct: false };
  const labels = new Map(field.picklist.values.map((v) => [v.value.toLowerCase(), v.label]));
  return {
    ...inner,
    type: 'String',
    direct: false,
    prepare: (run) => {
      const read = inner.prepare(run);
      const { tx } = run;
      const label = (value: string) => {
        const written = labels.get(value.toLowerCase()) ?? value;
        return tx.org.translated(tx.user.language, 'value', `${field.object}.${field.name}.${written}`) ?? written;
      };
      return (row) => {
        const value = read(row);
        return typeof value === 'string' ? value.split(';').map(label).join(';') : value;
      };
    }
  };
}

/** That of an org with one currency (`UserInfo.getDefaultCurrency`); with several, amounts are written without (assumed). */
const CURRENCY = 'USD';

/** Numbers, amounts, dates and times in the user's locale (as in `Intl`, which is assumed to be the platform's). */
function formatExpression(inner: Expression): Expression {
  return {
    ...inner,
    type: 'String',
    direct: false,
    prepare: (run) => {
      const read = inner.prepare(run);
      return (row) => formatValue(read(row), inner.field, run);
    }
  };
}

export function formatValue(value: unknown, field: FieldInfo | undefined, run: Run): unknown {
  const { locale } = run.tx.user;
  if (value instanceof ApexDatetime) return formatDatetime(value, run.zone, locale);
  if (value instanceof ApexDate) return formatDate(value, locale);
  if (!(value instanceof Decimal) && typeof value !== 'number') return value;
  const scale = field?.scale ?? 0;
  const number = value instanceof Decimal ? value.toNumber() : value;
  const text = new Intl.NumberFormat(locale.replace('_', '-'), {
    ...(inOneCurrency(field, run) ? { style: 'currency', currency: CURRENCY } : {}),
    minimumFractionDigits: scale,
    maximumFractionDigits: scale
  }).format(number);
  return field?.type === 'Percent' ? `${text}%` : text;
}

function inOneCurrency(field: FieldInfo | undefined, run: Run): boolean {
  return field?.type === 'Currency' && run.tx.org.schema.object('CurrencyType') === undefined;
}
