import { readConfig } from './config.ts';

/** The currencies of an org with several: what one of the corporate currency is worth in each. */
export type Currencies = Readonly<Record<string, number>>;

/** A rate that holds from a day on: what one of the corporate currency is worth. */
export interface DatedRate {
  readonly currency: string;
  readonly from: string;
  readonly rate: number;
}

/** An org has one before anybody adds others. */
const FRESH: Currencies = { USD: 1 };

/**
 * `currencies` of the project's `config/local-org.json`: ISO codes with their conversion rates; the corporate one has the
 * rate 1. Metadata of API versions up to 67 does not hold them. Throws for what is none.
 */
export function readCurrencies(dir: string): Currencies {
  const { currencies } = readConfig<{ currencies: Currencies }>(dir);
  if (currencies === undefined) return FRESH;
  const entries = Object.entries(currencies);
  const odd = entries.find(([code, rate]) => !/^[A-Z]{3}$/.test(code) || typeof rate !== 'number' || !(rate > 0));
  if (odd || entries.filter(([, rate]) => rate === 1).length !== 1)
    throw new Error(
      'config/local-org.json: currencies are ISO codes with rates above zero, and one of them, the corporate one, has the rate 1'
    );
  return currencies;
}

/**
 * `datedRates` of the same file: exchange rates by day, of an org with advanced currency management, which no metadata holds.
 * Throws for what is none.
 */
export function readDatedRates(dir: string): readonly DatedRate[] {
  const { datedRates = [] } = readConfig<{ datedRates: readonly DatedRate[] }>(dir);
  const known = readCurrencies(dir);
  const odd = datedRates.find(
    (each) => !(each.currency in known) || !/^\d{4}-\d{2}-\d{2}$/.test(each.from) || !(each.rate > 0)
  );
  if (odd)
    throw new Error(
      'config/local-org.json: a dated rate has a currency of the org, the day from which it holds, as 2026-02-01, and a rate above zero'
    );
  return datedRates;
}
