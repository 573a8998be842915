import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, Demo, PHONE, textOf } from './demo.ts';
import type { Visitor } from './demo.ts';

/** One story from the draft to its publication: the tests build upon each other in their order. */
let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
});
afterEach(() => demo.closePages());
afterAll(() => demo.stop());

async function versionId(version: number): Promise<string> {
  const [found] = await demo.query<{ Id: string }>(`SELECT Id FROM SLA_Policy__c WHERE Version__c = ${version}`);
  if (!found) throw new Error(`The demo has no version ${version}.`);
  return found.Id;
}

/** The page of a version, when its lines stand there. */
async function openVersion(visitor: Visitor, version: number): Promise<Page> {
  await visitor.goTo(`/lightning/r/SLA_Policy__c/${await versionId(version)}/view`);
  await visitor.page.locator('c-agreement-lines, c-agreement-reading article').first().waitFor();
  return visitor.page;
}

const names = (page: Page, group: string): Promise<string[]> =>
  page.locator(`[data-group="${group}"]`).locator('[data-action="edit"]').allInnerTexts();

const said = (page: Page): Locator => page.locator('c-agreement-editor').locator('[data-status]');

const dialog = (page: Page): Locator => page.getByRole('dialog');

/** Waits until it has the focus. */
const focused = (where: Locator): Promise<void> => where.and(where.page().locator(':focus')).waitFor();

async function save(page: Page): Promise<void> {
  await dialog(page).getByRole('button', { name: 'Save', exact: true }).click();
  await dialog(page).waitFor({ state: 'detached' });
}

async function choose(box: Locator, option: string | RegExp): Promise<void> {
  await box.click();
  await box.page().getByRole('option', { name: option }).first().click();
}

describe('the list of versions', () => {
  it('says of each version where it stands, to a co-owner with the draft, to an executive without it', async () => {
    const priya = await demo.as('priya.shah');
    const list = await priya.openAgreements();
    expect(await list.locator('.version-text').allInnerTexts()).toEqual([
      'Q1 2027 v4\nDraft · 6 changes · 1 problem',
      'Q4 2026 v3\nActive since 1 Oct · signed by C. Reyes, M. Okafor',
      'Q3 2026 v2\nRetired on Thu 1 Oct · signed by C. Reyes, M. Okafor',
      'Q2 2026 v1\nRetired on Wed 1 Jul · signed by C. Reyes, M. Okafor'
    ]);
    expect(await priya.accessibilityProblems()).toEqual([]);
    await priya.shot('agreement-list');
    const carla = await demo.as('carla.reyes');
    const hers = await carla.openAgreements();
    expect(await hers.getByRole('link').allInnerTexts()).toEqual(['Q4 2026 v3', 'Q3 2026 v2', 'Q2 2026 v1']);
    expect(await hers.getByRole('button', { name: 'Load a starter' }).count()).toBe(0);
  });

  it('opens a version by its name and leads back', async () => {
    const priya = await demo.as('priya.shah');
    const list = await priya.openAgreements();
    await list.getByRole('link', { name: 'Q1 2027 v4' }).click();
    await priya.page.locator('c-agreement-lines').first().waitFor();
    await priya.page.getByRole('link', { name: 'All versions' }).click();
    await list.getByRole('listitem').first().waitFor();
    expect(priya.errors).toEqual([]);
  });

  it('has on the phone what it has on the desktop, and fits', async () => {
    const priya = await demo.as('priya.shah', PHONE);
    const list = await priya.openAgreements();
    expect(await priya.fits()).toBe(true);
    const boxes = await Promise.all((await list.getByRole('button').all()).map((button) => button.boundingBox()));
    expect(boxes.length).toBeGreaterThan(3);
    expect(boxes.filter((box) => !box || box.height < 44)).toEqual([]);
    expect(await priya.accessibilityProblems()).toEqual([]);
    await priya.shot('agreement-list-phone');
  });
});

