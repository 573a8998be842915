import { fold } from '../ledger/fold.ts';
import { compare, stateFields } from '../ledger/compare.ts';
import type { Field } from '../ledger/compare.ts';
import type { State, Value } from '../ledger/fold.ts';
import type { OrgReader } from '../ledger/read.ts';
import type { TakenEvent } from '../../local-org/async/index.ts';
import { Proof } from '../tests/kit.ts';
import type { Json } from '../tests/kit.ts';
import { agreement, reasons } from './agreement.ts';
import { LEVELS, VERSIONS } from './clock.ts';
import { MARKETING, MEMBERS, QUEUE } from './people.ts';

const MINUTE = 60_000;
const HANDLES: Readonly<Record<string, string>> = {
  sam: 'sam.ortiz',
  ana: 'ana.ruiz',
  bruna: 'bruna.lima',
  marco: 'marco.silva',
  grace: 'grace.kim',
  lena: 'lena.vogt',
  oliver: 'oliver.reed',
  priya: 'priya.nair',
  yuki: 'yuki.mori',
  ken: 'ken.sato'
};

/** A clock of the org, in the words of the model. */
export interface Seen {
  readonly stage: string;
  readonly cycle: number;
  readonly start: number;
  readonly [field: string]: unknown;
}

/** Deferred work that waits: what it is about, and the hand that delivers it. */
export interface Waiting {
  readonly kind: string;
  readonly at: number;
  readonly ids: readonly string[];
  deliver(): void;
}

/** Fields of a lead that signals change. */
export interface LeadFields {
  readonly owner?: string;
  readonly score?: number;
  readonly mql?: true;
  readonly outbound?: boolean;
  readonly intent?: boolean;
  readonly noCall?: boolean;
  readonly noMail?: boolean;
  readonly group?: 'none' | 'in' | 'known';
}

/** The package in a local org with the agreement of the model, and every signal as a customer would give it. */
export class World {
  private readonly proof: Proof;
  private readonly names = new Map<string, string>();
  private leads = 0;
  private version = 1;
  private readonly state: Field[];
  /** When the hourly check ran last. */
  lastCheck = 0;

  constructor() {
    this.proof = new Proof({ bare: true, also: ['scripts/org/model/customer'] });
    for (const [name, handle] of Object.entries(HANDLES)) this.names.set(this.proof.userId(handle), name);
    for (const queue of ['Nurture', 'Recycle', 'Committee']) this.names.set(this.proof.queueId(queue), `#${queue}`);
    this.proof.call('alex.admin', 'AgreementController.loadStarter');
    this.proof.apex(reasons());
    for (const version of VERSIONS) this.proof.apex(agreement(version));
    this.proof.call('alex.admin', 'EngineController.start');
    for (const member of MEMBERS)
      this.proof.apex(
        `insert as system new GroupMember(GroupId = '${this.idOf(QUEUE)}', UserOrGroupId = '${this.idOf(member)}');`
      );
    this.proof
      .apex(`SLA_Switch__c row = SLA_Switch__c.getOrgDefaults(); row.Go_Live_Step__c = 'Enforce'; row.Beat_Minutes__c = 10;
      update as system row;
      insert as system new SLA_Source__c(Name = 'Phone', Source_Key__c = 'phone', Writer__c = 'integration.user@company.example', Object__c = 'Task', Grade__c = 'Verified', Active__c = true);`);
    this.state = stateFields(this.fields());
    this.proof.org.async.holdEvents();
  }

  /** Minutes since 1970. */
  now(): number {
    return this.proof.org.clock.now() / MINUTE;
  }

  // ---- time and what waits

  /** The instant of the next work that is no event; null when there is none. */
  nextDue(): number | null {
    const next = this.proof.org.async.next();
    return next === undefined ? null : next.at / MINUTE;
  }

  /** The clock shows that minute; nothing runs. */
  sleepUntil(minute: number): void {
    this.proof.org.clock.set(minute * MINUTE);
  }

  /** Jobs and paths that are due run; each is told before it does. Returns how many. */
  runDue(before: (label: string) => void): number {
    const { ran, failures } = this.proof.org.async.advanceTo(this.proof.org.clock.now(), ({ label }) => before(label));
    if (failures.length > 0) throw new Error(failures.map(({ label, message }) => `${label}: ${message}`).join('\n'));
    return ran;
  }

