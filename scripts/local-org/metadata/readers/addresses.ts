import type { AddressSettingsModel, AddressValueModel } from '../models.ts';
import type { ElementReader } from '../reader.ts';

/** Metadata API, AddressSettings: countries, each with its states. */
export function readAddresses(from: ElementReader): AddressSettingsModel {
  const countries = from.one('countriesAndStates')?.all('countries') ?? [];
  return {
    countries: countries.map((country) => ({
      ...readValue(country),
      orgDefault: country.boolean('orgDefault'),
      states: country.all('states').map(readValue)
    }))
  };
}

function readValue(from: ElementReader): AddressValueModel {
  from.without(
    'values of an admin are picked like standard ones, and no page here hides those that are not visible',
    ...HIDDEN
  );
  const code = from.required('isoCode');
  const text = from.text('integrationValue') ?? from.text('label') ?? code;
  return { code, text, label: from.text('label') ?? text, active: from.boolean('active') };
}

const HIDDEN = ['standard', 'visible'];
