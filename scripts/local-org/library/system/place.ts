import { type Decimal, Place, placeDistance } from '../../values/index.ts';
import { libraryClass, need } from '../define.ts';

function distance(a: Place, b: Place, unit: string): number | null {
  return placeDistance(need(a), need(b), need(unit));
}

export const locationClass = libraryClass('System.Location', {
  'static Location newInstance(Decimal latitude, Decimal longitude)': (_, __, lat: Decimal, lon: Decimal) =>
    new Place('System.Location', { latitude: need(lat).toNumber(), longitude: need(lon).toNumber() }),
  'Double getLatitude()': (_, self: Place) => self.part('latitude'),
  'Double getLongitude()': (_, self: Place) => self.part('longitude'),
  'get Double latitude': (_, self: Place) => self.part('latitude'),
  'get Double longitude': (_, self: Place) => self.part('longitude'),
  'Double getDistance(Location to, String unit)': (_, self: Place, to: Place, unit: string) => distance(self, to, unit),
  'static Double getDistance(Location a, Location b, String unit)': (_, __, a: Place, b: Place, unit: string) =>
    distance(a, b, unit)
});

/** Parts of the value of a compound address field (Apex Reference Guide, Address Class); codes need state picklists. */
export const addressClass = libraryClass('System.Address', {
  'String getCity()': (_, self: Place) => self.part('city'),
  'String getCountry()': (_, self: Place) => self.part('country'),
  'String getCountryCode()': (_, self: Place) => self.part('countryCode'),
  'String getGeocodeAccuracy()': (_, self: Place) => self.part('geocodeAccuracy'),
  'Double getLatitude()': (_, self: Place) => self.part('latitude'),
  'Double getLongitude()': (_, self: Place) => self.part('longitude'),
  'String getPostalCode()': (_, self: Place) => self.part('postalCode'),
  'String getState()': (_, self: Place) => self.part('state'),
  'String getStateCode()': (_, self: Place) => self.part('stateCode'),
  'String getStreet()': (_, self: Place) => self.part('street'),
  'get String city': (_, self: Place) => self.part('city'),
  'get String country': (_, self: Place) => self.part('country'),
  'get String countryCode': (_, self: Place) => self.part('countryCode'),
  'get String geocodeAccuracy': (_, self: Place) => self.part('geocodeAccuracy'),
  'get String postalCode': (_, self: Place) => self.part('postalCode'),
  'get String state': (_, self: Place) => self.part('state'),
  'get String stateCode': (_, self: Place) => self.part('stateCode'),
  'get String street': (_, self: Place) => self.part('street'),
  'Double getDistance(Location to, String unit)': (_, self: Place, to: Place, unit: string) => distance(self, to, unit)
});