describe('the page to read', () => {
  it('opens for a rep, whose panel may link to it, and leads to no list that a rep has not', async () => {
    const sam = await demo.as('sam.ortiz');
    const page = await openVersion(sam, 3);
    await page.getByText('Q4 2026 · version 3 · Active').waitFor();
    expect(await page.getByRole('link', { name: 'All versions' }).count()).toBe(0);
    expect(sam.errors).toEqual([]);
  });
});

describe('the editor', () => {
  it('says beside each line how many leads of the last 90 days it took', async () => {
    const priya = await demo.as('priya.shah');
    const page = await openVersion(priya, 4);
    const beside = page.locator('[data-group^="Acceptance:"] .steps .weak');
    await beside.first().waitFor();
    const said = await beside.allInnerTexts();
    const numbers = said.map((text) =>
      Number(/^matched ([\d,]+) leads? in 90 days$/.exec(text)?.[1]?.replace(',', ''))
    );
    const sum = numbers.reduce((all, one) => all + one, 0);
    const clocks = await demo.query<{ baton__Lead_Id__c: string }>(
      "SELECT Lead_Id__c FROM Lead_Timer__c WHERE Stage__c = 'Acceptance' AND State__c != 'Cancelled'"
    );
    // A lead that came back with another score counts on two lines.
    expect(sum).toBeGreaterThanOrEqual(new Set(clocks.map((clock) => clock.baton__Lead_Id__c)).size);
    expect(sum).toBeLessThanOrEqual(clocks.length);
    expect(sum).toBeGreaterThan(30);
    expect(priya.errors).toEqual([]);
  });

  it('adds a line with the sentence builder, tries its formula and shows when its steps would fall', async () => {
    const priya = await demo.as('priya.shah');
    const page = await openVersion(priya, 4);
    await page.getByRole('button', { name: 'Add line: Acceptance', exact: true }).click();
    const form = dialog(page);
    await form.getByLabel('Name').fill('Acceptance, warm partners');
    await form.getByRole('button', { name: 'Add a condition' }).click();
    await choose(form.getByRole('combobox', { name: 'Field' }), 'Lead score');
    await choose(form.getByRole('combobox', { name: 'Operator' }), 'is above');
    await form.getByLabel('Value').fill('70');
    await form.locator('[data-formula]').filter({ hasText: 'baton__Lead_Score__c > 70' }).waitFor();
    await form.getByRole('button', { name: 'Check', exact: true }).click();
    await form
      .locator('[data-result]')
      .filter({ hasText: /^Matches \d+ of the last \d+ leads: / })
      .waitFor();
    await form.getByLabel('Late after').fill('60');
    const soon = form.locator('[data-level="0"]');
    await soon.getByLabel('After').fill('5');
    await choose(soon.getByRole('combobox', { name: 'Due soon: add what happens' }), 'Remind the owner');
    await form.locator('[data-preview]').filter({ hasText: 'Today 10:30: remind 10:35, late 11:30' }).waitFor();
    expect(await priya.accessibilityProblems()).toEqual([]);
    await priya.shot('agreement-line', false);
    await save(page);
    expect(await names(page, 'Acceptance:Any')).toEqual([
      'Acceptance, hottest',
      'Acceptance, high intent',
      'Acceptance, warm partners',
      'Acceptance, everything else'
    ]);
    await page.waitForFunction(() => document.activeElement !== document.body);
    expect(priya.errors).toEqual([]);
  });

  it('moves a line by keyboard, says so, and keeps the focus on it', async () => {
    const priya = await demo.as('priya.shah');
    const page = await openVersion(priya, 4);
    await page.getByRole('button', { name: 'More actions for Acceptance, warm partners' }).focus();
    await page.keyboard.press('Enter');
    const up = page.getByRole('menuitem', { name: 'Move up' });
    await up.waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await said(page).filter({ hasText: 'Line 3 moved to 2 of 4.' }).waitFor({ state: 'attached' });
    expect((await names(page, 'Acceptance:Any'))[1]).toBe('Acceptance, warm partners');
    const line = page.getByRole('button', { name: 'Edit Acceptance, warm partners' });
    await line.and(page.locator(':focus')).waitFor();
  });

  it('adds a line with the keyboard only, and deletes it again', async () => {
    const priya = await demo.as('priya.shah');
    const page = await openVersion(priya, 4);
    await page.getByRole('button', { name: 'Add line: Follow-up', exact: true }).focus();
    await page.keyboard.press('Enter');
    await dialog(page).getByLabel('Name').focus();
    await page.keyboard.type('Follow-up, by keyboard');
    await dialog(page).getByLabel('Late after').focus();
    await page.keyboard.type('3');
    await dialog(page).getByLabel('Attempts').focus();
    await page.keyboard.type('4');
    await dialog(page).getByLabel('Channels').focus();
    await page.keyboard.type('2');
    await dialog(page).getByRole('button', { name: 'Save', exact: true }).focus();
    await page.keyboard.press('Enter');
    await dialog(page).waitFor({ state: 'detached' });
    expect(await names(page, 'FollowUp:Any')).toContain('Follow-up, by keyboard');
    await page.getByRole('button', { name: 'More actions for Follow-up, by keyboard' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Delete' }).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.locator('[data-undo]').waitFor();
    await focused(page.getByRole('button', { name: 'Undo' }));
    expect(await names(page, 'FollowUp:Any')).not.toContain('Follow-up, by keyboard');
  });

  it('deletes a line and takes it back to its place', async () => {
    const priya = await demo.as('priya.shah');
    const page = await openVersion(priya, 4);
    await page.getByRole('button', { name: 'More actions for Acceptance, warm partners' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.locator('[data-undo]').waitFor();
    expect(await names(page, 'Acceptance:Any')).not.toContain('Acceptance, warm partners');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.locator('[data-undo]').waitFor({ state: 'detached' });
    expect((await names(page, 'Acceptance:Any'))[1]).toBe('Acceptance, warm partners');
  });

  it('shows the other edit of the same line, and keeps what was typed', async () => {
    const [priya, tom] = [await demo.as('priya.shah'), await demo.as('tom.weiss')];
    const [mine, his] = [await openVersion(priya, 4), await openVersion(tom, 4)];
    for (const page of [mine, his]) await page.getByRole('button', { name: 'Edit Acceptance, warm partners' }).click();
    await dialog(his).getByLabel('Late after').fill('90');
    await save(his);
    await dialog(mine).getByLabel('Late after').fill('45');
    await dialog(mine).getByRole('button', { name: 'Save', exact: true }).click();
    const error = dialog(mine).locator('[data-error="form"]');
    await error.waitFor();
    expect(await textOf(error)).toMatch(/^Tom Weiss changed "Acceptance, warm partners" at 10:3\d\./);
    await dialog(mine).getByRole('button', { name: 'See both' }).click();
    expect(await textOf(dialog(mine).locator('[data-both]'))).toContain('90 min');
    expect(await dialog(mine).getByLabel('Late after').inputValue()).toBe('45');
    expect(await priya.accessibilityProblems()).toEqual([]);
    await priya.shot('agreement-conflict', false);
    await dialog(mine).getByRole('button', { name: 'Save mine' }).click();
    await dialog(mine).waitFor({ state: 'detached' });
    await mine.getByText(/Late 45 min/).waitFor();
  });

  it('finds what must be fixed, leads to it, and finds it mended', async () => {
    const priya = await demo.as('priya.shah');
    const page = await openVersion(priya, 4);
    await page.getByRole('button', { name: 'Ask to sign' }).click();
    await page.locator('c-agreement-editor').locator('[data-error]').waitFor();
    expect(await textOf(page.locator('c-agreement-editor').locator('[data-error]'))).toBe(
      '1 problem must be fixed before anybody can sign.'
    );
    const problem = page.locator('[data-severity="MustFix"]');
    await problem.waitFor();
    expect(await priya.accessibilityProblems()).toEqual([]);
    await priya.shot('agreement-check');
    await problem.getByRole('button', { name: /^Go to/ }).click();
    const soon = dialog(page).locator('[data-level="0"]');
    await soon.getByLabel('After').fill('20');
    await dialog(page).locator('[data-level="3"]').getByLabel('After').fill('24');
    await save(page);
    await problem.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Check', exact: true }).waitFor();
    expect(priya.errors).toEqual([]);
  });

  it('adds a definition that was tried on leads, and deletes it', async () => {
    const priya = await demo.as('priya.shah');
    const page = await openVersion(priya, 4);
    await page.getByRole('tab', { name: 'Definitions' }).click();
    await page.getByRole('button', { name: 'Add a definition' }).click();
    await choose(dialog(page).getByRole('combobox', { name: 'Stage' }), 'SAL');
    await dialog(page).getByLabel('Score at least').fill('60');
    await dialog(page).getByLabel('Fields that are filled, one a line').fill('Titel');
    await dialog(page).getByRole('button', { name: 'Check with the last leads' }).click();
    await dialog(page).getByText('Titel').last().waitFor();
    await dialog(page).getByLabel('Fields that are filled, one a line').fill('Company');
    await dialog(page).getByRole('button', { name: 'Check with the last leads' }).click();
    await dialog(page)
      .getByText(/^Met by \d+ of the last \d+ leads\.$/)
      .waitFor();
    expect(await priya.accessibilityProblems()).toEqual([]);
    await priya.shot('agreement-definition', false);
    await save(page);
    const list = page.locator('c-agreement-definitions');
    expect(await textOf(list.locator('.name').filter({ hasText: 'SAL' }))).toBe('SAL');
    await list.getByRole('button', { name: 'Delete SAL' }).click();
    await list.locator('.name').filter({ hasText: 'SAL' }).waitFor({ state: 'detached' });
    await focused(list.getByRole('button', { name: 'Add a definition' }));
    expect(priya.errors).toEqual([]);
  });

  it('tries the draft out on the leads of the past, and writes nothing', async () => {
    const priya = await demo.as('priya.shah');
    const page = await openVersion(priya, 4);
    await page.getByRole('button', { name: 'Try out', exact: true }).click();
    const tryOut = page.locator('c-try-out');
    await tryOut.locator('[data-action="run"]').click();
    await tryOut.getByText('Nothing was written.').first().waitFor();
    expect(await priya.accessibilityProblems()).toEqual([]);
    await priya.shot('agreement-try-out');
    expect(priya.errors).toEqual([]);
  });

  it('edits on the phone in place of the tabs, and fits', async () => {
    const priya = await demo.as('priya.shah', PHONE);
    const page = await openVersion(priya, 4);
    expect(await priya.fits()).toBe(true);
    expect(await priya.accessibilityProblems()).toEqual([]);
    await priya.shot('agreement-editor-phone');
    await page.getByRole('button', { name: 'Edit Acceptance, warm partners' }).click();
    const form = page.locator('[data-form]');
    await form.getByLabel('Late after').fill('50');
    expect(await priya.fits()).toBe(true);
    expect(await priya.accessibilityProblems()).toEqual([]);
    await priya.shot('agreement-line-phone');
    await form.getByRole('button', { name: 'Save', exact: true }).click();
    await form.waitFor({ state: 'detached' });
    await page.getByText(/Late 50 min/).waitFor();
    await focused(page.getByRole('button', { name: 'Edit Acceptance, warm partners' }));
  });

  it('has no violation on any of its tabs, and can be read only when the version is active', async () => {
    const priya = await demo.as('priya.shah', DESKTOP);
    const page = await openVersion(priya, 4);
    for (const tab of ['Marketing owes', 'Volume and quality', 'Who gets what', 'Reasons', 'Terms', /^Changes/]) {
      await page.getByRole('tab', { name: tab }).click();
      expect(await priya.accessibilityProblems()).toEqual([]);
    }
    await priya.shot('agreement-changes');
    await openVersion(priya, 3);
    expect(await textOf(page.locator('[data-closed]'))).toBe(
      'Active: this version can be read only. Changes go into the draft that is there already.'
    );
    expect(await page.locator('[data-action="edit"], [data-action="add"]').count()).toBe(0);
    expect(priya.errors).toEqual([]);
  });
});

describe('signing', () => {
  it('asks both seats, who are told by the bell', async () => {
    const priya = await demo.as('priya.shah');
    const page = await openVersion(priya, 4);
    await page.getByRole('button', { name: 'Ask to sign' }).click();
    await page.getByText('Q1 2027 · version 4 · In review').waitFor();
    for (const seat of ['carla.reyes', 'mia.okafor']) {
      const [first] = await demo.messages(seat);
      expect(first?.title).toBe('Please sign: agreement Q1 2027');
      expect(first?.targetId).toBe(await versionId(4));
    }
  });

  it('shows an executive the page to read, and takes a signature over what it shows', async () => {
    const carla = await demo.as('carla.reyes');
    const page = await openVersion(carla, 4);
    const reading = page.locator('c-agreement-reading');
    const [{ Id: id } = { Id: '' }] = await demo.query<{ Id: string }>(
      'SELECT Id FROM SLA_Policy__c WHERE Version__c = 4'
    );
    const shown = await demo.call<{ hash: string }>('carla.reyes', 'AgreementEditorController.getReading', {
      agreementId: id
    });
    await reading.getByText(`Content ${shown.hash.slice(0, 8)}:`).waitFor();
    await reading.getByText('First contact, mid-market: late after 48 h -> 24 h').waitFor();
    await reading.getByText('Carnival Monday (8 February) counts as a holiday in EMEA.').last().waitFor();
    expect(await reading.getByRole('button', { name: 'Back to the editor' }).count()).toBe(0);
    const sign = reading.getByRole('button', { name: 'Sign for Sales' });
    expect(await sign.isDisabled()).toBe(true);
    expect(await carla.accessibilityProblems()).toEqual([]);
    // With the keyboard only.
    await reading.getByRole('checkbox', { name: 'I agree to version 4 for Sales.' }).focus();
    await page.keyboard.press('Space');
    await carla.shot('agreement-reading');
    await sign.focus();
    await page.keyboard.press('Enter');
    await reading.getByText('Sales: signed by Carla Reyes').waitFor();
    expect(carla.errors).toEqual([]);
  });

  it('warns a co-owner that an edit removes the signature', async () => {
    const priya = await demo.as('priya.shah');
    const page = await openVersion(priya, 4);
    await page.getByRole('button', { name: 'Edit Acceptance, warm partners' }).click();
    const warning = page.getByRole('alertdialog').or(page.getByRole('dialog'));
    await warning.getByText('Editing removes the signature.').waitFor();
    await warning.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByText('Sales: signed by Carla Reyes').waitFor();
  });

  it('is signed by the other seat on the phone, and printed on one column', async () => {
    const mia = await demo.as('mia.okafor', PHONE);
    const page = await openVersion(mia, 4);
    const reading = page.locator('c-agreement-reading');
    expect(await mia.fits()).toBe(true);
    expect(await mia.accessibilityProblems()).toEqual([]);
    await reading.getByText('I agree to version 4 for Marketing.').click();
    await mia.shot('agreement-reading-phone');
    await reading.getByRole('button', { name: 'Sign for Marketing' }).click();
    await reading.getByText('Marketing: signed by Mia Okafor').waitFor();
    await page.getByText('Q1 2027 · version 4 · Signed').waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await reading.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
    await mia.shot('agreement-print');
  });

  it('is published on its first day by who may', async () => {
    const alex = await demo.as('alex.admin');
    const page = await openVersion(alex, 4);
    await page.getByRole('button', { name: 'Publish on 1 Jan 2027' }).click();
    await page.getByText('Q1 2027 · version 4 · Active').waitFor();
    const list = await alex.openAgreements();
    await list.getByText('Active from 1 Jan 2027 · signed by C. Reyes, M. Okafor').waitFor();
    await list.getByText('Active since 1 Oct · signed by C. Reyes, M. Okafor').waitFor();
    await list.getByRole('button', { name: 'New draft from v4 (Q1 2027)' }).waitFor();
    await alex.shot('agreement-published');
    expect(alex.errors).toEqual([]);
  });
});
