import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, Demo, NARROW, PHONE, textOf } from './demo.ts';

/** Every test has leads of its own: what one decides must not stand in the way of another. */
let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
});
afterEach(() => demo.closePages());
afterAll(() => demo.stop());

const LONG_NOTE = 'They build the same product and compare prices only.';

describe('a rep accepts', () => {
  it('sees what is owed, by when, and what happens next', async () => {
    const sam = await demo.as('sam.ortiz');
    const panel = await sam.openLead(demo.leadId('Hahn'));
    expect(await textOf(panel.chip)).toBe('On track');
    expect(await textOf(panel.sentence)).toBe('You owe: accept or reject this lead.');
    expect(await textOf(panel.instant)).toBe('by 11:27');
    expect(await textOf(panel.root.locator('[data-next]'))).toBe('Reminder at 10:32.');
    expect(sam.errors).toEqual([]);
    await sam.shot('panel-on-track');
  });

  it('accepts with one click, keeps the focus in the panel, and can undo it', async () => {
    const sam = await demo.as('sam.ortiz');
    const panel = await sam.openLead(demo.leadId('Hahn'));
    await panel.button(/^Accept/).click();
    await panel.button(/^Undo/).waitFor();
    expect(await textOf(panel.chip)).toBe('On track');
    expect(await textOf(panel.sentence)).toBe('You owe: a first call or e-mail.');
    expect(await panel.root.locator('[data-body]').evaluate((body) => body.matches(':focus'))).toBe(true);
    await sam.shot('panel-accepted');
    await panel.button(/^Undo/).click();
    await panel.button(/^Accept/).waitFor();
    expect(await textOf(panel.chip)).toBe('On track');
    expect(await textOf(panel.instant)).toBe('by 11:27');
  });

  it('has no buttons on the lead of somebody else', async () => {
    const sam = await demo.as('sam.ortiz');
    const panel = await sam.openLead(demo.leadId('Byron'));
    expect(await textOf(panel.sentence)).toBe('Marco Silva owes: accept or reject.');
    expect(await panel.button(/^Accept/).count()).toBe(0);
    expect(await panel.button(/^Reject/).count()).toBe(0);
  });

  it('learns in a second tab what happened in the first', async () => {
    const [first, second] = [await demo.as('lena.vogt'), await demo.as('lena.vogt')];
    const id = demo.leadId('Post');
    const [one, two] = [await first.openLead(id), await second.openLead(id)];
    await one.button(/^Accept/).click();
    await one.button(/^Undo/).waitFor();
    await two.button(/^Accept/).click();
    await two.root.locator('[data-note]').waitFor();
    expect(await textOf(two.root.locator('[data-note]'))).toMatch(/^You accepted this lead at 16:30\.$/);
    expect(await textOf(two.chip)).toBe('Escalated');
    const entries = await demo.query(`SELECT Id FROM SLA_Entry__c WHERE Lead_Id__c = '${id}' AND Type__c = 'Accepted'`);
    expect(entries).toHaveLength(1);
    await second.shot('panel-accepted-twice');
  });

  it('is told that Baton is switched off, and nothing is written', async () => {
    const sam = await demo.as('sam.ortiz');
    const panel = await sam.openLead(demo.leadId('Hahn'));
    await demo.apex(
      'alex.admin',
      'SLA_Switch__c s = SLA_Switch__c.getOrgDefaults(); s.Engine_Off__c = true; upsert s;'
    );
    await panel.button(/^Accept/).click();
    await panel.root.locator('[data-error="verb"]').waitFor();
    expect(await textOf(panel.root.locator('[data-error="verb"]'))).toBe(
      'Baton is switched off. Clocks keep their due times.'
    );
    await sam.shot('panel-switched-off');
    await demo.apex(
      'alex.admin',
      'SLA_Switch__c s = SLA_Switch__c.getOrgDefaults(); s.Engine_Off__c = false; upsert s;'
    );
    await panel.button(/^Refresh/).click();
    await panel.button(/^Accept/).waitFor();
    expect(await textOf(panel.chip)).toBe('On track');
  });

  it('is told when the right was taken away meanwhile', async () => {
    const grace = await demo.as('grace.kim');
    const panel = await grace.openLead(demo.leadId('Vidal'));
    await demo.apex(
      'alex.admin',
      "delete [SELECT Id FROM PermissionSetAssignment WHERE Assignee.Username = 'grace.kim@company.example' AND PermissionSet.Name = 'Baton_Rep'];"
    );
    await panel.button(/^Accept/).click();
    await panel.root.locator('[data-error="verb"]').waitFor();
    expect(await textOf(panel.root.locator('[data-error="verb"]'))).toBe(
      'You cannot do this. Ask your admin for the Baton Rep permission set.'
    );
    await demo.apex(
      'alex.admin',
      "insert new PermissionSetAssignment(AssigneeId = [SELECT Id FROM User WHERE Username = 'grace.kim@company.example'].Id, PermissionSetId = [SELECT Id FROM PermissionSet WHERE Name = 'Baton_Rep'].Id);"
    );
  });
});

