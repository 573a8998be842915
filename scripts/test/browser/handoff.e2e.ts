import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, Demo, PHONE } from './demo.ts';
import type { Visitor } from './demo.ts';

let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
});
afterEach(() => demo.closePages());
afterAll(() => demo.stop());

const text = async (locator: { textContent(): Promise<string | null> }): Promise<string> => ((await locator.textContent()) ?? '').trim();

async function rejectForm(visitor: Visitor): Promise<ReturnType<Visitor['page']['locator']>> {
  await visitor.page.locator('c-lead-panel').getByRole('button', { name: /^Reject/ }).click();
  const form = visitor.page.locator('c-reject-form');
  await form.locator('input[type="radio"]').first().waitFor();
  return form;
}

const submit = (visitor: Visitor, name: string): Promise<void> => visitor.page.locator('c-reject-modal').getByRole('button', { name, exact: true }).click();

describe('a rep accepts', () => {
  it('sees what is owed, by when, and what happens next', async () => {
    const sam = await demo.as('sam.ortiz');
    const panel = await sam.openLead(demo.leadId('Hahn'));
    expect(await text(panel.chip)).toContain('On track');
    expect(await text(panel.sentence)).toBe('You owe: accept or reject this lead.');
    expect(await text(panel.root.locator('[data-instant]'))).toBe('by 11:27');
    expect(await text(panel.root.locator('[data-next]'))).toBe('Reminder at 10:32.');
    expect(sam.errors).toEqual([]);
    await sam.shot('panel-on-track');
  });

  it('accepts with one click, and can undo it', async () => {
    const sam = await demo.as('sam.ortiz');
    const panel = await sam.openLead(demo.leadId('Hahn'));
    await panel.button(/^Accept/).click();
    await panel.button(/^Undo/).waitFor();
    expect(await text(panel.chip)).toContain('Met');
    await sam.shot('panel-accepted');
    await panel.button(/^Undo/).click();
    await panel.button(/^Accept/).waitFor();
    expect(await text(panel.chip)).toContain('On track');
    expect(await text(panel.root.locator('[data-instant]'))).toBe('by 11:27');
  });

  it('has no buttons on the lead of somebody else', async () => {
    const sam = await demo.as('sam.ortiz');
    const panel = await sam.openLead(demo.leadId('Byron'));
    expect(await text(panel.sentence)).toBe('Marco Silva owes: accept or reject.');
    expect(await panel.button(/^Accept/).count()).toBe(0);
  });

  it('learns in a second tab what happened in the first', async () => {
    const [first, second] = [await demo.as('lena.vogt'), await demo.as('lena.vogt')];
    const id = demo.leadId('Post');
    const [one, two] = [await first.openLead(id), await second.openLead(id)];
    await one.button(/^Accept/).click();
    await one.button(/^Undo/).waitFor();
    await two.button(/^Accept/).click();
    await two.root.locator('[data-error="verb"]').waitFor();
    expect(await text(two.root.locator('[data-error="verb"]'))).toContain('You accepted this lead at');
    expect(await text(two.chip)).toContain('Met');
  });
});

describe('a rep rejects', () => {
  it('is asked for a reason first', async () => {
    const ana = await demo.as('ana.ruiz');
    await ana.openLead(demo.leadId('Aziz'));
    await rejectForm(ana);
    expect(await ana.page.locator('c-reject-modal').count()).toBe(1);
  });

  it('shows the rules of reason and note at their fields, then rejects, and undoes', async () => {
    const marco = await demo.as('marco.silva');
    const panel = await marco.openLead(demo.leadId('Byron'));
    const form = await rejectForm(marco);
    await submit(marco, 'Reject');
    expect(await text(form.locator('[data-error="reason"]'))).toBe('Choose a reason.');
    await form.getByText(/^Other/).click();
    await submit(marco, 'Reject');
    expect(await text(form.locator('[data-error="note"]'))).toBe('This reason needs a note.');
    await form.locator('textarea').fill('too short');
    await submit(marco, 'Reject');
    expect(await text(form.locator('[data-error="note"]'))).toMatch(/^Write \d+ more characters\.$/);
    await marco.shot('reject-note-too-short');
    await form.locator('textarea').fill('They build the same product and compare prices only.');
    await submit(marco, 'Reject');
    await panel.button(/^Undo/).waitFor();
    expect(await text(panel.chip)).toContain('Rejected');
    expect(await text(panel.sentence)).toContain('They build the same product');
    await marco.shot('panel-rejected');
    await panel.button(/^Undo/).click();
    await panel.button(/^Accept/).waitFor();
  });

  it('may veto above the score, with a written reason', async () => {
    const sam = await demo.as('sam.ortiz');
    const panel = await sam.openLead(demo.leadId('Weber'));
    const form = await rejectForm(sam);
    expect(await text(form.locator('.veto'))).toContain('This lead scored 91. Rejecting it is a veto.');
    await form.getByText(/^Not ICP/).click();
    await submit(sam, 'Reject with veto');
    expect(await text(form.locator('[data-error="note"]'))).toBe('This reason needs a note.');
    await sam.shot('reject-veto');
    await form.locator('textarea').fill('The score counts a newsletter that their intern reads.');
    await submit(sam, 'Reject with veto');
    await panel.button(/^Undo/).waitFor();
    expect(await text(panel.chip)).toContain('Rejected');
  });

  it('keeps a typed note when Escape is pressed, and asks before it is discarded', async () => {
    const sam = await demo.as('sam.ortiz');
    await sam.openLead(demo.leadId('Hahn'));
    const form = await rejectForm(sam);
    await form.getByText(/^Other/).click();
    await form.locator('textarea').fill('Something worth keeping');
    await sam.page.keyboard.press('Escape');
    expect(await form.locator('textarea').inputValue()).toBe('Something worth keeping');
    await submit(sam, 'Cancel');
    await sam.page.getByText('What you typed is not saved.').waitFor();
  });
});

describe('on the phone', () => {
  it('accepts and rejects in the panel itself, without a modal', async () => {
    const grace = await demo.as('grace.kim', PHONE);
    const panel = await grace.openLead(demo.leadId('Vidal'));
    expect(await text(panel.chip)).toMatch(/^Starts/);
    await panel.button(/^Reject/).click();
    const form = panel.root.locator('c-reject-form');
    await form.locator('input[type="radio"]').first().waitFor();
    expect(await grace.page.locator('c-reject-modal').count()).toBe(0);
    await grace.shot('phone-reject');
    await form.getByRole('button', { name: 'Back' }).click();
    await panel.button(/^Accept/).waitFor();
  });
});

describe('accessibility (axe in Chromium)', () => {
  it.each([['desktop', DESKTOP], ['phone', PHONE]] as const)('finds nothing on the panel and the open form (%s)', async (name, size) => {
    const sam = await demo.as('sam.ortiz', size);
    const panel = await sam.openLead(demo.leadId('Hahn'));
    await panel.root.getByRole('button', { name: 'Why this clock?' }).click();
    expect(await sam.accessibilityProblems('c-lead-panel')).toEqual([]);
    await panel.button(/^Reject/).click();
    await sam.page.locator('c-reject-form input[type="radio"]').first().waitFor();
    expect(await sam.accessibilityProblems('c-reject-form')).toEqual([]);
    await sam.shot(`panel-why-${name}`);
  });
});
