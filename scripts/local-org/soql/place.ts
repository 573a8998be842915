import type { FieldInfo, ObjectInfo } from '../contracts/schema.ts';
import type { FieldExpression, Value } from '../contracts/soql.ts';
import type { Row } from '../contracts/store.ts';
import { Decimal, Place, placeDistance } from '../values/index.ts';
import { queryError } from './errors.ts';
import type { Expression, Reader, Scope } from './expression.ts';
import { rawValue } from './operands.ts';
import type { Run } from './run-context.ts';

type FunctionCall = FieldExpression & { kind: 'function' };
type Argument = FunctionCall['args'][number];

/** Parts of a compound value in the order of the REST API; other fields of an object are none of them. */
const PARTS = [
  'city',
  'country',
  'countryCode',
  'geocodeAccuracy',
  'latitude',
  'longitude',
  'postalCode',
  'state',
  'stateCode',
  'street'
];

/** `BillingPostalCode` is the postal code, `Spot__Latitude__s` the latitude of a location. */
function partName(field: string): string | undefined {
  const name = field.toLowerCase().replace(/__s$/, '');
  return PARTS.filter((part) => name.endsWith(part.toLowerCase())).sort((a, b) => b.length - a.length)[0];
}

/** Makes the value of an address or a location of its parts; null when every part is empty. */
export function placeReader(object: ObjectInfo, field: FieldInfo): (row: Row) => Place | null {
  const isAddress = field.type === 'Address';
  const found = new Map(
    (field.compound?.parts ?? []).map((name) => [partName(name), object.field(name)?.slot ?? -1] as const)
  );
  const names = isAddress ? PARTS.filter((part) => found.has(part)) : ['latitude', 'longitude'];
  return (row) => {
    const parts = names.map((name) => [name, plain(row[found.get(name) ?? -1])] as const);
    if (parts.every(([, value]) => value === null)) return null;
    return new Place(isAddress ? 'System.Address' : 'System.Location', Object.fromEntries(parts));
  };
}

/** Coordinates are doubles in a compound value. */
function plain(value: unknown): unknown {
  return value instanceof Decimal ? value.toNumber() : (value ?? null);
}

type Point = (run: Run) => (row: Row) => Place | null;

/** `DISTANCE(place, place, 'mi')`: null where a place has no coordinates. */
export function distanceExpression(scope: Scope, e: FunctionCall): Expression {
  const [from, to, unit] = e.args;
  const text = unit?.kind === 'literal' && unit.value.kind === 'string' ? unit.value.value : '';
  if (!from || !to || (text !== 'mi' && text !== 'km'))
    throw queryError(`Invalid unit in DISTANCE: ${text}. Valid values are 'mi' and 'km'`, e.pos);
  const [a, b] = [pointOf(scope, from), pointOf(scope, to)];
  return {
    type: 'Double',
    direct: false,
    text: 'DISTANCE',
    prepare: (run): Reader => {
      const [readA, readB] = [a(run), b(run)];
      return (row) => {
        const [one, other] = [readA(row), readB(row)];
        const distance = one && other ? placeDistance(one, other, text) : null;
        return distance === null ? null : Decimal.of(distance);
      };
    }
  };
}

function pointOf(scope: Scope, arg: Argument): Point {
  if (arg.kind === 'literal') return boundPoint(arg.value);
  if (arg.kind === 'function') return fixedPoint(arg);
  const place = scope.path(arg.path, arg.pos);
  if (place.type !== 'Location' && place.type !== 'Address')
    throw queryError(`DISTANCE needs a location: ${place.text}`, arg.pos);
  return (run) => place.prepare(run) as (row: Row) => Place | null;
}

/** A location as a bind. */
function boundPoint(value: Value): Point {
  return (run) => {
    const bound = rawValue(value, run);
    return () => (bound instanceof Place ? bound : null);
  };
}

function fixedPoint(call: FunctionCall): Point {
  const numbers = call.args.map((arg) => (arg.kind === 'literal' ? arg.value : { kind: 'null' as const }));
  return (run) => {
    const [latitude, longitude] = numbers.map((value) => plain(rawValue(value, run)));
    const point = new Place('System.Location', { latitude, longitude });
    return () => point;
  };
}