describe('a rep logs an outcome', () => {
  it('chooses what happened in a modal, sees when the lead may come back, saves, and takes it back', async () => {
    const priya = await demo.as('priya.nair');
    const panel = await priya.openLead(demo.leadId('Krog'));
    expect(await textOf(panel.sentence)).toBe('You owe: an outcome.');
    await panel.button(/^Log outcome/).click();
    const dialog = priya.page.getByRole('dialog').filter({ has: priya.page.locator('c-outcome-form') });
    await dialog.locator('input[type="radio"]').first().waitFor();
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    expect(await textOf(dialog.locator('[data-error="reason"]'))).toBe('Choose a reason.');
    expect(await dialog.getByRole('radio', { name: 'Unresponsive' }).isDisabled()).toBe(true);
    expect(await textOf(dialog.locator('[data-blocked="UNRESPONSIVE"]'))).toContain('1 of 6 attempts');
    await dialog.getByText('Timing', { exact: true }).click();
    await dialog.locator('[data-field="backOn"]').waitFor();
    await priya.shot('outcome-form', false);
    expect(await priya.accessibilityProblems()).toEqual([]);
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await panel.button(/^Undo/).waitFor();
    expect(await textOf(panel.sentence)).toMatch(/^Outcome Timing, by Priya Nair on/);
    await panel.button(/^Undo/).click();
    await panel.button(/^Log outcome/).waitFor();
    expect(await textOf(panel.sentence)).toBe('You owe: an outcome.');
    expect(priya.errors).toEqual([]);
  });

  it('fills what an AE needs with the outcome, and both are saved', async () => {
    const asks = (thresholds: string): string =>
      ['Draft', 'Active']
        .map(
          (status) =>
            `AgreementWriter.save(new List<SLA_Policy__c>{ new SLA_Policy__c(Id = p.Id, Status__c = '${status}') });`
        )
        .join(`update new SLA_Policy__c(Id = p.Id, Thresholds__c = ${thresholds});`);
    const policy = "SLA_Policy__c p = [SELECT Id FROM SLA_Policy__c WHERE Status__c = 'Active' LIMIT 1];";
    await demo.apex(
      'alex.admin',
      `${policy} ${asks(`'{"qualificationSet": ["Company", "Title", "NumberOfEmployees"]}'`)}`
    );
    const priya = await demo.as('priya.nair');
    const panel = await priya.openLead(demo.leadId('Krog'));
    await panel.button(/^Log outcome/).click();
    const dialog = priya.page.getByRole('dialog').filter({ has: priya.page.locator('c-outcome-form') });
    await dialog.locator('input[type="radio"]').first().waitFor();
    await dialog.getByText('Qualified', { exact: true }).click();
    expect(await textOf(dialog.locator('[data-missing]'))).toMatch(/^\d of 3 fields missing that an AE needs\.$/);
    await dialog.getByLabel('Title').fill('Head of Operations');
    expect(await priya.accessibilityProblems()).toEqual([]);
    await priya.shot('outcome-qualification', false);
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await panel.button(/^Undo/).waitFor();
    expect((await demo.query(`SELECT Title FROM Lead WHERE Id = '${demo.leadId('Krog')}'`))[0]).toMatchObject({
      Title: 'Head of Operations'
    });
    await panel.button(/^Undo/).click();
    await panel.button(/^Log outcome/).waitFor();
    await demo.apex('alex.admin', `${policy} ${asks('null')}`);
  });

  it('does so inside the panel on the phone', async () => {
    const ana = await demo.as('ana.ruiz', PHONE);
    const panel = await ana.openLead(demo.leadId('Falk'));
    await panel.button(/^Log outcome/).click();
    const form = panel.root.locator('c-outcome-form');
    await form.locator('input[type="radio"]').first().waitFor();
    expect(await ana.page.getByRole('dialog').count()).toBe(0);
    await form.getByText('Not interested', { exact: true }).click();
    await ana.shot('phone-outcome');
    expect(await ana.fits()).toBe(true);
    await form.getByRole('button', { name: 'Save', exact: true }).click();
    await panel.button(/^Undo/).waitFor();
    expect(await textOf(panel.sentence)).toMatch(/^Outcome Not interested, by Ana Ruiz on/);
    await panel.button(/^Undo/).click();
    await panel.button(/^Log outcome/).waitFor();
  });
});

