import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createOrg } from '../../org/index.ts';
import type { LocalOrg } from '../../org/index.ts';
import { fileNames, findLoops, profileText, record, traceText } from '../index.ts';
import type { Part } from '../index.ts';

const HELPER = `public without sharing class Helper {
  public static void rename(Account account) {
    Integer many = [SELECT COUNT() FROM Contact WHERE AccountId = :account.Id];
    account.Description = 'seen ' + many;
  }
}`;
const TRIGGER = `trigger AccountNames on Account (before insert) {
  for (Account account : Trigger.new) {
    Helper.rename(account);
  }
}`;
const meta = (kind: string): string =>
  `<${kind} xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>67.0</apiVersion><status>Active</status></${kind}>`;

/** After a contact is saved it looks for its account, and describes that. */
const FLOW = `<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>67.0</apiVersion><label>Greet</label><processType>AutoLaunchedFlow</processType>
  <recordLookups><name>Find</name><label>Find</label><locationX>0</locationX><locationY>0</locationY>
    <connector><targetReference>Mark</targetReference></connector>
    <assignNullValuesIfNoRecordsFound>false</assignNullValuesIfNoRecordsFound><getFirstRecordOnly>true</getFirstRecordOnly><storeOutputAutomatically>true</storeOutputAutomatically>
    <filterLogic>and</filterLogic><filters><field>Id</field><operator>EqualTo</operator><value><elementReference>$Record.AccountId</elementReference></value></filters>
    <object>Account</object></recordLookups>
  <recordUpdates><name>Mark</name><label>Mark</label><locationX>0</locationX><locationY>0</locationY>
    <inputAssignments><field>Site</field><value><stringValue>greeted</stringValue></value></inputAssignments><inputReference>Find</inputReference></recordUpdates>
  <start><locationX>0</locationX><locationY>0</locationY><connector><targetReference>Find</targetReference></connector>
    <object>Contact</object><recordTriggerType>Create</recordTriggerType><triggerType>RecordAfterSave</triggerType></start>
  <status>Active</status></Flow>`;

let org: LocalOrg;

beforeAll(() => {
  const dir = mkdtempSync(join(tmpdir(), 'trace-'));
  const write = (path: string, text: string): void => {
    mkdirSync(join(dir, path, '..'), { recursive: true });
    writeFileSync(join(dir, path), text);
  };
  write(
    'sfdx-project.json',
    JSON.stringify({ packageDirectories: [{ path: 'app', default: true }], sourceApiVersion: '67.0' })
  );
  write('app/classes/Helper.cls', HELPER);
  write('app/classes/Helper.cls-meta.xml', meta('ApexClass'));
  write('app/triggers/AccountNames.trigger', TRIGGER);
  write('app/triggers/AccountNames.trigger-meta.xml', meta('ApexTrigger'));
  write('app/flows/Greet.flow-meta.xml', FLOW);
  org = createOrg({ projectDir: dir });
});

function watch(source: string): readonly Part[] {
  const recording = record(org);
  try {
    org.async.runAs(org.admin, 'anonymous', (tx) => org.program.execute(tx, source));
  } finally {
    recording.stop();
  }
  return recording.parts;
}

function trace(source: string): string {
  return traceText(watch(source), fileNames(org.project.apex)).replace(/[\d.]+ ms/g, 'T ms');
}

