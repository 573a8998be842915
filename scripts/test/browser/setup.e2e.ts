import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { DESKTOP, Demo, NARROW, PHONE, textOf } from './demo.ts';
import { speakPseudo, wordsOf } from './pseudo.ts';
import type { View, Visitor } from './demo.ts';

/** The tests go through the life of an org in order: each leaves the engine running for the next. */
let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
});
afterEach(() => demo.closePages());
afterAll(() => demo.stop());

class SetupPage {
  readonly visitor: Visitor;
  readonly root: Locator;
  readonly report: Locator;

  constructor(visitor: Visitor) {
    this.visitor = visitor;
    this.root = visitor.page.locator('c-setup');
    this.report = visitor.page.locator('c-observe-report');
  }

  static async open(handle = 'alex.admin', view: View = DESKTOP): Promise<SetupPage> {
    const page = new SetupPage(await demo.as(handle, view));
    await page.visitor.goTo('/lightning/n/Setup_and_Health');
    await page.root.locator('[data-engine], [data-forbidden]').first().waitFor();
    if (handle === 'alex.admin') await page.root.locator('[data-summary]').filter({ hasText: 'fine' }).waitFor();
    return page;
  }

  engine(state: string): Promise<void> {
    return this.root
      .locator('[data-engine]')
      .filter({ hasText: `Engine: ${state}` })
      .waitFor();
  }

  button(name: string | RegExp): Locator {
    return this.root.getByRole('button', { name });
  }

  text(place: string): Promise<string> {
    return textOf(this.root.locator(`[data-${place}]`));
  }

  check(key: string): Locator {
    return this.root.locator(`[data-check="${key}"]`);
  }

  failed(name: string): Locator {
    return this.root.locator(`[data-failed="${name}"]`);
  }

  /** What was pressed is disabled meanwhile, or gone: the focus goes on, and is not lost. */
  async focusIs(name: string): Promise<void> {
    await expect.poll(() => this.visitor.focused()).toBe(name);
  }

  /** The name of the step that is marked as the present one. */
  async step(): Promise<string> {
    return (await this.root.locator('[aria-current="step"]').getAttribute('data-step')) ?? '';
  }

  async stepIs(name: string): Promise<void> {
    await this.root.locator(`[data-step="${name}"][aria-current="step"]`).waitFor();
  }
}

interface Turn {
  readonly from: string;
  readonly to: string;
  readonly who: string;
}

/** Entries of the ledger, oldest first, as far as the tests look at them. */
async function entries(where: string): Promise<Turn[]> {
  const rows = await demo.query<Record<string, string>>(
    `SELECT From__c, To__c, Actor_Name__c FROM SLA_Entry__c WHERE ${where} ORDER BY At__c, Id`
  );
  return rows.map((row) => ({
    from: row.baton__From__c ?? '',
    to: row.baton__To__c ?? '',
    who: row.baton__Actor_Name__c ?? ''
  }));
}

const turns = (name: string): Promise<Turn[]> => entries(`Reason__c = '${name}' AND Entry_Key__c LIKE 'Switch:%'`);

