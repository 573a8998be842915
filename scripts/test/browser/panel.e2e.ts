import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, Demo, PHONE, textOf } from './demo.ts';
import type { Panel } from './demo.ts';

/** What the panel does (ux.md 2.2), and the checks that every screen must pass (ux.md 2.16); its states have a file of their own. */
let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
});
afterEach(() => demo.closePages());
afterAll(() => demo.stop());

describe('the panel leads on', () => {
  it('by an e-mail to the person, once the lead is accepted and as far as consent goes', async () => {
    const lena = await demo.as('lena.vogt');
    const panel = await lena.openLead(demo.leadId('Ege'));
    const mail = panel.root.getByRole('link', { name: 'karl.ege@coho.example' });
    expect(await mail.getAttribute('href')).toBe('mailto:karl.ege@coho.example');
    expect(await panel.root.locator('[data-reach="call"]').count()).toBe(0);
  });

  it('by the number on the phone, where it is a link to dial', async () => {
    await demo.apex('alex.admin', `update new Lead(Id = '${demo.leadId('Ege')}', Phone = '+49 30 5550177');`);
    const lena = await demo.as('lena.vogt', PHONE);
    const panel = await lena.openLead(demo.leadId('Ege'));
    const call = panel.root.locator('[data-reach="call"] a');
    expect(await call.getAttribute('href')).toMatch(/^tel:\+49/);
    expect((await panel.root.locator('[data-reach="call"]').boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await lena.shot('panel-reach-phone');
  });

  it('to the opportunity of a converted lead', async () => {
    const dana = await demo.as('dana.cole');
    const panel = await dana.openLead(demo.leadId('Cho'));
    await panel.button('Opportunity').click();
    await dana.page.waitForURL(/\/lightning\/r\/Opportunity\//);
  });

  it('to the reasons behind owner and clock, read only when they are opened, a page of events at a time', async () => {
    const ana = await demo.as('ana.ruiz');
    const panel = await ana.openLead(demo.leadId('Aziz'));
    expect(ana.calls.filter((call) => call.startsWith('LeadHistoryController'))).toEqual([]);
    await panel.button('Why this owner?').click();
    await panel.root.getByText('Marco Silva had it before: a step of the agreement moved it at 10:27.').waitFor();
    await panel.button('Show all events').click();
    const events = panel.root.locator('[data-event]');
    await events.first().waitFor();
    expect(await textOf(events.first())).toMatch(/^Tue 1 Dec, 10:27 ·\s?Handed over\s?.*Marco Silva to Ana Ruiz$/);
    expect(await events.count()).toBeLessThanOrEqual(20);
    expect(await ana.accessibilityProblems()).toEqual([]);
    await ana.shot('panel-owner-events');
  });
});

describe('help from others', () => {
  it('assigns a lead without owner, and the clock of sales starts', async () => {
    const tom = await demo.as('tom.weiss');
    const panel = await tom.openLead(demo.leadId('Nord'));
    await panel.button('Assign Ola Nord').click();
    const form = tom.page.locator('c-assign-form');
    await form.getByRole('combobox').click();
    await form.getByRole('option', { name: /^Grace Kim/ }).click();
    expect(await tom.accessibilityProblems()).toEqual([]);
    await tom.shot('panel-assign', false);
    await tom.page.getByRole('dialog').getByRole('button', { name: 'Assign', exact: true }).click();
    await form.waitFor({ state: 'detached' });
    await panel.root.locator('[data-note]').waitFor();
    expect(await textOf(panel.root.locator('[data-note]'))).toBe('Grace Kim has it now.');
    expect(await textOf(panel.sentence)).toMatch(/^Grace Kim owes: accept or reject\.$/);
  });

  it('asks the manager for a veto where the rep may not, and the clock runs on', async () => {
    const veto =
      "Parent.Name = 'Baton_Rep' AND SetupEntityId IN (SELECT Id FROM CustomPermission WHERE DeveloperName = 'SLA_Veto_Score')";
    await demo.apex('alex.admin', `delete [SELECT Id FROM SetupEntityAccess WHERE ${veto}];`);
    const marco = await demo.as('marco.silva');
    const panel = await marco.openLead(demo.leadId('Byron'));
    const dialog = await panel.reject();
    await dialog.choose(/^Not ICP/);
    await dialog.write('The score counts a newsletter that their intern reads.');
    await marco.shot('panel-ask-veto', false);
    await dialog.press('Ask Jo Marsh');
    await panel.root.locator('[data-note]').waitFor();
    expect(await textOf(panel.root.locator('[data-note]'))).toBe('Jo Marsh was asked at 10:30.');
    expect(await textOf(panel.chip)).toBe('Late');
    expect((await demo.messages('jo.marsh'))[0]?.title).toBe('Marco Silva asks to reject Ada Byron (score 88)');
    await demo.apex(
      'alex.admin',
      "insert new SetupEntityAccess(ParentId = [SELECT Id FROM PermissionSet WHERE Name = 'Baton_Rep'].Id, SetupEntityId = [SELECT Id FROM CustomPermission WHERE DeveloperName = 'SLA_Veto_Score'].Id);"
    );
  });

  it('marks a duplicate, which leads to the other lead once the reject stands', async () => {
    const sam = await demo.as('sam.ortiz');
    const panel = await sam.openLead(demo.leadId('Hahn'));
    await panel.button(/^More actions/).click();
    await sam.page.getByRole('menuitem', { name: 'Mark as duplicate' }).click();
    const form = sam.page.locator('c-reject-form');
    await form.getByRole('searchbox').fill('Byron');
    await form.getByRole('button', { name: 'Find' }).click();
    await form.getByText('Ada Byron, Northwind (owned by Marco Silva)').click();
    await form.locator('textarea').fill('The same person, with a maiden name.');
    expect(await sam.accessibilityProblems()).toEqual([]);
    await sam.shot('panel-duplicate', false);
    await sam.page.getByRole('dialog').getByRole('button', { name: 'Reject with veto' }).click();
    await panel.button(/^Undo/).waitFor();
    expect(await textOf(panel.sentence)).toContain('Same person as Ada Byron, Northwind');
    expect(await textOf(panel.sentence)).not.toContain('[');
    await panel.button(/^Undo/).click();
    await panel.button(/^Accept/).waitFor();
  });

  it('hands a lead with a wrong owner over instead of rejecting it, with the keyboard only', async () => {
    const sam = await demo.as('sam.ortiz');
    const panel = await sam.openLead(demo.leadId('Weber'));
    await panel.button(/^Reject/).focus();
    await sam.page.keyboard.press('Enter');
    const reject = sam.page.locator('c-reject-form');
    await reject.locator('input[type="radio"]').first().waitFor();
    await reject.locator('input[type="radio"]').nth(4).focus();
    await sam.page.keyboard.press('Space');
    await reject.locator('[data-wrong-owner]').waitFor();
    await sam.page.getByRole('dialog').getByRole('button', { name: 'Hand over', exact: true }).focus();
    await sam.page.keyboard.press('Enter');
    await sam.page.locator('c-hand-over-form input[type="radio"]').first().waitFor();
    expect(await textOf(sam.page.getByRole('dialog').getByRole('heading').first())).toBe('Hand over Max Weber');
    await sam.page.keyboard.press('Escape');
  });
});

describe('an open form', () => {
  it('says that the lead changed meanwhile, on the desktop and on the phone, and keeps what was typed', async () => {
    for (const [view, rep, lead] of [
      [DESKTOP, 'lena.vogt', 'Post'],
      [PHONE, 'ana.ruiz', 'Aziz']
    ] as const) {
      const visitor = await demo.as(rep, view);
      const panel = await visitor.openLead(demo.leadId(lead));
      await panel.button(/^Reject/).click();
      const form = visitor.page.locator('c-reject-form');
      await form
        .getByText(/^Other/)
        .first()
        .click();
      await form.locator('textarea').fill('Something worth keeping');
      await demo.apex('jo.marsh', `LeadPanelController.accept('${demo.leadId(lead)}');`);
      await visitor.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
      await visitor.page.locator('[data-news]').waitFor();
      expect(await textOf(visitor.page.locator('[data-news]'))).toMatch(
        /^This lead has changed meanwhile\. .+ What you typed is kept\.$/
      );
      expect(await form.locator('textarea').inputValue()).toBe('Something worth keeping');
      expect(await visitor.accessibilityProblems()).toEqual([]);
      await visitor.shot(`panel-news-${view === PHONE ? 'phone' : 'desktop'}`, false);
      await demo.apex('jo.marsh', `LeadPanelController.undo('${demo.leadId(lead)}');`);
    }
  });

  it('takes the focus where it opens inside the panel', async () => {
    const sam = await demo.as('sam.ortiz', PHONE);
    const panel = await sam.openLead(demo.leadId('Weber'));
    await panel.button(/^Reject/).click();
    await panel.root.locator('c-reject-form input').first().waitFor();
    const inside = panel.root.locator('c-lead-forms');
    expect(await inside.evaluate((form) => form.contains(document.activeElement) || form.matches(':focus'))).toBe(true);
    expect(await inside.getAttribute('aria-label')).toBe('Reject Max Weber');
  });
});

/** Every text that the status region of the panel takes on. */
async function listen(panel: Panel): Promise<() => Promise<string[]>> {
  await panel.root.locator('[data-status]').evaluate((region) => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, {
      childList: true,
      characterData: true,
      subtree: true
    });
  });
  return () => panel.page.evaluate('said') as Promise<string[]>;
}

describe('time on the page', () => {
  it('announces nothing in a minute in which only the number changes', async () => {
    const sam = await demo.as('sam.ortiz');
    await sam.page.clock.install();
    const panel = await sam.openLead(demo.leadId('Weber'));
    const said = await listen(panel);
    const number = panel.root.locator('[data-number]');
    const before = await textOf(number);
    await sam.page.clock.runFor(60_000);
    expect(await said()).toEqual([]);
    expect(await panel.root.locator('[role="timer"]').getAttribute('aria-live')).toBe('off');
    expect(before).toMatch(/ min$/);
  });

  it('asks for nothing while the tab is hidden, and once when it is looked at again', async () => {
    const sam = await demo.as('sam.ortiz');
    await sam.page.clock.install();
    const panel = await sam.openLead(demo.leadId('Weber'));
    await sam.settled();
    const hide = (hidden: boolean): Promise<unknown> =>
      sam.page.evaluate(
        `Object.defineProperty(document, 'hidden', { configurable: true, value: ${hidden} }); document.dispatchEvent(new Event('visibilitychange'))`
      );
    await hide(true);
    sam.calls.length = 0;
    await sam.page.clock.runFor(10 * 60_000);
    expect(sam.calls).toEqual([]);
    await hide(false);
    await sam.settled();
    expect(sam.calls.filter((call) => call === 'LeadPanelController.getPanel')).toHaveLength(1);
    expect(await textOf(panel.root.locator('[data-number]'))).toBe('51 min');
  });

  it.each([-60, 60])('shows right numbers where the clock of the device is %s minutes wrong', async (minutes) => {
    const sam = await demo.as('sam.ortiz');
    await sam.page.clock.install({ time: Date.now() + minutes * 60_000 });
    const panel = await sam.openLead(demo.leadId('Weber'));
    await panel.root.locator('[data-number]').filter({ hasText: '51 min' }).waitFor();
    expect(await textOf(panel.instant)).toBe('by 11:21');
  });
});

describe('screen readers', () => {
  it('hear state, time left, who owes what, and what is next, before the buttons', async () => {
    const sam = await demo.as('sam.ortiz');
    const panel = await sam.openLead(demo.leadId('Weber'));
    const heard = (await panel.root.locator('[data-body]').innerText()).replace(/\s+/g, ' ');
    const order = [
      'Due soon',
      '51 minutes left, due 11:21',
      'You owe: accept or reject this lead.',
      'Moves to Ana Ruiz at 10:36.',
      'Accept',
      'Reject',
      'Why this clock?',
      'Why this owner?'
    ].map((text) => heard.indexOf(text));
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });
});