  /** Events that wait, taken off the bus. What nobody listens to is none. */
  waiting(): Waiting[] {
    return this.proof.org.async.takeEvents().map(asWaiting);
  }

  /** Ticks every clock of the leads, by the action that the escalation flow calls. */
  tick(leads: readonly string[]): void {
    this.run(`List<ClockTickAction.Request> all = new List<ClockTickAction.Request>();
      for (Lead_Timer__c clock : [SELECT Id FROM Lead_Timer__c WHERE Lead_Id__c IN (${quoted(leads)}) WITH SYSTEM_MODE]) {
        ClockTickAction.Request one = new ClockTickAction.Request(); one.clockId = clock.Id; all.add(one); }
      if (!all.isEmpty()) { ClockTickAction.tick(all); }`);
  }

  /** The hourly check, as a job that is due now. */
  startHourly(): void {
    this.run('Reconciliation.start(null);');
  }

  /** The kill switch, by its own hands. */
  engine(on: boolean): void {
    this.hold(on ? 'Engine.start();' : `Engine.stop('A test of the switch.');`, 'alex.admin');
  }

  /** When the lead was saved last, in minutes; null when Baton never had it. */
  savedAt(lead: string): number | null {
    const [row] = this.proof.rows(`SELECT LastModifiedDate FROM Lead WHERE Id = '${lead}' AND SLA_Cycle__c > 0`);
    return row === undefined ? null : Math.floor(minute(row.LastModifiedDate) as number);
  }

  /** Sweeps that wait to run: one while the engine is on, whatever happened. */
  sweeps(): number {
    return this.proof.count(
      `AsyncApexJob WHERE ApexClass.Name = 'ClockSweep' AND Status NOT IN ('Completed', 'Failed', 'Aborted')`
    );
  }

  /** That rep is off duty until then, or on duty again. */
  duty(who: string, until: number | null): void {
    const values =
      until === null
        ? `Duty__c = 'On', Off_Duty_Until__c = null`
        : `Duty__c = 'Off', Off_Duty_Until__c = Datetime.newInstance(${until * MINUTE}L)`;
    this
      .run(`List<Sales_Rep__c> reps = [SELECT Id FROM Sales_Rep__c WHERE User__c = '${this.idOf(who)}' WITH SYSTEM_MODE];
      update as system new Sales_Rep__c(Id = reps[0].Id, ${values});`);
  }

  /** Another version of the agreement is in force from now on. */
  activate(version: number): void {
    if (version === this.version) return;
    this.version = version;
    const rows = VERSIONS.map((one) => `'model:${one}' => '${one === version ? 'Active' : 'Retired'}'`);
    this.run(`Map<String, String> states = new Map<String, String>{ ${rows.join(', ')} };
      List<SLA_Policy__c> policies = [SELECT Version_Key__c FROM SLA_Policy__c WHERE Policy_Key__c = 'model' WITH SYSTEM_MODE];
      for (SLA_Policy__c policy : policies) { policy.Status__c = states.get(policy.Version_Key__c); }
      AgreementWriter.save(policies);`);
  }

  // ---- signals

  create(fields: LeadFields, exhausted: boolean): string {
    const name = `Model ${++this.leads}`;
    const values = [`FirstName = 'Test'`, `LastName = '${name}'`, `Company = '${name} Ltd'`, ...this.values(fields)];
    this.run(`${exhausted ? SPEND : ''}insert as system new Lead(${values.join(', ')});`);
    return this.proof.rows(`SELECT Id FROM Lead WHERE LastName = '${name}'`)[0]?.Id as string;
  }

  /** Two kernels that both saw no clock: the second finds the key taken, reads again and applies once more. */
  race(lead: string): void {
    this.run(`Set<Id> ids = new Set<Id>{ '${lead}' };
      Map<Id, List<Lead_Timer__c>> stale = ClockStore.lock(ids);
      LeadSignals.apply(new List<String>{ '${lead}' }, System.now(), 'Deferred');
      ClockStore.hand(stale);
      LeadSignals.apply(new List<String>{ '${lead}' }, System.now(), 'Deferred');`);
  }

  set(lead: string, fields: LeadFields, exhausted: boolean): void {
    this.run(`${exhausted ? SPEND : ''}update as system new Lead(Id = '${lead}', ${this.values(fields).join(', ')});`);
  }

