import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AS_SYSTEM, AS_USER, findUserId, recordToJson } from '../../local-org/api/index.ts';
import type { UserContext } from '../../local-org/contracts/access.ts';
import type { LimitName, OutgoingMessage, TransactionKind } from '../../local-org/contracts/transaction.ts';
import { callApex } from '../../local-org/lightning/index.ts';
import { createOrg } from '../../local-org/org/index.ts';
import type { LocalOrg } from '../../local-org/org/index.ts';

export type Json = Readonly<Record<string, unknown>>;

/** What a verb answers, as far as tests look at it. */
export interface Answer {
  readonly ok: boolean;
  readonly code: string;
  readonly message: string;
  readonly field?: string | null;
}

export const ROOT = resolve(import.meta.dirname, '../../..');
/** A working Tuesday, ten in the morning in New York: everybody there is on duty. */
export const MORNING = Date.parse('2026-12-01T10:00:00-05:00');
const MINUTE = 60_000;

export interface ProofOptions {
  /** Folders besides those of the demo, relative to the repository. */
  readonly also?: readonly string[];
  readonly now?: number;
  /** Leave the engine off and the agreement unsigned. */
  readonly bare?: boolean;
  /** The starter agreement with the lines of every stage; without it, those of Acceptance only: one clock a lead. */
  readonly whole?: boolean;
}

/** The package in a local org with the people of the demo, and the hands that a test needs. */
export class Proof {
  readonly org: LocalOrg;

  constructor(options: ProofOptions = {}) {
    this.org = createOrg({
      projectDir: ROOT,
      alsoDeploy: ['config/demo/unpackaged', ...(options.also ?? [])],
      now: options.now ?? MORNING,
      timeZone: 'America/New_York'
    });
    for (const file of ['people', 'reps']) this.apex(readFileSync(resolve(ROOT, `config/demo/${file}.apex`), 'utf8'));
    if (!options.bare) this.goLive(options.whole === true);
  }

  /** Loads, signs and publishes the starter agreement and starts the engine, each as the person whose part it is. */
  goLive(whole = false): void {
    const agreement = this.call('alex.admin', 'AgreementController.loadStarter') as string;
    if (!whole)
      this.apex(
        `delete as system [SELECT Id FROM SLA_Target__c WHERE Policy__c = '${agreement}' AND Stage__c != 'Acceptance' WITH SYSTEM_MODE];`
      );
    this.apex(`update as system new SLA_Policy__c(Id = '${agreement}',
      Sales_Seat__c = '${this.userId('carla.reyes')}', Marketing_Seat__c = '${this.userId('mia.okafor')}');`);
    this.call('carla.reyes', 'AgreementController.sign', { agreementId: agreement, seat: 'Sales' });
    this.call('mia.okafor', 'AgreementController.sign', { agreementId: agreement, seat: 'Marketing' });
    this.call('alex.admin', 'AgreementController.publish', { agreementId: agreement });
    this.call('alex.admin', 'EngineController.start');
  }

  user(handle: string): UserContext {
    return this.org.access.user(this.userId(handle));
  }

  userId(handle: string): string {
    const id = findUserId(this.org, `${handle}@company.example`);
    if (!id) throw new Error(`no user ${handle}`);
    return id;
  }

  queueId(name: string): string {
    const [queue] = this.rows(`SELECT Id FROM Group WHERE Type = 'Queue' AND DeveloperName = '${name}'`);
    if (!queue) throw new Error(`no queue ${name}`);
    return queue.Id as string;
  }

  /** Runs an anonymous block and then what it left to do at once; returns the limits that its transaction used. */
  apex(source: string, as?: string): (name: LimitName) => number {
    const used = this.hold(source, as);
    this.drain();
    return used;
  }

  /** As `apex`, but leaves what is queued in the queue. */
  hold(source: string, as?: string): (name: LimitName) => number {
    return this.org.async.runAs(this.as(as), 'anonymous', (tx) => {
      this.org.program.execute(tx, source);
      return (name: LimitName) => tx.limits.used(name);
    });
  }

  /** The text of the System.debug lines of a block. */
  says(source: string, as?: string): string[] {
    const said = this.org.async.runAs(this.as(as), 'anonymous', (tx) => {
      this.org.program.execute(tx, source);
      return ((tx as { log?: readonly { text: string }[] }).log ?? []).map(({ text }) => text);
    });
    this.drain();
    return said;
  }

