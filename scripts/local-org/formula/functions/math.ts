import { FormulaEvaluationError } from '../errors.ts';
import * as n from '../numbers.ts';
import type { Num } from '../numbers.ts';
import type { FormulaFunction, ValueRow } from './spec.ts';
import { values } from './spec.ts';

/** Mean radius of the earth by unit, as the open formula engine has it (DistanceUnit). */
const EARTH_RADIUS: Readonly<Record<string, number>> = { km: 6371.009, mi: 3958.761 };

function unary(name: string, apply: (x: Num) => Num): ValueRow {
  return { name, parameters: ['Number'], returns: 'Number', apply: (_c, [x]) => apply(x) };
}

function double(name: string, apply: (x: number) => number): ValueRow {
  return unary(name, (x) => n.fromDouble(apply(x.toNumber())));
}

/** ASIN and ACOS give null outside -1 to 1 (label of the open engine). */
function inverse(name: string, apply: (x: number) => number): ValueRow {
  return {
    name,
    parameters: ['Number'],
    returns: 'Number',
    apply: (_c, [x]) => (Math.abs(x.toNumber()) > 1 ? null : n.fromDouble(apply(x.toNumber())))
  };
}

function places(name: string, apply: (x: Num, digits: number) => Num): ValueRow {
  return {
    name,
    parameters: ['Number', 'Number'],
    returns: 'Number',
    apply: (_c, [x, digits]) => apply(x, n.toInteger(digits))
  };
}

function extreme(name: string, sign: 1 | -1): ValueRow {
  return {
    name,
    parameters: ['Number...'],
    returns: 'Number',
    apply: (_c, args: readonly Num[]) => args.reduce((best, next) => (next.compare(best) * sign > 0 ? next : best))
  };
}

interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** Great-circle distance on a sphere. */
function distance(a: Place, b: Place, unit: string): Num {
  const radius = EARTH_RADIUS[unit.toLowerCase()];
  if (radius === undefined) throw new FormulaEvaluationError(`Incorrect unit of DISTANCE: ${unit}`);
  const rad = (degrees: number): number => (degrees * Math.PI) / 180;
  const haversine =
    Math.sin(rad(b.latitude - a.latitude) / 2) ** 2 +
    Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * Math.sin(rad(b.longitude - a.longitude) / 2) ** 2;
  return n.fromDouble(2 * radius * Math.asin(Math.sqrt(haversine)));
}

export const mathFunctions: readonly FormulaFunction[] = values('math', [
  unary('ABS', (x) => x.abs()),
  unary('CEILING', (x) => n.whole(x, 'UP')),
  unary('FLOOR', (x) => n.whole(x, 'DOWN')),
  unary('MCEILING', (x) => n.whole(x, 'CEILING')),
  unary('MFLOOR', (x) => n.whole(x, 'FLOOR')),
  unary('INT', (x) => n.whole(x, 'FLOOR')),
  double('EXP', Math.exp),
  double('LN', Math.log),
  double('LOG', Math.log10),
  double('SQRT', Math.sqrt),
  double('SIN', Math.sin),
  double('COS', Math.cos),
  double('TAN', Math.tan),
  double('ATAN', Math.atan),
  inverse('ASIN', Math.asin),
  inverse('ACOS', Math.acos),
  {
    name: 'ATAN2',
    parameters: ['Number', 'Number'],
    returns: 'Number',
    apply: (_c, [y, x]) => n.fromDouble(Math.atan2(y.toNumber(), x.toNumber()))
  },
  { name: 'PI', parameters: [], returns: 'Number', apply: () => n.num(Math.PI) },
  { name: 'MOD', parameters: ['Number', 'Number'], returns: 'Number', apply: (_c, [a, b]) => n.remainder(a, b) },
  places('ROUND', n.round),
  places('TRUNC', n.truncate),
  extreme('MAX', 1),
  extreme('MIN', -1),
  {
    name: 'GEOLOCATION',
    parameters: ['Number', 'Number'],
    returns: 'Location',
    apply: (_c, [latitude, longitude]) => ({ latitude: latitude.toNumber(), longitude: longitude.toNumber() })
  },
  {
    name: 'DISTANCE',
    parameters: ['Location', 'Location', 'Text'],
    returns: 'Number',
    apply: (_c, [a, b, unit]) => distance(a, b, unit)
  }
]);
