/** Offsets of one zone: `from[i]` is the instant from which `offset[i]` (milliseconds east of UTC) holds. */
interface ZoneTable {
  readonly from: readonly number[];
  readonly offset: readonly number[];
}

const FIRST = Date.UTC(1970, 0, 1);
const LAST = Date.UTC(2100, 0, 1);
const STEP = 30 * 86_400_000;
const tables = new Map<string, ZoneTable>();
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric'
    });
    formats.set(zone, format);
  }
  return format;
}

/** Asks Intl, slowly: 20 us and more. */
function askOffset(zone: string, instant: number): number {
  const whole = Math.floor(instant / 1000) * 1000;
  const parts: Record<string, string> = {};
  for (const p of formatOf(zone).formatToParts(whole)) parts[p.type] = p.value;
  const year = parts['era'] === 'BC' ? 1 - Number(parts['year']) : Number(parts['year']);
  const local = new Date(0);
  local.setUTCFullYear(year, Number(parts['month']) - 1, Number(parts['day']));
  local.setUTCHours(Number(parts['hour']), Number(parts['minute']), Number(parts['second']));
  return local.getTime() - whole;
}

function build(zone: string): ZoneTable {
  const from = [FIRST];
  const offset = [askOffset(zone, FIRST)];
  for (let at = FIRST; at < LAST; at += STEP) findChanges(zone, at, Math.min(at + STEP, LAST), from, offset);
  return { from, offset };
}

/** Bisects to the second one change between two probes; a second change in the same month is found by recursion. */
function findChanges(zone: string, low: number, high: number, from: number[], offset: number[]): void {
  const before = offset[offset.length - 1] as number;
  if (askOffset(zone, high) === before) return;
  let a = low;
  let b = high;
  while (b - a > 1000) {
    const middle = Math.floor((a + b) / 2000) * 1000;
    if (askOffset(zone, middle) === before) a = middle;
    else b = middle;
  }
  from.push(b);
  offset.push(askOffset(zone, b));
  findChanges(zone, b, high, from, offset);
}

function tableOf(zone: string): ZoneTable {
  let table = tables.get(zone);
  if (!table) tables.set(zone, (table = build(zone)));
  return table;
}

/** Whether the machine's zone data knows it (`Europe/Berlin`, `GMT`, `America/Los_Angeles`). */
export function isZone(zone: string): boolean {
  if (fixedOffset(zone) !== undefined) return true;
  try {
    formatOf(zone);
    return true;
  } catch (e) {
    if (e instanceof RangeError) return false;
    throw e;
  }
}

function fixedOffset(zone: string): number | undefined {
  if (zone === 'GMT' || zone === 'UTC') return 0;
  const m = /^GMT([+-])(\d{1,2}):?(\d{2})$/.exec(zone);
  return m ? (m[1] === '-' ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3])) * 60_000 : undefined;
}

/** Milliseconds east of UTC at an instant. */
export function offsetAt(zone: string, instant: number): number {
  const fixed = fixedOffset(zone);
  if (fixed !== undefined) return fixed;
  if (instant < FIRST || instant >= LAST) return askOffset(zone, instant);
  const { from, offset } = tableOf(zone);
  let low = 0;
  let high = from.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((from[middle] as number) <= instant) low = middle;
    else high = middle - 1;
  }
  return offset[low] as number;
}

/** Wall-clock milliseconds (as if UTC) at an instant. */
export function toLocal(zone: string, instant: number): number {
  return instant + offsetAt(zone, instant);
}

/**
 * The instant of a wall clock. A time that a spring change skips moves on by the gap; one that an autumn change
 * repeats is the second, standard-time one, as `java.util.GregorianCalendar` documents (that Apex does is assumed).
 */
export function toInstant(zone: string, local: number): number {
  const day = 86_400_000;
  const early = offsetAt(zone, local - day);
  const late = offsetAt(zone, local + day);
  const candidate = local - late;
  if (offsetAt(zone, candidate) === late) return candidate;
  return local - early;
}
