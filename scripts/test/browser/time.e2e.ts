import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, Demo, PHONE } from './demo.ts';

let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
});
afterEach(() => demo.closePages());
afterAll(() => demo.stop());

const text = async (locator: { textContent(): Promise<string | null> }): Promise<string> => ((await locator.textContent()) ?? '').trim();

describe('the breach board', () => {
  it('shows a manager who needs help now, and filters by a tile', async () => {
    const jo = await demo.as('jo.marsh');
    await jo.goTo('/lightning/n/Breach_Board');
    const board = jo.page.locator('c-breach-board');
    await board.locator('[data-key="Late"]').waitFor();
    const late = Number(await text(board.locator('[data-key="Late"] span').last()));
    expect(late).toBeGreaterThanOrEqual(1);
    await board.getByText('Ada Byron').first().waitFor();
    await jo.shot('board');
    await board.locator('[data-key="Late"]').click();
    expect(await board.locator('[data-key="Late"]').getAttribute('aria-pressed')).toBe('true');
    expect(await board.locator('c-board-table tbody tr').count()).toBe(late);
    expect(jo.page.url()).toContain('c__level=Late');
    expect(jo.errors).toEqual([]);
  });

  it('is not for reps', async () => {
    const sam = await demo.as('sam.ortiz');
    await sam.goTo('/');
    await sam.page.getByRole('link', { name: 'Leads' }).first().waitFor();
    expect(await sam.page.getByRole('link', { name: 'Breach board' }).count()).toBe(0);
  });

  it.each([['desktop', DESKTOP], ['phone', PHONE]] as const)('has no accessibility problem (%s)', async (name, size) => {
    const jo = await demo.as('jo.marsh', size);
    await jo.goTo('/lightning/n/Breach_Board');
    await jo.page.locator('c-breach-board [data-key="Late"]').waitFor();
    await jo.page.locator('c-breach-board').getByText('Ada Byron').first().waitFor();
    expect(await jo.accessibilityProblems('c-breach-board')).toEqual([]);
    await jo.shot(`board-${name}`);
  });
});

describe('time moves', () => {
  it('turns a clock due soon, escalated and late while the rep looks at it, and rings each bell once', async () => {
    const sam = await demo.as('sam.ortiz');
    const panel = await sam.openLead(demo.leadId('Hahn'));
    expect(await text(panel.chip)).toContain('On track');
    const strip = sam.page.getByRole('region', { name: 'Local org controls' });
    const levels: string[] = [];
    for (const step of ['+5 min', '+5 min', '+5 min', '+1 h']) {
      await strip.getByRole('button', { name: step, exact: true }).click();
      await sam.page.waitForFunction(() => !document.querySelector('button[disabled][data-ms]'));
      await panel.state.waitFor();
      await sam.page.waitForTimeout(1_500);
      levels.push(await text(panel.chip));
    }
    expect(levels).toEqual(['Due soon', 'Due soon', 'Escalated', 'Late']);
    expect(await text(panel.root.locator('[data-number]'))).toMatch(/^\+/);
    await sam.shot('panel-late');
    await strip.getByRole('button', { name: /notification|bell|\d+/i }).first().click();
    await sam.page.getByText('Late: Lise Hahn').first().waitFor();
    expect(await sam.page.getByText('Late: Lise Hahn', { exact: true }).count()).toBe(1);
    expect(await sam.page.getByText('Due soon: Lise Hahn', { exact: true }).count()).toBe(1);
    await sam.shot('bell');
  });
});
