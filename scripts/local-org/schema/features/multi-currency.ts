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

/** The currency of a record, in which its amounts are. Which codes there are is told by the rows of CurrencyType. */
export const CURRENCY: FieldDraft = {
  name: 'CurrencyIsoCode',
  type: 'Picklist',
  label: 'Currency ISO Code',
  length: 3,
  picklist: { values: [], restricted: false, sorted: false }
};

/** "CurrencyIsoCode ... for organizations with the multicurrency feature enabled", of standard objects that list it and of all custom ones. */
export function addCurrencyFields(schema: OrgSchema): void {
  for (const object of [...schema.objects()]) {
    if (object.kind === 'custom' || object.kind === 'customSetting') object.addField(CURRENCY);
    else if (object.kind === 'standard' && !CURRENCY_OBJECTS.has(object.name)) object.field(CURRENCY.name);
  }
}