  /** The customer saves, takes it back to a savepoint, and saves something else in the same transaction. */
  setAfterRollback(lead: string, dropped: LeadFields, fields: LeadFields): void {
    this.run(`Savepoint before = Database.setSavepoint();
      update as system new Lead(Id = '${lead}', ${this.values(dropped).join(', ')});
      Database.rollback(before);
      update as system new Lead(Id = '${lead}', ${this.values(fields).join(', ')});`);
  }

  /** Both leads in one save of which the customer's rule refuses those named `Refused`. */
  bulk(leads: readonly string[], owner: string, refused: string): void {
    const rows = leads.map(
      (id) =>
        `new Lead(Id = '${id}', OwnerId = '${this.idOf(owner)}', FirstName = '${id === refused ? 'Refused' : 'Test'}')`
    );
    this.run(`Database.update(new List<Lead>{ ${rows.join(', ')} }, false, AccessLevel.SYSTEM_MODE);`);
  }

  /** A mass change: the leads and so many others in one save. The others come and go with it. */
  mass(leads: readonly string[], owner: string, others: number): void {
    this.run(`List<Lead> all = new List<Lead>();
      for (Integer i = 0; i < ${others}; i++) { all.add(new Lead(LastName = 'Other ' + i, Company = 'Others', OwnerId = '${this.idOf('#Nurture')}')); }
      insert as system all;`);
    const mine = leads.map((id) => `all.add(new Lead(Id = '${id}'));`).join(' ');
    this.run(`List<Lead> all = [SELECT Id FROM Lead WHERE Company = 'Others' WITH SYSTEM_MODE]; ${mine}
      for (Lead one : all) { one.OwnerId = '${this.idOf(owner)}'; } update as system all;`);
    this.run(`delete as system [SELECT Id FROM Lead WHERE Company = 'Others' WITH SYSTEM_MODE];`);
  }

  verb(
    who: string,
    lead: string,
    verb: string,
    more: { minutes?: number; reason?: string; channel?: string } = {}
  ): boolean {
    const words = [
      more.reason === undefined
        ? ''
        : `request.reasonCode = '${more.reason}'; request.note = 'Nothing that anybody could use, really.';`,
      more.minutes === undefined ? '' : `request.until = System.now().addMinutes(${more.minutes});`,
      more.channel === undefined ? '' : `request.channel = '${more.channel}';`
    ];
    const said = this.says(
      `VerbRequest request = new VerbRequest(SignalKind.${verb.toUpperCase()}, '${lead}'); ${words.join('')}
      VerbResult result = Verbs.run(new List<VerbRequest>{ request }, 'User')[0];
      System.debug(result.ok + ' ' + result.code);`,
      who
    );
    if (/ErrUnexpected|ErrBusy/.test(said)) throw new Error(`${verb}: ${said}`);
    return said.startsWith('true') && !said.includes('ErrAlreadyAccepted');
  }

  /** A closed task about the lead, written by the telephony or typed by the rep. Returns its id. */
  task(who: string, lead: string, fields: string, byTelephony: boolean): string {
    const before = new Set(this.tasks(lead));
    this.hold(
      `insert as system new Task(WhoId = '${lead}', OwnerId = '${this.idOf(who)}', Subject = 'Call', Status = 'Completed', ActivityDate = Date.today(), ${fields});`,
      byTelephony ? 'integration.user' : HANDLES[who]
    );
    return this.tasks(lead).find((id) => !before.has(id)) as string;
  }

  private tasks(lead: string): string[] {
    return this.proof.rows(`SELECT Id FROM Task WHERE WhoId = '${lead}'`).map(({ Id: id }) => id as string);
  }

  /** An e-mail with no task of its own, to the lead or from it. */
  email(who: string, lead: string, incoming: boolean): string {
    return this.says(
      `EmailMessage sent = new EmailMessage(Incoming = ${incoming}, Subject = 'Hello', MessageIdentifier = '<${++this.leads}@mail.example>');
      insert as system sent;
      insert as system new EmailMessageRelation(EmailMessageId = sent.Id, RelationId = '${lead}', RelationType = '${incoming ? 'FromAddress' : 'ToAddress'}');
      System.debug(sent.Id);`,
      who
    );
  }

  /** The record is gone. */
  removeRecord(id: string): void {
    this.run(`Database.delete('${id}', AccessLevel.SYSTEM_MODE);`);
  }

  /** A task is about another lead from now on. */
  moveTask(id: string, lead: string): void {
    this.run(`update as system new Task(Id = '${id}', WhoId = '${lead}');`);
  }

