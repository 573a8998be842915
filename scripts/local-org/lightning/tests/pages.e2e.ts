import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../../test/browser.ts';
import { serveProject } from '../../cli/commands/start.ts';
import type { ServedProject } from '../../cli/commands/start.ts';
import { openProject } from '../../cli/open.ts';

const WIDGETS = join(import.meta.dirname, '../../fixtures/widgets');
const SHOTS = 'out/screenshots/widgets';

let served: ServedProject;
let browser: Browser;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  served = await serveProject(
    { open: openProject },
    { project: WIDGETS, port: 0, ticking: false, strict: true },
    () => undefined
  );
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await served.close();
});

async function open(path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const opened = await context.newPage();
  opened.setDefaultTimeout(30_000);
  opened.on('pageerror', (error) => problems.push(error.message));
  await opened.goto(`${served.url}/?token=${encodeURIComponent(served.token)}&to=${encodeURIComponent(path)}`);
  return opened;
}

beforeEach(async () => {
  problems.length = 0;
  await page?.context().close();
  page = await open('/lightning/o/Widget__c/list');
  await page.locator('a', { hasText: 'Cog 1' }).first().waitFor();
});

const field = (name: string) => page.locator(`[data-field="${name}"]`);

const hrefOf = async (name: string): Promise<string> =>
  (await page.getByRole('link', { name, exact: true }).getAttribute('href')) ?? '';

async function toRecord(name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click();
  await field('Shelf__c').first().waitFor();
}

