import { UnsupportedByLocalOrg } from '../contracts/diagnostics.ts';
import type { FieldExpression, Value } from '../contracts/soql.ts';
import { currenciesOf, currencyOfUser, type CurrencyTable } from '../store/index.ts';
import { Decimal, type ApexDate } from '../values/index.ts';
import { queryError } from './errors.ts';
import { fail, type Expression, type Scope } from './expression.ts';
import type { Run } from './run-context.ts';

/** The currencies of the org of a run; undefined where it has one only. */
export function currencies(run: Run): CurrencyTable | undefined {
  return currenciesOf(run.tx.org.schema, run.tx.org.store);
}

type Target = (run: Run, table: CurrencyTable) => string;

/** `convertCurrency(Amount)`: the amount in the currency of the user (SOQL and SOSL Reference, convertCurrency()). */
export function inUserCurrency(scope: Scope, e: FieldExpression): Expression {
  const own = e.kind === 'path' ? scope.path(e.path, e.pos) : undefined;
  if (!scope.schema.object('CurrencyType'))
    throw new UnsupportedByLocalOrg('convertCurrency() in a query: the org has one currency');
  if (e.kind !== 'path' || own?.type !== 'Currency')
    return fail(queryError('convertCurrency() takes a currency field', e.pos));
  return converted(scope, e, own, (run, table) =>
    currencyOfUser(run.tx.org.schema, run.tx.org.store, run.tx.user.id, table)
  );
}

/**
 * The amount in the corporate currency, in which aggregates are, by which rows are ordered and with which amounts that
 * name a currency are compared; anything else as it is (the same page).
 */
export function inCorporateCurrency(scope: Scope, e: FieldExpression, own: Expression): Expression {
  if (e.kind !== 'path' || own.type !== 'Currency' || !scope.schema.object('CurrencyType')) return own;
  return converted(scope, e, own, (_run, table) => table.corporate);
}

function converted(scope: Scope, e: FieldExpression & { kind: 'path' }, own: Expression, to: Target): Expression {
  const found = scope.resolve(e.path, e.pos);
  const code = found.object.field('CurrencyIsoCode');
  if (!code) return own;
  const currency = scope.expressionOf({ ...found, field: code }, own.text);
  const date = dayOfRate(scope, e, found.object.name);
  return {
    ...own,
    direct: false,
    prepare: (run) => {
      const [amount, iso, day] = [own.prepare(run), currency.prepare(run), date?.prepare(run)];
      const table = currencies(run);
      const target = table && to(run, table);
      return (row) => {
        const value = amount(row);
        if (!table || target === undefined || !(value instanceof Decimal)) return value;
        return table.convert(value, (iso(row) as string | null) ?? null, target, day?.(row) as ApexDate | null);
      };
    }
  };
}

/**
 * "Dated exchange rates are used when converting currency fields on opportunities, opportunity line items, and opportunity
 * history ... that corresponds to a given field (for example, CloseDate on opportunities)" (the same page); of line items,
 * the close date of the opportunity.
 */
const RATED_BY: Readonly<Record<string, readonly string[]>> = {
  Opportunity: ['CloseDate'],
  OpportunityLineItem: ['Opportunity', 'CloseDate'],
  OpportunityHistory: ['CloseDate']
};

function dayOfRate(scope: Scope, e: FieldExpression & { kind: 'path' }, object: string): Expression | undefined {
  const by = RATED_BY[object];
  return by && scope.path([...e.path.slice(0, -1), ...by], e.pos);
}

/** `USD5000`, alone or in a list. */
export function namesCurrency(value: Value): boolean {
  return value.kind === 'currency' || (value.kind === 'list' && value.items.some(namesCurrency));
}

/** An amount that names its currency, in the corporate one; in an org with one currency the number itself. */
export function literalAmount({ code, text }: Value & { kind: 'currency' }, run: Run): Decimal {
  const table = currencies(run);
  const amount = Decimal.parse(text);
  if (!table) return amount;
  if (!table.has(code)) fail(queryError(`invalid currency: ${code}`));
  return table.convert(amount, code, table.corporate);
}