describe('an admin looks at the health of the org', () => {
  it('sees who runs the engine, when it looked and looks next, and what the checks found', async () => {
    const page = await SetupPage.open();
    expect(await page.text('engine')).toBe('Engine: Running');
    expect(await page.text('beats')).toBe('last beat 10:30, next 10:35');
    expect(await page.text('state-text')).toMatch(
      /^Started .+ by Alex Admin\. Looks for what is due every 5 minutes\.$/
    );
    expect(await page.text('summary')).toMatch(/^\d+ fine · \d+ to look at$/);
    const backups = page.check('Backups');
    expect(await textOf(backups)).toContain('reps have no backup');
    await backups.locator('summary').click();
    expect(await textOf(backups)).toContain('Lena Vogt');
    await page.button(/^Show what is fine/).click();
    expect(await textOf(page.check('Heartbeat'))).toContain('The hourly job is scheduled');
    expect(await textOf(page.root.locator('[data-fact="backlog"]'))).toBe('0');
    expect(await page.text('forecast')).toMatch(/^\d+ leads a month x [\d.]+ rows x 2 KB: [\d.]+ MB a month\.$/);
    expect(page.visitor.errors).toEqual([]);
    await page.visitor.shot('setup');
  });

  it('tries a failed signal again, in vain first, and then with the cause mended', async () => {
    const page = await SetupPage.open();
    expect(await page.text('failed-title')).toBe('Failed (1)');
    const jana = page.failed('Jana Wolf');
    expect(await textOf(jana)).toContain('FIELD_CUSTOM_VALIDATION_EXCEPTION: Phone required');
    expect(await textOf(jana)).toMatch(/\d tries · (next \d\d:\d\d|needs a person)/);
    await page.visitor.shot('setup-failed');
    await page.button('Retry Jana Wolf').click();
    await page.root.locator('c-health-work [data-result]').waitFor();
    await page.focusIs('Retry Jana Wolf');
    expect(await textOf(page.root.locator('c-health-work [data-result]'))).toBe('Still failing: 1.');
    await demo.apex('alex.admin', `update new Lead(Id = '${demo.leadId('Wolf')}', Phone = '+49 30 5550100');`);
    await page.button('Retry all').click();
    await page.root.locator('[data-failed-title]').filter({ hasText: 'Failed (0)' }).waitFor();
    expect(await textOf(page.root.locator('c-health-work [data-result]'))).toBe(
      '1 works now: Jana Wolf. Still failing: 0.'
    );
    const clocks = await demo.query<{ baton__Stage__c: string; baton__State__c: string }>(
      `SELECT Stage__c, State__c FROM Lead_Timer__c WHERE Lead_Id__c = '${demo.leadId('Wolf')}'`
    );
    expect(clocks.map((clock) => `${clock.baton__Stage__c} ${clock.baton__State__c}`)).toEqual(['Delivery Running']);
  });
});

describe('a calendar changes after clocks were computed by it', () => {
  it('is found, lists what would move, and is recalculated with old and new due in the ledger', async () => {
    await demo.apex(
      'alex.admin',
      "Holiday h = [SELECT Id FROM Holiday WHERE Name = 'Christmas Day' LIMIT 1]; h.ActivityDate = Date.newInstance(2026, 12, 3); update h;"
    );
    const page = await SetupPage.open();
    const changed = page.check('Changed:NA East staffed');
    await changed.waitFor();
    expect(await textOf(changed)).toContain('Business hours NA East staffed changed');
    expect(await textOf(changed)).toContain('2026-12-03, 2026-12-25');
    expect(await textOf(changed.locator('[data-will-change]'))).toMatch(
      /^Repair: Looks at \d+ open clocks and moves their due times; what is late stays late\.$/
    );
    await changed.locator('summary').click();
    expect(await textOf(changed)).toMatch(/ · due 3 Dec, \d\d:\d\d, then 4 Dec, \d\d:\d\d/);
    await page.visitor.shot('setup-calendar-changed');
    await page.button('Recalculate open clocks: Business hours NA East staffed changed').click();
    await changed.locator('[data-result]').waitFor();
    expect(await textOf(changed.locator('[data-result]'))).toMatch(/^\d+ of \d+ clocks moved\.$/);
    expect(await textOf(changed.locator('[data-lines]'))).toMatch(/: due 3 Dec, \d\d:\d\d, now 4 Dec, \d\d:\d\d/);
    const moved = await entries("Type__c = 'Recalculated'");
    expect(await textOf(changed.locator('[data-result]'))).toContain(`${moved.length} of `);
    for (const one of moved) {
      expect(one.who).toBe('Alex Admin');
      expect(Date.parse(one.to)).toBeGreaterThan(Date.parse(one.from));
    }
    await page.visitor.shot('setup-recalculated');
  });
});

