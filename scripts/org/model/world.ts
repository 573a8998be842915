import { fold } from '../ledger/fold.ts';
import { compare, stateFields } from '../ledger/compare.ts';
import type { Field } from '../ledger/compare.ts';
import type { State, Value } from '../ledger/fold.ts';
import { Proof } from '../tests/kit.ts';
import type { Json } from '../tests/kit.ts';
import { LEVELS, LINES } from './clock.ts';

const MINUTE = 60_000;
const HANDLES: Readonly<Record<string, string>> = { sam: 'sam.ortiz', ana: 'ana.ruiz', bruna: 'bruna.lima' };

/** A clock of the org, in the words of the model. */
export interface Seen {
  readonly stage: string;
  readonly cycle: number;
  readonly start: number;
  readonly line: string;
  readonly [field: string]: unknown;
}

/** The package in a local org with the agreement of the model, and every signal as a customer would give it. */
export class World {
  private readonly proof: Proof;
  private readonly names = new Map<string, string>();
  private leads = 0;

  constructor() {
    this.proof = new Proof({ bare: true, also: ['scripts/org/model/customer'] });
    for (const [name, handle] of Object.entries(HANDLES)) this.names.set(this.proof.userId(handle), name);
    for (const queue of ['Nurture', 'Recycle']) this.names.set(this.proof.queueId(queue), `#${queue}`);
    this.proof.call('alex.admin', 'AgreementController.loadStarter');
    this.proof.apex(agreement());
    this.proof.call('alex.admin', 'EngineController.start');
    this.proof
      .apex(`SLA_Switch__c row = SLA_Switch__c.getOrgDefaults(); row.Go_Live_Step__c = 'Enforce'; update as system row;
      insert as system new SLA_Source__c(Name = 'Phone', Source_Key__c = 'phone', Writer__c = 'integration.user@company.example', Object__c = 'Task', Grade__c = 'Verified', Active__c = true);`);
  }

  /** Minutes since 1970. */
  now(): number {
    return this.proof.org.clock.now() / MINUTE;
  }

  // ---- time

  /** Time passes, with every tick, sweep and path. */
  pass(minutes: number): void {
    this.proof.pass(minutes);
  }

  /** Time passes and nothing runs: every tick of that time is lost or late. */
  sleep(minutes: number): void {
    this.proof.org.clock.set(this.proof.org.clock.now() + minutes * MINUTE);
  }

  /** What waits runs; `reverse`: deferred events in the opposite order. */
  drain(reverse: boolean): void {
    if (reverse) this.proof.org.async.reverseEvents();
    this.proof.drain();
  }

  /** Ticks every clock of the leads so often; `holds`: what follows from it waits. */
  tick(leads: readonly string[], times: number, holds = false): void {
    const apex = `Set<Id> ids = new Map<Id, Lead_Timer__c>([SELECT Id FROM Lead_Timer__c WHERE Lead_Id__c IN (${quoted(leads)}) WITH SYSTEM_MODE]).keySet();
      if (!ids.isEmpty()) { Ticks.run(ids, 'Sweep'); }`;
    for (let n = 0; n < times; n++) {
      if (holds) this.proof.hold(apex);
      else this.proof.apex(apex);
    }
  }

  // ---- signals

  create(owner: string, score: number, exhausted: boolean): string {
    const name = `Model ${++this.leads}`;
    this.run(
      `${exhausted ? SPEND : ''}insert as system new Lead(FirstName = 'Test', LastName = '${name}', Company = '${name} Ltd', Lead_Score__c = ${score}, OwnerId = '${this.idOf(owner)}');`,
      false
    );
    return this.proof.rows(`SELECT Id FROM Lead WHERE LastName = '${name}'`)[0]?.Id as string;
  }

  /** Two kernels that both saw no clock: the second finds the key taken, reads again and applies once more. */
  race(lead: string): void {
    this.run(
      `Set<Id> ids = new Set<Id>{ '${lead}' };
      Map<Id, List<Lead_Timer__c>> stale = ClockStore.lock(ids);
      LeadSignals.apply(new List<String>{ '${lead}' }, System.now(), 'Deferred');
      ClockStore.hand(stale);
      LeadSignals.apply(new List<String>{ '${lead}' }, System.now(), 'Deferred');`,
      false
    );
  }

  set(lead: string, fields: { owner?: string; score?: number }, exhausted: boolean): void {
    const values = [
      ...(fields.owner === undefined ? [] : [`OwnerId = '${this.idOf(fields.owner)}'`]),
      ...(fields.score === undefined ? [] : [`Lead_Score__c = ${fields.score}`])
    ];
    this.run(`${exhausted ? SPEND : ''}update as system new Lead(Id = '${lead}', ${values.join(', ')});`, false);
  }

