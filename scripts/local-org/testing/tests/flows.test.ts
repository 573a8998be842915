import { describe, expect, it } from 'vitest';
import { deployed, failures, metadata } from './project.ts';

const field = (name: string, inner: string) =>
  metadata('CustomField', `<fullName>${name}</fullName><label>${name}</label>${inner}`);
const object = (label: string, more: string) =>
  metadata(
    'CustomObject',
    `<label>${label}</label><pluralLabel>${label}s</pluralLabel><deploymentStatus>Deployed</deploymentStatus>${more}`
  );
const CUSTOM = '<nameField><label>Name</label><type>Text</type></nameField><sharingModel>ReadWrite</sharingModel>';
const flow = (start: string, body: string) =>
  metadata(
    'Flow',
    `<apiVersion>67.0</apiVersion>${body}<label>F</label><processType>AutoLaunchedFlow</processType><start><locationX>0</locationX><locationY>0</locationY>${start}</start><status>Active</status>`
  );
const at = (name: string, body: string) =>
  `<name>${name}</name><label>${name}</label><locationX>0</locationX><locationY>0</locationY>${body}`;
const afterSave = (of: string, first: string) =>
  `<connector><targetReference>${first}</targetReference></connector><object>${of}</object><recordTriggerType>Create</recordTriggerType><triggerType>RecordAfterSave</triggerType>`;

describe('Flows of public projects', () => {
  it('publish events and update the records that the one which started them points to', () => {
    const org = deployed({
      'objects/Box__c/Box__c.object-meta.xml': object('Box', CUSTOM),
      'objects/Box__c/fields/State__c.field-meta.xml': field('State__c', '<type>Text</type><length>20</length>'),
      'objects/Activity/fields/Box__c.field-meta.xml': field(
        'Box__c',
        '<type>Lookup</type><referenceTo>Box__c</referenceTo><relationshipName>Acts</relationshipName><relationshipLabel>Acts</relationshipLabel>'
      ),
      'objects/Filled__e/Filled__e.object-meta.xml': object(
        'Filled',
        '<eventType>HighVolume</eventType><publishBehavior>PublishAfterCommit</publishBehavior>'
      ),
      'objects/Filled__e/fields/Text__c.field-meta.xml': field('Text__c', '<type>Text</type><length>80</length>'),
      'flows/Fill.flow-meta.xml': flow(
        afterSave('Task', 'Mark'),
        `<recordUpdates>${at('Mark', '<connector><targetReference>Tell</targetReference></connector><inputAssignments><field>State__c</field><value><stringValue>full</stringValue></value></inputAssignments><inputReference>$Record.Box__r</inputReference>')}</recordUpdates>
         <recordCreates>${at('Tell', '<inputAssignments><field>Text__c</field><value><elementReference>$Record.Subject</elementReference></value></inputAssignments><object>Filled__e</object>')}</recordCreates>`
      ),
      'triggers/OnFilled.trigger':
        'trigger OnFilled on Filled__e (after insert) { for (Filled__e e : Trigger.new) insert as system new Account(Name = e.Text__c); }',
      'classes/FillTest.cls': `@IsTest private class FillTest {
        @IsTest static void fills() {
          Box__c b = new Box__c(Name = 'b');
          insert b;
          insert as system new Task(Subject = 'packed', Box__c = b.Id);
          System.assertEquals('full', [SELECT State__c FROM Box__c].State__c);
          Test.getEventBus().deliver();
          System.assertEquals('packed', [SELECT Name FROM Account].Name);
        }
        @IsTest static void withoutParent() {
          Exception failed;
          try { insert as system new Task(Subject = 'loose'); } catch (DmlException e) { failed = e; }
          System.assert(failed.getMessage().contains('null'), '' + failed);
        }
      }`
    });
    expect(failures(org)).toEqual([]);
  });
});

describe('Files', () => {
  it('bring their document and links with the first version, and replace the latest with the next', () => {
    const org = deployed({
      'classes/FilesTest.cls': `@IsTest private class FilesTest {
        @IsTest static void versions() {
          Account a = new Account(Name = 'a');
          insert a;
          ContentVersion v = new ContentVersion(Title = 'Plan', PathOnClient = 'plan.pdf', VersionData = Blob.valueOf('12345'), FirstPublishLocationId = a.Id);
          insert v;
          ContentDocument d = [SELECT Id, Title, FileType, ContentSize, LatestPublishedVersionId FROM ContentDocument];
          System.assertEquals('Plan', d.Title);
          System.assertEquals('PDF', d.FileType);
          System.assertEquals(5, d.ContentSize);
          System.assertEquals(v.Id, d.LatestPublishedVersionId);
          System.assertEquals(1, [SELECT COUNT() FROM ContentDocumentLink WHERE LinkedEntityId = :a.Id AND ContentDocumentId = :d.Id]);
          insert new ContentVersion(Title = 'Plan', PathOnClient = 'plan.pdf', VersionData = Blob.valueOf('1'), ContentDocumentId = d.Id);
          System.assertEquals(1, [SELECT COUNT() FROM ContentDocument]);
          System.assertEquals('2', [SELECT VersionNumber FROM ContentVersion WHERE IsLatest = true].VersionNumber);
        }
      }`
    });
    expect(failures(org)).toEqual([]);
  });
});
