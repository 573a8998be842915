/**
 * Fills the demo org (ux.md 2.13) through the package's own faces: the starter agreement is loaded, signed by both
 * seats and published, the engine is started, leads arrive at their instants, and their owners answer as they did.
 */
import type { Seed, SeedApi } from '../../local-org/org/index.ts';
import { history } from './history.ts';
import type { DemoLead } from './history.ts';
import { today } from './today.ts';
import type { TodayLead } from './today.ts';

const ADMIN = 'alex.admin';
const INTEGRATION = 'integration.user';
/** Where the demo stands when a person opens it: half past ten in New York. */
const OPENS = Date.parse('2026-12-01T10:30:00-05:00');
const DAYS = 8;

/** The part of the Apex class of that name which the demo looks at. */
interface VerbResult {
  readonly ok: boolean;
  readonly message: string | null;
}

interface Step {
  readonly at: number;
  run(): void;
}

const username = (handle: string): string => `${handle}@company.example`;

/** `days=0` gives the agreement and the people only. */
const seed: Seed = (api, options) => {
  const days = Number(options.days ?? DAYS);
  if (!Number.isInteger(days) || days < 0 || days > 91)
    throw new Error(`days is a whole number from 0 to 91, not "${options.days}".`);
  startEngine(api);
  const world = new World(api);
  const steps = [
    ...history(days).flatMap((lead) => world.steps(lead)),
    ...(days > 0 ? today().flatMap((lead) => world.steps(lead)) : [])
  ];
  steps.sort((a, b) => a.at - b.at);
  steps.forEach((step, index) => {
    api.moveTo(step.at);
    step.run();
    if (index % 20 === 0) api.progress(index, steps.length);
  });
  api.moveTo(OPENS);
};

function startEngine(api: SeedApi): void {
  const agreement = api.as(username(ADMIN), (s) => s.call('AgreementController.loadStarter', {})) as string;
  api.as(username(ADMIN), (s) => {
    const users = s.ids('User', 'Username');
    s.update('SLA_Policy__c', [
      {
        Id: agreement,
        Sales_Seat__c: users.get(username('carla.reyes')) ?? null,
        Marketing_Seat__c: users.get(username('mia.okafor')) ?? null,
        Fallback_Owner__c: users.get(username('tom.weiss')) ?? null
      }
    ]);
  });
  api.as(username('carla.reyes'), (s) => s.call('AgreementController.sign', { agreementId: agreement, seat: 'Sales' }));
  api.as(username('mia.okafor'), (s) =>
    s.call('AgreementController.sign', { agreementId: agreement, seat: 'Marketing' })
  );
  api.as(username(ADMIN), (s) => s.call('AgreementController.publish', { agreementId: agreement }));
  api.as(username(ADMIN), (s) => s.call('EngineController.start', {}));
}

/** Leads by the demo's own rows: who owns them, and the id that the org gave them. */
class World {
  private readonly api: SeedApi;
  private readonly users: ReadonlyMap<string, string>;
  private readonly queues: ReadonlyMap<string, string>;
  private readonly ids = new Map<DemoLead, string>();

  constructor(api: SeedApi) {
    this.api = api;
    const found = api.as(username(ADMIN), (s) => ({
      users: s.ids('User', 'Username'),
      queues: s.ids('Group', 'DeveloperName')
    }));
    this.users = found.users;
    this.queues = found.queues;
  }

  steps(lead: DemoLead | TodayLead): Step[] {
    const steps: Step[] = [{ at: lead.createdAt, run: () => this.arrive(lead) }];
    for (const answer of lead.answers) steps.push({ at: answer.at, run: () => this.answer(lead, answer) });
    if ('moves' in lead) {
      for (const move of lead.moves) steps.push({ at: move.at, run: () => this.move(lead, move.owner) });
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
    const parameters =
      answer.verb === 'accept' ? { leadId: id } : { leadId: id, reasonCode: answer.reason, note: answer.note ?? null };
    const result = this.api.as(username(lead.owner), (s) =>
      s.call(`LeadPanelController.${answer.verb}`, parameters)
    ) as VerbResult;
    if (result.ok !== true)
      throw new Error(`${lead.owner} could not ${answer.verb} ${String(lead.fields.LastName)}: ${result.message}`);
  }

  private move(lead: DemoLead, owner: string): void {
    this.api.as(username(lead.owner), (s) =>
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

export default seed;