  /** Both leads in one save of which the customer's rule refuses those named `Refused`. */
  bulk(leads: readonly string[], owner: string, refused: string): void {
    const rows = leads.map(
      (id) =>
        `new Lead(Id = '${id}', OwnerId = '${this.idOf(owner)}', FirstName = '${id === refused ? 'Refused' : 'Test'}')`
    );
    this.run(`Database.update(new List<Lead>{ ${rows.join(', ')} }, false, AccessLevel.SYSTEM_MODE);`, false);
  }

  verb(who: string, lead: string, verb: string, minutes = 0): boolean {
    const reason =
      verb === 'reject'
        ? `request.reasonCode = 'NOT_ICP'; request.note = 'Sells to nobody that we know of, really.';`
        : '';
    const until =
      verb === 'pause'
        ? `request.reasonCode = 'CUSTOMER_ASKED'; request.until = System.now().addMinutes(${minutes});`
        : '';
    const said = this.proof.org.async.runAs(this.proof.user(HANDLES[who] as string), 'anonymous', (tx) => {
      this.proof.org.program.execute(
        tx,
        `VerbRequest request = new VerbRequest(SignalKind.${verb.toUpperCase()}, '${lead}'); ${reason}${until}
        System.debug(Verbs.run(new List<VerbRequest>{ request }, 'User')[0].code);`
      );
      return ((tx as unknown as { log: readonly { text: string }[] }).log.at(-1) as { text: string }).text;
    });
    return !said.startsWith('Err');
  }

  /** A logged call: by the telephony (verified) or typed by the rep (claimed). Returns its id. */
  call(who: string, lead: string, verified: boolean): string {
    const owner = this.idOf(who);
    const before = new Set(this.tasks(lead));
    this.run(
      `insert as system new Task(WhoId = '${lead}', OwnerId = '${owner}', Subject = 'Call', TaskSubtype = 'Call', Status = 'Completed', ActivityDate = Date.today());`,
      false,
      verified ? 'integration.user' : HANDLES[who]
    );
    return this.tasks(lead).find((id) => !before.has(id)) as string;
  }

  private tasks(lead: string): string[] {
    return this.proof.rows(`SELECT Id FROM Task WHERE WhoId = '${lead}'`).map(({ Id: id }) => id as string);
  }

  convert(lead: string): void {
    this.run(
      `Database.LeadConvert one = new Database.LeadConvert(); one.setLeadId('${lead}'); one.setDoNotCreateOpportunity(true);
      one.setConvertedStatus([SELECT ApiName FROM LeadStatus WHERE IsConverted = TRUE WITH SYSTEM_MODE LIMIT 1].ApiName); Database.convertLead(one);`,
      false
    );
  }

  merge(winner: string, loser: string): void {
    this.run(`merge new Lead(Id = '${winner}') '${loser}';`, false);
  }

  remove(lead: string, back: boolean): void {
    this.run(`${back ? 'undelete' : 'delete'} as system new Lead(Id = '${lead}');`, false);
  }

  /** The same inbound event twice. */
  inbound(lead: string): void {
    const event = `new SLA_Inbound__e(Kind__c = 'LeadChanged', Lead_Id__c = '${lead}', At__c = System.now(), Key__c = 'twice')`;
    this.run(`EventBus.publish(${event}); EventBus.publish(${event});`, false);
  }

  private run(apex: string, drains: boolean, as?: string): void {
    if (drains) this.proof.apex(apex, as);
    else this.proof.hold(apex, as);
  }

