import { beforeAll, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { findUserId, request } from '../../api/index.ts';
import { openProject } from '../../cli/open.ts';
import { callApex } from '../server/apex.ts';
import type { Ask, Site } from '../server/context.ts';
import { list } from '../server/lists.ts';
import { page } from '../server/pages.ts';
import { getRecord, updateRecord } from '../server/records.ts';
import { moveTime } from '../server/time.ts';
import { isVisible } from '../server/visibility.ts';

const WIDGETS = join(import.meta.dirname, '../../fixtures/widgets');
const WIDGET = 'a01B00000000001IAA';

let site: Site;

beforeAll(async () => {
  site = await openProject(WIDGETS, { strict: true, coverage: false, seed: true });
});

function as<T>(person: 'mia.maker' | 'vic.viewer', query: Ask['query'], work: (ask: Ask) => T): T {
  const id = findUserId(site.org, `${person}@widgets.example`) ?? expect.fail(`no user ${person}`);
  return request(site.org, id, 'rest', (tx) => work({ site, tx, query }));
}

const apex = (person: 'mia.maker' | 'vic.viewer', method: string, parameters: Record<string, unknown>) =>
  as(person, {}, ({ tx }) => callApex(tx, { method, parameters, cacheable: false }));

describe('Apex called from a component', () => {
  it('gets typed parameters and gives JSON as @AuraEnabled does', () => {
    expect(apex('mia.maker', 'WidgetController.getCard', { widgetid: WIDGET })).toMatchObject({
      id: WIDGET,
      name: 'Cog 1',
      size: 15,
      dueAt: '2026-03-03T09:00:00.000Z',
      actions: ['activate', 'retire']
    });
  });

  it('leaves empty fields of records out', () => {
    const widgets = apex('mia.maker', 'WidgetController.getWidgets', { status: 'New' }) as Record<string, unknown>[];
    expect(widgets).toHaveLength(12);
    expect(widgets[0]).toMatchObject({ Name: 'Cog 1', Size__c: 15 });
    expect(widgets[0]).not.toHaveProperty('Crate__c');
  });

  it('fails with the text of an AuraHandledException, and with the type of others', () => {
    expect(() => apex('mia.maker', 'WidgetController.rename', { widgetId: WIDGET, name: ' ' })).toThrow(
      'A widget needs a name.'
    );
    expect(() => apex('vic.viewer', 'WidgetController.setStatus', { widgetId: WIDGET, status: 'Retired' })).toThrow(
      'You cannot retire widgets.'
    );
    expect(() => apex('mia.maker', 'WidgetController.getCard', { widgetId: 'nonsense' })).toThrow();
    expect(() => apex('mia.maker', 'WidgetController.gone', {})).toThrow(
      'There is no @AuraEnabled method WidgetController.gone'
    );
  });
});

describe('records for a page', () => {
  it('hold value and text of each field that the person may read', () => {
    const record = as(
      'mia.maker',
      { id: WIDGET, fields: 'Widget__c.Size__c,Widget__c.Owner.Name', optional: 'Widget__c.Volume__c' },
      getRecord
    );
    expect(record).toMatchObject({
      apiName: 'Widget__c',
      fields: {
        Size__c: { value: 15, displayValue: '15.00' },
        Owner: { value: { fields: { Name: { value: 'Admin User' } } } }
      }
    });
    expect(
      as('vic.viewer', { id: WIDGET, fields: 'Widget__c.Size__c', optional: 'Widget__c.Volume__c' }, getRecord)
    ).not.toHaveProperty('fields.Volume__c');
    expect(() => as('vic.viewer', { id: WIDGET, fields: 'Widget__c.Volume__c' }, getRecord)).toThrow('cannot read it');
  });

  it('are refused by field where a rule stops them, and stay as they were', () => {
    const save = () => as('mia.maker', {}, (ask) => updateRecord(ask, { fields: { Id: WIDGET, Size__c: -1 } }));
    expect(save).toThrow(
      expect.objectContaining({
        body: expect.objectContaining({
          output: expect.objectContaining({
            fieldErrors: { Size__c: [expect.objectContaining({ message: 'A widget cannot be smaller than nothing.' })] }
          })
        })
      })
    );
    expect(as('mia.maker', { id: WIDGET, fields: 'Widget__c.Size__c' }, getRecord)).toMatchObject({
      fields: { Size__c: { value: 15 } }
    });
    expect(() => as('vic.viewer', {}, (ask) => updateRecord(ask, { fields: { Id: WIDGET, Size__c: 3 } }))).toThrow();
  });

  it('are listed by the views of the metadata', () => {
    expect(as('mia.maker', { object: 'Widget__c', view: 'Active' }, list)).toMatchObject({
      rows: [],
      columns: [{ label: 'Widget Name' }, { label: 'Size' }, { label: 'Owner Alias' }]
    });
    expect(() => as('mia.maker', { object: 'Widget__c', view: 'Gone' }, list)).toThrow('There is no list view "Gone".');
  });
});

describe('a page', () => {
  it('has the regions, tabs and properties of its FlexiPage', () => {
    const model = as(
      'mia.maker',
      { type: 'standard__recordPage', attributes: JSON.stringify({ recordId: WIDGET }) },
      page
    );
    expect(model).toMatchObject({
      title: 'Cog 1',
      rows: [
        { columns: [{ region: 'header', size: 12, items: [{ kind: 'highlights' }] }] },
        {
          columns: [
            { size: 8, items: [{ kind: 'tabs', tabs: [{ title: 'Details', active: true }, { title: 'Related' }] }] },
            { size: 4, items: [{ name: 'c:widgetCard', properties: { tone: 'calm' } }] }
          ]
        }
      ]
    });
  });

  it('is refused for a record that the person cannot see', () => {
    const crate = { type: 'standard__recordPage', attributes: JSON.stringify({ recordId: 'a00B00000000001IAA' }) };
    expect(as('mia.maker', crate, page)).toMatchObject({ title: 'CR-0001' });
    expect(() => as('vic.viewer', crate, page)).toThrow();
  });

  it('shows a component by its visibility rule', () => {
    const rule = (left: string, operator: string, right: string) => ({ left, operator, right });
    const shown = (booleanFilter: string | null, ...criteria: ReturnType<typeof rule>[]) =>
      as('mia.maker', {}, (ask) => isVisible(ask, { booleanFilter, criteria }, WIDGET));
    const small = rule('{!Record.Size__c}', 'LT', '20');
    const old = rule('{!Record.Status__c}', 'EQUAL', 'Retired');
    const may = rule('{!$Permission.CustomPermission.Retire_Widgets}', 'EQUAL', 'true');
    expect(shown(null, small, may)).toBe(true);
    expect(shown(null, small, old)).toBe(false);
    expect(shown('1 AND (2 OR 3)', small, old, may)).toBe(true);
    expect(shown('NOT (1 OR 2)', old, may)).toBe(false);
    expect(() => shown(null, rule('{!$Unknown.X}', 'EQUAL', '1'))).toThrow('is not in the local org');
  });
});

describe('time', () => {
  it('goes forward only, and not without bounds', () => {
    const now = site.org.clock.now();
    expect(moveTime(site, { by: 60_000 })).toMatchObject({ now: now + 60_000 });
    expect(() => moveTime(site, { to: now })).toThrow('Time only goes forward here');
    expect(() => moveTime(site, { by: 500 * 86_400_000 })).toThrow('more than 400 days');
    expect(moveTime(site, { local: '2026-03-02T12:00' })).toMatchObject({ now: Date.parse('2026-03-02T11:00:00Z') });
  });
});
