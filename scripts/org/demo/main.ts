/**
 * Fills the demo org (ux.md 2.13) through the package's own faces: agreements are drafted, signed by both seats and
 * published, the engine is started, leads arrive at their instants, and their owners answer as they did.
 */
import type { Seed, SeedApi } from '../../local-org/org/index.ts';
import type { Activity } from './contacts.ts';
import { history } from './history.ts';
import type { DemoLead } from './history.ts';
import { people } from './people.ts';
import { INTEGRATION, today } from './today.ts';
import type { TodayLead } from './today.ts';
import { versions } from './versions.ts';
import type { Step } from './versions.ts';

const ADMIN = 'alex.admin';
/** Where the demo stands when a person opens it: half past ten in New York. */
const OPENS = Date.parse('2026-12-01T10:30:00-05:00');
const DAYS = 8;
const DAY = 24 * 60 * 60_000;

/** The part of the Apex class of that name which the demo looks at. */
interface VerbResult {
  readonly ok: boolean;
  readonly code: string | null;
  readonly message: string | null;
}

/** The part of the panel that the demo looks at. */
interface Panel {
  readonly clock: {
    readonly holderType: string;
    readonly holderId: string;
    readonly accountable: string | null;
  } | null;
}

const username = (handle: string): string => `${handle}@company.example`;

/** `days=0` gives the people and an agreement without a last day, and no leads. */
const seed: Seed = (api, options) => {
  const days = Number(options.days ?? DAYS);
  if (!Number.isInteger(days) || days < 0 || days > 91)
    throw new Error(`days is a whole number from 0 to 91, not "${options.days}".`);
  const world = new World(api);
  const steps = [
    ...versions(api, days === 0),
    { at: engineStart(days), run: () => startEngine(api) },
    ...history(days).flatMap((lead) => world.steps(lead)),
    ...(days > 0 ? [...people(api), ...today().flatMap((lead) => world.steps(lead))] : [])
  ];
  steps.sort((a, b) => a.at - b.at);
  steps.forEach((step, index) => {
    api.moveTo(step.at);
    step.run();
    if (index % 20 === 0) api.progress(index, steps.length);
  });
  api.moveTo(OPENS);
};

/** Before the first lead, and with the default number of days on the Sunday before them. */
function engineStart(days: number): number {
  return Math.min(Date.parse('2026-11-22T12:00:00-05:00'), OPENS - (days + 1) * DAY);
}

function startEngine(api: SeedApi): void {
  api.as(username(ADMIN), (s) => {
    s.insert('SLA_Source__c', [
      {
        Name: 'Telephony and mail',
        Source_Key__c: 'integration',
        Writer__c: username(INTEGRATION),
        Object__c: 'Task',
        Grade__c: 'Verified',
        Active__c: true
      }
    ]);
    s.call('EngineController.start', {});
  });
}

/** Leads by the demo's own rows: who owns them, and the id that the org gave them. */
class World {
  private readonly api: SeedApi;
  private readonly users: ReadonlyMap<string, string>;
  private readonly usernames: ReadonlyMap<string, string>;
  private readonly queues: ReadonlyMap<string, string>;
  private readonly ids = new Map<DemoLead, string>();

  constructor(api: SeedApi) {
    this.api = api;
    const found = api.as(username(ADMIN), (s) => ({
      users: s.ids('User', 'Username'),
      queues: s.ids('Group', 'DeveloperName')
    }));
    this.users = found.users;
    this.usernames = new Map([...found.users].map(([name, id]) => [id, name]));
    this.queues = found.queues;
  }

  steps(lead: DemoLead | TodayLead): Step[] {
    const steps: Step[] = [{ at: lead.createdAt, run: () => this.arrive(lead) }];
    for (const answer of lead.answers) steps.push({ at: answer.at, run: () => this.answer(lead, answer) });
    for (const activity of lead.activities)
      steps.push({ at: activity.syncedAt ?? activity.at, run: () => this.reachOut(lead, activity) });
    if ('moves' in lead) {
      for (const move of lead.moves) steps.push({ at: move.at, run: () => this.move(lead, move.owner, move.by) });
      if (lead.convertAt !== null) steps.push({ at: lead.convertAt, run: () => this.convert(lead) });
    }
    return steps;
  }