  /** Calls an @AuraEnabled method as that person. */
  call(handle: string, method: string, parameters: Json = {}): unknown {
    const answer = this.org.async.runAs(this.user(handle), 'sync', (tx) =>
      callApex(tx, { method, parameters, cacheable: false })
    );
    this.drain();
    return answer;
  }

  verb(handle: string, name: 'accept' | 'reject' | 'undo', leadId: string, reasonCode?: string, note?: string): Answer {
    const reason = name === 'reject' ? { reasonCode: reasonCode ?? null, note: note ?? null } : {};
    return this.call(handle, `LeadPanelController.${name}`, { leadId, ...reason }) as Answer;
  }

  /** Rows as JSON; with the rights of a person when one is named. */
  rows(soql: string, as?: string): Json[] {
    const run = (kind: TransactionKind): Json[] =>
      this.org.async.runAs(this.as(as), kind, (tx) => {
        const found = this.org.queries.runText(tx, soql, () => null, as === undefined ? AS_SYSTEM : AS_USER);
        return found.records.map((record) => short(recordToJson(record, '')));
      });
    return run('rest');
  }

  count(from: string): number {
    return this.org.async.runAs(
      this.org.admin,
      'rest',
      (tx) => this.org.queries.runText(tx, `SELECT COUNT() FROM ${from}`, () => null, AS_SYSTEM).size
    );
  }

  /** One lead, saved by the integration. */
  lead(name: string, owner: string, score: number | null = 84, more = ''): string {
    const ownerId = owner.startsWith('#') ? this.queueId(owner.slice(1)) : this.userId(owner);
    this.apex(
      `insert as system new Lead(FirstName = 'Test', LastName = '${name}', Company = '${name} Ltd', OwnerId = '${ownerId}',
      Lead_Score__c = ${score === null ? 'null' : score}${more});`,
      'integration.user'
    );
    const [made] = this.rows(
      `SELECT Id FROM Lead WHERE LastName = '${name}' ORDER BY CreatedDate DESC, Id DESC LIMIT 1`
    );
    return made?.Id as string;
  }

  clocks(leadId: string): Json[] {
    return this.rows(
      `SELECT FIELDS(ALL) FROM Lead_Timer__c WHERE Lead_Id__c = '${leadId}' ORDER BY Cycle__c, Start_At__c LIMIT 200`
    );
  }

  clock(leadId: string): Json {
    const found = this.clocks(leadId);
    if (found.length !== 1) throw new Error(`the lead has ${found.length} clocks`);
    return found[0] as Json;
  }

  /** Types of the ledger entries of a lead, levels by name, in the order in which they were written. */
  ledger(leadId: string): string[] {
    return this.rows(`SELECT Type__c, Level__c FROM SLA_Entry__c WHERE Lead_Id__c = '${leadId}' ORDER BY Name`).map(
      (row) => (row.Type__c === 'LevelRaised' ? String(row.Level__c) : String(row.Type__c))
    );
  }

  /** Bell messages about a lead to a person, or to everybody. */
  bell(leadId: string, handle?: string): OutgoingMessage[] {
    const person = handle === undefined ? undefined : this.userId(handle);
    return this.org.outbox.filter(
      (message) => message.targetId === leadId && (person === undefined || message.to.includes(person))
    );
  }

  /** Moves the time; fails when something that ran on the way failed. */
  pass(minutes: number): void {
    noFailures(this.org.async.advanceTo(this.org.clock.now() + minutes * MINUTE).failures);
  }

  drain(): void {
    noFailures(this.org.async.drain().failures);
  }

  private as(handle: string | undefined): UserContext {
    return handle === undefined ? this.org.admin : this.user(handle);
  }
}

/** Without the namespace, as the source names things; tests say nothing of an org's prefix. */
function short(row: Json): Json {
  const entries = Object.entries(row).filter(([name]) => name !== 'attributes');
  return Object.fromEntries(entries.map(([name, value]) => [name.replace(/^baton__/, ''), value]));
}

function noFailures(failures: readonly { readonly label: string; readonly message: string }[]): void {
  if (failures.length > 0) throw new Error(failures.map(({ label, message }) => `${label}: ${message}`).join('\n'));
}
