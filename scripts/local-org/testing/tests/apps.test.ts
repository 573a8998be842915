import { describe, expect, it } from 'vitest';
import { deployed, failures, metadata } from './project.ts';

const PERSON = metadata(
  'CustomObject',
  '<label>Person</label><pluralLabel>People</pluralLabel><nameField><label>Name</label><type>Text</type></nameField><deploymentStatus>Deployed</deploymentStatus><sharingModel>ReadWrite</sharingModel>'
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
});
