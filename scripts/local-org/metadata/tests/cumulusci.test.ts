import { describe, expect, it } from 'vitest';
import { readMetadata, readProject } from '../index.ts';
import { projectWith, xml } from './files.ts';

const type = (name: string) =>
  `<recordTypes><fullName>${name}</fullName><label>${name}</label><active>true</active></recordTypes>`;
const object = (...types: string[]) => xml('CustomObject', types.map(type).join(''));

const files = {
  'app/objects/Account/recordTypes/Own.recordType-meta.xml': xml(
    'RecordType',
    '<fullName>Own</fullName><label>Own</label><active>true</active>'
  ),
  'unpackaged/pre/types/objects/Account.object': object('Before'),
  'unpackaged/post/more/objects/Account.object': object('Behind'),
  'unpackaged/post/more/objects/___NAMESPACE___Thing__c.object': object('Of_Thing'),
  'unpackaged/config/dev/objects/Account.object': object('Never')
};

describe('a project that is built with CumulusCI', () => {
  it('has what lies around its package deployed too, which adds to its objects', () => {
    const { registry, problems } = readMetadata(readProject(projectWith({ ...files, 'cumulusci.yml': 'project:' })));
    expect(registry.all('RecordType').map((c) => c.fullName)).toEqual([
      'Account.Own',
      'Account.Before',
      'Account.Behind',
      'Thing__c.Of_Thing'
    ]);
    expect(problems.filter((p) => p.level === 'error')).toEqual([]);
  });

  it('has only those package directories that are asked for', () => {
    const project = readProject(projectWith({ ...files, 'cumulusci.yml': 'project:' }), [], ['app']);
    expect(project.packageDirectories).toEqual(['app']);
  });

  it('is told by its cumulusci.yml', () => {
    expect(readProject(projectWith(files)).packageDirectories).toEqual(['app']);
  });
});