  private idOf(name: string): string {
    const found = [...this.names].find(([, one]) => one === name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found[0];
  }

  // ---- what the org says

  clocks(lead: string): Seen[] {
    return this.proof.clocks(lead).map((clock) => this.seen(clock));
  }

  /** Types, levels and contractual instants of the entries of a lead. */
  told(lead: string): { type: string; level: number | null; at: number }[] {
    return this.proof
      .rows(`SELECT Type__c, Level__c, At__c FROM SLA_Entry__c WHERE Lead_Id__c = '${lead}' ORDER BY Name`)
      .map((row) => ({
        type: row.Type__c as string,
        level: row.Type__c === 'LevelRaised' ? LEVELS.indexOf(row.Level__c as 'Red') : null,
        at: minute(row.At__c) as number
      }));
  }

  /** Where clocks of the lead are not what their entries tell, and what waits although nothing failed. */
  broken(lead: string): unknown[] {
    const fields = stateFields(this.fields());
    const differences = this.proof.clocks(lead).flatMap((clock) => {
      const entries = this.proof
        .rows(`SELECT Name, After__c FROM SLA_Entry__c WHERE Clock__c = '${clock.Id as string}'`)
        .map((row) => ({ name: row.Name as string, detectedAt: 0, after: row.After__c as string | null }));
      return compare(clock.Name as string, clock as State, fold(entries), fields);
    });
    const waiting = this.proof.rows(`SELECT Lead_Id__c, Error__c FROM SLA_Inbox__c WHERE Lead_Id__c = '${lead}'`);
    const twice = this.proof.rows(
      `SELECT Clock__c, Level__c, COUNT(Id) n FROM SLA_Entry__c WHERE Lead_Id__c = '${lead}' AND Type__c = 'LevelRaised' GROUP BY Clock__c, Level__c HAVING COUNT(Id) > 1`
    );
    return [...differences, ...waiting, ...twice];
  }

  private fields(): Field[] {
    const object = this.proof.org.schema.object('Lead_Timer__c');
    return (object?.fields ?? []).map((field) => ({
      name: field.name.replace(/^baton__/, ''),
      type:
        field.type === 'Reference'
          ? 'reference'
          : field.type.toLowerCase() === 'datetime'
            ? 'datetime'
            : field.type === 'Boolean'
              ? 'boolean'
              : 'string',
      scale: 4,
      isFormula: false
    }));
  }

  private seen(clock: Json): Seen {
    const at = (field: string): number | null => minute(clock[field] as Value);
    const pauses = JSON.parse((clock.Pauses__c as string | null) ?? '[]') as { since: string; until: string }[];
    return {
      stage: clock.Stage__c as string,
      role: clock.Role__c,
      cycle: clock.Cycle__c as number,
      state: clock.State__c,
      level: LEVELS.indexOf(clock.Level__c as 'Red'),
      start: at('Start_At__c') as number,
      instants: [at('Warn_At__c'), at('Escalate_At__c'), at('Due_At__c')],
      line: clock.Target_Name__c as string,
      holder: this.names.get(clock.Holder_Id__c as string),
      stop: at('Stop_At__c'),
      outcome: clock.Outcome__c ?? null,
      breached: clock.Is_Breached__c === 1,
      decidedBy: this.names.get(clock.Decided_By_Id__c as string) ?? null,
      undoUntil: at('Undo_Until__c'),
      effectAt: at('Effect_At__c'),
      pauses: pauses.map(({ since, until }) => ({ since: minute(since), until: minute(until) })),
      open: clock.Active_Key__c !== null
    };
  }
}

/** Uses the customer's share of queries, so that the package defers. */
const SPEND =
  'for (Integer i = 0; i < 90; i++) { System.debug(LoggingLevel.FINEST, [SELECT COUNT() FROM Organization WITH SYSTEM_MODE]); } ';

function minute(text: unknown): number | null {
  return text === null || text === undefined ? null : Date.parse(text as string) / MINUTE;
}

function quoted(ids: readonly string[]): string {
  return ids.map((id) => `'${id}'`).join(', ');
}

/** The lines of the model as an active agreement, in calendar minutes. */
function agreement(): string {
  const lines = Object.values(LINES).flatMap((pair) => pair.map((line, at) => ({ ...line, order: at + 1 })));
  const rows = lines.map(
    ({
      key,
      stage,
      promise,
      order
    }) => `new SLA_Target__c(Policy__c = policy.Id, Name = '${key}', Target_Key__c = 'model:1:${stage}:Any:${order}', Stage__c = '${stage}', Role__c = 'Any', Order__c = ${order},
      Accountable__c = 'Sales', Applies_When__c = ${order === 1 ? `Lead.Lead_Score__c + ' > 80'` : 'null'}, Promise_Minutes__c = ${promise}, Unit__c = 'CalendarMinutes', Hours_Of__c = 'Owner', Stop_Grade__c = 'Verified')`
  );
  const steps = lines.flatMap(({ yellow, orange, promise }, at) =>
    [yellow, orange, promise].map(
      (offset, n) =>
        `new SLA_Step__c(Target__c = lines[${at}].Id, Step_Key__c = lines[${at}].Target_Key__c + ':${n}', Order__c = ${n + 1}, Offset_Minutes__c = ${offset}, Offset_From__c = 'Start', Level__c = '${LEVELS[n + 1]}', Action__c = 'Notify', Recipient_Kind__c = 'Owner')`
    )
  );
  return `SLA_Policy__c policy = new SLA_Policy__c(Name = 'Model', Policy_Key__c = 'model', Version__c = 1, Version_Key__c = 'model:1', Order__c = 1, Veto_Above__c = 80, Veto_Note_Min__c = 20, Undo_Minutes__c = 5, Grace_Minutes__c = 15, Marketing_Queue__c = 'Recycle');
    insert as system policy;
    List<SLA_Target__c> lines = new List<SLA_Target__c>{ ${rows.join(', ')} };
    insert as system lines;
    insert as system new List<SLA_Step__c>{ ${steps.join(', ')} };
    AgreementWriter.save(new List<SLA_Policy__c>{ new SLA_Policy__c(Id = policy.Id, Status__c = 'Active') });`;
}
