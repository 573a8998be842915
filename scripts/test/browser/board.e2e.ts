import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, Demo, NARROW, PHONE, textOf } from './demo.ts';

/** The tests of this file stand in order: a nudge locks for fifteen minutes, and a lead that moved stays there. */
let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
});
afterEach(() => demo.closePages());
afterAll(() => demo.stop());

const NOTE = 'The dialler was down all morning.';

describe('a manager acts from the board', () => {
  it('nudges from the menu of a row, once in fifteen minutes', async () => {
    const jo = await demo.as('jo.marsh');
    const board = await jo.openBoard();
    const row = board.locator('c-board-table tbody tr', { hasText: 'Ada Byron' }).first();
    const nudge = async (): Promise<string> => {
      await row.getByRole('button', { name: /actions/i }).click();
      await jo.page.getByRole('menuitem', { name: 'Nudge' }).click();
      await jo.settled();
      return textOf(board.locator('[data-result]'));
    };
    expect(await nudge()).toMatch(/^Marco Silva was nudged at 10:30\.$/);
    expect((await demo.messages('marco.silva'))[0]?.title).toBe('Nudge: Ada Byron');
    expect(await nudge()).toContain('Nudge again from 10:45 on.');
    expect(jo.errors).toEqual([]);
  });

  it('hands a lead over: who had it is named and not offered, due stays', async () => {
    const jo = await demo.as('jo.marsh');
    const board = await jo.openBoard();
    const row = board.locator('c-board-table tbody tr', { hasText: 'Noor Aziz' }).first();
    await row.getByRole('button', { name: /actions/i }).click();
    await jo.page.getByRole('menuitem', { name: 'Hand over' }).click();
    const form = jo.page.locator('c-hand-over-form');
    await form.locator('[data-had-it]').waitFor();
    await jo.page.locator('[role="dialog"]:focus-within').waitFor();
    expect(await textOf(form.locator('[data-had-it]'))).toBe('Had it before: Marco Silva.');
    expect(await textOf(form.locator('[data-due]'))).toBe('Due stays 11:12.');
    expect(await jo.accessibilityProblems()).toEqual([]);
    await jo.shot('board-hand-over', false);
    await form.getByText(/^Sam Ortiz/).click();
    await jo.page.locator('[data-action="submit"]').click();
    await form.waitFor({ state: 'detached' });
    expect(await textOf(board.locator('[data-result]'))).toContain('Sam Ortiz has it now. Still due 11:12.');
  });

  it('excuses what is late and selected, with a cause and twenty characters', async () => {
    const jo = await demo.as('jo.marsh');
    const board = await jo.openBoard();
    await board.locator('[data-key="Late"]').click();
    await board.getByRole('button', { name: 'Select', exact: true }).click();
    const row = board.locator('c-board-table tbody tr', { hasText: 'Ada Byron' }).first();
    await row.locator('input[type="checkbox"]').check({ force: true });
    await board.locator('[data-name="excuse"]').click();
    const form = jo.page.locator('c-excuse-form');
    await jo.page.locator('[role="dialog"]:focus-within').waitFor();
    await form.getByText('System', { exact: true }).click();
    await jo.page.locator('[data-action="submit"]').click();
    await form.getByText('Say in 20 characters or more why.').first().waitFor();
    await form.locator('textarea').fill(NOTE);
    expect(await jo.accessibilityProblems()).toEqual([]);
    await jo.page.locator('[data-action="submit"]').click();
    await form.waitFor({ state: 'detached' });
    expect(await textOf(board.locator('[data-result]'))).toBe('Excused as System. It stays on record.');
    await jo.shot('board-excused');
  });

  it('asks why from the menu of a row, and comes back', async () => {
    const jo = await demo.as('jo.marsh');
    const board = await jo.openBoard();
    const row = board.locator('c-board-table tbody tr', { hasText: 'Max Weber' }).first();
    await row.getByRole('button', { name: /actions/i }).click();
    await jo.page.getByRole('menuitem', { name: 'Why?' }).click();
    const dialog = jo.page.getByRole('dialog').filter({ has: jo.page.locator('c-why-clock') });
    await dialog.getByText('Agreement', { exact: true }).waitFor();
    expect(await textOf(dialog.locator('dl'))).toContain('Q4 2026');
    expect(await jo.accessibilityProblems()).toEqual([]);
    await jo.shot('board-why', false);
    await jo.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => jo.focused()).toMatch(/actions/i);
    expect(jo.errors).toEqual([]);
  });

  it('asks why in the page on the phone', async () => {
    const jo = await demo.as('jo.marsh', PHONE);
    const board = await jo.openBoard();
    await board.getByRole('button', { name: 'More actions for Max Weber' }).first().click();
    await jo.page.getByRole('menuitem', { name: 'Why?' }).click();
    const why = board.locator('[data-why]');
    await why.getByText('Agreement', { exact: true }).waitFor();
    expect(await jo.page.getByRole('dialog').count()).toBe(0);
    expect(await jo.accessibilityProblems()).toEqual([]);
    expect(await jo.fits()).toBe(true);
    await jo.shot('board-why-phone');
    await why.getByRole('button', { name: 'Close' }).click();
    await why.waitFor({ state: 'detached' });
    await expect.poll(() => jo.focused()).toBe('Select');
    await board.getByRole('button', { name: 'Select', exact: true }).click();
    await board.locator('.card input[type="checkbox"]').first().check({ force: true });
    await board.locator('[data-name="excuse"]').click();
    await board.locator('[data-inline]:focus').waitFor();
    await board.locator('[data-action="back"]').click();
    await expect.poll(() => jo.focused()).toBe('Excuse 1');
    for (const button of await board.locator('[data-actions] button, [data-action="refresh"]').all())
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  });

  it.each([
    ['desktop', DESKTOP],
    ['phone', PHONE],
    ['narrow', NARROW]
  ] as const)('selects and acts without an accessibility problem: %s', async (name, view) => {
    const jo = await demo.as('jo.marsh', view);
    const board = await jo.openBoard();
    await board.getByRole('button', { name: 'Select', exact: true }).click();
    await board.getByRole('button', { name: 'Done selecting' }).waitFor();
    expect(await jo.accessibilityProblems()).toEqual([]);
    expect(await jo.fits()).toBe(true);
    await jo.shot(`board-select-${name}`);
  });
});
