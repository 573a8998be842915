import type { Store } from '../contracts/store.ts';
import { MemoryStore, type StoreOptions } from './store.ts';

export type { StoreOptions } from './store.ts';
export { currenciesOf, currencyOfUser, type CurrencyTable } from './currencies.ts';
export { fiscalCalendarOf } from './fiscal.ts';
export { equalRows } from './equal.ts';

/** An empty store in memory. */
export function createStore(options: StoreOptions = {}): Store {
  return new MemoryStore(options);
}
