import { ApexDate, pad } from './date.ts';
import { ApexTime } from './time.ts';
import { throwApex } from './exception.ts';
import { toInstant, toLocal } from './zones.ts';

const DAY = 86_400_000;

export interface DatetimeParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

/** A point in time in epoch milliseconds. Zones come in only where parts or text are asked for. */
export class ApexDatetime {
  readonly at: number;

  constructor(at: number) {
    this.at = at;
  }

  /** From wall-clock parts in a zone; parts beyond their range carry over. */
  static of(zone: string, year: number, month: number, day: number, hour = 0, minute = 0, second = 0): ApexDatetime {
    return ApexDatetime.ofDateTime(
      zone,
      ApexDate.of(year, month, day),
      hour * 3_600_000 + minute * 60_000 + second * 1000
    );
  }

  static ofDateTime(zone: string, date: ApexDate, millisOfDay: number): ApexDatetime {
    return new ApexDatetime(toInstant(zone, date.days * DAY + millisOfDay));
  }

  /**
   * ISO 8601 as JSON and SOQL write it: `2026-11-25T10:30:00Z`, `...00.000+0100`, `...00+01:00`; undefined for others.
   */
  static tryParseIso(text: string): ApexDatetime | undefined {
    const m = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})$/.exec(text);
    if (!m) return undefined;
    const date = ApexDate.tryParse(m[1] as string);
    const time = ApexTime.tryParse(m[2] as string);
    if (!date || !time) return undefined;
    const zone = m[3] as string;
    const minutes = zone === 'Z' ? 0 : Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
    return new ApexDatetime(date.days * DAY + time.millis - (zone.startsWith('-') ? -minutes : minutes) * 60_000);
  }

  /**
   * `2026-11-25 10:30:00` in a zone, as `Datetime.valueOf`. As Java's parser does, what follows the seconds is dropped, and
   * parts beyond their range carry over (a public suite relies on it). Throws TypeException `Invalid date/time: x`.
   */
  static parse(zone: string, text: string): ApexDatetime {
    const m = /^(\d{4})-(\d{1,2})-(\d{1,2})[ T](\d{1,2}):(\d{1,2}):(\d{1,2})/.exec(text.trim());
    if (!m) return throwApex('System.TypeException', `Invalid date/time: ${text}`);
    const [year, month, day, hour, minute, second] = m.slice(1).map(Number) as [
      number,
      number,
      number,
      number,
      number,
      number
    ];
    return ApexDatetime.of(zone, year, month, day, hour, minute, second);
  }

  parts(zone: string): DatetimeParts {
    const d = new Date(toLocal(zone, this.at));
    return {
      year: d.getUTCFullYear(),
      month: d.getUTCMonth() + 1,
      day: d.getUTCDate(),
      hour: d.getUTCHours(),
      minute: d.getUTCMinutes(),
      second: d.getUTCSeconds(),
      millisecond: d.getUTCMilliseconds()
    };
  }

  date(zone: string): ApexDate {
    return new ApexDate(Math.floor(toLocal(zone, this.at) / DAY));
  }

  time(zone: string): ApexTime {
    return new ApexTime(toLocal(zone, this.at));
  }

  addMillis(n: number): ApexDatetime {
    return new ApexDatetime(this.at + n);
  }

  addSeconds(n: number): ApexDatetime {
    return new ApexDatetime(this.at + n * 1000);
  }

  addMinutes(n: number): ApexDatetime {
    return new ApexDatetime(this.at + n * 60_000);
  }

  addHours(n: number): ApexDatetime {
    return new ApexDatetime(this.at + n * 3_600_000);
  }

  /** Calendar days: the wall clock in `zone` stays, also over a change of its offset. */
  addDays(n: number, zone: string): ApexDatetime {
    return ApexDatetime.ofDateTime(zone, this.date(zone).addDays(n), this.time(zone).millis);
  }

  addMonths(n: number, zone: string): ApexDatetime {
    return ApexDatetime.ofDateTime(zone, this.date(zone).addMonths(n), this.time(zone).millis);
  }

  addYears(n: number, zone: string): ApexDatetime {
    return this.addMonths(n * 12, zone);
  }

  compare(o: ApexDatetime): number {
    return this.at - o.at;
  }

  /** `2026-11-25 10:30:00` in a zone: `String.valueOf` (user's zone) and debug output (GMT). */
  toText(zone: string): string {
    const p = this.parts(zone);
    return `${pad(p.year, 4)}-${pad(p.month, 2)}-${pad(p.day, 2)} ${pad(p.hour, 2)}:${pad(p.minute, 2)}:${pad(p.second, 2)}`;
  }

  /** `2026-11-25T10:30:00.000Z`, as JSON writes it. */
  toIso(): string {
    return new Date(this.at).toISOString();
  }

  /** `2026-11-25T10:30:00.000+0000`, as the REST API writes it. */
  toRest(): string {
    return this.toIso().replace('Z', '+0000');
  }

  toString(): string {
    return this.toText('GMT');
  }

  toJSON(): string {
    return this.toIso();
  }
}
