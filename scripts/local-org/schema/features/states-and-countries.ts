import type { FieldInfo, PicklistValue } from '../../contracts/schema.ts';
import type { MetadataRegistry } from '../../contracts/transaction.ts';
import type { AddressSettingsModel } from '../../metadata/index.ts';
import { COUNTRIES } from '../data/countries.ts';
import type { FieldDraft } from '../field.ts';
import type { ObjectModel } from '../object.ts';
import type { OrgSchema } from '../org-schema.ts';

/** As scratch org definitions name the feature, in lower case. */
export const STATES_AND_COUNTRIES = 'stateandcountrypicklist';

/** Values of the codes of countries and states; `facts.text` of each is its integration value, which the text field holds. */
export interface CountryCodes {
  readonly countries: readonly PicklistValue[];
  readonly states: readonly PicklistValue[];
}

type Countries = AddressSettingsModel['countries'];

/**
 * The countries and states of an org with picklists of them: those of its `Address.settings`, else the standard ones.
 * Undefined for an org in which both are plain text; the settings alone make it no other, as every org gives them out.
 */
export function countryCodes(registry: MetadataRegistry, features?: ReadonlySet<string>): CountryCodes | undefined {
  if (!features?.has(STATES_AND_COUNTRIES)) return undefined;
  const settings = registry.get('Settings', 'Address')?.model as AddressSettingsModel | undefined;
  const countries = settings && settings.countries.length > 0 ? settings.countries : standardCountries();
  return {
    countries: countries.map((country) => ({ ...valueOf(country), isDefault: country.orgDefault })),
    states: countries.flatMap(({ code, states }) =>
      states.map((state) => ({ ...valueOf(state), controlledBy: [code] }))
    )
  };
}

function valueOf({ code, text, label, active }: Countries[number]['states'][number]): PicklistValue {
  return { value: code, label, active, isDefault: false, facts: { text } };
}

function standardCountries(): Countries {
  const lines = COUNTRIES.split('\n').filter((line) => line !== '');
  return lines.flatMap((line, at) => {
    if (line.startsWith(' ')) return [];
    const below = lines[at + 1] ?? '';
    const states = below.startsWith(' ') ? below.trim().split('; ').map(standardValue) : [];
    return [{ ...standardValue(line), orgDefault: false, states }];
  });
}

function standardValue(line: string): Countries[number]['states'][number] {
  const at = line.indexOf(' ');
  const text = line.slice(at + 1);
  return { code: line.slice(0, at), text, label: text, active: true };
}

/**
 * `BillingCountryCode` and `BillingStateCode`: picklists of codes, the second dependent on the first, beside texts that stay
 * texts. A code that stands beside no text is part of no address.
 */
export function addressCode(
  draft: FieldDraft,
  codes: CountryCodes,
  sibling: (name: string) => FieldDraft | undefined
): FieldDraft {
  const text = sibling(draft.name.slice(0, -'Code'.length));
  if (!text) return draft;
  const facts = { restricted: true, sorted: false };
  const ofState = draft.name.endsWith('StateCode');
  const picklist: FieldInfo['picklist'] = ofState
    ? { ...facts, values: codes.states, controllingField: draft.name.replace(/StateCode$/, 'CountryCode') }
    : { ...facts, values: codes.countries };
  return { ...draft, type: 'Picklist', label: `${text.label ?? text.name} Code`, length: 10, picklist };
}

/** Objects of the tables make a field when it is named: their addresses have all of theirs. */
export function addAddressCodes(schema: OrgSchema): void {
  for (const object of [...schema.objects()]) {
    if (object.kind !== 'standard') continue;
    for (const { name } of [...object.fields]) if (/(Country|State)$/.test(name)) object.field(`${name}Code`);
    for (const field of [...object.fields]) if (field.type === 'Address' && field.compound) withCodes(object, field);
  }
}

/** The codes are parts of the address too (SOAP API Developer Guide, Address Compound Fields). */
function withCodes(object: ObjectModel, { object: _object, slot: _slot, ...field }: FieldInfo): void {
  const parts = field.compound?.parts ?? [];
  const codes = parts.map((name) => `${name}Code`).filter((name) => object.field(name) !== undefined);
  object.addField({ ...field, compound: { parts: [...new Set([...parts, ...codes])] } });
}
