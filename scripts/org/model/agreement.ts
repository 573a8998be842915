import {
  ATTEMPTS,
  CHANNELS,
  COMMITTEE,
  COMMITTEE_MINUTES,
  GRACE_MINUTES,
  HIGH_SCORE,
  LEVELS,
  LINES,
  UNDO_MINUTES
} from './clock.ts';
import type { Line } from './clock.ts';
import { OUTCOMES } from './people.ts';

const MARKETINGS = ['Delivery', 'IntentData'];
const CONDITIONS = {
  high: `Lead.Lead_Score__c + ' > ${HIGH_SCORE}'`,
  group: `'NOT(ISBLANK(' + Lead.Buying_Group_Key__c + '))'`
};

/** Apex that makes one version of the agreement of the model, in calendar minutes; the first is active. */
export function agreement(version: number): string {
  const lines = LINES[version] as readonly Line[];
  const rows = lines.map((line, at) => lineRow(line, `model:${version}:${line.stage}:Any:${at + 1}`, at + 1));
  const steps = lines.flatMap(({ yellow, orange, promise, stage }, at) =>
    (stage === 'Return' ? [] : [yellow, orange, promise]).flatMap((offset, n) =>
      offset === null ? [] : [stepRow(at, n, offset)]
    )
  );
  return `SLA_Policy__c policy = new SLA_Policy__c(Name = 'Model', Policy_Key__c = 'model', Version__c = ${version}, Version_Key__c = 'model:${version}', Order__c = 1,
      Veto_Above__c = ${HIGH_SCORE}, Veto_Note_Min__c = 20, Undo_Minutes__c = ${UNDO_MINUTES}, Grace_Minutes__c = ${GRACE_MINUTES}, Marketing_Queue__c = 'Recycle', Owner_Away__c = true);
    insert as system policy;
    List<SLA_Target__c> lines = new List<SLA_Target__c>{ ${rows.join(', ')} };
    insert as system lines;
    insert as system new List<SLA_Step__c>{ ${steps.join(', ')} };
    ${version === 1 ? `AgreementWriter.save(new List<SLA_Policy__c>{ new SLA_Policy__c(Id = policy.Id, Status__c = 'Active') });` : ''}`;
}

/** Apex that makes the outcome that ends a cycle and moves nothing: the starter has none. */
export function reasons(): string {
  const own = Object.entries(OUTCOMES).filter(([, next]) => next === null);
  return `insert as system new List<Reason_Code__c>{ ${own
    .map(
      ([code]) =>
        `new Reason_Code__c(Name = '${code}', Code__c = '${code}', Applies_To__c = 'Outcome', Order__c = 99, Next_Owner__c = 'Nobody', Active__c = true)`
    )
    .join(', ')} };`;
}

function lineRow({ key, stage, promise, only }: Line, targetKey: string, order: number): string {
  const values = [
    `Policy__c = policy.Id, Name = '${key}', Target_Key__c = '${targetKey}', Stage__c = '${stage}', Role__c = 'Any', Order__c = ${order}`,
    `Accountable__c = '${MARKETINGS.includes(stage) ? 'Marketing' : 'Sales'}', Applies_When__c = ${only ? CONDITIONS[only] : 'null'}`,
    `Promise_Minutes__c = ${promise}, Unit__c = 'CalendarMinutes', Hours_Of__c = 'Owner'`,
    `Stop_Grade__c = ${stage === 'FirstContact' ? `'Verified'` : 'null'}`,
    ...(stage === 'FollowUp' ? [`Attempts__c = ${ATTEMPTS}, Channels__c = ${CHANNELS}`] : []),
    ...(only === 'group' ? [`Committee_Size__c = ${COMMITTEE}, Committee_Days__c = ${COMMITTEE_MINUTES / 1440}`] : [])
  ];
  return `new SLA_Target__c(${values.join(', ')})`;
}

function stepRow(at: number, n: number, offset: number): string {
  return `new SLA_Step__c(Target__c = lines[${at}].Id, Step_Key__c = lines[${at}].Target_Key__c + ':${n}', Order__c = ${n + 1}, Offset_Minutes__c = ${offset},
    Offset_From__c = 'Start', Level__c = '${LEVELS[n + 1]}', Action__c = 'Notify', Recipient_Kind__c = 'Owner')`;
}
