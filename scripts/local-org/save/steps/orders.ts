import { ApexDate, ApexDatetime, Decimal } from '../../values/index.ts';
import type { SObject } from '../../values/index.ts';
import type { Batch } from '../batch.ts';
import { saveError } from '../errors.ts';
import { before, number, picked, read, set, stored, storedBy } from './standard.ts';
import type { Derive } from './standard.ts';

const ACTIVATED = 'Activated';

/** The category of a status; one that a project adds without any is a draft (assumed). */
function category(record: SObject): string {
  const group = picked(record, 'Status')?.facts?.['group'];
  return typeof group === 'string' ? group : 'Draft';
}

/** Object Reference, Contract and Order: who activated it, and when; it is made as a draft. */
function activation(record: SObject, batch: Batch, index: number): void {
  const now = category(record);
  const was = before(batch, index, 'StatusCode');
  set(record, 'StatusCode', now);
  if (now !== ACTIVATED || was === ACTIVATED) return;
  set(record, 'ActivatedDate', new ApexDatetime(Math.floor(batch.tx.now() / 1000) * 1000));
  set(record, 'ActivatedById', batch.tx.user.id);
  if (batch.op === 'insert' && !batch.trusted && !batch.errors[index]?.length)
    batch.fail(index, saveError('FAILED_ACTIVATION', notMadeActive(batch), ['Status']));
}

/** Wording of the platform's error, whose second half differs between releases (assumed). */
function notMadeActive(batch: Batch): string {
  const what = batch.object.name.toLowerCase();
  return `Choose a valid ${what} status and save your changes. Ask your admin for details.`;
}

/** "Calculated end date of the contract": the last day of the term, which begins with the start date. */
export const contract: Derive = (record, batch, index) => {
  activation(record, batch, index);
  const [start, term] = [read(record, 'StartDate'), read(record, 'ContractTerm')];
  const ends = start instanceof ApexDate && typeof term === 'number';
  set(record, 'EndDate', ends ? start.addMonths(term).addDays(-1) : null);
};

/** An order is activated with products only. */
export const order: Derive = (record, batch, index) => {
  activation(record, batch, index);
  if (batch.op === 'insert') set(record, 'TotalAmount', Decimal.ZERO);
  if (before(batch, index, 'StatusCode') === ACTIVATED || read(record, 'StatusCode') !== ACTIVATED) return;
  if (batch.op !== 'update' || batch.errors[index]?.length) return;
  if (storedBy(batch, 'OrderItem', 'OrderId', String(record.id)).length === 0)
    batch.fail(index, saveError('FAILED_ACTIVATION', 'An order must have at least one product.'));
};

const LOCKED = 'Unable to modify activated or superseded Order:  cannot delete Order, or add or remove Order Products';

/** An activated order stays, with the products that it has (github.com/octoberswimmer/aer-dist/issues/504). */
export function activatedOrders(batch: Batch): void {
  const name = batch.object.name;
  if (name === 'Order' && batch.op !== 'delete') return;
  for (const index of batch.alive()) {
    const record = batch.record(index);
    const id = name === 'Order' ? record.id : (read(record, 'OrderId') ?? before(batch, index, 'OrderId'));
    const of = stored(batch, 'Order', id);
    if (of?.get('StatusCode') === ACTIVATED) batch.fail(index, saveError('ENTITY_IS_LOCKED', LOCKED));
  }
}

/** Object Reference, Quote: the account is the opportunity's. */
export const quote: Derive = (record, batch) => {
  const opportunity = stored(batch, 'Opportunity', read(record, 'OpportunityId'));
  set(record, 'AccountId', opportunity?.get('AccountId') ?? null);
  set(record, 'GrandTotal', grandTotal(record));
};

/** "Total price of the quote plus shipping and taxes." */
function grandTotal(record: SObject): Decimal {
  return number(read(record, 'TotalPrice'))
    .add(number(read(record, 'Tax')))
    .add(number(read(record, 'ShippingHandling')));
}

/** Object Reference, Asset: the level in its tree, and the asset at the top of it. */
export const asset: Derive = (record, batch) => {
  const parent = stored(batch, 'Asset', read(record, 'ParentId'));
  const level = parent?.get('AssetLevel');
  set(record, 'AssetLevel', typeof level === 'number' ? level + 1 : 1);
  set(record, 'RootAssetId', parent ? parent.get('RootAssetId') : record.id);
  const product = stored(batch, 'Product2', read(record, 'Product2Id'));
  if (product) set(record, 'ProductCode', product.get('ProductCode'));
};
