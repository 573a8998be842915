import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, Demo, NARROW, PHONE } from './demo.ts';
import type { View, Visitor } from './demo.ts';

/** Import, export and try-out as a co-owner meets them; the tests build upon each other in their order. */
let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
});
afterEach(() => demo.closePages());
afterAll(() => demo.stop());

async function openImport(view: View = DESKTOP): Promise<{ visitor: Visitor; list: Locator; form: Locator }> {
  const visitor = await demo.as('priya.shah', view);
  const list = await visitor.openAgreements();
  await list.getByRole('button', { name: 'Import', exact: true }).click();
  const form = visitor.page.locator('c-agreement-import');
  await form.getByRole('button', { name: 'Check' }).waitFor();
  return { visitor, list, form };
}

async function check(form: Locator, text: string): Promise<void> {
  await form.getByRole('textbox').fill(text);
  await form.getByRole('textbox').blur();
  await form.getByRole('button', { name: 'Check' }).click();
}

/** The active version's document under another key, unsigned. */
let document: string;

/** What axe finds, but for the platform's own tab set, whose overflow holds a button in a tab. */
async function problems(visitor: Visitor): Promise<string[]> {
  return (await visitor.accessibilityProblems()).filter((problem) => !problem.includes('slds-tabs_default__overflow'));
}

describe('An agreement as a file', () => {
  it('is downloaded from the list', async () => {
    const visitor = await demo.as('priya.shah');
    const list = await visitor.openAgreements();
    const active = list.getByRole('listitem').filter({ hasText: 'Active' });
    const download = visitor.page.waitForEvent('download');
    await active.getByRole('button', { name: 'Download as JSON: Q4 2026 v3' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/\.json$/);
    const text = readFileSync(await file.path(), 'utf8');
    const content = JSON.parse(text) as { agreement: { key: string }; signatures: unknown };
    content.agreement.key = 'copy';
    content.signatures = null;
    document = JSON.stringify(content, null, 2);
  });

  it('shows its problems by line, and imports nothing', async () => {
    const { visitor, form } = await openImport();
    await check(form, document.replace('"vetoAbove"', '"vetoAbov"'));
    await form.getByText('1 problem. Nothing was imported.').first().waitFor();
    expect(await form.getByRole('list').innerText()).toMatch(/Line \d+: "vetoAbov" is not known here/);
    expect(await problems(visitor)).toEqual([]);
    await visitor.shot('agreement-import-problems');
    await form.getByRole('button', { name: 'Cancel' }).click();
    await form.waitFor({ state: 'detached' });
    const back = visitor.page.getByRole('button', { name: 'Import', exact: true });
    await back.and(visitor.page.locator(':focus')).waitFor();
  });

  it('asks for what the org lacks, and becomes a draft', async () => {
    const { visitor, form } = await openImport();
    await check(form, document.replace('"marketingQueue": "', '"marketingQueue": "Elsewhere_'));
    const button = form.getByRole('button', { name: 'Import as a draft' });
    await button.waitFor();
    expect(await button.isDisabled()).toBe(true);
    expect(await problems(visitor)).toEqual([]);
    await visitor.shot('agreement-import-mapping');
    await form.getByRole('combobox').first().click();
    await form.getByRole('option', { name: 'Leave it empty' }).first().click();
    await button.click();
    await visitor.page.locator('c-agreement-editor').waitFor();
    expect(await demo.query(`SELECT Id FROM SLA_Policy__c WHERE Policy_Key__c = 'copy'`)).toHaveLength(1);
  });

  it('fits a phone', async () => {
    const { visitor, form } = await openImport(PHONE);
    await check(form, 'no JSON');
    await form.getByText('1 problem. Nothing was imported.').first().waitFor();
    expect(await problems(visitor)).toEqual([]);
    expect(await visitor.fits()).toBe(true);
    await visitor.shot('agreement-import-phone');
  });
});

async function openTryOut(view: View = DESKTOP): Promise<{ visitor: Visitor; tryOut: Locator }> {
  const [draft] = await demo.query<{ Id: string }>(`SELECT Id FROM SLA_Policy__c WHERE Policy_Key__c = 'copy'`);
  const visitor = await demo.as('priya.shah', view);
  await visitor.goTo(`/lightning/r/SLA_Policy__c/${draft?.Id}/view`);
  await visitor.page.locator('c-agreement-editor').getByRole('button', { name: 'Try out' }).first().click();
  const tryOut = visitor.page.locator('c-try-out');
  await tryOut.waitFor();
  return { visitor, tryOut };
}

describe('Try out', () => {
  it.each([
    ['desktop', DESKTOP],
    ['phone', PHONE]
  ] as const)('shows per line what the draft would have done, on a %s', async (name, view) => {
    const { visitor, tryOut } = await openTryOut(view);
    await tryOut.getByRole('button', { name: 'Try out' }).click();
    await tryOut.getByText('Nothing was written.').first().waitFor();
    expect(await tryOut.getByRole('row').count()).toBeGreaterThan(1);
    expect(await problems(visitor)).toEqual([]);
    expect(await visitor.fits()).toBe(true);
    await visitor.shot(`agreement-try-out-${name}`);
  });

  it('shows what follows for one lead with edited values', async () => {
    const { visitor, tryOut } = await openTryOut();
    const lead = visitor.page.locator('c-try-out-lead');
    await lead.getByRole('textbox').first().fill('Byron');
    await lead.getByRole('textbox').first().blur();
    await lead.getByRole('button', { name: 'Find leads' }).click();
    await lead.getByRole('combobox').click();
    await lead.getByRole('option').first().click();
    await lead.locator('[data-answer]').waitFor();
    expect(await lead.getByRole('row').count()).toBeGreaterThan(1);
    expect(await problems(visitor)).toEqual([]);
    await visitor.shot('agreement-try-out-lead');
    await visitor.page.setViewportSize(NARROW);
    await visitor.settled();
    expect(await visitor.fits()).toBe(true);
    expect(await tryOut.isVisible()).toBe(true);
  });
});
