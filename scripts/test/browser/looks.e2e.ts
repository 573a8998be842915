import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { DESKTOP, Demo, NARROW, textOf } from './demo.ts';
import { speakPseudo, wordsOf } from './pseudo.ts';

let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
});
afterEach(() => demo.closePages());
afterAll(() => demo.stop());

const PEOPLE = [
  'sam.ortiz',
  'bruna.lima',
  'dana.cole',
  'jo.marsh',
  'helen.brandt',
  'tom.weiss',
  'priya.shah',
  'zoe.park',
  'carla.reyes',
  'mia.okafor',
  'alex.admin'
];

describe('every tab of the app', () => {
  it.each(PEOPLE)('opens for %s without an error and without scrolling sideways', async (handle) => {
    const visitor = await demo.as(handle);
    await visitor.goTo('/lightning/page/home');
    const tabs = visitor.page.locator('nav[aria-label="App"] a');
    await tabs.first().waitFor();
    const names = await tabs.allInnerTexts();
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      await tabs.filter({ hasText: new RegExp(`^${name}$`) }).click();
      await visitor.settled();
      expect(await visitor.fits(), name).toBe(true);
      expect(await visitor.page.locator('[role="alert"]:visible').allInnerTexts(), name).toEqual([]);
      await visitor.shot(`tab-${handle}-${name.toLowerCase().replaceAll(' ', '-')}`, false);
    }
    expect(visitor.errors).toEqual([]);
  });
});

describe('levels', () => {
  it('can be told apart without colour: by word and by icon', async () => {
    const jo = await demo.as('jo.marsh');
    const seen = new Map<string, string>();
    for (const lead of ['Byron', 'Weber', 'Hahn', 'Aziz']) {
      const panel = await jo.openLead(demo.leadId(lead));
      const icon = await panel.chip.locator('lightning-icon, svg use').first().innerHTML();
      seen.set(await textOf(panel.chip), icon);
      await jo.page.addStyleTag({ content: 'html { filter: grayscale(1); }' });
      await jo.shot(`grey-${lead.toLowerCase()}`, false);
    }
    expect([...seen.keys()].sort()).toEqual(['Due soon', 'Escalated', 'Late', 'On track']);
    expect(new Set(seen.values()).size).toBe(4);
  });
});

describe('text at 200%', () => {
  it('leaves the names of the leads on the board whole, below the people', async () => {
    const jo = await demo.as('jo.marsh');
    const board = await jo.openBoard();
    await jo.page.addStyleTag({ content: 'html { font-size: 200% !important; }' });
    const name = board.getByRole('link', { name: /^Ada Byron/ }).first();
    await name.waitFor();
    await jo.settled();
    const [people, box] = [await board.locator('.people').boundingBox(), await name.boundingBox()];
    expect(box?.width).toBeGreaterThan(100);
    expect(box?.y).toBeGreaterThan((people?.y ?? 0) + (people?.height ?? 0));
    expect(await jo.fits()).toBe(true);
    await jo.shot('text-200-board');
  });

  it('leaves every button of the panel in reach', async () => {
    const sam = await demo.as('sam.ortiz');
    const panel = await sam.openLead(demo.leadId('Weber'));
    await sam.page.addStyleTag({ content: 'html { font-size: 200% !important; }' });
    expect(await sam.fits()).toBe(true);
    for (const button of [panel.button(/^Accept/), panel.button(/^Reject/)]) {
      const box = await button.boundingBox();
      if (!box) throw new Error('A button has no place on the page.');
      expect(box.x >= 0 && box.x + box.width <= DESKTOP.width).toBe(true);
    }
    await sam.shot('text-200');
  });
});

describe('the screens of admins', () => {
  const SCREENS = [
    ['the list of versions', 'priya.shah', 'list', 'c-agreement-list li'],
    ['the editor', 'priya.shah', 4, 'c-agreement-lines'],
    ['the page to read', 'carla.reyes', 3, 'c-agreement-reading article'],
    ['setup and health', 'alex.admin', 'setup', 'c-setup [data-engine]']
  ] as const;

  it.each(SCREENS)('%s fits with text at 200%, and at 320 px', async (name, handle, screen, ready) => {
    for (const view of [DESKTOP, NARROW]) {
      const visitor = await demo.as(handle, view);
      await visitor.goTo(await pathOf(screen));
      await visitor.page.locator(ready).first().waitFor();
      if (view === DESKTOP) await visitor.page.addStyleTag({ content: 'html { font-size: 200% !important; }' });
      await visitor.settled();
      expect(await visitor.fits(), `${name}, ${view.width} px`).toBe(true);
      if (screen === 'setup') expect(await isWhole(visitor.page.locator('c-setup .title'))).toBe(true);
      await visitor.shot(`fits-${screen}-${view.width}`);
      expect(visitor.errors).toEqual([]);
    }
  });

  it('leaves the title of a version room beside its buttons where text is large', async () => {
    const priya = await demo.as('priya.shah');
    await priya.goTo(await versionPath(4));
    const title = priya.page.locator('c-agreement-editor [data-title]');
    await title.waitFor();
    await priya.page.addStyleTag({ content: 'html { font-size: 200% !important; }' });
    await priya.settled();
    const [words, buttons] = [await title.boundingBox(), await priya.page.locator('c-agreement-actions').boundingBox()];
    expect(words?.width).toBeGreaterThan(250);
    expect((buttons?.x ?? 0) + (buttons?.width ?? 0)).toBeLessThanOrEqual(DESKTOP.width);
  });
});

