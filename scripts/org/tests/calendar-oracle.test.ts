/**
 * The package's arithmetic of due and elapsed (product C1) against an independent calculation: the Apex runs in the local
 * org over generated calendars; the expectation walks the open spans of each local date with Temporal.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOrg } from '../../local-org/org/index.ts';
import type { LocalOrg } from '../../local-org/org/index.ts';
import { u } from '../demo/random.ts';

const CASES = 10_000;
const BATCH = 250;
const DAY_NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const ZONES = [
  'America/New_York',
  'Europe/Berlin',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Asia/Tokyo',
  'Africa/Cairo'
] as const;
const UNITS = ['BusinessMinutes', 'BusinessDays', 'CalendarMinutes', 'CalendarDays'] as const;
const MINUTE = 60_000;

type Hours = readonly [from: number, to: number] | null;

/** Minutes of the local day for each weekday, and holidays: a day, or a part of it. */
interface Calendar {
  readonly name: string;
  readonly zone: string;
  readonly week: readonly Hours[];
  readonly holidays: readonly { readonly date: Temporal.PlainDate; readonly morningOnly: boolean }[];
}

/** One case: a clock that starts, may be paused, is handed over and looked at. Epoch milliseconds. */
interface Case {
  readonly calendar: Calendar;
  readonly unit: (typeof UNITS)[number];
  readonly start: number;
  readonly promise: number;
  /** Where the clock is handed over, and where it is paused and resumed: offsets from its first open instant. */
  readonly handOver: number;
  readonly pausedFor: number;
}

interface Answer {
  readonly countsFrom: number;
  readonly due: number;
  readonly whole: number;
  readonly first: number;
  readonly second: number;
  readonly moved: number;
  readonly pauseLength: number;
  readonly wholeMoved: number;
  readonly seen: readonly number[];
}

const whole = (i: number, key: string, from: number, to: number): number =>
  from + Math.floor(u(i, key) * (to - from + 1));

/** Staffed days, half Saturdays, nights, round the clock, hours across the change of the clocks; none opens in an hour that is repeated. */
const WEEKS: readonly (readonly Hours[])[] = [
  [[480, 1080], [480, 1080], [480, 1080], [480, 1080], [480, 1080], null, null],
  [[510, 1050], [510, 1050], [510, 1050], [510, 1050], [510, 720], [600, 840], null],
  [
    [0, 1440],
    [0, 1440],
    [0, 1440],
    [0, 1440],
    [0, 1440],
    [0, 1440],
    [0, 1440]
  ],
  [
    [0, 360],
    [0, 360],
    [0, 360],
    [0, 360],
    [0, 360],
    [0, 360],
    [0, 360]
  ],
  [[1080, 1440], [1080, 1440], [1080, 1440], null, [1080, 1440], [0, 300], [0, 300]]
];

const CALENDARS: readonly Calendar[] = ZONES.flatMap((zone, z) =>
  WEEKS.map((week, w) => calendar(zone, week, z * WEEKS.length + w))
);

function calendar(zone: string, week: readonly Hours[], index: number): Calendar {
  const first = Temporal.PlainDate.from('2026-01-01');
  const days = new Set(Array.from({ length: 14 }, (_, k) => whole(index, `holiday${k}`, 0, 420)));
  return {
    name: `Cal ${index}`,
    zone,
    week,
    holidays: [...days].map((day) => ({ date: first.add({ days: day }), morningOnly: day % 3 === 0 }))
  };
}

function time(minutes: number): string {
  const inDay = minutes % 1440;
  return `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}:00.000Z`;
}

