/** The leads of the days before today, each a function of its row number, and how their owner answered. */
import {
  COMPANIES,
  FAMILY,
  GIVEN,
  HOURS,
  REGIONS,
  REJECT_REASONS,
  REPS,
  SEGMENTS,
  SOURCES,
  UTC_OFFSET
} from './tables.ts';
import type { Habit, Region } from './tables.ts';
import { story } from './contacts.ts';
import type { Activity } from './contacts.ts';
import { pick, u, z } from './random.ts';

export interface Answer {
  readonly at: number;
  readonly verb: 'accept' | 'reject' | 'dispose' | 'pause';
  readonly reason?: string;
  readonly note?: string;
  /** Outcome: day from which the lead may come back. */
  readonly backOn?: string;
  /** Pause: when it ends. */
  readonly until?: number;
}

export interface DemoLead {
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly owner: string;
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
  readonly answers: readonly Answer[];
  readonly activities: readonly Activity[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Leads on a weekday and on a day of the weekend. */
const PER_WEEKDAY = 30;
const PER_WEEKEND_DAY = 9;
/** Half past eight days of leads are 198. */
const TODAY = Date.UTC(2026, 11, 1);

/** Every history lead of the `days` days before 1 December 2026, oldest first. */
export function history(days: number): DemoLead[] {
  const leads: DemoLead[] = [];
  for (let day = days; day >= 1; day--) {
    const start = TODAY - day * DAY;
    const weekday = new Date(start).getUTCDay();
    const count = weekday === 0 || weekday === 6 ? PER_WEEKEND_DAY : PER_WEEKDAY;
    for (let n = 0; n < count; n++) leads.push(historyLead(leads.length, start));
  }
  return leads.sort((a, b) => a.createdAt - b.createdAt);
}

function historyLead(i: number, day: number): DemoLead {
  const region = pick(REGIONS, u(i, 'region'));
  const habit = ownerOf(i, region);
  const createdAt = creation(i, day, region);
  const fields = leadFields(i, region);
  const answers = answersOf(i, habit, createdAt);
  const accepted = answers.find((answer) => answer.verb === 'accept');
  const base = { createdAt, owner: habit.handle, fields };
  if (!accepted) return { ...base, answers, activities: [] };
  const later = (at: number, minutes: number): number => addOpenMinutes(habit, at, minutes);
  const told = story(i, habit, String(fields.LeadSource), accepted.at, later, TODAY);
  const outcome: Answer[] = told.outcome ? [{ ...told.outcome, verb: 'dispose' }] : [];
  return { ...base, answers: [...answers, ...outcome], activities: told.activities };
}

function ownerOf(i: number, region: Region): Habit {
  const reps = REPS[region];
  return reps[Math.floor(u(i, 'owner') * reps.length)] as Habit;
}

function creation(i: number, day: number, region: Region): number {
  const hour = pick(HOURS, u(i, 'hour'));
  const local = day + hour * HOUR + Math.floor(u(i, 'minute') * 60) * MINUTE + Math.floor(u(i, 'second') * 60) * 1000;
  return local - UTC_OFFSET[region] * HOUR;
}

function leadFields(i: number, region: Region): DemoLead['fields'] {
  const given = GIVEN[i % GIVEN.length] as string;
  const family = FAMILY[(7 * i) % FAMILY.length] as string;
  const source = pick(SOURCES, u(i, 'source'));
  const company = COMPANIES[Math.floor(u(i, 'company') * COMPANIES.length)] as string;
  const score = source.score && Math.round(source.score[0] + u(i, 'score') * (source.score[1] - source.score[0]));
  return {
    FirstName: given,
    LastName: family,
    Company: company,
    Email: `${given}.${family}@${company.replaceAll(' ', '').toLowerCase()}.example`.toLowerCase(),
    Phone: `+1 202 555 01${String(i % 100).padStart(2, '0')}`,
    LeadSource: source.name,
    Lead_Type__c: source.type,
    Lead_Score__c: score,
    Segment__c: pick(SEGMENTS, u(i, 'segment')),
    Description: `Region ${region}`
  };
}

/** Counted on the owner's calendar: an answer never falls outside the hours in which the owner works. */
function answersOf(i: number, habit: Habit, createdAt: number): Answer[] {
  const minutes =
    habit.median * Math.exp(0.9 * z(i, 'accept')) + (u(i, 'slow') < habit.slow ? 75 + 240 * u(i, 'slowness') : 0);
  const at = addOpenMinutes(habit, createdAt, Math.max(1, Math.round(minutes)));
  if (at >= TODAY) return [];
  if (u(i, 'decision') >= habit.reject) return [{ at, verb: 'accept' }];
  const reason = pick(REJECT_REASONS, u(i, 'reason'));
  return [
    { at, verb: 'reject', reason, note: `Checked: ${reason.toLowerCase().replaceAll('_', ' ')} for this agreement.` }
  ];
}

function isOpen(habit: Habit, instant: number): boolean {
  const date = new Date(instant - (habit.closes > 24 ? (habit.closes - 24) * HOUR : 0));
  const hour = (instant % DAY) / HOUR;
  const inHours =
    habit.closes > 24 ? hour >= habit.opens || hour < habit.closes - 24 : hour >= habit.opens && hour < habit.closes;
  return inHours && date.getUTCDay() !== 0 && date.getUTCDay() !== 6;
}

function addOpenMinutes(habit: Habit, start: number, minutes: number): number {
  let at = start;
  for (let left = minutes; left > 0;) {
    at += MINUTE;
    if (isOpen(habit, at)) left--;
  }
  return at;
}