/** Neither the text nor what holds it is cut at the end of a line. */
const isWhole = (text: Locator): Promise<boolean> =>
  text.evaluate((element) => {
    const holder = element.parentElement as HTMLElement;
    return holder.scrollWidth <= holder.clientWidth;
  });

async function pathOf(screen: 'list' | 'setup' | number): Promise<string> {
  if (typeof screen === 'number') return versionPath(screen);
  return screen === 'list' ? '/lightning/n/Agreement' : '/lightning/n/Setup_and_Health';
}

async function versionPath(version: number): Promise<string> {
  const [found] = await demo.query<{ Id: string }>(`SELECT Id FROM SLA_Policy__c WHERE Version__c = ${version}`);
  if (!found) throw new Error(`The demo has no version ${version}.`);
  return `/lightning/r/SLA_Policy__c/${found.Id}/view`;
}

describe('in a language of other length', () => {
  it('the panel and its form show labels only, and data', async () => {
    const sam = await demo.as('sam.ortiz', NARROW);
    await speakPseudo(sam.page);
    const panel = await sam.openLead(demo.leadId('Weber'));
    expect(await unlabelled(wordsOf(sam.page, 'c-lead-panel'))).toEqual([]);
    await panel.root.getByRole('button', { name: /Réjéct~/ }).click();
    await sam.page.locator('c-reject-form input[type="radio"]').first().waitFor();
    expect(await unlabelled(wordsOf(sam.page, 'c-reject-form'))).toEqual([]);
    expect(await sam.fits()).toBe(true);
    await sam.shot('pseudo-panel');
  });

  it('the board shows labels only, and data', async () => {
    const jo = await demo.as('jo.marsh');
    await speakPseudo(jo.page);
    await jo.openBoard();
    expect(await unlabelled(wordsOf(jo.page, 'c-breach-board'))).toEqual([]);
    expect(await jo.fits()).toBe(true);
    await jo.shot('pseudo-board');
  });

  it.each([
    ['the list of versions', 'priya.shah', null],
    ['the editor', 'priya.shah', 4],
    ['the page to read', 'carla.reyes', 3]
  ] as const)('%s breaks no layout on a narrow screen', async (_, handle, version) => {
    const visitor = await demo.as(handle, NARROW);
    await speakPseudo(visitor.page);
    await visitor.goTo(version === null ? '/lightning/n/Agreement' : await versionPath(version));
    await visitor.page.locator('c-agreement-list li, c-agreement-lines, c-agreement-reading article').first().waitFor();
    await visitor.settled();
    expect(await visitor.fits()).toBe(true);
    await visitor.shot(`pseudo-agreement-${version ?? 'list'}`);
    expect(visitor.errors).toEqual([]);
  });

  /** Words of the platform's own components. */
  const PLATFORM = ['required', 'Navigation Mode', 'Actions', 'Show actions'];

  /** Words that are neither a label's nor a value of some record nor an instant. */
  async function unlabelled(words: Promise<string[]>): Promise<string[]> {
    const values = demo.values(['Lead', 'User', 'Lead_Timer__c', 'Reason_Code__c', 'Sales_Rep__c', 'Group']);
    const isData = (word: string): boolean => values.has(word) || word.split(' · ').every((part) => values.has(part));
    const instant = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)?,? ?\d{1,2}( \w{3})?[ ,:\d]*( \w+)?$/;
    const seen = [...new Set(await words)];
    expect(seen.filter((word) => word.includes('[')).length, 'labels on the page').toBeGreaterThan(3);
    return seen.filter(
      (word) => !word.includes('[') && !PLATFORM.includes(word) && !isData(word) && !instant.test(word)
    );
  }
});
