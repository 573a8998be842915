import type { RuntimeType } from '../contracts/program.ts';
import { ApexObject } from './object.ts';
import { throwApex } from './exception.ts';
import { platformType } from './typeof.ts';

/** Earth's mean radius in the two units that the platform knows. */
const RADIUS: Readonly<Record<string, number>> = { mi: 3958.76, km: 6371.01 };

const TYPES: Readonly<Record<PlaceType, RuntimeType>> = {
  'System.Location': platformType('System.Location', 'class', []),
  'System.Address': platformType('System.Address', 'class', ['Location', 'System.Location'])
};

export type PlaceType = 'System.Location' | 'System.Address';

/** The value of a compound field: a location, or an address with its parts by the names of the REST API (`postalCode`). */
export class Place extends ApexObject {
  readonly parts: Readonly<Record<string, unknown>>;

  constructor(type: PlaceType, parts: Readonly<Record<string, unknown>>) {
    super();
    this.parts = parts;
    Object.defineProperty(this, '$type', { value: TYPES[type] });
  }

  part(name: string): unknown {
    return this.parts[name] ?? null;
  }

  get point(): readonly [latitude: number, longitude: number] | null {
    const [latitude, longitude] = [this.part('latitude'), this.part('longitude')];
    return typeof latitude === 'number' && typeof longitude === 'number' ? [latitude, longitude] : null;
  }
}

/** By the haversine formula, as documented for `Location.getDistance`; null where a point is missing. */
export function placeDistance(a: Place, b: Place, unit: string): number | null {
  const radius = RADIUS[unit] ?? throwApex('System.InvalidParameterValueException', `Invalid unit: ${unit}`);
  const [from, to] = [a.point, b.point];
  if (!from || !to) return null;
  const rad = (n: number): number => (n * Math.PI) / 180;
  const [lat1, lon1, lat2, lon2] = [...from, ...to].map(rad) as [number, number, number, number];
  const h = Math.sin((lat2 - lat1) / 2) ** 2 + Math.cos(lat1) * Math.cos(lat2) * Math.sin((lon2 - lon1) / 2) ** 2;
  return 2 * radius * Math.asin(Math.sqrt(h));
}