describe('pages of a project', () => {
  it('come from its metadata: tabs, list view, highlights, details, component', async () => {
    expect(await page.locator('nav[aria-label="App"] a').allInnerTexts()).toEqual(['Board', 'Widgets', 'Crates']);
    expect(await page.locator('th').allInnerTexts()).toEqual(['Widget Name', 'Status', 'Size', 'Due At', 'Crate']);
    await toRecord('Cog 3');
    // The component and the details arrive by requests of their own.
    await page.locator('[data-region="sidebar"]').getByText('Widget at work').first().waitFor();
    await field('Volume__c').getByText('91,125.00').first().waitFor();
    expect(await page.locator('[data-region="header"] dt').allInnerTexts()).toEqual(['Status', 'Size', 'Owner']);
    await page.screenshot({ path: `${SHOTS}/record.png`, timeout: 60_000 });
    expect(problems).toEqual([]);
  });

  it('open a record by its short address', async () => {
    const [, id] = /\/r\/(?:Widget__c\/)?(\w{18})/.exec(await hrefOf('Cog 7')) ?? expect.fail('no id in the link');
    await page.goto(`${served.url}/${id}`);
    await page.locator('[data-title]', { hasText: 'Cog 7' }).waitFor();
    expect(page.url()).toBe(`${served.url}/lightning/r/${id}/view`);
  });

  it('save what is edited, and show where the server refuses it', async () => {
    await toRecord('Cog 4');
    await page.getByRole('button', { name: 'Edit Size' }).click();
    const size = page.getByRole('spinbutton', { name: 'Size' });
    await size.click();
    await size.fill('-4');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('[data-error]', { hasText: 'A widget cannot be smaller than nothing.' }).waitFor();
    await size.click();
    await size.fill('400');
    await page.getByRole('button', { name: 'Save' }).click();
    await field('Shelf__c').getByText('Large').waitFor();
    expect(problems).toEqual([]);
  });

  it('let a component call Apex, show a toast and refresh the page around it', async () => {
    await toRecord('Cog 5');
    await page.getByRole('button', { name: 'Activate' }).click();
    await page.locator('lightning-toast', { hasText: 'Now Active' }).waitFor();
    await field('Status__c').getByText('Active').first().waitFor();
    expect(await page.getByRole('button', { name: 'Activate' }).count()).toBe(0);
  });

  it('open a modal of the project, show its error inside, and take its answer', async () => {
    await toRecord('Cog 6');
    await page.getByRole('button', { name: 'Rename' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('  ');
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await dialog.getByText('A widget needs a name.').waitFor();
    await dialog.getByRole('textbox').fill('Gear 6');
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await page.locator('[data-title]', { hasText: 'Gear 6' }).waitFor();
  });

  it('make a new record with a lookup, and list it on its parent', async () => {
    await page.getByRole('button', { name: 'New' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Widget Name').fill('Brand new');
    await dialog.getByRole('searchbox', { name: 'Crate' }).fill('CR');
    await page.locator('[data-results] button').first().click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.locator('[data-title]', { hasText: 'Brand new' }).waitFor();
    await page.getByRole('link', { name: 'CR-0001' }).first().click();
    await page.locator('[data-related^="Widgets"] a', { hasText: 'Brand new' }).waitFor();
  });

  it('hear platform events while they are open', async () => {
    await page.getByRole('link', { name: 'Board' }).click();
    await page.locator('[data-moves]', { hasText: 'Moves seen: 0' }).waitFor();
    const apex =
      'Widget__c w = [SELECT Id, Crate__c FROM Widget__c WHERE Crate__c = null LIMIT 1]; w.Crate__c = [SELECT Id FROM Crate__c LIMIT 1].Id; update w;';
    const response = await fetch(`${served.url}/local-org/exec`, {
      method: 'POST',
      headers: { authorization: `Bearer ${served.adminToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ source: apex })
    });
    expect(await response.text()).toContain('"kind":"result"');
    await page.locator('[data-moves]', { hasText: 'Moves seen: 1' }).waitFor();
  });

  it('show each persona only what it may see and do', async () => {
    await page.getByRole('link', { name: 'Crates' }).click();
    await page.locator('th', { hasText: 'Place' }).waitFor();
    await page.getByRole('link', { name: 'CR-0001' }).click();
    await page.locator('[data-title]').waitFor();
    await page.locator('[data-persona]').selectOption('vic.viewer@widgets.example');
    await page.getByText('Vic Viewer cannot see this record.').waitFor();
    expect(await page.locator('nav[aria-label="App"] a').allInnerTexts()).toEqual(['Board', 'Widgets']);
    await page.getByRole('link', { name: 'Widgets' }).click();
    await toRecord('Cog 2');
    expect(await page.getByRole('button', { name: 'Edit Size' }).count()).toBe(0);
    expect(await field('Volume__c').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Retire' }).count()).toBe(0);
    await page.locator('[data-persona]').selectOption('mia.maker@widgets.example');
    await page.getByRole('button', { name: 'Retire' }).waitFor();
  });

  it('move the clock of the org, and that of the page with it', async () => {
    const now = () => page.evaluate('Date.now()') as Promise<number>;
    const before = await now();
    await page.getByRole('button', { name: '+1 h' }).click();
    await page.getByText(/It is now .* things? ran/).waitFor({ state: 'attached' });
    expect((await now()) - before).toBe(3_600_000);
    expect(served.site.org.clock.now()).toBe(await now());
  });

  it('say what takes longer than a moment, and for how long', async () => {
    await page.route('**/lightning/api/time', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      await route.continue();
    });
    await page.getByRole('button', { name: '+1 min' }).click();
    await page.locator('[data-doing]', { hasText: 'Time passes, 2 s' }).waitFor();
    expect(await page.getByRole('button', { name: '+1 min' }).isDisabled()).toBe(true);
    await page.locator('[data-doing]').waitFor({ state: 'detached' });
    await page.unroute('**/lightning/api/time');
  });

  it.each([
    ['light', {}],
    ['dark', { colorScheme: 'dark' as const }],
    ['phone', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }]
  ])('have no accessibility fault: %s', async (name, options) => {
    await page.context().close();
    page = await open('/lightning/o/Widget__c/list', options);
    await toRecord('Cog 7');
    await page.locator('[data-due]').waitFor();
    await page.screenshot({ path: `${SHOTS}/record-${name}.png`, timeout: 60_000 });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });
});
