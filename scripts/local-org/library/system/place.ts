import { throwApex, Decimal } from '../../values/index.ts';
import { libraryClass, need } from '../define.ts';
import { Bean } from '../registry.ts';

/** Earth's mean radius in the two units that the platform knows. */
const RADIUS: Readonly<Record<string, number>> = { mi: 3958.76, km: 6371.01 };

function point(place: Bean): readonly [number, number] {
  return [need(place.get('latitude') as number | null), need(place.get('longitude') as number | null)];
}

/** By the haversine formula, as documented for `Location.getDistance`. */
function distance(a: Bean, b: Bean, unit: string): number {
  const radius = RADIUS[need(unit)] ?? throwApex('System.InvalidParameterValueException', `Invalid unit: ${unit}`);
  const rad = (n: number) => (n * Math.PI) / 180;
  const [lat1, lon1] = point(need(a));
  const [lat2, lon2] = point(need(b));
  const h =
    Math.sin(rad(lat2 - lat1) / 2) ** 2 +
    Math.cos(rad(lat1)) * Math.cos(rad(lat2)) * Math.sin(rad(lon2 - lon1) / 2) ** 2;
  return 2 * radius * Math.asin(Math.sqrt(h));
}

export const locationClass = libraryClass('System.Location', {
  'static Location newInstance(Decimal latitude, Decimal longitude)': (_, __, lat: Decimal, lon: Decimal) =>
    new Bean('System.Location', [
      ['latitude', need(lat).toNumber()],
      ['longitude', need(lon).toNumber()]
    ]),
  'Double getLatitude()': (_, self: Bean) => self.get('latitude'),
  'Double getLongitude()': (_, self: Bean) => self.get('longitude'),
  'get Double latitude': (_, self: Bean) => self.get('latitude'),
  'get Double longitude': (_, self: Bean) => self.get('longitude'),
  'Double getDistance(Location to, String unit)': (_, self: Bean, to: Bean, unit: string) => distance(self, to, unit),
  'static Double getDistance(Location a, Location b, String unit)': (_, __, a: Bean, b: Bean, unit: string) =>
    distance(a, b, unit)
});
