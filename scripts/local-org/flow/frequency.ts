import { ApexDate, ApexDatetime, ApexTime, daysInMonth } from '../values/index.ts';
import type { ScheduleModel } from './model.ts';
import type { FlowProgram } from './program.ts';

const HOUR = 3_600_000;
/** A schedule that has no run within so many days has none. */
const HORIZON_DAYS = 366 * 9;

/** A schedule with its first day and its time of day. */
export interface Schedule extends ScheduleModel {
  readonly first: ApexDate;
  /** Milliseconds after midnight. */
  readonly time: number;
}

export function scheduleOf(program: FlowProgram): Schedule {
  const { schedule, line } = program.model.start;
  const first = schedule && ApexDate.tryParse(schedule.startDate);
  const time = schedule && ApexTime.tryParse(schedule.startTime.replace(/Z$/, ''));
  if (!schedule || !first || !time)
    throw new Error(`${program.model.file}:${line}: the schedule of the flow cannot be read.`);
  return { ...schedule, first, time: time.millis };
}

/** A month that is too short runs on its last day (assumed). */
function runsMonthly({ first, dayOfMonth }: Schedule, day: ApexDate): boolean {
  const last = daysInMonth(day.year, day.month);
  const wanted = dayOfMonth ?? first.day;
  return day.day === (wanted === -1 ? last : Math.min(wanted, last));
}

/** Whether the flow runs on a day from its first on (Metadata API: FlowSchedule). */
function runsOn(schedule: Schedule, day: ApexDate): boolean {
  const { first, weekdays } = schedule;
  switch (schedule.frequency) {
    case 'Once':
      return day.days === first.days;
    case 'Hourly':
    case 'Daily':
      return true;
    case 'Weekdays':
      return day.weekday !== 0 && day.weekday !== 6;
    case 'Weekly':
      return weekdays.length > 0 ? weekdays.includes(day.weekday) : day.weekday === first.weekday;
    case 'Monthly':
      return runsMonthly(schedule, day);
    case 'Yearly':
      return day.month === first.month && day.day === first.addYears(day.year - first.year).day;
  }
}

function nextHour({ first, time, times }: Schedule, zone: string, now: number): number | undefined {
  const start = ApexDatetime.ofDateTime(zone, first, time).at;
  const index = start > now ? 0 : Math.floor((now - start) / HOUR) + 1;
  return times !== undefined && index >= times ? undefined : start + index * HOUR;
}

/** The first instant of a schedule after `now`; undefined when it never comes again. */
export function nextRun(schedule: Schedule, zone: string, now: number): number | undefined {
  if (schedule.frequency === 'Hourly') return nextHour(schedule, zone, now);
  const today = new ApexDatetime(now).date(zone);
  const last = today.days + HORIZON_DAYS;
  // Runs are counted from the first day on; without a count the past is passed over.
  const from = schedule.times === undefined ? Math.max(schedule.first.days, today.days) : schedule.first.days;
  let run = 0;
  for (let day = new ApexDate(from); day.days <= last; day = day.addDays(1)) {
    if (!runsOn(schedule, day)) continue;
    if (schedule.times !== undefined && ++run > schedule.times) return undefined;
    const at = ApexDatetime.ofDateTime(zone, day, schedule.time).at;
    if (at > now) return at;
    if (schedule.frequency === 'Once') return undefined;
  }
  return undefined;
}
