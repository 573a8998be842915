/**
 * Time on screen: one number everywhere, from the server's clock, in the viewer's zone (ux.md 2.1 "Time").
 * Nothing here trusts the device's clock: `syncServerTime` keeps the offset to the server.
 */
import LOCALE from '@salesforce/i18n/locale';
import TIME_ZONE from '@salesforce/i18n/timeZone';
import DurationHours from '@salesforce/label/c.DurationHours';
import DurationHoursOnly from '@salesforce/label/c.DurationHoursOnly';
import DurationMinutes from '@salesforce/label/c.DurationMinutes';
import DurationMinutesSeconds from '@salesforce/label/c.DurationMinutesSeconds';
import DurationSeconds from '@salesforce/label/c.DurationSeconds';

/** An instant as Apex sends it (ISO text), or epoch milliseconds. */
export type Instant = string | number;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Below this the number ticks in seconds; above it seconds would only make people nervous. */
export const TICKING = 5 * MINUTE;
const CALM_INTERVAL = 15 * SECOND;

let offset = 0;

/** Keeps how far the device is from the server. Call with the server's time as soon as an answer arrives. */
export function syncServerTime(serverNow: Instant): void {
  offset = toMillis(serverNow) - Date.now();
}

export function serverTime(): number {
  return Date.now() + offset;
}

export function toMillis(instant: Instant): number {
  return typeof instant === 'number' ? instant : Date.parse(instant);
}

/** Replaces {0}, {1}, ... in a label; numbers as the viewer writes them. */
export function format(label: string, ...values: (string | number)[]): string {
  return label.replace(/\{(\d+)\}/g, (whole, index) => said(values[Number(index)] ?? whole));
}

const numbers = new Intl.NumberFormat(LOCALE);

/** A count as the viewer writes numbers: `2,184`. */
export function count(value: number): string {
  return numbers.format(value);
}

function said(value: string | number): string {
  return typeof value === 'number' ? count(value) : value;
}

/** `3 h 12 min`, `12 min`, and below five minutes `4:59`. Always positive: the sentence says left or late. */
export function duration(millis: number): string {
  const size = Math.abs(millis);
  if (size < TICKING) {
    const seconds = Math.floor(size / SECOND);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  }
  return plainDuration(size);
}

/** Without seconds ever: `1 h`, `3 h 12 min`, `0 min`. */
export function plainDuration(millis: number): string {
  const minutes = Math.floor(Math.abs(millis) / MINUTE);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) {
    return format(DurationMinutes, rest);
  }
  return rest === 0 ? format(DurationHoursOnly, hours) : format(DurationHours, hours, rest);
}

/** How long something took, to the second below an hour: `3 min 12 s`. */
export function tookDuration(millis: number): string {
  const seconds = Math.round(Math.abs(millis) / SECOND);
  if (seconds >= 3600) {
    return plainDuration(seconds * SECOND);
  }
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) {
    return format(DurationSeconds, rest);
  }
  return rest === 0 ? format(DurationMinutes, minutes) : format(DurationMinutesSeconds, minutes, rest);
}

export function minutesLeft(millis: number): number {
  return Math.floor(Math.abs(millis) / MINUTE);
}

function formatter(options: Intl.DateTimeFormatOptions, zone = TIME_ZONE): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(LOCALE, { timeZone: zone, ...options });
}

const CLOCK_TIME: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hour12: false };

function dayKey(millis: number, zone: string): string {
  return formatter({ year: 'numeric', month: '2-digit', day: '2-digit' }, zone).format(millis);
}

/** True when the zone shows the day that is today for the viewer. */
export function isToday(instant: Instant, now: number, zone = TIME_ZONE): boolean {
  return dayKey(toMillis(instant), zone) === dayKey(now, TIME_ZONE);
}

