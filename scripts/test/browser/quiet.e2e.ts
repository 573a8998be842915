import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, Demo, NARROW, PHONE, textOf } from './demo.ts';
import type { View, Visitor } from './demo.ts';

let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
});
afterEach(() => demo.closePages());
afterAll(() => demo.stop());

async function openRep(handle: string, of: string, view?: View): Promise<Visitor> {
  const visitor = await demo.as(handle, view);
  const [rep] = await demo.query<{ Id: string }>(`SELECT Id FROM Sales_Rep__c WHERE Name = '${of}'`);
  await visitor.goTo(`/lightning/r/Sales_Rep__c/${rep?.Id ?? ''}/view`);
  await visitor.page.locator('c-quiet-hours [data-state]').first().waitFor({ state: 'attached' });
  return visitor;
}

describe('quiet hours', () => {
  it.each([
    ['desktop', DESKTOP],
    ['phone', PHONE],
    ['narrow', NARROW]
  ] as const)('are set by the rep, and taken back: %s', async (name, view) => {
    const sam = await openRep('sam.ortiz', 'Sam Ortiz', view);
    const card = sam.page.locator('c-quiet-hours');
    expect(await textOf(card.locator('[data-state]'))).toBe('You have none: messages come at any time.');
    await card.getByRole('button', { name: 'Save', exact: true }).click();
    expect(await textOf(card.locator('[data-error="form"]'))).toBe(
      'Write quiet hours as 20:00 and 07:30, both or none.'
    );
    for (const [label, time] of [
      ['From', '20:00'],
      ['Until', '07:30']
    ] as const) {
      await card.getByRole('combobox', { name: label }).click();
      await sam.page.getByRole('option', { name: time }).click();
    }
    await sam.shot(`quiet-${name}`, false);
    expect(await sam.accessibilityProblems()).toEqual([]);
    expect(await sam.fits()).toBe(true);
    await card.getByRole('button', { name: 'Save', exact: true }).click();
    await card.getByText('Saved. You are not disturbed from 20:00 to 07:30.').waitFor();
    const stored =
      "SELECT Id FROM Sales_Rep__c WHERE Name = 'Sam Ortiz' AND Quiet_From__c = '20:00' AND Quiet_To__c = '07:30'";
    expect(await demo.query(stored)).toHaveLength(1);
    await card.getByRole('button', { name: 'Remove my quiet hours' }).click();
    await card.getByText('Saved. You have no quiet hours of your own.').waitFor();
    expect(sam.errors).toEqual([]);
  });

  it('of somebody else are read, not set', async () => {
    const jo = await openRep('jo.marsh', 'Sam Ortiz');
    const card = jo.page.locator('c-quiet-hours');
    expect(await textOf(card.locator('[data-state]'))).toBe('Sam Ortiz has none: messages come at any time.');
    expect(await card.getByRole('button', { name: 'Save' }).count()).toBe(0);
  });
});
