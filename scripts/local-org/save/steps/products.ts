import { fiscalCalendarOf } from '../../store/index.ts';
import { Decimal, SObject, type ApexDate } from '../../values/index.ts';
import type { Batch } from '../batch.ts';
import { saveError } from '../errors.ts';
import { before, changed, givenSet, number, picked, read, set, stored, storedBy, touchedIds } from './standard.ts';
import type { Derive, Stored } from './standard.ts';

const HUNDRED = Decimal.of(100);

/** Object Reference, Opportunity: stage and its facts, the expected amount, the fiscal period. */
export const opportunity: Derive = (record, batch, index) => {
  stage(record, batch, index);
  if (before(batch, index, 'HasOpportunityLineItem') === true && !batch.inner.writeAll)
    // "If the opportunity has products, any attempt to update this field is ignored."
    set(record, 'Amount', before(batch, index, 'Amount'));
  const amount = read(record, 'Amount');
  const share = number(read(record, 'Probability')).div(HUNDRED);
  set(record, 'ExpectedRevenue', amount instanceof Decimal ? amount.mul(share).setScale(2, 'HALF_UP') : null);
  fiscal(record, batch);
};

function stage(record: SObject, batch: Batch, index: number): void {
  const facts = picked(record, 'StageName')?.facts;
  set(record, 'IsClosed', facts?.['closed'] === true);
  set(record, 'IsWon', facts?.['won'] === true);
  if (!changed(record, batch, index, 'StageName')) return;
  const probability = facts?.['probability'];
  if (typeof probability === 'number' && !givenSet(batch, index, 'Probability'))
    set(record, 'Probability', Decimal.of(probability));
  const category = facts?.['forecastCategory'];
  if (typeof category !== 'string') return;
  for (const name of ['ForecastCategory', 'ForecastCategoryName']) set(record, name, category);
}

/** "Value should be in YYYY Q format"; a day without a fiscal year has none (assumed). */
function fiscal(record: SObject, batch: Batch): void {
  const close = read(record, 'CloseDate') as ApexDate | null;
  if (!close) return;
  const calendar = fiscalCalendarOf(batch.tx.org.schema, batch.tx.org.store);
  const [year, quarter] = [calendar.numberOf('YEAR', close), calendar.numberOf('QUARTER', close)];
  set(record, 'FiscalYear', year ?? null);
  set(record, 'FiscalQuarter', quarter ?? null);
  set(record, 'Fiscal', year === undefined || quarter === undefined ? null : `${year} ${quarter}`);
}

/** Object Reference, PricebookEntry: name and code are the product's; a product has a standard price before any other. */
export const pricebookEntry: Derive = (record, batch, index) => {
  const product = stored(batch, 'Product2', read(record, 'Product2Id'));
  set(record, 'Name', product?.get('Name') ?? null);
  set(record, 'ProductCode', product?.get('ProductCode') ?? null);
  const book = stored(batch, 'Pricebook2', read(record, 'Pricebook2Id'));
  if (!product || !book || book.get('IsStandard') === true) return;
  const standard = standardEntry(batch, product.id);
  if (standard && read(record, 'UseStandardPrice') === true) set(record, 'UnitPrice', standard.get('UnitPrice'));
  if (batch.trusted) return;
  const missing =
    batch.op === 'insert' && !standard && !batch.given.some((given) => isStandard(batch, given, product.id));
  if (missing && !batch.errors[index]?.length)
    batch.fail(index, saveError('STANDARD_PRICE_NOT_DEFINED', 'No standard price defined for this product'));
};

function standardEntry(batch: Batch, productId: string): Stored | undefined {
  return storedBy(batch, 'PricebookEntry', 'Product2Id', productId).find(
    (entry) => stored(batch, 'Pricebook2', entry.get('Pricebook2Id'))?.get('IsStandard') === true
  );
}

function isStandard(batch: Batch, entry: SObject, productId: string): boolean {
  return (
    read(entry, 'Product2Id') === productId &&
    stored(batch, 'Pricebook2', read(entry, 'Pricebook2Id'))?.get('IsStandard') === true
  );
}

/**
 * Object Reference, OpportunityLineItem, OrderItem and QuoteLineItem: what the price book entry says, and the total of
 * quantity, price and discount.
 */
