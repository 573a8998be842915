import { describe, expect, it } from 'vitest';
import { deployed, failures, metadata } from './project.ts';

const PERSON = metadata(
  'CustomObject',
  '<enableFeeds>true</enableFeeds><label>Person</label><pluralLabel>People</pluralLabel><nameField><label>Name</label><type>Text</type></nameField><deploymentStatus>Deployed</deploymentStatus><sharingModel>ReadWrite</sharingModel>'
);

function recordType(name: string): string {
  return metadata(
    'RecordType',
    `<fullName>${name}</fullName><active>true</active><label>${name.replace('_', ' ')}</label>`
  );
}

describe('applications', () => {
  it('filter lookups by the name of a record type', () => {
    const lookup = metadata(
      'CustomField',
      `<fullName>Tutor__c</fullName><label>Tutor</label><type>Lookup</type><referenceTo>Person__c</referenceTo><relationshipName>Pupils</relationshipName>
      <lookupFilter><active>true</active><filterItems><field>Person__c.RecordTypeId</field><operation>equals</operation><value>Head Tutor</value></filterItems><isOptional>false</isOptional></lookupFilter>`
    );
    const org = deployed({
      'objects/Person__c/Person__c.object-meta.xml': PERSON,
      'objects/Person__c/recordTypes/Student.recordType-meta.xml': recordType('Student'),
      'objects/Person__c/recordTypes/Head_Tutor.recordType-meta.xml': recordType('Head_Tutor'),
      'objects/Person__c/fields/Tutor__c.field-meta.xml': lookup,
      'classes/TutorTest.cls': `@IsTest private class TutorTest {
        static Person__c person(String type, Id tutor) {
          Id typeId = Person__c.SObjectType.getDescribe().getRecordTypeInfosByDeveloperName().get(type).getRecordTypeId();
          Person__c made = new Person__c(Name = 'p', RecordTypeId = typeId, Tutor__c = tutor);
          insert made;
          return made;
        }
        @IsTest static void taken() { person('Student', person('Head_Tutor', null).Id); }
        @IsTest static void refused() { person('Student', person('Student', null).Id); }
      }`
    });
    expect(failures(org)).toEqual([expect.stringMatching(/^refused: .*FIELD_FILTER_VALIDATION_EXCEPTION/)]);
  });

  it('sort values that a picklist does not have behind its own, by text', () => {
    const org = deployed({
      'classes/OrderTest.cls': `@IsTest private class OrderTest {
        @IsTest static void order() {
          List<Account> made = new List<Account>();
          for (String rating : new List<String>{ '5', 'Cold', '9', 'Hot', '1' }) made.add(new Account(Name = rating, Rating = rating));
          insert made;
          String found = '';
          for (Account a : [SELECT Rating FROM Account ORDER BY Rating DESC]) found += a.Rating + ' ';
          System.assertEquals('9 5 1 Cold Hot ', found);
        }
      }`
    });
    expect(failures(org)).toEqual([]);
  });

  it('ask in a flow whether a field was set', () => {
    const decision = (name: string, wanted: boolean, next: string) =>
      `<rules><name>${name}</name><conditionLogic>and</conditionLogic><conditions><leftValueReference>$Record.Site</leftValueReference><operator>WasSet</operator><rightValue><booleanValue>${wanted}</booleanValue></rightValue></conditions><connector><targetReference>${next}</targetReference></connector><label>${name}</label></rules>`;
    const note = (name: string) =>
      `<assignments><name>${name}</name><label>${name}</label><locationX>0</locationX><locationY>0</locationY><assignmentItems><assignToReference>$Record.Description</assignToReference><operator>Assign</operator><value><stringValue>${name}</stringValue></value></assignmentItems></assignments>`;
    const org = deployed({
      'flows/Asks.flow-meta.xml': metadata(
        'Flow',
        `<apiVersion>60.0</apiVersion>${note('Filled')}${note('Empty')}<decisions><name>Is</name><label>Is</label><locationX>0</locationX><locationY>0</locationY><defaultConnectorLabel>none</defaultConnectorLabel>${decision('Yes', true, 'Filled')}${decision('No', false, 'Empty')}</decisions><label>Asks</label><processType>AutoLaunchedFlow</processType><start><locationX>0</locationX><locationY>0</locationY><connector><targetReference>Is</targetReference></connector><object>Account</object><recordTriggerType>Create</recordTriggerType><triggerType>RecordBeforeSave</triggerType></start><status>ACTIVE</status>`
      ),
      'classes/AsksTest.cls': `@IsTest private class AsksTest {
        @IsTest static void asks() {
          insert new List<Account>{ new Account(Name = 'a', Site = 'x'), new Account(Name = 'b') };
          System.assertEquals('Filled', [SELECT Description FROM Account WHERE Name = 'a'].Description);
          System.assertEquals('Empty', [SELECT Description FROM Account WHERE Name = 'b'].Description);
        }
      }`
    });
    expect(failures(org)).toEqual([]);
  });

  it('have addresses of their own, and codes of states where the scratch org definition asks for them', () => {
    const files = {
      'objects/Person__c/Person__c.object-meta.xml': PERSON,
      'objects/Person__c/fields/Home__c.field-meta.xml': metadata(
        'CustomField',
        '<fullName>Home__c</fullName><label>Home</label><type>Address</type>'
      ),
      'classes/HomeTest.cls': `@IsTest private class HomeTest {
        @IsTest static void parts() {
          insert new Person__c(Name = 'p', Home__City__s = 'Bern', Home__CountryCode__s = 'CH');
          System.Address home = [SELECT Home__c FROM Person__c WHERE Home__City__s = 'Bern'].Home__c;
          System.assertEquals('Bern CH', home.getCity() + ' ' + home.getCountryCode());
          insert new Contact(LastName = 'x', MailingStateCode = 'CA', MailingCountryCode = 'US');
          System.assertEquals('CA', [SELECT MailingStateCode FROM Contact].MailingStateCode);
        }
      }`
    };
    const definition = (features: readonly string[]) => ({
      '../config/project-scratch-def.json': JSON.stringify({ edition: 'Developer', features })
    });
    expect(failures(deployed({ ...files, ...definition(['StateAndCountryPicklist']) }))).toEqual([]);
    const without = deployed({ ...files, ...definition([]) });
    expect(without.problems.map((p) => p.message)).toContain('Field does not exist: MailingStateCode on Contact');
  });

  it('have texts for states and countries where their org has no picklists, whatever its settings list', () => {
    const org = deployed({
      'settings/Address.settings-meta.xml': metadata(
        'AddressSettings',
        '<countriesAndStates><countries><active>true</active><integrationValue>Switzerland</integrationValue><isoCode>CH</isoCode><label>Switzerland</label><orgDefault>true</orgDefault><standard>true</standard><visible>true</visible></countries></countriesAndStates>'
      ),
      'classes/PlainTest.cls': `@IsTest private class PlainTest {
        @IsTest static void texts() {
          insert new Account(Name = 'a', BillingState = 'Atlantis');
          System.assertEquals(null, [SELECT BillingCountry FROM Account].BillingCountry);
          System.assertEquals(false, Schema.SObjectType.Account.fields.getMap().containsKey('BillingCountryCode'));
        }
      }`
    });
    expect([...org.problems, ...failures(org)]).toEqual([]);
  });

  it('check the addresses of people like those of their contacts', () => {
    const org = deployed({
      '../config/project-scratch-def.json': JSON.stringify({ features: ['PersonAccounts', 'StateAndCountryPicklist'] }),
      'classes/PeopleTest.cls': `@IsTest private class PeopleTest {
        static Account person(String state) {
          Id people = Account.SObjectType.getDescribe().getRecordTypeInfosByDeveloperName().get('PersonAccount').getRecordTypeId();
          return new Account(RecordTypeId = people, LastName = 'x', PersonMailingCountryCode = 'US', PersonMailingState = state);
        }
        @IsTest static void filled() {
          insert person('Texas');
          Contact made = [SELECT MailingCountry, MailingStateCode FROM Contact];
          System.assertEquals('United States TX', made.MailingCountry + ' ' + made.MailingStateCode);
          System.assertEquals(Account.PersonMailingCountryCode, Account.PersonMailingStateCode.getDescribe().getController());
        }
        @IsTest static void refused() { insert person('Atlantis'); }
      }`
    });
    expect(failures(org)).toEqual([expect.stringMatching(/^refused: .*PersonMailingState/)]);
  });

  it('name the fields that entitlements bring to a case', () => {
    const org = deployed({
      'classes/CaseTest.cls': `@IsTest private class CaseTest {
        @IsTest static void fields() {
          Product2 product = new Product2(Name = 'p');
          insert product;
          insert new Case(SlaStartDate = Datetime.newInstance(2026, 1, 1), ProductId = product.Id);
          Case made = [SELECT EntitlementId, IsStopped, Product.Name FROM Case];
          System.assertEquals('p', made.Product.Name);
          System.assertEquals(false, made.IsStopped);
          System.assertEquals(null, made.EntitlementId);
        }
      }`
    });
    expect(failures(org)).toEqual([]);
  });

  it('declare classes inside triggers', () => {
    const org = deployed({
      'triggers/OnAccount.trigger': `trigger OnAccount on Account (before insert) {
        for (Account a : Trigger.new) if (a.Name == 'no') throw new NameException('not ' + a.Name);
        public class NameException extends Exception {}
      }`,
      'classes/OnAccountTest.cls': `@IsTest private class OnAccountTest {
        @IsTest static void throws() {
          insert new Account(Name = 'yes');
          try { insert new Account(Name = 'no'); System.assert(false); }
          catch (DmlException e) { System.assert(e.getMessage().contains('NameException: not no'), e.getMessage()); }
        }
      }`
    });
    expect(org.problems).toEqual([]);
    expect(failures(org)).toEqual([]);
  });

  it('hold the controllers that Salesforce makes for every site', () => {
    const org = deployed({
      'classes/Registers.cls': `public class Registers {
        public static String of(String lastName) {
          if (String.isEmpty(lastName)) return Label.Site.lastname_is_required;
          if (Label.site.passwords_dont_match == null) return null;
          return new Auth.AuthConfiguration(Network.getNetworkId(), '').getUsernamePasswordEnabled() ? 'password' : 'none';
        }
        public static String go(PageReference page) {
          try { Aura.redirect(page); return 'gone'; } catch (Exception e) { return e.getMessage(); }
        }
        public static String page(String url) {
          try { return new PageReference(url).getUrl(); } catch (Exception e) { return e.getMessage(); }
        }
      }`,
      'classes/RegistersTest.cls': `@IsTest private class RegistersTest {
        @IsTest static void registers() {
          System.assertEquals(Label.Site.lastname_is_required, Registers.of(''));
          System.assertEquals('password', Registers.of('x'));
          System.assertEquals(false, new Auth.AuthConfiguration('https://a.example', '').isCommunityUsingSiteAsContainer());
          System.assertEquals('Argument 1 cannot be null', Registers.page(null));
          System.assertEquals('gone', Registers.go(null));
          System.assertEquals('gone', Registers.go(new PageReference('/a')));
        }
      }`
    });
    expect(failures(org)).toEqual([]);
  });

  it('publish files: deliveries have addresses, libraries folders, and standard users reach them', () => {
    const org = deployed({
      'classes/PublishTest.cls': `@IsTest private class PublishTest {
        @IsTest static void delivery() {
          Profile standard = [SELECT Id FROM Profile WHERE Name = 'Standard User'];
          User u = new User(Alias = 'a', Email = 'a@b.example', LastName = 'L', Username = 'publish@b.example', ProfileId = standard.Id,
            EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US', LocaleSidKey = 'en_US', TimeZoneSidKey = 'GMT');
          System.runAs(u) {
            ContentVersion file = new ContentVersion(Title = 't', PathOnClient = 't.txt', VersionData = Blob.valueOf('x'));
            insert file;
            ContentDistribution made = new ContentDistribution(Name = 'd', ContentVersionId = file.Id, PreferencesAllowViewInBrowser = true);
            insert made;
            made = [SELECT ContentDownloadUrl, DistributionPublicUrl, ContentDocumentId FROM ContentDistribution WITH SECURITY_ENFORCED];
            System.assert(made.ContentDownloadUrl.startsWith('https://'));
            System.assert(made.DistributionPublicUrl.startsWith('https://'));
            System.assertEquals([SELECT ContentDocumentId FROM ContentVersion].ContentDocumentId, made.ContentDocumentId);
            System.assertEquals(0, [SELECT COUNT() FROM TopicAssignment WITH SECURITY_ENFORCED]);
          }
        }
        @IsTest static void library() {
          ContentWorkspace shelf = new ContentWorkspace(Name = 'Shelf');
          insert shelf;
          ContentFolderLink link = [SELECT ContentFolderId FROM ContentFolderLink WHERE ParentEntityId = :shelf.Id];
          System.assertEquals(link.ContentFolderId, [SELECT RootContentFolderId FROM ContentWorkspace].RootContentFolderId);
          insert new ContentVersion(Title = 't', PathOnClient = 't.txt', VersionData = Blob.valueOf('x'));
          Id file = [SELECT ContentDocumentId FROM ContentVersion].ContentDocumentId;
          insert new ContentDocumentLink(ContentDocumentId = file, LinkedEntityId = shelf.Id);
          System.assertEquals(file, [SELECT ChildRecordId FROM ContentFolderMember WHERE ParentContentFolderId = :link.ContentFolderId].ChildRecordId);
        }
      }`
    });
    expect(failures(org)).toEqual([]);
  });

  it('leave statements behind a throw, loop over chunks of dynamic queries and choose rows in conditions', () => {
    const org = deployed({
      'objects/Person__c/Person__c.object-meta.xml': PERSON,
      'objects/Person__c/fields/Likes__c.field-meta.xml': metadata(
        'CustomField',
        '<fullName>Likes__c</fullName><label>Likes</label><type>MultiselectPicklist</type><visibleLines>3</visibleLines><valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted><value><fullName>A</fullName><default>false</default><label>A</label></value><value><fullName>B</fullName><default>false</default><label>B</label></value></valueSetDefinition></valueSet>'
      ),
      'classes/Sample.cls': `public class Sample {
        public static String read(Boolean may) {
          if (!may) {
            throw new System.NoAccessException();
            // Suppress editor logs
            return null;
          }
          return 'read';
        }
      }`,
      'classes/SampleTest.cls': `@IsTest private class SampleTest {
        @IsTest static void all() {
          try { Sample.read(false); System.assert(false); } catch (NoAccessException e) { System.assertEquals('read', Sample.read(true)); }
          insert new List<Person__c>{ new Person__c(Name = 'a', Likes__c = 'A;B;'), new Person__c(Name = 'b') };
          Integer chunks = 0;
          for (List<Person__c> some : Database.query('SELECT Name FROM Person__c')) chunks += some.size();
          System.assertEquals(2, chunks);
          Person__c a = chunks > 0 ? [SELECT Name FROM Person__c WHERE Name = 'a'] : null;
          System.assertEquals('a', a.Name);
          Person__c none = chunks > 5 ? [SELECT Name FROM Person__c LIMIT 1] : null;
          System.assertEquals(null, none);
          insert new FeedItem(ParentId = a.Id, Body = 'x');
          System.assertEquals(0, [SELECT ProcessDefinition.Name FROM ProcessInstance WHERE TargetObjectId = :a.Id].size());
        }
      }`
    });
    expect(org.problems.filter((p) => p.level === 'error')).toEqual([]);
    expect(failures(org)).toEqual([]);
  });
});
