import type { FieldDraft } from '../field.ts';
import type { OrgSchema } from '../org-schema.ts';

/** As scratch org definitions name the feature, in lower case. */
export const MULTI_CURRENCY = 'multicurrency';

/** "This object is not available in single-currency organizations" (Object Reference). */
export const CURRENCY_OBJECTS: ReadonlySet<string> = new Set(['CurrencyType', 'DatedConversionRate']);

/** Neither object takes DML in Apex (Apex Developer Guide, sObjects That Don't Support DML Operations). */
export const CURRENCIES = `
CurrencyType 0Cy rq setup [Currency Type|Currency Types]
  IsoCode Text(40) ! name "Currency ISO Code"
  ConversionRate Double(18,6) !
  DecimalPlaces Int !
  IsActive Bool "Active"
  IsCorporate Bool "Corporate Currency"

DatedConversionRate 04w rq setup [Dated Conversion Rate|Dated Conversion Rates]
  IsoCode Text(40) ! name "Currency ISO Code"
  ConversionRate Double(18,6) !
  StartDate Date !
  NextStartDate Date ro
`;

/** Conversion rates by ISO code, where an org has several currencies. */
export type Currencies = Readonly<Record<string, number>>;

/** The currency of a record, in which its amounts are: one of those of the org ("Restricted picklist", Object Reference). */
export function currencyField(currencies: Currencies): FieldDraft {
  const values = Object.keys(currencies).map((code) => ({ value: code, label: code, active: true, isDefault: false }));
  return {
    name: 'CurrencyIsoCode',
    type: 'Picklist',
    label: 'Currency ISO Code',
    length: 3,
    picklist: { values, restricted: true, sorted: false }
  };
}

/** "CurrencyIsoCode ... for organizations with the multicurrency feature enabled", of standard objects that list it and of all custom ones. */
export function addCurrencyFields(schema: OrgSchema, currencies: Currencies): void {
  const field = currencyField(currencies);
  for (const object of [...schema.objects()]) {
    if (object.kind === 'custom' || object.kind === 'customSetting') object.addField(field);
    else if (object.kind === 'standard' && !CURRENCY_OBJECTS.has(object.name)) object.field(field.name);
  }
}
