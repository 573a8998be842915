import { toInstant } from '../../values/index.ts';
import { ApexDatetime } from '../../values/index.ts';
import { badRequest } from '../../api/index.ts';
import type { DueWork } from '../../contracts/async.ts';
import type { Site } from './context.ts';

/** The furthest that one click may move: a year of sweeps is long, a wrong date is easily typed. */
const FURTHEST_MS = 400 * 86_400_000;

export function clockState(site: Site): { now: number; next: { at: number; label: string } | null } {
  const next = nextDue(site.org.async.pending());
  return { now: site.org.clock.now(), next: next ? { at: next.at, label: next.label } : null };
}

/** What a person waits for: a scheduled path before a job that only sweeps; never housekeeping that repeats itself. */
function nextDue(pending: readonly DueWork[]): DueWork | undefined {
  const ordered = [...pending].sort((a, b) => a.at - b.at);
  return (
    ordered.find((work) => work.kind === 'scheduledPath') ??
    ordered.find((work) => work.kind !== 'schedule' && work.kind !== 'queueable')
  );
}

interface Move {
  readonly by?: number;
  readonly to?: number;
  readonly local?: string;
}

/** Moves the clock forward and runs what falls due on the way. */
export function moveTime(site: Site, body: unknown): object {
  const until = target(site, body as Move);
  const now = site.org.clock.now();
  if (!Number.isFinite(until)) throw badRequest('INVALID_TIME', 'The time to go to is not understood.');
  if (until < now) throw badRequest('INVALID_TIME', 'Time only goes forward here. Reset goes back to the start.');
  if (until - now > FURTHEST_MS) throw badRequest('INVALID_TIME', 'That is more than 400 days ahead.');
  const result = site.org.async.advanceTo(until);
  return {
    ...clockState(site),
    ran: result.ran,
    failures: result.failures.map(({ label, message }) => ({ label, message }))
  };
}

function target(site: Site, move: Move): number {
  if (move.by !== undefined) return site.org.clock.now() + move.by;
  if (move.to !== undefined) return move.to;
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(move.local ?? '');
  const wall = parts ? ApexDatetime.tryParseIso(`${parts[1]}T${parts[2]}:00Z`) : undefined;
  return wall ? toInstant(site.config.timeZone ?? site.org.organization.timeZone, wall.at) : Number.NaN;
}