  private ownerId(owner: string): string {
    const id = owner.startsWith('#') ? this.queues.get(owner.slice(1)) : this.users.get(username(owner));
    if (!id) throw new Error(`The demo org has no owner ${owner}.`);
    return id;
  }

  private arrive(lead: DemoLead): void {
    const [id] = this.api.as(username(INTEGRATION), (s) =>
      s.insert('Lead', [{ ...lead.fields, OwnerId: this.ownerId(lead.owner) }])
    );
    this.ids.set(lead, id as string);
  }

  private answer(lead: DemoLead, answer: DemoLead['answers'][number]): void {
    const id = this.ids.get(lead) as string;
    const who = this.holderOf(id);
    if (who === null) return;
    const result = this.api.as(who, (s) =>
      s.call(`LeadPanelController.${answer.verb}`, parametersOf(id, answer))
    ) as VerbResult;
    if (result.ok !== true && !(answer.verb === 'dispose' && WENT_ANOTHER_WAY.has(result.code ?? '')))
      throw new Error(`${who} could not ${answer.verb} ${String(lead.fields.LastName)}: ${result.message}`);
  }

  /** A lead that was handed over meanwhile is answered by whoever has it now; one that went back to a queue by nobody. */
  private holderOf(leadId: string): string | null {
    const panel = this.api.as(username(ADMIN), (s) => s.call('LeadPanelController.getPanel', { leadId })) as Panel;
    const clock = panel.clock;
    const isReps = clock?.holderType === 'User' && clock.accountable !== 'Marketing';
    return isReps ? (this.usernames.get(clock.holderId) ?? null) : null;
  }

  /** A call or an e-mail that the integration wrote, or what the holder typed; who has nobody is reached by nobody. */
  private reachOut(lead: DemoLead, activity: Activity): void {
    const id = this.ids.get(lead) as string;
    const who = this.holderOf(id);
    if (who === null) return;
    const typed = activity.kind === 'typed';
    const task = {
      WhoId: id,
      OwnerId: this.users.get(who) as string,
      Status: 'Completed',
      Subject: activity.kind === 'email' ? 'E-mail' : 'Called',
      TaskSubtype: activity.kind === 'email' ? 'Email' : 'Call',
      CallDurationInSeconds: activity.seconds ?? null,
      ...(activity.syncedAt === undefined ? {} : { CreatedDate: new Date(activity.at).toISOString() })
    };
    this.api.as(typed ? who : username(INTEGRATION), (s) => s.insert('Task', [task]));
  }

  private move(lead: DemoLead, owner: string, by?: string): void {
    // Who owns a queue's leads is not its members' to change: Sales Ops does it.
    const mover = by ?? (lead.owner.startsWith('#') ? 'tom.weiss' : lead.owner);
    this.api.as(username(mover), (s) =>
      s.update('Lead', [{ Id: this.ids.get(lead) as string, OwnerId: this.ownerId(owner) }])
    );
  }

  private convert(lead: DemoLead): void {
    const request = {
      leadId: this.ids.get(lead) as string,
      doNotCreateOpportunity: false,
      convertedStatus: 'Closed - Converted'
    };
    this.api.as(username(lead.owner), (s) => s.convert(request));
  }
}

/** An outcome that was to be logged although the lead was handed over or went back meanwhile. */
const WENT_ANOTHER_WAY: ReadonlySet<string> = new Set(['ErrAcceptFirst', 'ErrNoOutcome', 'ErrStale']);

function parametersOf(leadId: string, answer: DemoLead['answers'][number]): Record<string, unknown> {
  if (answer.verb === 'accept') return { leadId };
  const why = { leadId, reasonCode: answer.reason, note: answer.note ?? null };
  if (answer.verb === 'dispose') return { ...why, backOn: answer.backOn ?? null };
  return answer.verb === 'pause' ? { ...why, until: new Date(answer.until ?? 0).toISOString() } : why;
}

export default seed;