  convert(lead: string): void {
    this.run(
      `Database.LeadConvert one = new Database.LeadConvert(); one.setLeadId('${lead}'); one.setDoNotCreateOpportunity(true);
      one.setConvertedStatus([SELECT ApiName FROM LeadStatus WHERE IsConverted = TRUE WITH SYSTEM_MODE LIMIT 1].ApiName); Database.convertLead(one);`
    );
  }

  merge(winner: string, loser: string): void {
    this.run(`merge new Lead(Id = '${winner}') '${loser}';`);
  }

  remove(lead: string, back: boolean): void {
    this.run(`${back ? 'undelete' : 'delete'} as system new Lead(Id = '${lead}');`);
  }

  /** Takes leads that are still there away. */
  clear(leads: readonly string[]): void {
    if (leads.length > 0)
      this.run(
        `delete as system [SELECT Id FROM Lead WHERE Id IN (${quoted(leads)}) AND IsConverted = FALSE WITH SYSTEM_MODE];`
      );
  }

  /** The same inbound event twice. */
  inbound(lead: string): void {
    const event = `new SLA_Inbound__e(Kind__c = 'LeadChanged', Lead_Id__c = '${lead}', At__c = System.now(), Key__c = 'twice')`;
    this.run(`EventBus.publish(${event}); EventBus.publish(${event});`);
  }

  /** The last line that a block of that person says. */
  private says(apex: string, who: string): string {
    return this.proof.org.async.runAs(this.proof.user(HANDLES[who] as string), 'anonymous', (tx) => {
      this.proof.org.program.execute(tx, apex);
      return ((tx as unknown as { log: readonly { text: string }[] }).log.at(-1) as { text: string }).text;
    });
  }

  private run(apex: string): void {
    this.hold(apex);
  }

  private hold(apex: string, as?: string): void {
    this.proof.hold(apex, as);
  }

  private values(fields: LeadFields): string[] {
    const { owner, score, mql, outbound, intent, noCall, noMail, group } = fields;
    return [
      ...(owner === undefined || owner.startsWith('#R') ? [] : [`OwnerId = '${this.idOf(owner)}'`]),
      ...(score === undefined ? [] : [`Lead_Score__c = ${score}`]),
      ...(mql ? [`MQL_At__c = System.now()`] : []),
      ...(outbound === undefined ? [] : [`Lead_Type__c = '${outbound ? 'Outbound' : 'Inbound'}'`]),
      ...(intent === undefined ? [] : [`Intent_Score__c = ${intent ? 50 : null}`]),
      ...(noCall === undefined ? [] : [`DoNotCall = ${noCall}`]),
      ...(noMail === undefined ? [] : [`HasOptedOutOfEmail = ${noMail}`]),
      ...(group === undefined ? [] : [`Buying_Group_Key__c = ${group === 'none' ? null : `'${this.groupKey}'`}`]),
      ...(group === undefined ? [] : [`Group_Role__c = ${group === 'known' ? `'Buyer'` : null}`])
    ];
  }

  /** Each sequence has a buying group of its own. */
  groupKey = '';

