import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { record } from '../../local-org/trace/index.ts';
import type { Part } from '../../local-org/trace/index.ts';
import { Proof } from './kit.ts';

const CLOSED = 3_000;
const SMALL = 40;

let proof: Proof;
/** A lead of Sam's above the score. */
let vetoed: string;
beforeAll(() => {
  proof = new Proof({ whole: true });
  for (let i = 0; i < SMALL; i++) proof.lead(`Open ${i}`, 'sam.ortiz');
  vetoed = proof.lead('Above', 'sam.ortiz', 91);
  close(SMALL, 0);
});

/** Clocks that Sam and Ana once had, as the engine leaves them. */
function close(count: number, from: number): void {
  proof.apex(`List<Lead_Timer__c> rows = new List<Lead_Timer__c>();
    List<Sales_Rep__c> reps = [SELECT Id, User__c FROM Sales_Rep__c WHERE User__c IN ('${proof.userId('sam.ortiz')}', '${proof.userId('ana.ruiz')}') WITH SYSTEM_MODE];
    Datetime now = Moment.now();
    for (Integer i = ${from}; i < ${from + count}; i++) {
      Sales_Rep__c rep = reps[Math.mod(i, 2)];
      rows.add(new Lead_Timer__c(Lead_Id__c = '00Q9' + String.valueOf(i).leftPad(14, '0'), Stage__c = 'Acceptance', Role__c = 'SDR', Cycle__c = 1,
        State__c = 'Met', Level__c = 'Green', Start_At__c = now.addDays(-9), Due_At__c = now.addDays(-8), Stop_At__c = now.addDays(-8),
        Unit__c = 'CalendarMinutes', Calendar__c = 'Default', Is_Breached__c = 0, Holder_Id__c = rep.User__c, Holder_Type__c = 'User', Rep__c = rep.Id));
    }
    // Each was accepted above the score, longer ago than the veto rate looks back.
    for (Lead_Timer__c row : rows) {
      row.Outcome__c = 'Accepted';
      row.Decided_By_Id__c = row.Holder_Id__c;
      row.Lead_Score__c = 91;
      row.Snapshot__c = '{"vetoAbove":80}';
      row.Stop_At__c = now.addDays(-40);
      row.Veto_Key__c = VetoKeys.keyOf(row);
    }
    insert as system rows;`);
}

/** What each query over clocks had to look at, as its plan says: the number of rows, or that it looks at all. */
function looks(source: string, as?: string): string[] {
  const recording = record(proof.org);
  try {
    proof.says(source, as);
  } finally {
    recording.stop();
  }
  return plans(recording.parts);
}

function plans(parts: readonly Part[]): string[] {
  return parts.flatMap((part) => {
    const plan = part.kind === 'query' ? String(part.data['plan']) : '';
    const own = plan
      .split('; ')
      .filter((one) => /Lead_Timer__c/.test(one))
      .map((one) => one.replace(/of \d+ rows/, 'of all').replace(/^all \d+ rows/, 'all rows'));
    return [...own, ...plans(part.parts)];
  });
}

/** Only external ids are sure to have an index in an org; the local one makes an index of any field. */
const FIELDS = 'force-app/main/clock/objects/Lead_Timer__c/fields';
const isIndexed = (field: string): boolean =>
  /<externalId>true/.test(readFileSync(`${FIELDS}/${field}.field-meta.xml`, 'utf8'));
const indexOf = (plan: string): string => /^index on baton__Lead_Timer__c\.baton__(\w+),/.exec(plan)?.[1] ?? '';

const SAM = (): string => `'${proof.userId('sam.ortiz')}'`;
/** Name, who asks (the engine where nobody is named), and what. */
const ASKED: readonly (readonly [string, string | undefined, () => string])[] = [
  ['who may take a lead over', undefined, () => `new Candidates(new Set<Id>{ ${SAM()} }, true);`],
  ['who is away', undefined, () => 'OwnerAway.run();'],
  ['the board', 'jo.marsh', () => 'BoardController.getBoard(null, null, null, null, null);'],
  ['the board of a person', 'jo.marsh', () => `BoardController.getBoard(null, null, null, null, ${SAM()});`],
  ['whether somebody who left holds a lead', undefined, () => 'new PeopleChecks.Holders().look();'],
  ['the veto rate', 'sam.ortiz', () => `LeadPanelController.getReasons('${vetoed}');`],
  ['the state of the engine', 'alex.admin', () => 'Engine.health();'],
  ['the sweep', undefined, () => 'ClockSweep.sweep();'],
  ['what a changed calendar concerns', undefined, () => `CalendarRecalculation.count('Default');`]
];

const all = (): (readonly [string, string[]])[] => ASKED.map(([name, as, ask]) => [name, looks(ask(), as)]);

describe('What is asked about people', () => {
  it('looks at as many clocks after three thousand more have closed as before', () => {
    // Everybody is away, so that nobody is free and all stays where it is.
    proof.apex(`List<Sales_Rep__c> reps = [SELECT Id FROM Sales_Rep__c WITH SYSTEM_MODE];
      for (Sales_Rep__c rep : reps) { rep.Duty__c = 'Off'; }
      update as system reps;
      OwnerAway.run();`);
    const before = all();
    close(CLOSED, SMALL);
    const after = all();
    expect(after).toEqual(before);
    expect(before.filter(([, seen]) => seen.length === 0 || !seen.map(indexOf).every(isIndexed))).toEqual([]);
  });
});
