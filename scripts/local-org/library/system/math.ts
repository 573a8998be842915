import { Decimal, type Long, longMod, longToInteger, normaliseLong, throwApex } from '../../values/index.ts';
import { type Members, libraryClass, need } from '../define.ts';

/** A function of doubles with its Decimal twin, which goes through the nearest double. */
function both(name: string, f: (x: number) => number): Members {
  return {
    [`static Double ${name}(Double x)`]: (_, __, x: number) => f(need(x)),
    [`static Decimal ${name}(Decimal x)`]: (_, __, x: Decimal) => Decimal.of(f(need(x).toNumber()))
  };
}

function halfEven(x: number): number {
  const low = Math.floor(x);
  if (x - low !== 0.5) return Math.round(x);
  return low % 2 === 0 ? low : low + 1;
}

function bigger<T>(a: T, b: T, compare: (a: T, b: T) => number): T {
  return compare(need(a), need(b)) >= 0 ? a : b;
}

const byNumber = (a: Long, b: Long): number => (a < b ? -1 : a > b ? 1 : 0);
const byDecimal = (a: Decimal, b: Decimal): number => a.compare(b);

const extremes: Members = {};
for (const [name, sign] of [
  ['max', 1],
  ['min', -1]
] as const) {
  extremes[`static Integer ${name}(Integer a, Integer b)`] = (_, __, a: number, b: number) =>
    bigger(a, b, (x, y) => sign * byNumber(x, y));
  extremes[`static Long ${name}(Long a, Long b)`] = (_, __, a: Long, b: Long) =>
    bigger(a, b, (x, y) => sign * byNumber(x, y));
  extremes[`static Double ${name}(Double a, Double b)`] = (_, __, a: number, b: number) =>
    bigger(a, b, (x, y) => sign * byNumber(x, y));
  extremes[`static Decimal ${name}(Decimal a, Decimal b)`] = (_, __, a: Decimal, b: Decimal) =>
    bigger(a, b, (x, y) => sign * byDecimal(x, y));
  extremes[`static Decimal ${name}(Decimal a, Double b)`] = (_, __, a: Decimal, b: number) =>
    bigger(a, Decimal.ofDouble(need(b)), (x, y) => sign * byDecimal(x, y));
}

const rounding: Members = {
  'static Decimal ceil(Decimal x)': (_, __, x: Decimal) => need(x).setScale(0, 'CEILING'),
  'static Double ceil(Double x)': (_, __, x: number) => Math.ceil(need(x)),
  'static Decimal floor(Decimal x)': (_, __, x: Decimal) => need(x).setScale(0, 'FLOOR'),
  'static Double floor(Double x)': (_, __, x: number) => Math.floor(need(x)),
  'static Decimal rint(Decimal x)': (_, __, x: Decimal) => need(x).setScale(0, 'HALF_EVEN'),
  'static Double rint(Double x)': (_, __, x: number) => halfEven(need(x)),
  'static Integer round(Decimal x)': (_, __, x: Decimal) =>
    longToInteger(normaliseLong(need(x).setScale(0, 'HALF_EVEN').unscaled)),
  'static Integer round(Double x)': (_, __, x: number) => longToInteger(normaliseLong(Math.floor(need(x) + 0.5))),
  'static Long roundToLong(Decimal x)': (_, __, x: Decimal) => normaliseLong(need(x).setScale(0, 'HALF_EVEN').unscaled),
  'static Long roundToLong(Double x)': (_, __, x: number) => normaliseLong(Math.floor(need(x) + 0.5))
};

const arithmetic: Members = {
  'static Decimal abs(Decimal x)': (_, __, x: Decimal) => need(x).abs(),
  'static Double abs(Double x)': (_, __, x: number) => Math.abs(need(x)),
  'static Integer abs(Integer x)': (_, __, x: number) => Math.abs(need(x)) | 0,
  'static Long abs(Long x)': (_, __, x: Long) => normaliseLong(need(x) < 0 ? -BigInt(x) : x),
  'static Integer mod(Integer a, Integer b)': (_, __, a: number, b: number) =>
    need(b) === 0 ? throwApex('System.MathException', 'Divide by 0') : (need(a) % b) | 0,
  'static Long mod(Long a, Long b)': (_, __, a: Long, b: Long) => longMod(need(a), need(b)),
  'static Double pow(Double a, Double b)': (_, __, a: number, b: number) => need(a) ** need(b),
  'static Double random()': () => Math.random(),
  'static Decimal signum(Decimal x)': (_, __, x: Decimal) => Decimal.of(need(x).sign()),
  'static Double signum(Double x)': (_, __, x: number) => Math.sign(need(x)),
  'static Decimal atan2(Decimal y, Decimal x)': (_, __, y: Decimal, x: Decimal) =>
    Decimal.of(Math.atan2(need(y).toNumber(), need(x).toNumber())),
  'static Double atan2(Double y, Double x)': (_, __, y: number, x: number) => Math.atan2(need(y), need(x)),
  'static get Double E': () => Math.E,
  'static get Double PI': () => Math.PI
};

const functions = [
  'acos',
  'asin',
  'atan',
  'cbrt',
  'cos',
  'cosh',
  'exp',
  'log',
  'log10',
  'sin',
  'sinh',
  'sqrt',
  'tan',
  'tanh'
] as const;

export const mathClass = libraryClass(
  'System.Math',
  extremes,
  rounding,
  arithmetic,
  ...functions.map((name) => both(name, Math[name]))
);