describe('a trace', () => {
  it('tells the queries of a trigger inside the save that fired it, with file, line, rows, plan and limit', () => {
    const lines = trace("insert new Account(Name = 'One');").split('\n');
    expect(lines[0]).toBe('transaction anonymous as admin@local.org [T ms]');
    expect(lines[1]).toBe('  save AnonymousBlock:1 insert Account [1 record; DML statements 1 of 150; T ms]');
    expect(lines[2]).toBe('    step before triggers [T ms]');
    expect(lines[3]).toBe('      trigger AccountNames on Account BeforeInsert [1 record; T ms]');
    expect(lines[4]).toMatch(
      /^ {8}query Helper\.cls:3 SELECT COUNT\(\) FROM Contact WHERE AccountId = :account\.Id \[0 rows; .*; queries 1 of 100; T ms\]$/
    );
    expect(lines.at(-1)).toContain('  limits: queries 1 of 100');
  });

  it('tells each element of a flow, and what it queries and saves, inside the step of the save that ran it', () => {
    const text = trace(
      "Account a = new Account(Name = 'f'); insert a; insert new Contact(LastName = 'c', AccountId = a.Id);"
    );
    const lines = text.split('\n');
    const at = (pattern: RegExp): number => lines.findIndex((line) => pattern.test(line));
    const indent = (index: number): number => lines[index]?.search(/\S/) ?? -1;
    const [saved, flow, find, mark] = [
      at(/save AnonymousBlock:1 insert Contact/),
      at(/flow Greet/),
      at(/element Greet\.Find|element Find/),
      at(/element Greet\.Mark|element Mark/)
    ];
    expect([saved, flow, find, mark].every((index) => index >= 0)).toBe(true);
    expect(saved < flow && flow < find && find < mark).toBe(true);
    expect(indent(flow)).toBeGreaterThan(indent(saved));
    expect(indent(find)).toBeGreaterThan(indent(flow));
    expect(text).toMatch(/query .*Id, Name, .*\.\.\. FROM Account WHERE.*queries \d+ of 100/);
    expect(text).toMatch(/save .*update Account.*DML statements \d+ of 150/);
  });

  it('tells what failed, and leaves the org unwatched', () => {
    expect(() => watch('insert new Account();')).toThrow('REQUIRED_FIELD_MISSING');
    expect(org.watch).toBeNull();
    const recording = record(org);
    expect(() =>
      org.async.runAs(org.admin, 'anonymous', (tx) => org.program.execute(tx, 'insert new Account();'))
    ).toThrow();
    recording.stop();
    expect(traceText(recording.parts, String)).toContain('failed: Insert failed.');
  });

  it('leaves comments out of queries, and the end of one that goes on and on', () => {
    const many = Array.from({ length: 60 }, (_none, index) => `'name ${index}'`).join(', ');
    const text = trace(`List<Account> a = [SELECT Id /* why\n not */ FROM Account // all\n WHERE Name IN (${many})];`);
    expect(text).toContain("SELECT Id FROM Account WHERE Name IN ('name 0'");
    expect(text).toMatch(/\.\.\. \[0 rows/);
  });

  it('names the folder of a file where another has its name', () => {
    const name = fileNames([
      { kind: 'class', name: 'One', file: 'a/One.cls' },
      { kind: 'class', name: 'Two', file: 'b/Two.cls' },
      { kind: 'class', name: 'other.Two', file: 'c/Two.cls' }
    ]);
    expect([name('Class.One.run'), name('Class.Two.run')]).toEqual(['One.cls', 'b/Two.cls']);
  });

  it('refuses a second recording of the same org', () => {
    const recording = record(org);
    expect(() => record(org)).toThrow('watched already');
    recording.stop();
  });
});

describe('a profile', () => {
  const profile = (source: string): string => {
    const own = { kind: 'anonymous', name: 'AnonymousBlock', file: 'AnonymousBlock', text: source } as const;
    return profileText(watch(source), findLoops([...org.project.apex, own]), fileNames(org.project.apex));
  };

  it('names a query that a loop runs through a call, with both lines', () => {
    const text = profile(
      "insert new List<Account>{ new Account(Name = 'a'), new Account(Name = 'b'), new Account(Name = 'c') };"
    );
    expect(text).toContain(
      'Helper.cls:3: query in a loop, 3 times in one transaction, called in the loop at AccountNames.trigger:3'
    );
  });

  it('names a save in a loop of an anonymous block', () => {
    const text = profile("for (Integer i = 0; i < 2; i++) {\n  insert new Account(Name = 'x' + i);\n}");
    expect(text).toContain('AnonymousBlock:2: save in a loop, 2 times in one transaction: insert Account');
  });

  it('does not blame the query in the head of a loop, nor one that runs once', () => {
    const text = profile('for (Contact c : [SELECT Id FROM Contact]) {\n  System.debug(c);\n}');
    expect(text).toContain('Statements in loops\n  none');
    expect(text).toContain('SELECT Id FROM Contact');
  });
});