describe('a rep rejects', () => {
  it('sees the rules of reason and note at their fields, then rejects, and undoes', async () => {
    const marco = await demo.as('marco.silva');
    await demo.apex('alex.admin', `update new Lead(Id = '${demo.leadId('Byron')}', Lead_Score__c = 70);`);
    const panel = await marco.openLead(demo.leadId('Byron'));
    const dialog = await panel.reject();
    await dialog.press('Reject');
    expect(await dialog.problem('reason')).toBe('Choose a reason.');
    await dialog.choose(/^Other/);
    await dialog.press('Reject');
    expect(await dialog.problem('note')).toBe('This reason needs a note.');
    await dialog.write('too short');
    await dialog.press('Reject');
    expect(await dialog.problem('note')).toMatch(/^Write \d+ more characters\.$/);
    expect(await dialog.form.locator('textarea').evaluate((field) => field.matches(':focus'))).toBe(true);
    await marco.shot('reject-note-too-short', false);
    await dialog.write(LONG_NOTE);
    await dialog.press('Reject');
    await panel.button(/^Undo/).waitFor();
    expect(await textOf(panel.chip)).toBe('Rejected');
    expect(await textOf(panel.sentence)).toContain(LONG_NOTE);
    await marco.shot('panel-rejected');
    await panel.button(/^Undo/).click();
    await panel.button(/^Accept/).waitFor();
    expect(await textOf(panel.chip)).toBe('Late');
  });

  it('is told when the reason was switched off meanwhile', async () => {
    const marco = await demo.as('marco.silva');
    const panel = await marco.openLead(demo.leadId('Byron'));
    const dialog = await panel.reject();
    await dialog.choose(/^Bad contact data/);
    await demo.apex(
      'alex.admin',
      "Reason_Code__c r = [SELECT Id FROM Reason_Code__c WHERE Name = 'Bad contact data' LIMIT 1]; r.Active__c = false; update r;"
    );
    await dialog.press('Reject');
    expect(await dialog.problem('reason')).toMatch(/^The reason "\w+" does not exist or is switched off\.$/);
    await demo.apex(
      'alex.admin',
      "Reason_Code__c r = [SELECT Id FROM Reason_Code__c WHERE Name = 'Bad contact data' LIMIT 1]; r.Active__c = true; update r;"
    );
  });

  it('may veto above the score, with a written reason', async () => {
    const sam = await demo.as('sam.ortiz');
    const panel = await sam.openLead(demo.leadId('Weber'));
    const dialog = await panel.reject();
    expect(await textOf(dialog.form.locator('.veto'))).toContain('This lead scored 91. Rejecting it is a veto.');
    await dialog.choose(/^Not ICP/);
    await dialog.press('Reject with veto');
    expect(await dialog.problem('note')).toBe('This reason needs a note.');
    await dialog.write('No.');
    await dialog.press('Reject with veto');
    expect(await dialog.problem('note')).toBe('Write 17 more characters.');
    await sam.shot('reject-veto', false);
    await dialog.write('The score counts a newsletter that their intern reads.');
    await dialog.press('Reject with veto');
    await panel.button(/^Undo/).waitFor();
    expect(await textOf(panel.chip)).toBe('Rejected');
  });

  it('may not veto without the permission: the reasons stay, the button does not', async () => {
    const veto =
      "Parent.Name = 'Baton_Rep' AND SetupEntityId IN (SELECT Id FROM CustomPermission WHERE DeveloperName = 'SLA_Veto_Score')";
    await demo.apex('alex.admin', `delete [SELECT Id FROM SetupEntityAccess WHERE ${veto}];`);
    const dana = await demo.as('dana.cole');
    const panel = await dana.openLead(demo.leadId('Amor'));
    const dialog = await panel.reject();
    expect(await dialog.error('veto')).toMatch(/^Leads above 80 can be rejected by .+ only\.$/);
    expect(await dialog.root.getByRole('button', { name: /^Reject/ }).count()).toBe(0);
    await dana.shot('reject-veto-refused', false);
    await demo.apex(
      'alex.admin',
      "insert new SetupEntityAccess(ParentId = [SELECT Id FROM PermissionSet WHERE Name = 'Baton_Rep'].Id, SetupEntityId = [SELECT Id FROM CustomPermission WHERE DeveloperName = 'SLA_Veto_Score'].Id);"
    );
  });

  it('learns that a manager was first, and keeps what was typed', async () => {
    const ana = await demo.as('ana.ruiz');
    const panel = await ana.openLead(demo.leadId('Aziz'));
    const dialog = await panel.reject();
    await dialog.choose(/^Other/);
    await dialog.write(LONG_NOTE);
    await demo.apex('jo.marsh', `LeadPanelController.accept('${demo.leadId('Aziz')}');`);
    await dialog.press('Reject with veto');
    await dialog.form.locator('[data-error="form"]').waitFor();
    expect(await dialog.error('form')).toBe('Jo Marsh accepted this lead at 10:30. Yours was not saved.');
    expect(await dialog.form.locator('textarea').inputValue()).toBe(LONG_NOTE);
    await ana.shot('reject-stale', false);
  });

  it('learns that the lead was converted meanwhile', async () => {
    const dana = await demo.as('dana.cole');
    const id = demo.leadId('Amor');
    const panel = await dana.openLead(id);
    const dialog = await panel.reject();
    await dialog.choose(/^Other/);
    await dialog.write(LONG_NOTE);
    await demo.apex(
      'dana.cole',
      `Database.LeadConvert c = new Database.LeadConvert(); c.setLeadId('${id}'); c.setConvertedStatus('Closed - Converted'); c.setDoNotCreateOpportunity(true); System.assert(Database.convertLead(c).isSuccess());`
    );
    await dialog.press('Reject with veto');
    await dialog.form.locator('[data-error="form"]').waitFor();
    expect(await dialog.error('form')).toBe('This lead was converted at 10:30.');
  });

  it('asks before a typed note is discarded, by Escape as by Cancel, and keeps it on no', async () => {
    const sam = await demo.as('sam.ortiz');
    const panel = await sam.openLead(demo.leadId('Hahn'));
    const dialog = await panel.reject();
    await dialog.choose(/^Other/);
    await dialog.write('Something worth keeping');
    await sam.page.keyboard.press('Escape');
    const asked = sam.page.getByText('What you typed is not saved.');
    await asked.waitFor();
    await sam.page.getByRole('button', { name: 'Cancel' }).last().click();
    await asked.waitFor({ state: 'detached' });
    expect(await dialog.form.locator('textarea').inputValue()).toBe('Something worth keeping');
    await dialog.press('Cancel');
    await asked.waitFor();
  });

  it('comes back to the button when the form is closed', async () => {
    const sam = await demo.as('sam.ortiz');
    const panel = await sam.openLead(demo.leadId('Hahn'));
    const dialog = await panel.reject();
    await sam.page.keyboard.press('Escape');
    await dialog.form.waitFor({ state: 'detached' });
    expect(await panel.button(/^Reject/).evaluate((button) => button.matches(':focus'))).toBe(true);
  });
});