describe('the engine', () => {
  it('stops with a reason, and starts again', async () => {
    const page = await SetupPage.open();
    await page.button('Stop').click();
    expect(await page.text('open')).toMatch(/^Open clocks: \d+\. They keep their due times; nobody is told\.$/);
    const form = page.root.locator('[data-form="stop"]');
    await form.getByRole('button', { name: 'Stop', exact: true }).click();
    expect(await textOf(form)).toContain('Say why Baton stops.');
    await page.visitor.shot('setup-stop', false);
    await page.visitor.page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    await page.focusIs('Stop');
    await page.button('Stop').click();
    await form.getByRole('textbox').fill('Quarterly data load');
    await form.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.engine('Stopped');
    expect(await page.text('state-text')).toBe('Stopped 10:30 by Alex Admin: Quarterly data load');
    expect(await textOf(page.root.locator('[data-status="setup"]'))).toBe('Baton is stopped.');
    expect(await page.text('kill')).toBe('Baton is switched off. Clocks keep their due times.');
    await page.visitor.shot('setup-stopped');
    const sam = await demo.as('sam.ortiz');
    const panel = await sam.openLead(demo.leadId('Hahn'));
    expect(await panel.button(/^Accept/).count()).toBe(0);
    const off = 'Baton is switched off. Clocks keep their due times.';
    expect(await textOf(panel.root.locator('[data-notice]'))).toBe(off);
    expect(await panel.root.locator('[data-next]').count()).toBe(0);
    const jo = await demo.as('jo.marsh');
    expect(await textOf((await jo.openBoard()).locator('[data-off]'))).toBe(off);
    await page.focusIs('Start');
    await page.button('Start').click();
    await page.engine('Running');
    await page.focusIs('Stop');
    expect((await turns('Engine')).slice(-2).map((one) => `${one.from} ${one.to} ${one.who}`)).toEqual([
      'On Off Alex Admin',
      'Off On Alex Admin'
    ]);
  });

  it('begins with Observe at the first start of an org, and goes live a step at a time, forth and back', async () => {
    await demo.apex(
      'alex.admin',
      'SLA_Switch__c s = SLA_Switch__c.getOrgDefaults(); s.Org_Id__c = null; s.Started_At__c = null; s.Go_Live_Step__c = null; update s;'
    );
    const page = await SetupPage.open();
    await page.engine('Not started');
    expect(await page.root.locator('.engine-text li').count()).toBe(3);
    expect(await page.step()).toBe('Agree');
    await page.visitor.shot('setup-not-started');
    await page.button('Start').click();
    await page.engine('Running');
    await page.stepIs('Observe');
    expect(await page.text('what')).toBe('Clocks and the ledger run. Nobody is told, nothing moves, nothing counts.');
    await page.button('Next: Notify').click();
    await page.stepIs('Notify');
    await page.focusIs('Next: Enforce');
    await page.button('Next: Enforce').click();
    await page.stepIs('Enforce');
    await page.button('Back to Notify').click();
    await page.stepIs('Notify');
    await page.button('Back to Observe').click();
    await page.stepIs('Observe');
    expect((await turns('GoLive')).map((one) => one.to)).toEqual(['Observe', 'Notify', 'Enforce', 'Notify', 'Observe']);
    await page.visitor.shot('setup-observe');
  });

  it('shows what Observe held back: messages by person, moves and breaches by line, with links', async () => {
    await demo.apex(
      'alex.admin',
      "insert new Lead(LastName = 'Quiet', Company = 'Observed', LeadSource = 'Web form', Lead_Score__c = 90, OwnerId = [SELECT Id FROM User WHERE Username = 'sam.ortiz@company.example'].Id);"
    );
    const before = await demo.messages('sam.ortiz');
    const page = await SetupPage.open();
    await page.visitor.move('+1 h');
    await page.visitor.move('+1 min');
    expect(await demo.messages('sam.ortiz')).toEqual(before);
    await page.report.getByRole('button', { name: 'Look' }).click();
    await page.report.locator('[data-total="messages"]').waitFor();
    await page.focusIs('Look');
    expect(Number(await textOf(page.report.locator('[data-total="messages"]')))).toBeGreaterThan(1);
    expect(Number(await textOf(page.report.locator('[data-total="breaches"]')))).toBeGreaterThan(0);
    expect(await textOf(page.report.locator('[data-table="messages"]'))).toContain('Sam Ortiz');
    expect(await textOf(page.report.locator('[data-table="lines"]'))).toContain('Acceptance, high intent');
    expect(await page.visitor.accessibilityProblems()).toEqual([]);
    await page.visitor.shot('setup-observe-report');
    await page.report.locator('[data-list="breaches"]').getByRole('link', { name: 'Quiet' }).first().click();
    await page.visitor.page.locator('c-lead-panel [data-state]').waitFor();
    expect(page.visitor.page.url()).toContain(demo.leadId('Quiet'));
  });
});

