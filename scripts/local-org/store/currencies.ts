import type { Schema } from '../contracts/schema.ts';
import type { Store } from '../contracts/store.ts';
import { Decimal, type ApexDate } from '../values/index.ts';

/** The currencies of an org with several, as its CurrencyType rows have them now. */
export interface CurrencyTable {
  /** ISO code of the corporate currency. */
  readonly corporate: string;
  has(code: string): boolean;
  /** What one of the corporate currency is worth in another; undefined for one that the org does not have. */
  rate(code: string): Decimal | undefined;
  /**
   * An amount in another currency, to the decimal places of that one; codes that the org does not have count as corporate.
   * On a day, by the dated rates of that day, where there are any ("advanced currency management").
   */
  convert(amount: Decimal, from: string | null, to: string, day?: ApexDate | null): Decimal;
}

interface Rate {
  readonly rate: Decimal;
  readonly places: number;
}

const NONE: Rate = { rate: Decimal.of(1), places: 2 };

/** Undefined where the org has one currency only (Object Reference, CurrencyType). */
export function currenciesOf(schema: Schema, store: Store): CurrencyTable | undefined {
  const object = schema.object('CurrencyType');
  if (!object) return undefined;
  const slot = (name: string) => object.field(name)?.slot ?? -1;
  const [iso, rate, places, corporate] = ['IsoCode', 'ConversionRate', 'DecimalPlaces', 'IsCorporate'].map(slot);
  const rates = new Map<string, Rate>();
  let main = 'USD';
  for (const row of store.scan(object, { kind: 'all' })) {
    const code = String(row[iso ?? -1]);
    rates.set(code, { rate: Decimal.of(row[rate ?? -1] as Decimal), places: Number(row[places ?? -1] ?? 2) });
    if (row[corporate ?? -1] === true) main = code;
  }
  const of = (code: string | null) => rates.get(code ?? main) ?? NONE;
  const dated = datedRates(schema, store);
  const rateOn = (code: string | null, day: ApexDate | null): Decimal =>
    (day && dated.get(code ?? main)?.findLast((each) => each.from <= day.days)?.rate) || of(code).rate;
  return {
    corporate: main,
    has: (code) => rates.has(code),
    rate: (code) => rates.get(code)?.rate,
    convert: (amount, from, to, day = null) => {
      if ((from ?? main) === to) return amount;
      return amount.mul(rateOn(to, day)).divide(rateOn(from, day), of(to).places, 'HALF_UP');
    }
  };
}

interface DatedRate {
  /** The first day, as days since 1970; the rate is for all days up to the next one's. */
  readonly from: number;
  readonly rate: Decimal;
}

/** Rows of DatedConversionRate by ISO code, the oldest first. */
function datedRates(schema: Schema, store: Store): ReadonlyMap<string, readonly DatedRate[]> {
  const out = new Map<string, DatedRate[]>();
  const object = schema.object('DatedConversionRate');
  if (!object) return out;
  const slot = (name: string) => object.field(name)?.slot ?? -1;
  const [iso, rate, start] = ['IsoCode', 'ConversionRate', 'StartDate'].map(slot);
  for (const row of store.scan(object, { kind: 'all' })) {
    const code = String(row[iso ?? -1]);
    const known = out.get(code) ?? [];
    known.push({ from: (row[start ?? -1] as ApexDate).days, rate: Decimal.of(row[rate ?? -1] as Decimal) });
    out.set(code, known);
  }
  for (const list of out.values()) list.sort((a, b) => a.from - b.from);
  return out;
}

/** The currency of a user: their own, else the corporate one (Help, Manage Multiple Currencies). */
export function currencyOfUser(schema: Schema, store: Store, userId: string, table: CurrencyTable): string {
  const users = schema.object('User');
  const field = users?.field('DefaultCurrencyIsoCode');
  const code = users && field ? store.get(users, userId)?.[field.slot] : null;
  return typeof code === 'string' && table.has(code) ? code : table.corporate;
}