describe('with the keyboard only', () => {
  it('accepts, and undoes', async () => {
    const grace = await demo.as('grace.kim');
    const panel = await grace.openLead(demo.leadId('Vidal'));
    await panel.button(/^Refresh/).focus();
    const names: string[] = [];
    for (let step = 0; step < 4; step += 1) {
      await grace.page.keyboard.press('Tab');
      names.push(
        await grace.page.evaluate(
          'document.activeElement && (() => { let e = document.activeElement; while (e.shadowRoot && e.shadowRoot.activeElement) e = e.shadowRoot.activeElement; return e.getAttribute("aria-label") || e.textContent.trim(); })()'
        )
      );
    }
    expect(names.map((name) => name.replace(' Juan Vidal', ''))).toEqual([
      'More actions for',
      'Accept',
      'Reject',
      'Why this clock?'
    ]);
    await panel.button(/^Accept/).focus();
    await grace.page.keyboard.press('Enter');
    await panel.button(/^Undo/).waitFor();
    await panel.button(/^Undo/).focus();
    await grace.page.keyboard.press('Enter');
    await panel.button(/^Accept/).waitFor();
  });
});

describe('with the keyboard only, through a form', () => {
  it('rejects with a note, and undoes', async () => {
    const grace = await demo.as('grace.kim');
    const panel = await grace.openLead(demo.leadId('Vidal'));
    await panel.button(/^Reject/).focus();
    await grace.page.keyboard.press('Enter');
    const form = grace.page.locator('c-reject-form');
    await form.locator('input[type="radio"]').last().focus();
    await grace.page.keyboard.press('Space');
    await form.locator('textarea').focus();
    await grace.page.keyboard.type(LONG_NOTE);
    // Enter in the note is a new line, and sends nothing.
    await grace.page.keyboard.press('Enter');
    expect(await form.locator('textarea').inputValue()).toBe(`${LONG_NOTE}\n`);
    await grace.page
      .getByRole('dialog')
      .getByRole('button', { name: /^Reject/ })
      .focus();
    await grace.page.keyboard.press('Enter');
    await panel.button(/^Undo/).waitFor();
    await panel.root.locator('[data-body]:focus').waitFor();
    await panel.button(/^Undo/).focus();
    await grace.page.keyboard.press('Enter');
    await panel.button(/^Accept/).waitFor();
  });

  it('logs an outcome, and undoes', async () => {
    const ana = await demo.as('ana.ruiz');
    const panel = await ana.openLead(demo.leadId('Falk'));
    await panel.button(/^Log outcome/).focus();
    await ana.page.keyboard.press('Enter');
    const form = ana.page.locator('c-outcome-form');
    await form.getByRole('radio', { name: /^Not interested/ }).focus();
    await ana.page.keyboard.press('Space');
    await ana.page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).focus();
    await ana.page.keyboard.press('Enter');
    await form.waitFor({ state: 'detached' });
    await panel.button(/^Undo/).focus();
    await ana.page.keyboard.press('Enter');
    await panel.button(/^Log outcome/).waitFor();
  });
});