/** `11:27` today, `Wed 2 Dec, 10:30` on another day, with the year when it is another year. */
export function instantText(instant: Instant, now: number, zone = TIME_ZONE): string {
  const today = isToday(instant, now, zone);
  return today ? formatter(CLOCK_TIME, zone).format(toMillis(instant)) : datedText(instant, now, zone);
}

/** `Tue 1 Dec, 10:03`, also today: for sentences about what happened, and when it will. */
export function datedText(instant: Instant, now: number, zone = TIME_ZONE): string {
  return `${dayText(instant, now, zone)}, ${formatter(CLOCK_TIME, zone).format(toMillis(instant))}`;
}

/** The city by which people know a zone: `Los Angeles` of `America/Los_Angeles`. */
export function zoneCity(zone: string): string {
  return (zone.split('/').at(-1) as string).replaceAll('_', ' ');
}

/** `Wed 2 Dec`, with the year when it is not this year's. */
export function dayText(instant: Instant, now: number, zone = TIME_ZONE): string {
  return `${formatter({ weekday: 'short' }, zone).format(toMillis(instant))} ${shortDay(instant, now, zone)}`;
}

/** `2 Dec`, with the year when it is not this year's. */
export function shortDay(instant: Instant, now: number, zone = TIME_ZONE): string {
  const part = (options: Intl.DateTimeFormatOptions, at: Instant): string =>
    formatter(options, zone).format(toMillis(at));
  const day = `${part({ day: 'numeric' }, instant)} ${part({ month: 'short' }, instant)}`;
  const year = part({ year: 'numeric' }, instant);
  return year === part({ year: 'numeric' }, now) ? day : `${day} ${year}`;
}

export interface ClockInstants {
  warnAt?: Instant | null;
  escalateAt?: Instant | null;
  dueAt?: Instant | null;
}

export type Level = 'Green' | 'Yellow' | 'Orange' | 'Red';

/** The level is a function of the instants and now; the screen never waits for a job to turn red. */
export function levelAt(clock: ClockInstants, now: number): Level {
  const passed = (instant?: Instant | null): boolean => instant != null && toMillis(instant) <= now;
  if (passed(clock.dueAt)) {
    return 'Red';
  }
  if (passed(clock.escalateAt)) {
    return 'Orange';
  }
  return passed(clock.warnAt) ? 'Yellow' : 'Green';
}

/* ---- one timer per page ---- */

export interface Ticker {
  /** Called with the server's time. */
  onTick(now: number): void;
  /** Called when the page is seen again after it was hidden: the moment to fetch anew. */
  onReturn?(): void;
  /** True while a number below five minutes is on screen: then it ticks each second. */
  isUrgent(now: number): boolean;
}

const tickers = new Set<Ticker>();
let timer: ReturnType<typeof setTimeout> | undefined;

function interval(): number {
  const now = serverTime();
  return [...tickers].some((ticker) => ticker.isUrgent(now)) ? SECOND : CALM_INTERVAL;
}

function schedule(): void {
  clearTimeout(timer);
  timer = undefined;
  if (tickers.size > 0 && !document.hidden) {
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- the one timer of the page (ux.md 2.1)
    timer = setTimeout(tick, interval());
  }
}

function tick(): void {
  const now = serverTime();
  tickers.forEach((ticker) => ticker.onTick(now));
  schedule();
}

function onVisibility(): void {
  if (document.hidden) {
    schedule();
    return;
  }
  tickers.forEach((ticker) => ticker.onReturn?.());
  tick();
}

/** Joins the page's one timer; returns how to leave it. */
export function startTicking(ticker: Ticker): () => void {
  if (tickers.size === 0) {
    document.addEventListener('visibilitychange', onVisibility);
  }
  tickers.add(ticker);
  schedule();
  return () => {
    tickers.delete(ticker);
    if (tickers.size === 0) {
      document.removeEventListener('visibilitychange', onVisibility);
    }
    schedule();
  };
}

export const MINUTE_MILLIS = MINUTE;
