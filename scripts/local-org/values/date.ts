import { throwApex } from './exception.ts';

const DAY = 86_400_000;

/** Days since 1970-01-01 of a proleptic Gregorian date; months and days beyond their range carry over. */
export function daysOf(year: number, month: number, day: number): number {
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  return Math.round(at.getTime() / DAY);
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysInMonth(year: number, month: number): number {
  return daysOf(year, month + 1, 1) - daysOf(year, month, 1);
}

/** A calendar day without zone. Never changed in place. */
export class ApexDate {
  readonly days: number;

  constructor(days: number) {
    this.days = days;
  }

  /** As `Date.newInstance`: months and days beyond their range carry over. */
  static of(year: number, month: number, day: number): ApexDate {
    return new ApexDate(daysOf(year, month, day));
  }

  /** `2026-11-25`; undefined for anything else or a day that is none. */
  static tryParse(text: string): ApexDate | undefined {
    const m = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
    if (!m) return undefined;
    const [y, mo, d] = [Number(m[1]), Number(m[2]), Number(m[3])];
    if (mo < 1 || mo > 12 || d < 1 || d > daysInMonth(y, mo)) return undefined;
    return ApexDate.of(y, mo, d);
  }

  /** Throws TypeException `Invalid date: x`. */
  static parse(text: string): ApexDate {
    return ApexDate.tryParse(text) ?? throwApex('System.TypeException', `Invalid date: ${text}`);
  }

  private get utc(): Date {
    return new Date(this.days * DAY);
  }

  get year(): number {
    return this.utc.getUTCFullYear();
  }

  get month(): number {
    return this.utc.getUTCMonth() + 1;
  }

  get day(): number {
    return this.utc.getUTCDate();
  }

  /** 0 is Sunday. */
  get weekday(): number {
    return (((this.days + 4) % 7) + 7) % 7;
  }

  get dayOfYear(): number {
    return this.days - daysOf(this.year, 1, 1) + 1;
  }

  addDays(n: number): ApexDate {
    return new ApexDate(this.days + n);
  }

  /** The last day of the month stays within it: January 31st plus one month is February 28th. */
  addMonths(n: number): ApexDate {
    const months = this.year * 12 + this.month - 1 + n;
    const year = Math.floor(months / 12);
    const month = (((months % 12) + 12) % 12) + 1;
    return ApexDate.of(year, month, Math.min(this.day, daysInMonth(year, month)));
  }

  addYears(n: number): ApexDate {
    return this.addMonths(n * 12);
  }

  /** Whole months of the calendar between the two, days ignored, as documented for `monthsBetween`. */
  monthsBetween(o: ApexDate): number {
    return (o.year - this.year) * 12 + o.month - this.month;
  }

  compare(o: ApexDate): number {
    return this.days - o.days;
  }

  /** `2026-11-25`. */
  toString(): string {
    return `${pad(this.year, 4)}-${pad(this.month, 2)}-${pad(this.day, 2)}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

export function pad(n: number, width: number): string {
  const digits = String(Math.abs(n)).padStart(width, '0');
  return n < 0 ? `-${digits}` : digits;
}