describe('with the keyboard only, from the menu', () => {
  it('opens the form to hand over, and comes back to the menu', async () => {
    const grace = await demo.as('grace.kim');
    const panel = await grace.openLead(demo.leadId('Vidal'));
    const menu = panel.button('More actions for Juan Vidal');
    await menu.focus();
    await grace.page.keyboard.press('Enter');
    await grace.page.getByRole('menuitem', { name: 'Hand over' }).waitFor();
    await grace.shot('panel-menu', false);
    for (let step = 0; step < 5; step += 1) {
      const label: string = await grace.page.evaluate(
        '(() => { let e = document.activeElement; while (e.shadowRoot && e.shadowRoot.activeElement) e = e.shadowRoot.activeElement; return e.textContent.trim(); })()'
      );
      if (label === 'Hand over') break;
      await grace.page.keyboard.press('ArrowDown');
    }
    await grace.page.keyboard.press('Enter');
    const form = grace.page.locator('c-hand-over-form');
    await form.locator('input[type="radio"]').first().waitFor();
    await grace.page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    expect(await menu.evaluate((button) => button.matches(':focus'))).toBe(true);
  });
});

describe('on the phone', () => {
  it('has the panel first, and rejects inside it, without a modal', async () => {
    const sam = await demo.as('sam.ortiz', PHONE);
    const panel = await sam.openLead(demo.leadId('Hahn'));
    expect(await panel.root.count()).toBe(1);
    const [panelBox, detailsBox] = [
      await panel.root.boundingBox(),
      await sam.page.getByRole('tab', { name: 'Details' }).boundingBox()
    ];
    expect(panelBox?.y).toBeLessThan(detailsBox?.y ?? 0);
    for (const name of [/^Accept/, /^Reject/, /^Refresh/, /^More actions/, 'Why this clock?']) {
      const box = await panel.button(name).boundingBox();
      expect({ name: String(name), high: (box?.height ?? 0) >= 44 }).toEqual({ name: String(name), high: true });
    }
    await panel.button(/^Reject/).click();
    const form = panel.root.locator('c-reject-form');
    await form.locator('input[type="radio"]').first().waitFor();
    expect(await sam.page.getByRole('dialog').count()).toBe(0);
    await sam.shot('phone-reject');
    await form.getByRole('button', { name: 'Back' }).click();
    await panel.button(/^Accept/).waitFor();
  });
});