export const lineItem: Derive = (record, batch, index) => {
  const entry = stored(batch, 'PricebookEntry', read(record, 'PricebookEntryId'));
  if (entry) describeItem(record, batch, entry);
  const quantity = number(read(record, 'Quantity'));
  const kept = Decimal.of(1).sub(number(read(record, 'Discount')).div(HUNDRED));
  const total = read(record, 'TotalPrice');
  const byTotal =
    total instanceof Decimal &&
    changed(record, batch, index, 'TotalPrice') &&
    !(givenSet(batch, index, 'UnitPrice') && changed(record, batch, index, 'UnitPrice'));
  if (byTotal && quantity.sign() !== 0 && kept.sign() !== 0)
    set(record, 'UnitPrice', total.div(quantity.mul(kept)).setScale(2, 'HALF_UP'));
  else if (read(record, 'UnitPrice') !== null)
    set(
      record,
      'TotalPrice',
      quantity
        .mul(number(read(record, 'UnitPrice')))
        .mul(kept)
        .setScale(2, 'HALF_UP')
    );
  set(record, 'Subtotal', quantity.mul(number(read(record, 'UnitPrice'))).setScale(2, 'HALF_UP'));
  if (batch.op === 'insert') set(record, 'AvailableQuantity', read(record, 'Quantity'));
};

function describeItem(record: SObject, batch: Batch, entry: Stored): void {
  const product = stored(batch, 'Product2', entry.get('Product2Id'));
  const owner = stored(batch, 'Opportunity', read(record, 'OpportunityId'));
  set(record, 'Product2Id', entry.get('Product2Id'));
  // In an org with several currencies a line is in that of its price (assumed).
  set(record, 'CurrencyIsoCode', entry.get('CurrencyIsoCode'));
  set(record, 'ListPrice', entry.get('UnitPrice'));
  set(record, 'ProductCode', product?.get('ProductCode') ?? null);
  set(record, 'Name', [owner?.get('Name'), product?.get('Name')].filter((part) => typeof part === 'string').join(' '));
}

/** What lines add up to: the object above them, the lookup to it, and its fields. */
interface Totals {
  readonly object: string;
  readonly lookup: string;
  of(owner: Stored, lines: readonly Stored[], batch: Batch): Readonly<Record<string, unknown>>;
}

const sum = (lines: readonly Stored[], name: string): Decimal =>
  lines.reduce((all, line) => all.add(number(line.get(name))), Decimal.ZERO);

const TOTALS: Readonly<Record<string, Totals>> = {
  OpportunityLineItem: { object: 'Opportunity', lookup: 'OpportunityId', of: ofOpportunity },
  OrderItem: { object: 'Order', lookup: 'OrderId', of: (_, lines) => ({ TotalAmount: sum(lines, 'TotalPrice') }) },
  QuoteLineItem: { object: 'Quote', lookup: 'QuoteId', of: ofQuote }
};

/** Objects that are lines of another. */
export const LINES = Object.keys(TOTALS);

/** Without products the amount of an opportunity stays (assumed). */
function ofOpportunity(owner: Stored, lines: readonly Stored[], batch: Batch): Record<string, unknown> {
  const found = { HasOpportunityLineItem: lines.length > 0 };
  if (lines.length === 0) return found;
  const entry = stored(batch, 'PricebookEntry', lines[0]?.get('PricebookEntryId'));
  const book = owner.get('Pricebook2Id') === null && entry ? { Pricebook2Id: entry.get('Pricebook2Id') } : {};
  return { ...found, Amount: sum(lines, 'TotalPrice'), TotalOpportunityQuantity: sum(lines, 'Quantity'), ...book };
}

/** "The weighted average of all line item discounts on the quote." */
function ofQuote(_: Stored, lines: readonly Stored[]): Record<string, unknown> {
  const [Subtotal, TotalPrice] = [sum(lines, 'Subtotal'), sum(lines, 'TotalPrice')];
  const Discount =
    Subtotal.sign() === 0 ? Decimal.ZERO : Subtotal.sub(TotalPrice).div(Subtotal).mul(HUNDRED).setScale(2, 'HALF_UP');
  return { Subtotal, TotalPrice, Discount, LineItemCount: lines.length };
}

/** What has lines has their sums; it is saved like the parent of a roll-up (assumed). */
export function totalsOfLines(batch: Batch): void {
  const totals = TOTALS[batch.object.name] as Totals;
  const owners = touchedIds(batch, totals.lookup).flatMap((id) => totalsOf(batch, totals, id));
  if (owners.length === 0) return;
  batch.tools.saveWithin(
    batch.tx,
    'update',
    owners,
    { access: { mode: 'system', sharing: 'without' }, allOrNone: false, source: 'apex' },
    { writeAll: true }
  );
}

function totalsOf(batch: Batch, totals: Totals, id: string): SObject[] {
  const info = batch.tx.org.schema.object(totals.object);
  const owner = stored(batch, totals.object, id);
  if (!info || !owner || owner.get('IsDeleted') === true) return [];
  const record = new SObject(info, [id]);
  const values = totals.of(owner, storedBy(batch, batch.object.name, totals.lookup, id), batch);
  for (const [name, value] of Object.entries(values)) set(record, name, value);
  return [record];
}
