import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  ApexDate,
  ApexDatetime,
  ApexTime,
  formatDate,
  formatDatetime,
  formatPattern,
  isZone,
  offsetAt,
  toInstant
} from '../index.ts';

const zones = fc.constantFrom(
  'Europe/Berlin',
  'America/Los_Angeles',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'America/Sao_Paulo',
  'Africa/Casablanca',
  'GMT'
);
const instants = fc
  .integer({ min: Date.UTC(1970, 0, 3) / 1000, max: Date.UTC(2090, 0, 1) / 1000 })
  .map((s) => s * 1000);

describe('zones', () => {
  it('give the offset that Temporal gives', () => {
    fc.assert(
      fc.property(zones, instants, (zone, at) => {
        const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
        expect(offsetAt(zone, at)).toBe(there.offsetNanoseconds / 1e6);
      }),
      { numRuns: 1500 }
    );
  });

  it('find the instant of a wall clock, the later one where it repeats', () => {
    fc.assert(
      fc.property(zones, instants, (zone, local) => {
        const wall = Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO('UTC').toPlainDateTime();
        const there = wall.toZonedDateTime(zone, { disambiguation: 'later' });
        expect(toInstant(zone, local)).toBe(there.epochMilliseconds);
      }),
      { numRuns: 1500 }
    );
  });

  it('handle the repeated and the skipped hour of Berlin', () => {
    const repeated = ApexDatetime.of('Europe/Berlin', 2026, 10, 25, 2, 30);
    expect(repeated.toIso()).toBe('2026-10-25T01:30:00.000Z');
    const skipped = ApexDatetime.of('Europe/Berlin', 2026, 3, 29, 2, 30);
    expect(skipped.toText('Europe/Berlin')).toBe('2026-03-29 03:30:00');
  });

  it('know a zone from a word that is none', () => {
    expect(isZone('Asia/Tokyo')).toBe(true);
    expect(isZone('Mars/Olympus')).toBe(false);
  });
});

describe('dates', () => {
  const dates = fc.tuple(
    fc.integer({ min: 1900, max: 2100 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 })
  );

  it('add months and days as Temporal does', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -500, max: 500 }), ([y, m, d], n) => {
        const other = Temporal.PlainDate.from({ year: y, month: m, day: d });
        expect(ApexDate.of(y, m, d).addMonths(n).toString()).toBe(other.add({ months: n }).toString());
        expect(ApexDate.of(y, m, d).addDays(n).toString()).toBe(other.add({ days: n }).toString());
        expect(ApexDate.of(y, m, d).weekday).toBe(other.dayOfWeek % 7);
        expect(ApexDate.of(y, m, d).dayOfYear).toBe(other.dayOfYear);
      })
    );
  });

  it('keep the last day of the month within the month', () => {
    expect(ApexDate.parse('2024-01-31').addMonths(1).toString()).toBe('2024-02-29');
    expect(ApexDate.parse('2024-02-29').addYears(1).toString()).toBe('2025-02-28');
  });

  it('refuse a day that is none', () => {
    expect(() => ApexDate.parse('2026-02-30')).toThrow('Invalid date: 2026-02-30');
    expect(ApexDatetime.tryParseIso('2026-11-25 10:00:00Z')).toBeUndefined();
    expect(() => ApexDatetime.parse('GMT', 'x')).toThrow('Invalid date/time: x');
  });
});

describe('datetimes', () => {
  it('add days by the wall clock and hours by the clock', () => {
    const start = ApexDatetime.of('Europe/Berlin', 2026, 3, 28, 12, 0, 0);
    expect(start.addDays(1, 'Europe/Berlin').toText('Europe/Berlin')).toBe('2026-03-29 12:00:00');
    expect(start.addHours(24).toText('Europe/Berlin')).toBe('2026-03-29 13:00:00');
  });

  it('read ISO text with and without offset', () => {
    expect(ApexDatetime.tryParseIso('2026-11-25T10:30:00+0100')?.toIso()).toBe('2026-11-25T09:30:00.000Z');
    expect(ApexDatetime.tryParseIso('2026-11-25T10:30:00.250Z')?.at).toBe(Date.UTC(2026, 10, 25, 10, 30, 0, 250));
    expect(ApexDatetime.tryParseIso('2026-11-25T10:30:00-05:30')?.toIso()).toBe('2026-11-25T16:00:00.000Z');
  });

  it('format by pattern, with names and quotes', () => {
    const at = ApexDatetime.of('GMT', 2026, 11, 5, 15, 4, 9);
    const cases: [string, string][] = [
      ['yyyy-MM-dd HH:mm:ss', '2026-11-05 15:04:09'],
      ["EEEE, d MMMM yyyy 'at' h:mm a", 'Thursday, 5 November 2026 at 3:04 PM'],
      ["yyyy-MM-dd'T'HH:mm:ss.SSSZ", '2026-11-05T15:04:09.000+0000'],
      ["yy M E D 'o''clock' u X", "26 11 Thu 309 o'clock 4 Z"]
    ];
    for (const [pattern, text] of cases) expect(formatPattern(at, pattern, 'GMT')).toBe(text);
    expect(formatPattern(at, 'HH:mm XXX', 'Asia/Kolkata')).toBe('20:34 +05:30');
    expect(() => formatPattern(at, 'b', 'GMT')).toThrow("Illegal pattern character 'b'");
  });

  it('format short dates of a locale with a full year', () => {
    const at = ApexDatetime.of('GMT', 2026, 11, 5, 15, 4, 9);
    expect(formatDate(at.date('GMT'), 'en_US')).toBe('11/5/2026');
    expect(formatDate(at.date('GMT'), 'de_DE')).toBe('05.11.2026');
    expect(formatDatetime(at, 'GMT', 'en_US')).toBe('11/5/2026, 3:04 PM');
  });

  it('wrap a time at midnight and write it with zone letter', () => {
    expect(ApexTime.of(23, 30, 0, 0).add(3_600_000).toString()).toBe('00:30:00.000Z');
    expect(ApexTime.tryParse('10:30')?.toString()).toBe('10:30:00.000Z');
    expect(ApexTime.tryParse('25:00')).toBeUndefined();
  });
});
