import { describe, expect, it } from 'vitest';
import type { FieldDraft } from '../field.ts';
import { asDescribed, describedChildren, describedLabel } from './index.ts';

const text: FieldDraft = { name: 'RecurrenceType', type: 'String', length: 255 };

describe('what orgs describe of standard objects', () => {
  it('gives a field its label, its type and its values', () => {
    const field = asDescribed('Holiday', text);
    expect(field).toMatchObject({ type: 'Picklist', label: 'Recurrence Type', length: 255 });
    expect(field.picklist?.values.map((each) => each.value)).toContain('RecursDaily');
  });

  it('tells what may be filtered, grouped and sorted', () => {
    const subject = asDescribed('Task', { name: 'Subject', type: 'Combobox', length: 255 });
    expect(subject).toMatchObject({ filterable: true, groupable: false, sortable: true });
  });

  it('makes a text area a long one where a query cannot filter it', () => {
    const body = asDescribed('FeedItem', { name: 'Body', type: 'String', length: 255 });
    expect(body).toMatchObject({ type: 'LongTextArea', filterable: false });
    expect(body.length).toBeGreaterThan(10_000);
    const own = asDescribed('Account', { name: 'Description', type: 'LongTextArea', length: 32_000 });
    expect(own).toMatchObject({ type: 'LongTextArea', length: 32_000 });
  });

  it('names the targets of a lookup that the signatures leave open, and who may own a record', () => {
    const every = Array.from({ length: 200 }, (_, index) => `Object${index}`);
    const open: FieldDraft = { name: 'ParentId', type: 'Reference', referenceTo: every, relationshipName: 'Parent' };
    expect(asDescribed('CaseComment', open).referenceTo).toEqual(['Case']);
    const owner: FieldDraft = { name: 'OwnerId', type: 'Reference', referenceTo: ['Group', 'User'] };
    expect(asDescribed('Event', owner).referenceTo).toEqual(['Calendar', 'User']);
    expect(asDescribed('Lead', owner).referenceTo).toEqual(['Group', 'User']);
  });

  it('keeps the values of a set that a project may replace, and what a save requires', () => {
    const values = [{ value: 'Mine', label: 'Mine', active: true, isDefault: false }];
    const field = asDescribed('Lead', {
      name: 'Status',
      type: 'Picklist',
      required: true,
      picklist: { values, restricted: false, sorted: false }
    });
    expect(field).toMatchObject({ required: true, nillable: false, label: 'Status', picklist: { values } });
  });

  it('leaves alone what no org has', () => {
    const own: FieldDraft = { name: 'Weight__c', type: 'Double' };
    expect(asDescribed('Account', own)).toBe(own);
    expect(asDescribed('Nothing', text)).toBe(text);
    expect(describedLabel('Nothing')).toBeUndefined();
    expect(describedChildren('Nothing')).toEqual([]);
  });

  it('tells which children go with their parent', () => {
    const children = describedChildren('Account');
    const of = (name: string) => children.find((child) => child.name === name);
    expect(of('Contacts')).toEqual({
      name: 'Contacts',
      childObject: 'Contact',
      field: 'AccountId',
      cascadeDelete: true
    });
    expect(of('Cases')).toMatchObject({ childObject: 'Case', cascadeDelete: false });
  });

  it('holds nothing that one org only has', () => {
    expect(describedChildren('Account').filter(({ childObject }) => childObject.includes('__'))).toEqual([]);
    expect(describedLabel('Account')).toBe('Account');
  });
});
