import type { Schema } from '../contracts/schema.ts';
import type { Store } from '../contracts/store.ts';
import { Decimal } from '../values/index.ts';

/** The currencies of an org with several, as its CurrencyType rows have them now. */
export interface CurrencyTable {
  /** ISO code of the corporate currency. */
  readonly corporate: string;
  has(code: string): boolean;
  /** An amount in another currency, to the decimal places of that one; codes that the org does not have count as corporate. */
  convert(amount: Decimal, from: string | null, to: string): Decimal;
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
  return {
    corporate: main,
    has: (code) => rates.has(code),
    convert: (amount, from, to) => {
      if ((from ?? main) === to) return amount;
      return amount.mul(of(to).rate).divide(of(from).rate, of(to).places, 'HALF_UP');
    }
  };
}

/** The currency of a user: their own, else the corporate one (Help, Manage Multiple Currencies). */
export function currencyOfUser(schema: Schema, store: Store, userId: string, table: CurrencyTable): string {
  const users = schema.object('User');
  const field = users?.field('DefaultCurrencyIsoCode');
  const code = users && field ? store.get(users, userId)?.[field.slot] : null;
  return typeof code === 'string' && table.has(code) ? code : table.corporate;
}