function settings(): string {
  const hours = CALENDARS.map(
    (c) =>
      `<businessHours><active>true</active><default>${c.name === 'Cal 0'}</default>${c.week
        .map((open, day) =>
          open
            ? `<${DAY_NAMES[day]}EndTime>${time(open[1])}</${DAY_NAMES[day]}EndTime><${DAY_NAMES[day]}StartTime>${time(open[0])}</${DAY_NAMES[day]}StartTime>`
            : ''
        )
        .join('')}<name>${c.name}</name><timeZoneId>${c.zone}</timeZoneId></businessHours>`
  );
  const holidays = CALENDARS.flatMap((c) =>
    c.holidays.map(
      (h) =>
        `<holidays><activityDate>${h.date.toString()}</activityDate><businessHours>${c.name}</businessHours>${h.morningOnly ? '<endTime>12:00:00.000Z</endTime>' : ''}<isRecurring>false</isRecurring><name>${c.name} ${h.date.toString()}</name>${h.morningOnly ? '<startTime>00:00:00.000Z</startTime>' : ''}</holidays>`
    )
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<BusinessHoursSettings xmlns="http://soap.sforce.com/2006/04/metadata">${hours.join('')}${holidays.join('')}</BusinessHoursSettings>`;
}

// ---- the independent calculation

interface Span {
  readonly from: number;
  readonly to: number;
  readonly date: Temporal.PlainDate;
}

const spansByDate = new Map<string, Span | null>();

function spanOf(c: Calendar, date: Temporal.PlainDate): Span | null {
  const key = `${c.name} ${date.toString()}`;
  const known = spansByDate.get(key);
  if (known !== undefined) return known;
  const made = makeSpan(c, date);
  spansByDate.set(key, made);
  return made;
}

function makeSpan(c: Calendar, date: Temporal.PlainDate): Span | null {
  const open = c.week[date.dayOfWeek - 1];
  const holiday = c.holidays.find((h) => h.date.equals(date));
  const opens = Math.max(open?.[0] ?? 1440, holiday ? (holiday.morningOnly ? 720 : 1440) : 0);
  if (!open || opens >= open[1]) return null;
  const at = (minutes: number): number =>
    date.toPlainDateTime('00:00').add({ minutes }).toZonedDateTime(c.zone, { disambiguation: 'compatible' })
      .epochMilliseconds;
  return { from: at(opens), to: at(open[1]), date };
}

const dateOf = (c: Calendar, at: number): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(c.zone).toPlainDate();

/** Open spans from the day before the instant on. */
function* spans(c: Calendar, at: number): Generator<Span, never, undefined> {
  for (let date = dateOf(c, at).subtract({ days: 1 }); ; date = date.add({ days: 1 })) {
    const span = spanOf(c, date);
    if (span) yield span;
  }
}

function firstOpen(c: Calendar, at: number): { at: number; span: Span } {
  for (const span of spans(c, at)) if (span.to > at) return { at: Math.max(at, span.from), span };
  throw new Error('unreachable');
}

const onCalendar = (unit: string): boolean => unit.startsWith('Business');
const floorMinute = (at: number): number => Math.floor(at / MINUTE) * MINUTE;

function expectedCountsFrom({ calendar: c, unit, start }: Case): number {
  return onCalendar(unit) ? firstOpen(c, floorMinute(start)).at : start;
}

function expectedDue(item: Case): number {
  if (!onCalendar(item.unit)) return item.start + item.promise * MINUTE;
  return item.unit === 'BusinessDays' ? dueInDays(item) : dueInMinutes(item);
}

function dueInMinutes({ calendar: c, start, promise }: Case): number {
  let left = promise * MINUTE;
  const base = floorMinute(start);
  for (const span of spans(c, base)) {
    const from = Math.max(span.from, base);
    if (span.to <= from) continue;
    if (left <= span.to - from) return from + left;
    left -= span.to - from;
  }
  throw new Error('unreachable');
}

function dueInDays({ calendar: c, start, promise }: Case): number {
  let days = promise / 1440;
  const opening = firstOpen(c, floorMinute(start)).span;
  for (const span of spans(c, start)) {
    if (span.from <= opening.from) {
      if (span.from === opening.from && days === 0) return closing(c, span);
      continue;
    }
    days -= 1;
    if (days === 0) return closing(c, span);
  }
  throw new Error('unreachable');
}

/** Midnight belongs to the next day: such a day ends a minute earlier. */
function closing(c: Calendar, span: Span): number {
  return dateOf(c, span.to).equals(span.date) ? span.to : span.to - MINUTE;
}

/** Seconds that count between two instants. */
function expectedElapsed(c: Calendar, unit: string, since: number, until: number): number {
  if (until <= since) return 0;
  if (!onCalendar(unit)) return Math.floor((until - since) / 1000);
  return unit === 'BusinessDays'
    ? openedDays(c, since, until) * 86_400
    : openMinutes(c, floorMinute(since), floorMinute(until)) * 60;
}

function openedDays(c: Calendar, since: number, until: number): number {
  let found = 0;
  for (const span of spans(c, since)) {
    if (span.from > until) return found;
    if (span.from > since) found += 1;
  }
  return found;
}

function openMinutes(c: Calendar, since: number, until: number): number {
  let sum = 0;
  for (const span of spans(c, since)) {
    if (span.from >= until) return sum / MINUTE;
    sum += Math.max(0, Math.min(span.to, until) - Math.max(span.from, since));
  }
  return sum / MINUTE;
}

// ---- the package's calculation, in the local org

function apexOf(items: readonly Case[]): string {
  const rows = items.map((c) => [c.calendar.name, c.unit, c.start, c.promise, c.handOver, c.pausedFor].join(','));
  return `
    List<String> answers = new List<String>();
    for (String row : '${rows.join(';')}'.split(';')) {
      List<String> p = row.split(',');
      ClockMath measure = new ClockMath(p[1], Calendars.named(p[0]));
      Datetime start = Datetime.newInstance(Long.valueOf(p[2]));
      Datetime base = measure.countsFrom(start);
      Datetime due = measure.due(start, Integer.valueOf(p[3]));
      Datetime handed = base.addSeconds(Integer.valueOf(p[4]));
      handed = handed > due ? due : handed;
      Datetime resumed = handed.addSeconds(Integer.valueOf(p[5]));
      Datetime moved = measure.moved(due, handed, resumed);
      List<Object> seen = new List<Object>{
        base.getTime(), due.getTime(), measure.elapsed(base, due), measure.elapsed(base, handed), measure.elapsed(handed, due),
        moved.getTime(), measure.elapsed(handed, resumed), measure.elapsed(base, moved)
      };
      for (Integer i = 0; i < 5; i++) {
        seen.add(measure.elapsed(base, base.addSeconds(i * Integer.valueOf(p[5]) / 3)));
      }
      answers.add(String.join(seen, ','));
    }
    System.debug(String.join(answers, ';'));`;
}

function ask(org: LocalOrg, items: readonly Case[]): Answer[] {
  const text = org.async.runAs(org.admin, 'anonymous', (tx) => {
    org.program.execute(tx, apexOf(items));
    const log = (tx as unknown as { readonly log: readonly { readonly text: string }[] }).log;
    return log.at(-1)?.text ?? '';
  });
  return text.split(';').map((row) => {
    const [
      countsFrom = 0,
      due = 0,
      all = 0,
      first = 0,
      second = 0,
      moved = 0,
      pauseLength = 0,
      wholeMoved = 0,
      ...seen
    ] = row.split(',').map(Number);
    return { countsFrom, due, whole: all, first, second, moved, pauseLength, wholeMoved, seen };
  });
}

/** Starts crowd around the changes of the clocks of 2026 and 2027, where the arithmetic is hardest. */
const HARD = [
  '2026-03-08T06:00Z',
  '2026-11-01T05:00Z',
  '2026-03-29T00:30Z',
  '2026-10-25T00:30Z',
  '2026-04-04T14:00Z',
  '2026-10-03T15:00Z',
  '2026-04-23T21:00Z',
  '2026-10-29T20:00Z'
];

function caseOf(i: number): Case {
  const unit = UNITS[i % UNITS.length] ?? 'BusinessMinutes';
  const near = Date.parse(HARD[whole(i, 'hard', 0, HARD.length - 1)] ?? '');
  const anywhere = Date.parse('2026-01-05T00:00Z') + whole(i, 'any', 0, 380 * 86_400) * 1000;
  const inDays = unit.endsWith('Days');
  return {
    calendar: CALENDARS[whole(i, 'calendar', 0, CALENDARS.length - 1)] as Calendar,
    unit,
    start: u(i, 'where') < 0.5 ? near + whole(i, 'around', -172_800, 172_800) * 1000 : anywhere,
    promise: inDays ? whole(i, 'days', unit === 'BusinessDays' ? 0 : 1, 12) * 1440 : whole(i, 'minutes', 1, 3_000),
    handOver: whole(i, 'hand', 0, 259_200),
    pausedFor: whole(i, 'pause', 0, 432_000)
  };
}

function check(item: Case, answer: Answer): void {
  const where = `${item.calendar.name} ${item.calendar.zone} ${item.unit} ${item.promise} from ${new Date(item.start).toISOString()}`;
  const { calendar: c, unit } = item;
  const due = expectedDue(item);
  const base = expectedCountsFrom(item);
  const handed = Math.min(base + item.handOver * 1000, due);
  const resumed = handed + item.pausedFor * 1000;
  expect(answer.countsFrom, `${where}: counts from`).toBe(base);
  expect(answer.due, `${where}: due`).toBe(due);
  expect(answer.whole, `${where}: elapsed(start, due) is the promise`).toBe(item.promise * 60);
  expect(answer.first + answer.second, `${where}: the parts of two holders are the whole`).toBe(item.promise * 60);
  expect(answer.first, `${where}: part of the first holder`).toBe(expectedElapsed(c, unit, base, handed));
  expect(answer.pauseLength, `${where}: length of the pause`).toBe(expectedElapsed(c, unit, handed, resumed));
  expect(answer.wholeMoved - answer.pauseLength, `${where}: elapsed without the pause is the promise`).toBe(
    item.promise * 60
  );
  expect(answer.moved, `${where}: a pause never shortens`).toBeGreaterThanOrEqual(due);
  answer.seen.forEach((seconds, k) => {
    const at = base + Math.trunc((k * item.pausedFor) / 3) * 1000;
    expect(seconds, `${where}: elapsed at look ${k}`).toBe(expectedElapsed(c, unit, base, at));
    if (k > 0) expect(seconds, `${where}: time only goes forward`).toBeGreaterThanOrEqual(answer.seen[k - 1] ?? 0);
  });
}

describe('the arithmetic of clocks', () => {
  let folder: string;
  let org: LocalOrg;

  beforeAll(() => {
    // Metadata has to lie in the project; the cache folder of the local org is not under version control.
    mkdirSync('.local-org', { recursive: true });
    folder = mkdtempSync(join('.local-org', 'calendars-'));
    mkdirSync(join(folder, 'settings'));
    writeFileSync(join(folder, 'settings', 'BusinessHours.settings-meta.xml'), settings());
    org = createOrg({ projectDir: process.cwd(), alsoDeploy: [folder], now: Date.parse('2026-01-01T00:00Z') });
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(
    `agrees with Temporal in ${CASES} cases of calendar, zone, clock change, holiday, pause and hand-over`,
    { timeout: 300_000 },
    () => {
      for (let from = 0; from < CASES; from += BATCH) {
        const items = Array.from({ length: BATCH }, (_, k) => caseOf(from + k));
        const answers = ask(org, items);
        expect(answers).toHaveLength(BATCH);
        items.forEach((item, k) => check(item, answers[k] as Answer));
      }
    }
  );

  /** What a case has to go through between its start and its end, with its pause. */
  const passes = (item: Case, kind: (span: Span, after: Span, c: Calendar) => boolean): boolean => {
    const until = expectedDue(item) + item.pausedFor * 1000;
    let last: Span | null = null;
    for (const span of spans(item.calendar, item.start)) {
      if (span.from > until) return false;
      if (last && last.to > item.start && kind(last, span, item.calendar)) return true;
      last = span;
    }
    return false;
  };
  const opens = (c: Calendar, { date }: Span): Hours => c.week[date.dayOfWeek - 1] ?? null;
  const length = ([from, to]: readonly [number, number]): number => to - from;
  const KINDS: readonly (readonly [string, (item: Case) => boolean])[] = [
    [
      'holidays, whole and half',
      ({ calendar: c, ...item }) =>
        passes({ calendar: c, ...item }, (a, b) => {
          const between = c.holidays.filter(
            ({ date }) => Temporal.PlainDate.compare(date, a.date) >= 0 && Temporal.PlainDate.compare(date, b.date) <= 0
          );
          return between.some(({ morningOnly }) => morningOnly) && between.some(({ morningOnly }) => !morningOnly);
        })
    ],
    [
      'half days',
      (item) =>
        passes(item, (a, b, c) => {
          const [one, next] = [opens(c, a), opens(c, b)];
          return one !== null && next !== null && length(next) < length(one) && length(next) <= 240;
        })
    ],
    [
      'a shift over midnight',
      (item) =>
        passes(
          item,
          (a, b, c) =>
            opens(c, a)?.[1] === 1440 && (opens(c, a)?.[0] ?? 0) > 0 && opens(c, b)?.[0] === 0 && a.to === b.from
        )
    ],
    ['a change of the clocks', (item) => passes(item, (a, b, c) => offset(c, a.from) !== offset(c, b.to))]
  ];
  const offset = (c: Calendar, at: number): number =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(c.zone).offsetNanoseconds;

  it.each(KINDS)('has %s in at least ten of its first thousand cases', (_, is) => {
    const found = Array.from({ length: 1_000 }, (_one, i) => caseOf(i)).filter(
      (item) => onCalendar(item.unit) && is(item)
    );
    expect(found.length).toBeGreaterThanOrEqual(10);
  });
});
