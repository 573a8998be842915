import { describe, expect, it } from 'vitest';
import { deployed, failures, metadata } from './project.ts';

const field = (name: string, inner: string) =>
  metadata('CustomField', `<fullName>${name}</fullName><label>${name}</label>${inner}`);

const SETTING = {
  'objects/Dials__c/Dials__c.object-meta.xml': metadata(
    'CustomObject',
    '<customSettingsType>Hierarchy</customSettingsType><label>Dials</label><visibility>Public</visibility>'
  ),
  'objects/Dials__c/fields/Size__c.field-meta.xml': field(
    'Size__c',
    '<type>Number</type><precision>6</precision><scale>0</scale><required>true</required><defaultValue>100</defaultValue>'
  ),
  'objects/Dials__c/fields/Mode__c.field-meta.xml': field(
    'Mode__c',
    "<type>Text</type><length>20</length><required>true</required><defaultValue>'FAST'</defaultValue>"
  ),
  'objects/Dials__c/fields/On__c.field-meta.xml': field(
    'On__c',
    '<type>Checkbox</type><defaultValue>true</defaultValue>'
  )
};

describe('What public suites rely on', () => {
  it('gives a setting without records its defaults and the user as owner, and lets it be inserted', () => {
    const org = deployed({
      ...SETTING,
      'classes/DialsTest.cls': `@IsTest private class DialsTest {
        @IsTest static void defaults() {
          Dials__c d = Dials__c.getInstance();
          System.assertEquals(100, d.Size__c);
          System.assertEquals('FAST', d.Mode__c);
          System.assertEquals(UserInfo.getUserId(), d.SetupOwnerId);
          insert d;
          System.assertEquals('FAST', [SELECT Mode__c FROM Dials__c].Mode__c);
        }
        @IsTest static void newRecord() {
          Dials__c d = (Dials__c) Dials__c.SObjectType.newSObject(null, true);
          System.assertEquals(100, d.Size__c);
          System.assertEquals(true, d.On__c);
          System.assertEquals(null, ((Dials__c) Dials__c.SObjectType.newSObject()).Mode__c);
        }
      }`
    });
    expect(failures(org)).toEqual([]);
  });

  it('begins a test later than its setup, in every class that has one', () => {
    const late = (name: string) => `@IsTest private class ${name} {
        @TestSetup static void setup() { insert new Account(Name = String.valueOf(System.currentTimeMillis())); }
        @IsTest static void first() { check(); }
        @IsTest static void second() { check(); }
        static void check() {
          System.assert(System.currentTimeMillis() > Long.valueOf([SELECT Name FROM Account].Name));
        }
      }`;
    const org = deployed({ 'classes/OneTest.cls': late('OneTest'), 'classes/TwoTest.cls': late('TwoTest') });
    expect(failures(org)).toEqual([]);
  });

  it('runs as a user that was not inserted, and finds the object where a class has its name', () => {
    const org = deployed({
      'classes/Contact.cls': 'public class Contact {}',
      'classes/UserTest.cls': `@IsTest private class UserTest {
        @IsTest static void runsAs() {
          Profile p = [SELECT Id FROM Profile WHERE Name = 'Standard User'];
          User u = new User(Alias = 'a', Email = 'a@b.example', LastName = 'L', Username = 'a@b.example', ProfileId = p.Id,
            EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US', LocaleSidKey = 'en_US', TimeZoneSidKey = 'GMT');
          System.runAs(u) { System.assertEquals('a@b.example', UserInfo.getUserName()); }
          System.assertNotEquals(null, u.Id);
        }
        @IsTest static void names() { System.assert(Type.forName('Contact').newInstance() instanceof SObject); }
      }`
    });
    expect(failures(org)).toEqual([]);
  });

  it('publishes an event for each failed part of a batch that asks for it', () => {
    const org = deployed({
      'classes/Fails.cls': `public class Fails implements Database.Batchable<SObject>, Database.RaisesPlatformEvents {
        public Iterable<SObject> start(Database.BatchableContext c) { return [SELECT Id FROM Account]; }
        public void execute(Database.BatchableContext c, List<SObject> scope) { throw new IllegalArgumentException('no'); }
        public void finish(Database.BatchableContext c) {}
      }`,
      'triggers/OnError.trigger': `trigger OnError on BatchApexErrorEvent (after insert) {
        for (BatchApexErrorEvent e : Trigger.new) insert as system new Contact(LastName = e.Phase + ' ' + e.ExceptionType + ' ' + e.Message, Description = e.JobScope);
      }`,
      'classes/FailsTest.cls': `@IsTest private class FailsTest {
        @IsTest static void raises() {
          Account a = new Account(Name = 'a');
          insert a;
          try { Test.startTest(); Database.executeBatch(new Fails()); Test.stopTest(); } catch (Exception e) { System.assertEquals('no', e.getMessage()); }
          Test.getEventBus().deliver();
          Contact c = [SELECT LastName, Description FROM Contact];
          System.assertEquals('EXECUTE System.IllegalArgumentException no', c.LastName);
          System.assertEquals(a.Id, c.Description);
        }
      }`
    });
    expect(failures(org)).toEqual([]);
  });

  it('answers a SOAP callout by the mock', () => {
    const org = deployed({
      'classes/Port.cls': `public class Port { public static Object call() {
        Map<String, Object> answers = new Map<String, Object>();
        WebServiceCallout.invoke(new Port(), 'request', answers, new List<String>{ 'https://a.example', '', 'urn:q', 'ask', 'urn:r', 'askResponse', 'Port' });
        return answers.get('response_x');
      } }`,
      'classes/PortTest.cls': `@IsTest private class PortTest {
        class Mock implements WebServiceMock {
          public void doInvoke(Object stub, Object request, Map<String, Object> response, String endpoint, String action, String name, String ns, String answer, String type) {
            response.put('response_x', endpoint + ' ' + name + ' ' + ns + ' ' + answer + ' ' + type);
          }
        }
        @IsTest static void answers() {
          Test.setMock(WebServiceMock.class, new Mock());
          System.assertEquals('https://a.example ask urn:r askResponse Port', Port.call());
        }
        @IsTest static void needsMock() {
          try { Port.call(); System.assert(false); } catch (TypeException e) { System.assert(e.getMessage().contains('do not support')); }
        }
      }`
    });
    expect(failures(org)).toEqual([]);
  });

  it('prefers an overload for lists, and keeps an object apart from a class of its name', () => {
    const org = deployed({
      'classes/User.cls': 'public class User {}',
      'classes/Picks.cls': `public class Picks {
        public static String of(Object one) { return 'one'; }
        public static String of(List<Object> many) { return 'many'; }
      }`,
      'classes/PicksTest.cls': `@IsTest private class PicksTest {
        @IsTest static void lists() {
          System.assertEquals('many', Picks.of(new List<Database.SaveResult>()));
          System.assertEquals('many', Picks.of(new List<Picks>()));
          System.assertEquals('one', Picks.of(new Set<String>()));
        }
        @IsTest static void objects() {
          List<Schema.User> users = new List<Schema.User>{ new Schema.User(LastName = 'x') };
          System.assertEquals('User', users.getSObjectType().toString());
          System.assert((Object) users instanceof List<SObject>);
        }
        @IsTest static void runAsCounts() {
          Integer before = Limits.getDmlStatements();
          System.runAs(new Schema.User(Id = UserInfo.getUserId())) { System.assertEquals(before + 1, Limits.getDmlStatements()); }
        }
      }`
    });
    expect(failures(org)).toEqual([]);
  });

  it('hides code from users who may not view setup, and lets nobody delete users', () => {
    const org = deployed({
      'classes/RightsTest.cls': `@IsTest private class RightsTest {
        static User with(String profile) {
          return new User(Alias = 'a', Email = 'a@b.example', LastName = 'L', Username = profile.left(5).trim() + '@b.example', ProfileId = [SELECT Id FROM Profile WHERE Name = :profile].Id,
            EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US', LocaleSidKey = 'en_US', TimeZoneSidKey = 'GMT');
        }
        @IsTest static void code() {
          System.runAs(with('Minimum Access - Salesforce')) { System.assert(!ApexClass.SObjectType.getDescribe().isAccessible()); }
          System.runAs(with('Standard User')) { System.assert(ApexClass.SObjectType.getDescribe().isAccessible()); }
        }
        @IsTest static void users() {
          Id me = UserInfo.getUserId();
          System.assert(![SELECT HasDeleteAccess FROM UserRecordAccess WHERE UserId = :me AND RecordId = :me].HasDeleteAccess);
        }
      }`
    });
    expect(failures(org)).toEqual([]);
  });

  it('runs test methods of the old modifier and passes helpers over', () => {
    const org = deployed({
      'classes/OldTest.cls': `@IsTest private class OldTest {
        static testMethod void after() { System.assert(false, 'ran'); }
        testMethod static void before() { System.assert(false, 'ran too'); }
        @IsTest static List<Account> helper() { return new List<Account>(); }
        static void none() { }
      }`
    });
    expect(failures(org)).toEqual([
      'after: System.AssertException: Assertion Failed: ran',
      'before: System.AssertException: Assertion Failed: ran too'
    ]);
  });

  it('delivers an event that is published immediately, though its transaction is rolled back', () => {
    const org = deployed({
      'objects/Said__e/Said__e.object-meta.xml': metadata(
        'CustomObject',
        '<label>Said</label><pluralLabel>Said</pluralLabel><eventType>HighVolume</eventType><publishBehavior>PublishImmediately</publishBehavior>'
      ),
      'triggers/OnSaid.trigger':
        "trigger OnSaid on Said__e (after insert) { insert as system new Account(Name = 'said'); }",
      'classes/SaidTest.cls': `@IsTest private class SaidTest {
        @IsTest static void survives() {
          Savepoint before = Database.setSavepoint();
          EventBus.publish(new Said__e());
          Database.rollback(before);
          Test.getEventBus().deliver();
          System.assertEquals(1, [SELECT COUNT() FROM Account WHERE Name = 'said']);
        }
      }`
    });
    expect(failures(org)).toEqual([]);
  });

  it('leaves a standard profile the rights that a deployed file does not name', () => {
    const org = deployed({
      'profiles/Admin.profile-meta.xml': metadata(
        'Profile',
        '<custom>false</custom><userLicense>Salesforce</userLicense><objectPermissions><allowCreate>true</allowCreate><allowDelete>true</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>true</modifyAllRecords><object>Contact</object><viewAllRecords>true</viewAllRecords></objectPermissions>'
      ),
      'classes/AdminTest.cls': `@IsTest private class AdminTest {
        @IsTest static void reads() {
          System.assertEquals(1, [
            SELECT COUNT() FROM ObjectPermissions
            WHERE Parent.ProfileId = :UserInfo.getProfileId() AND SObjectType = 'Account' AND PermissionsRead = true
          ]);
          System.assertEquals(1, [
            SELECT COUNT() FROM ObjectPermissions WHERE Parent.ProfileId = :UserInfo.getProfileId() AND SObjectType = 'Contact'
          ]);
        }
      }`
    });
    expect(failures(org)).toEqual([]);
  });

  it('reads coded names of values once, and leaves a sign that codes nothing', () => {
    const value = (name: string) =>
      `<value><fullName>${name}</fullName><default>false</default><label>${name}</label></value>`;
    const org = deployed({
      'objects/Slice__c/Slice__c.object-meta.xml': metadata(
        'CustomObject',
        '<label>Part</label><pluralLabel>Parts</pluralLabel><nameField><label>Name</label><type>Text</type></nameField><sharingModel>ReadWrite</sharingModel><deploymentStatus>Deployed</deploymentStatus>'
      ),
      'objects/Slice__c/fields/Of__c.field-meta.xml': field(
        'Of__c',
        `<type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted>${value('50%')}${value('0 - 25%')}</valueSetDefinition></valueSet>`
      ),
      'objects/Slice__c/recordTypes/Half.recordType-meta.xml': metadata(
        'RecordType',
        '<fullName>Half</fullName><label>Half</label><active>true</active><picklistValues><picklist>Of__c</picklist><values><fullName>50%25</fullName><default>false</default></values><values><fullName>0 - 25%</fullName><default>false</default></values></picklistValues>'
      ),
      'classes/SliceTest.cls': `@IsTest private class SliceTest {
        @IsTest static void saves() {
          Id half = Slice__c.SObjectType.getDescribe().getRecordTypeInfosByDeveloperName().get('Half').getRecordTypeId();
          insert new List<Slice__c>{ new Slice__c(RecordTypeId = half, Of__c = '50%'), new Slice__c(RecordTypeId = half, Of__c = '0 - 25%') };
        }
      }`
    });
    expect(failures(org)).toEqual([]);
  });
});
