import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createOrg } from '../../../org/index.ts';
import type { LocalOrg } from '../../../org/index.ts';
import { runTests } from '../../../testing/index.ts';

/** A project of these files in a folder of its own, deployed. */
function deployed(classes: Readonly<Record<string, string>>, apiVersion = '67.0'): LocalOrg {
  const dir = mkdtempSync(join(tmpdir(), 'apex-data-'));
  const put = (file: string, text: string) => {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  };
  put(
    'sfdx-project.json',
    JSON.stringify({ packageDirectories: [{ path: 'force-app', default: true }], sourceApiVersion: apiVersion })
  );
  const object =
    '<?xml version="1.0"?><CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>Widget</label><pluralLabel>Widgets</pluralLabel><nameField><label>Name</label><type>Text</type></nameField><deploymentStatus>Deployed</deploymentStatus><sharingModel>ReadWrite</sharingModel></CustomObject>';
  put('force-app/objects/Widget__c/Widget__c.object-meta.xml', object);
  put(
    'force-app/objects/Widget__c/fields/Size__c.field-meta.xml',
    '<?xml version="1.0"?><CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Size__c</fullName><label>Size</label><type>Number</type><precision>9</precision><scale>0</scale></CustomField>'
  );
  for (const [file, text] of Object.entries(classes)) {
    const [name, kind] = file.split('.') as [string, 'cls' | 'trigger'];
    const [folder, tag] = kind === 'cls' ? ['classes', 'ApexClass'] : ['triggers', 'ApexTrigger'];
    put(`force-app/${folder}/${name}.${kind}`, text);
    put(
      `force-app/${folder}/${name}.${kind}-meta.xml`,
      `<?xml version="1.0"?><${tag} xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>${apiVersion}</apiVersion><status>Active</status></${tag}>`
    );
  }
  return createOrg({ projectDir: dir, now: Date.UTC(2026, 0, 5), timeZone: 'GMT' });
}

function failures(org: LocalOrg): string[] {
  return runTests({ org, user: org.admin })
    .results.filter((r) => r.outcome !== 'pass')
    .map((r) => `${r.method}: ${r.message}`);
}

const TEST = `@IsTest private class WidgetTest {
  static Integer seen = 0;
  @TestSetup static void setup() {
    List<Widget__c> all = new List<Widget__c>();
    for (Integer i = 0; i < 450; i++) all.add(new Widget__c(Name = 'w' + i, Size__c = i));
    insert all;
  }
  @IsTest static void chunksOfTwoHundred() {
    List<Integer> sizes = new List<Integer>();
    for (List<Widget__c> some : [SELECT Id FROM Widget__c]) sizes.add(some.size());
    Assert.areEqual(new List<Integer>{ 200, 200, 50 }, sizes);
  }
  @IsTest static void rowByRowWithBinds() {
    Integer low = 447;
    Decimal sum = 0;
    for (Widget__c w : [SELECT Size__c FROM Widget__c WHERE Size__c > :low]) sum += w.Size__c;
    for (Widget__c w : Database.query('SELECT Size__c FROM Widget__c WHERE Size__c > :low')) sum += w.Size__c;
    Assert.areEqual(2 * (448 + 449), sum);
  }
  @IsTest static void oneRowOrAnError() {
    Widget__c one = [SELECT Name FROM Widget__c WHERE Size__c = 7];
    Assert.areEqual('w7', one.Name);
    Assert.areEqual(450, [SELECT COUNT() FROM Widget__c]);
    try { one = [SELECT Name FROM Widget__c WHERE Size__c = -1]; Assert.fail('no row'); }
    catch (QueryException e) { Assert.areEqual('List has no rows for assignment to SObject', e.getMessage()); }
    try { String s = [SELECT Id FROM Widget__c WHERE Size__c = 7].Name; Assert.fail('not queried'); }
    catch (SObjectException e) { Assert.isTrue(e.getMessage().contains('Widget__c.Name'), e.getMessage()); }
  }
  @IsTest static void aMissingParentReadsAsNull() {
    Contact c = new Contact(LastName = 'x');
    Assert.isNull(c.Account.Name);
    Assert.isNull(c.Account.Owner.Name);
    try { c.Account.Name = 'y'; Assert.fail('no parent to write'); } catch (NullPointerException e) { Assert.isNotNull(e); }
  }
  @IsTest static void everyTestSeesTheSetupOnly() {
    delete [SELECT Id FROM Widget__c];
    Assert.areEqual(0, [SELECT COUNT() FROM Widget__c]);
    Assert.areEqual(1, ++seen);
  }
  @IsTest static void staticsBeginAnew() { Assert.areEqual(1, ++seen); }
  @IsTest static void triggersSeeOldAndNew() {
    Widget__c w = [SELECT Id, Size__c FROM Widget__c WHERE Size__c = 3];
    w.Size__c = 1000;
    update w;
    Assert.areEqual('was 3', [SELECT Name FROM Widget__c WHERE Id = :w.Id].Name);
    try { update new Widget__c(Id = w.Id, Size__c = -5); Assert.fail('refused'); }
    catch (DmlException e) { Assert.isTrue(e.getMessage().contains('FIELD_CUSTOM_VALIDATION_EXCEPTION, too small: [Size__c]'), e.getMessage()); }
  }
  @IsTest static void savepointsTakeBack() {
    Savepoint before = Database.setSavepoint();
    insert new Widget__c(Name = 'x');
    Database.rollback(before);
    Assert.areEqual(450, [SELECT COUNT() FROM Widget__c]);
  }
  @IsTest static void limitsBeginAnewAtStart() {
    for (Integer i = 0; i < 60; i++) { Integer n = [SELECT COUNT() FROM Widget__c]; }
    Test.startTest();
    for (Integer i = 0; i < 60; i++) { Integer n = [SELECT COUNT() FROM Widget__c]; }
    Assert.areEqual(60, Limits.getQueries());
    Test.stopTest();
    Assert.areEqual(60, Limits.getQueries());
  }
  @IsTest static void queuedWorkRunsAtStop() {
    Test.startTest();
    System.enqueueJob(new Job());
    Assert.areEqual(0, seen);
    Test.stopTest();
    Assert.areEqual(1, seen);
  }
  public class Job implements Queueable { public void execute(QueueableContext c) { seen++; } }
}`;