describe('the pause for a data load', () => {
  it('is said on every page of Baton, and ends', async () => {
    const page = await SetupPage.open();
    const toggle = page.root.locator('[data-switch="DataLoad"] input');
    await toggle.focus();
    await page.visitor.page.keyboard.press('Space');
    await page.engine('Data load');
    expect(await page.text('state-text')).toMatch(/^Data load: clocks are not started\. Ends \d\d:\d\d\.$/);
    expect(await textOf(page.root.locator('[data-status="setup"]'))).toBe('Data load: on.');
    await expect.poll(() => toggle.evaluate((input) => input.matches(':focus'))).toBe(true);
    await page.visitor.shot('setup-data-load');
    const jo = await demo.as('jo.marsh');
    await jo.openBoard();
    await jo.page.locator('c-data-load-strip [data-strip]').waitFor();
    await jo.shot('board-data-load', false);
    await jo.openLead(demo.leadId('Hahn'));
    expect(await textOf(jo.page.locator('c-data-load-strip [data-strip]'))).toMatch(
      /^Data load: clocks are not started/
    );
    await toggle.focus();
    await page.visitor.page.keyboard.press('Space');
    await page.engine('Running');
    expect((await turns('DataLoad')).map((one) => one.to)).toEqual(['On', 'Off']);
  });
});

describe('somebody without the permission', () => {
  it('is told who can', async () => {
    const page = await SetupPage.open('tom.weiss');
    expect(await page.text('forbidden')).toBe('You cannot change the setup of Baton. These people can: Alex Admin.');
    expect(await page.button(/Start|Stop/).count()).toBe(0);
  });
});

describe('in a language of other length', () => {
  it('the steps and the switches show labels only, and the page still fits a narrow screen', async () => {
    const visitor = await demo.as('alex.admin', NARROW);
    await speakPseudo(visitor.page);
    await visitor.goTo('/lightning/n/Setup_and_Health');
    await visitor.page.locator('c-setup-switches [data-switch]').first().waitFor();
    // Words of the platform's own progress indicator, and who turned a switch when.
    const known = /Stage|Progress|^Alex Admin$/;
    const words = [
      ...(await wordsOf(visitor.page, 'c-setup-go-live')),
      ...(await wordsOf(visitor.page, 'c-setup-switches'))
    ];
    expect(words.length).toBeGreaterThan(10);
    expect(words.filter((word) => !word.includes('[') && !known.test(word))).toEqual([]);
    expect(await visitor.fits()).toBe(true);
    await visitor.shot('setup-pseudo');
  });
});

describe('accessibility (axe in Chromium)', () => {
  it.each([
    ['desktop', DESKTOP],
    ['desktop-dark', { ...DESKTOP, dark: true }],
    ['phone', PHONE],
    ['phone-dark', { ...PHONE, dark: true }],
    ['narrow', NARROW]
  ] as const)('finds nothing, and nothing to scroll sideways: %s', async (name, view) => {
    const page = await SetupPage.open('alex.admin', view);
    await page.button(/^Show what is fine/).click();
    for (const fold of await page.root.locator('summary').all()) await fold.click();
    await page.button('Stop').click();
    expect(await page.visitor.accessibilityProblems()).toEqual([]);
    expect(await page.visitor.fits()).toBe(true);
    await page.visitor.shot(`setup-${name}`);
  });
});
