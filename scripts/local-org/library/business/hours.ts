import type { Transaction } from '../../contracts/transaction.ts';
import type { Row } from '../../contracts/store.ts';
import type { ObjectInfo } from '../../contracts/schema.ts';
import {
  ApexDate,
  ApexDatetime,
  type ApexTime,
  type Long,
  throwApex,
  toId,
  toInstant,
  toLocal
} from '../../values/index.ts';
import { libraryClass, need } from '../define.ts';
import { closedOn } from './holidays.ts';
import type { Closed, Span } from './holidays.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
/** Hours that are never open would be searched for ever. */
const HORIZON_DAYS = 3_700;

/** One business hours record, as open spans by day of its own zone. */
class OpenHours {
  private readonly zone: string;
  private readonly week: readonly (Span | null)[];
  private readonly closed: Closed;

  constructor(zone: string, week: readonly (Span | null)[], closed: Closed) {
    this.zone = zone;
    this.week = week;
    this.closed = closed;
  }

  dayOf(at: number): number {
    return Math.floor(toLocal(this.zone, at) / DAY);
  }

  /** The open spans of a day as instants, holidays cut out. */
  spans(day: number): Span[] {
    const open = this.week[new ApexDate(day).weekday];
    if (!open) return [];
    const left = this.closed(day).reduce<Span[]>((all, hole) => all.flatMap((s) => cut(s, hole)), [open]);
    return left.map((s) => ({
      from: toInstant(this.zone, day * DAY + s.from),
      to: toInstant(this.zone, day * DAY + s.to)
    }));
  }

  /** Open spans from the one that holds or follows an instant. */
  *from(at: number): Generator<Span, void, undefined> {
    const first = this.dayOf(at);
    for (let day = first; day < first + HORIZON_DAYS; day++) for (const s of this.spans(day)) if (s.to > at) yield s;
    throwApex('System.InvalidParameterValueException', 'The business hours are never open');
  }

  *before(at: number): Generator<Span, void, undefined> {
    const first = this.dayOf(at);
    for (let day = first; day > first - HORIZON_DAYS; day--)
      for (const s of this.spans(day).reverse()) if (s.from < at) yield s;
    throwApex('System.InvalidParameterValueException', 'The business hours are never open');
  }
}

function cut(span: Span, hole: Span): Span[] {
  const parts = [
    { from: span.from, to: Math.min(span.to, hole.from) },
    { from: Math.max(span.from, hole.to), to: span.to }
  ];
  return parts.filter((p) => p.from < p.to);
}

function value(object: ObjectInfo, row: Row, name: string): unknown {
  const slot = object.field(name)?.slot;
  if (slot === undefined) throw new Error(`the schema has no ${object.name}.${name}`);
  return row[slot] ?? null;
}

/** Both ends empty: closed. From midnight to midnight: the whole day. */
function weekday(object: ObjectInfo, row: Row, name: string): Span | null {
  const start = value(object, row, `${name}StartTime`) as ApexTime | null;
  const end = value(object, row, `${name}EndTime`) as ApexTime | null;
  if (start === null || end === null) return null;
  return { from: start.millis, to: end.millis === 0 ? DAY : end.millis };
}

interface Known {
  readonly revision: number;
  readonly hours: OpenHours;
}

/** Code asks for day after day: the record, which is never changed in place, and its holidays are read once. */
const known = new WeakMap<Row, Known>();

/** Throws InvalidParameterValueException for an Id that is no business hours record. */
function hoursOf(tx: Transaction, id: string): OpenHours {
  const { schema, store } = tx.org;
  const object = schema.object('BusinessHours');
  const row = object && store.get(object, toId(need(id)));
  if (!object || !row) return throwApex('System.InvalidParameterValueException', `Invalid business hours id: ${id}`);
  const holiday = schema.object('Holiday');
  const revision = holiday ? store.revision(holiday) : 0;
  const found = known.get(row);
  if (found?.revision === revision) return found.hours;
  const hours = readHours(tx, object, row);
  known.set(row, { revision, hours });
  return hours;
}

function readHours(tx: Transaction, object: ObjectInfo, row: Row): OpenHours {
  return new OpenHours(
    value(object, row, 'TimeZoneSidKey') as string,
    DAYS.map((d) => weekday(object, row, d)),
    closedOn(tx, value(object, row, 'Name') as string)
  );
}

/** Documented: "the method ignores any precision below one minute", of the start and of the interval alike (assumed). */
function add(tx: Transaction, id: string, start: ApexDatetime, interval: Long): ApexDatetime {
  const hours = hoursOf(tx, id);
  const from = Math.floor(need(start).at / MINUTE) * MINUTE;
  let left = Math.trunc(Number(need(interval)) / MINUTE) * MINUTE;
  if (left >= 0) {
    for (const s of hours.from(from)) {
      const begin = Math.max(s.from, from);
      if (left <= s.to - begin) return new ApexDatetime(begin + left);
      left -= s.to - begin;
    }
  }
  for (const s of hours.before(from)) {
    const end = Math.min(s.to, from);
    if (-left <= end - s.from) return new ApexDatetime(end + left);
    left += end - s.from;
  }
  return throwApex('System.InvalidParameterValueException', 'The business hours are never open');
}

function diff(tx: Transaction, id: string, a: ApexDatetime, b: ApexDatetime): number {
  if (need(a).at > need(b).at) return -diff(tx, id, b, a);
  const hours = hoursOf(tx, id);
  let sum = 0;
  for (let day = hours.dayOf(a.at); day <= hours.dayOf(b.at); day++) {
    for (const s of hours.spans(day)) sum += Math.max(0, Math.min(s.to, b.at) - Math.max(s.from, a.at));
  }
  return sum;
}

function isWithin(tx: Transaction, id: string, at: ApexDatetime): boolean {
  const hours = hoursOf(tx, id);
  return hours.spans(hours.dayOf(need(at).at)).some((s) => s.from <= at.at && at.at < s.to);
}

function nextStart(tx: Transaction, id: string, at: ApexDatetime): ApexDatetime {
  for (const s of hoursOf(tx, id).from(need(at).at)) return new ApexDatetime(Math.max(s.from, at.at));
  return throwApex('System.InvalidParameterValueException', 'The business hours are never open');
}

export const businessHoursClass = libraryClass('System.BusinessHours', {
  'static Datetime add(Id id, Datetime start, Long interval)': (tx, _, id: string, start: ApexDatetime, n: Long) =>
    add(tx, id, start, n),
  'static Datetime addGmt(Id id, Datetime start, Long interval)': (tx, _, id: string, start: ApexDatetime, n: Long) =>
    add(tx, id, start, n),
  'static Long diff(String id, Datetime a, Datetime b)': (tx, _, id: string, a: ApexDatetime, b: ApexDatetime) =>
    diff(tx, id, a, b),
  'static Boolean isWithin(String id, Datetime at)': (tx, _, id: string, at: ApexDatetime) => isWithin(tx, id, at),
  'static Datetime nextStartDate(Id id, Datetime at)': (tx, _, id: string, at: ApexDatetime) => nextStart(tx, id, at)
});