describe('accessibility (axe in Chromium)', () => {
  it.each([
    ['desktop', DESKTOP],
    ['desktop-dark', { ...DESKTOP, dark: true }],
    ['phone', PHONE],
    ['phone-dark', { ...PHONE, dark: true }],
    ['narrow', NARROW]
  ] as const)(
    'finds nothing on the panel and the open form, and nothing to scroll sideways: %s',
    async (name, view) => {
      const sam = await demo.as('sam.ortiz', view);
      const panel = await sam.openLead(demo.leadId('Hahn'));
      await panel.button('Why this clock?').click();
      await panel.root.getByText('Counts').waitFor();
      expect(await sam.accessibilityProblems()).toEqual([]);
      expect(await sam.fits()).toBe(true);
      await sam.shot(`panel-why-${name}`);
      await panel.button(/^Reject/).click();
      await sam.page.locator('c-reject-form input[type="radio"]').first().waitFor();
      expect(await sam.accessibilityProblems()).toEqual([]);
      await sam.shot(`reject-${name}`, false);
    }
  );
});

describe('a lead that is deleted while the form is open', () => {
  it('says so, and writes nothing', async () => {
    const sam = await demo.as('sam.ortiz');
    const panel = await sam.openLead(demo.leadId('Hahn'));
    const dialog = await panel.reject();
    await dialog.choose(/^Other/);
    await dialog.write(LONG_NOTE);
    await demo.apex('alex.admin', `delete [SELECT Id FROM Lead WHERE Id = '${demo.leadId('Hahn')}'];`);
    await dialog.press('Reject with veto');
    await dialog.form.locator('[data-error="form"]').waitFor();
    expect(await dialog.error('form')).toBe('This lead was deleted, or you cannot see it.');
  });
});