const TRIGGER = `trigger WidgetTrigger on Widget__c (before update) {
  for (Widget__c w : Trigger.new) {
    if (w.Size__c < 0) w.Size__c.addError('too small');
    if (w.Size__c != Trigger.oldMap.get(w.Id).Size__c) w.Name = 'was ' + Trigger.oldMap.get(w.Id).Size__c;
  }
}`;

describe('Apex over records', () => {
  const org = deployed({ 'WidgetTest.cls': TEST, 'WidgetTrigger.trigger': TRIGGER });

  it('queries, writes, fires triggers, takes back and runs queued work as its tests say', () => {
    expect(failures(org)).toEqual([]);
  });

  it('leaves no record of its tests behind', () => {
    const tx = org.begin(org.admin, 'anonymous');
    org.program.execute(tx, 'System.assertEquals(0, [SELECT COUNT() FROM Widget__c]);');
    tx.abort();
  });
});

const MODE = `public without sharing class Reader {
  public static Integer count() { return [SELECT COUNT() FROM Widget__c]; }
  public static Integer stated() { return [SELECT COUNT() FROM Widget__c WITH SYSTEM_MODE]; }
}`;
const MODE_TEST = `@IsTest private class ReaderTest {
  @IsTest static void modes() {
    Profile p = [SELECT Id FROM Profile WHERE Name = 'Minimum Access - Salesforce'];
    User u = new User(LastName = 'Low', Alias = 'low', Email = 'low@example.com', Username = 'low@example.com.widgets', ProfileId = p.Id,
      TimeZoneSidKey = 'GMT', LocaleSidKey = 'en_US', EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US');
    insert u;
    System.runAs(u) {
      Assert.areEqual(0, Reader.stated());
      try { Reader.count(); Assert.isTrue(EXPECTED, 'no error in user mode'); }
      catch (QueryException e) { Assert.isFalse(EXPECTED, e.getMessage()); }
    }
  }
}`;

describe('the mode of a query that states none', () => {
  it("is the user's from API 67 on", () => {
    expect(
      failures(deployed({ 'Reader.cls': MODE, 'ReaderTest.cls': MODE_TEST.replaceAll('EXPECTED', 'false') }))
    ).toEqual([]);
  });

  it("is the system's before", () => {
    expect(
      failures(deployed({ 'Reader.cls': MODE, 'ReaderTest.cls': MODE_TEST.replaceAll('EXPECTED', 'true') }, '66.0'))
    ).toEqual([]);
  });
});