  private idOf(name: string): string {
    const found = [...this.names].find(([, one]) => one === name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found[0];
  }

  // ---- what the org says

  clocks(lead: string): Seen[] {
    return this.proof.clocks(lead).map((clock) => this.seen(clock));
  }

  owner(lead: string): string {
    return this.names.get(this.proof.rows(`SELECT OwnerId FROM Lead WHERE Id = '${lead}'`)[0]?.OwnerId as string) ?? '';
  }

  /** Leads that entries are about. */
  leadsOf(entries: readonly string[]): Set<string> {
    const rows = this.proof.rows(`SELECT Lead_Id__c FROM SLA_Entry__c WHERE Id IN (${quoted(entries)})`);
    return new Set(rows.map((row) => row.Lead_Id__c as string));
  }

  /** Types, levels and contractual instants of the entries of a lead. That nobody was free is the pool's business. */
  told(lead: string): { type: string; level: number | null; at: number }[] {
    return this.proof
      .rows(
        `SELECT Type__c, Level__c, At__c FROM SLA_Entry__c WHERE Lead_Id__c = '${lead}' AND Type__c != 'Stayed' ORDER BY Name`
      )
      .map((row) => ({
        type: row.Type__c as string,
        level: row.Type__c === 'LevelRaised' ? LEVELS.indexOf(row.Level__c as 'Red') : null,
        at: minute(row.At__c) as number
      }));
  }

  /** The whole org, as the ledger command reads one. */
  reader(): OrgReader {
    const rows = (soql: string): Json[] => this.proof.rows(soql);
    return {
      fields: async (object) => (object === 'Lead_Timer__c' ? this.fields() : null),
      async *query(soql) {
        yield rows(soql);
      }
    };
  }

  /** Where clocks of the lead are not what their entries tell, what waits although nothing failed, and what nobody was told. */
  broken(lead: string): unknown[] {
    const differences = this.proof.clocks(lead).flatMap((clock) => {
      const entries = this.proof
        .rows(`SELECT Name, After__c FROM SLA_Entry__c WHERE Clock__c = '${clock.Id as string}'`)
        .map((row) => ({ name: row.Name as string, detectedAt: 0, after: row.After__c as string | null }));
      return compare(clock.Name as string, clock as State, fold(entries), this.state);
    });
    const waiting = this.proof.rows(`SELECT Lead_Id__c, Error__c FROM SLA_Inbox__c WHERE Lead_Id__c = '${lead}'`);
    const twice = this.proof.rows(
      `SELECT Clock__c, Level__c, COUNT(Id) n FROM SLA_Entry__c WHERE Lead_Id__c = '${lead}' AND Type__c = 'LevelRaised' GROUP BY Clock__c, Level__c HAVING COUNT(Id) > 1`
    );
    const unacted = this.proof.rows(
      `SELECT Name, Type__c FROM SLA_Entry__c WHERE Lead_Id__c = '${lead}' AND Acted__c = FALSE`
    );
    return [...differences, ...waiting, ...twice, ...unacted];
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
    const evidence = JSON.parse((clock.Evidence__c as string | null) ?? '[]') as {
      grade: string;
      at: string;
      gone?: boolean;
    }[];
    return {
      stage: clock.Stage__c as string,
      role: clock.Role__c,
      cycle: clock.Cycle__c as number,
      state: clock.State__c,
      level: LEVELS.indexOf(clock.Level__c as 'Red'),
      start: at('Start_At__c') as number,
      instants: [at('Warn_At__c'), at('Escalate_At__c'), at('Due_At__c')],
      line: clock.Target_Name__c,
      version: Number((clock.Version_Key__c as string).split(':').at(-1)),
      holder: clock.Holder_Id__c === null ? MARKETING : this.names.get(clock.Holder_Id__c as string),
      since: at('Holder_Since__c'),
      stop: at('Stop_At__c'),
      outcome: clock.Outcome__c ?? null,
      breached: clock.Is_Breached__c === 1,
      decidedBy: this.names.get(clock.Decided_By_Id__c as string) ?? null,
      undoUntil: at('Undo_Until__c'),
      effectAt: at('Effect_At__c'),
      effectQueue: clock.Effect_Queue__c === null ? null : `#${clock.Effect_Queue__c as string}`,
      pauses: pauses.map(({ since, until }) => ({ since: minute(since), until: minute(until) })),
      evidence: evidence
        .filter(({ gone }) => gone !== true)
        .map((one) => `${minute(one.at)} ${one.grade}`)
        .sort(),
      open: clock.Active_Key__c !== null
    };
  }
}

/** Uses the customer's share of queries, so that the package defers. */
const SPEND =
  'for (Integer i = 0; i < 90; i++) { System.debug(LoggingLevel.FINEST, [SELECT COUNT() FROM Organization WITH SYSTEM_MODE]); } ';

function asWaiting({ object, fields, deliver }: TakenEvent): Waiting {
  const field = (name: string): unknown => fields[`baton__${name}`] ?? fields[name] ?? null;
  const payload = JSON.parse((field('Payload__c') as string | null) ?? '{}') as { ids?: string[] };
  const instant = field('At__c') as { at: number } | null;
  const isDeferred = object.endsWith('SLA_Deferred__e');
  return {
    kind: isDeferred ? (field('Kind__c') as string) : object,
    at: instant === null ? 0 : instant.at / MINUTE,
    ids: payload.ids ?? [],
    deliver
  };
}

function minute(text: unknown): number | null {
  return text === null || text === undefined ? null : Date.parse(text as string) / MINUTE;
}

function quoted(ids: readonly string[]): string {
  return ids.map((id) => `'${id}'`).join(', ');
}
