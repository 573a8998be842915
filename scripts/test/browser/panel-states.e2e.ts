import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, Demo, textOf } from './demo.ts';
import type { Panel, Visitor } from './demo.ts';

/** What the panel says and offers in each state (ux.md 2.2). All but the last tests leave the org as it was. */
let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
});
afterEach(() => demo.closePages());
afterAll(() => demo.stop());

interface State {
  readonly lead: string;
  readonly by: string;
  readonly chip: string;
  readonly sentence: string | RegExp;
  readonly next?: string;
  readonly buttons: readonly (string | RegExp)[];
}

/** One row of ux.md 2.2 each, with the lead of the demo that shows it. */
const STATES: readonly State[] = [
  {
    lead: 'Nord',
    by: 'tom.weiss',
    chip: 'On track',
    sentence: 'Marketing owes: a sales owner.',
    next: 'Marketing Ops is told at 17:35.',
    buttons: ['Assign Ola Nord']
  },
  {
    lead: 'Chan',
    by: 'tom.weiss',
    chip: 'Waiting',
    sentence: 'Missing: one more person at Northwind.',
    next: 'Goes on as a single lead on Sat 12 Dec, 16:00.',
    buttons: ['Show people']
  },
  {
    lead: 'Vidal',
    by: 'grace.kim',
    chip: 'Starts 08:00',
    sentence: 'You owe: accept or reject by 09:00.',
    next: 'NA West staffed, Mon to Fri 08:00-18:00.',
    buttons: ['Accept Juan Vidal', 'Reject Juan Vidal']
  },
  {
    lead: 'Weber',
    by: 'sam.ortiz',
    chip: 'Due soon',
    sentence: 'You owe: accept or reject this lead.',
    next: 'Moves to Ana Ruiz at 10:36.',
    buttons: ['Accept Max Weber', 'Reject Max Weber']
  },
  {
    lead: 'Post',
    by: 'lena.vogt',
    chip: 'Escalated',
    sentence: 'You owe: accept or reject this lead. Ivo Hart has been told.',
    next: 'Late at 16:53.',
    buttons: ['Accept Emil Post', 'Reject Emil Post']
  },
  {
    lead: 'Aziz',
    by: 'ana.ruiz',
    chip: 'Escalated',
    sentence: 'You owe: accept or reject this lead. Marco Silva had it for 15 min; it came to you at 10:27.',
    next: 'Late at 11:12.',
    buttons: ['Accept Noor Aziz', 'Reject Noor Aziz']
  },
  {
    lead: 'Byron',
    by: 'marco.silva',
    chip: 'Late',
    sentence: 'You still owe: accept or reject.',
    next: 'On the board of Jo Marsh.',
    buttons: ['Accept Ada Byron', 'Reject Ada Byron']
  },
  {
    lead: 'Ege',
    by: 'lena.vogt',
    chip: 'Due soon',
    sentence: 'You owe: a first call or e-mail.',
    next: 'Ivo Hart is told at 16:34.',
    buttons: ['Log outcome for Karl Ege', /^Undo/]
  },
  {
    lead: 'Mota',
    by: 'bruna.lima',
    chip: 'On track',
    sentence: /^A task says "Called" at 12:20, but nothing proves it\. The clock runs on\.$/,
    next: 'A call with a duration, a sent e-mail or a held meeting stops the clock.',
    buttons: ['Log outcome for Ines Mota', 'Which proof counts?']
  },
  {
    lead: 'Noddack',
    by: 'sam.ortiz',
    chip: 'On track',
    sentence: '2 of 6 attempts, 1 of 2 channels.',
    next: 'Next: a call.',
    buttons: ['Log outcome for Ida Noddack']
  },
  {
    lead: 'Krog',
    by: 'priya.nair',
    chip: 'On track',
    sentence: 'You owe: an outcome.',
    buttons: ['Log outcome for Ulla Krog']
  },
  {
    lead: 'Iyer',
    by: 'ana.ruiz',
    chip: 'Paused',
    sentence: /^.+ Until Wed 2 Dec, 09:00\. Paused by .+\.$/,
    buttons: ['Resume']
  },
  {
    lead: 'Ueda',
    by: 'ken.sato',
    chip: 'Paused',
    sentence: /^Yuki Mori is away until .+\. Moves to Ken Sato on Wed 2 Dec, 18:00\.$/,
    buttons: ['Take it: Mio Ueda']
  },
  {
    lead: 'Hale',
    by: 'sam.ortiz',
    chip: 'Met',
    sentence: 'Sam Ortiz called on Tue 1 Dec, 10:03. Verified.',
    buttons: ['Log outcome for Bob Hale']
  },
  {
    lead: 'Moll',
    by: 'oliver.reed',
    chip: 'Met late',
    sentence: 'Oliver Reed called on Tue 1 Dec, 14:57; it was due 14:45.',
    buttons: ['This is wrong: the breach of Tina Moll']
  },
  {
    lead: 'Kaya',
    by: 'oliver.reed',
    chip: 'Met',
    sentence: 'The breach of 15:10 was withdrawn: a call at 14:51 was synced late.',
    buttons: []
  },
  {
    lead: 'Lund',
    by: 'sam.ortiz',
    chip: 'Rejected',
    sentence: /^Sam Ortiz: Not ICP: "200 seats below minimum"$/,
    next: 'Next: goes back to marketing.',
    buttons: [/^Undo/]
  },
  {
    lead: 'Sand',
    by: 'priya.shah',
    chip: 'Waiting',
    sentence: 'Outcome No budget, by Sam Ortiz on Tue 1 Dec, 09:10.',
    buttons: []
  },
  { lead: 'Byron', by: 'sam.ortiz', chip: 'Late', sentence: 'Marco Silva owes: accept or reject.', buttons: [] },
  {
    lead: 'Byron',
    by: 'jo.marsh',
    chip: 'Late',
    sentence: 'Marco Silva owes: accept or reject.',
    buttons: ['Nudge the owner of Ada Byron', 'Hand over Ada Byron']
  },
  {
    lead: 'Cho',
    by: 'dana.cole',
    chip: 'Converted',
    sentence: /^Handoff finished: accepted in 3 min, first contact in \d+ min, outcome Qualified\.$/,
    buttons: ['Opportunity']
  },
  {
    lead: 'Roth',
    by: 'priya.shah',
    chip: 'No clock',
    sentence: 'No sales owner yet.',
    next: 'A clock starts when a rep or a team queue gets it.',
    buttons: []
  }
];

/** The same page in dark, 320 px wide and with text at 200%; a screenshot of each. */
async function shots(visitor: Visitor, name: string): Promise<void> {
  const { page } = visitor;
  await visitor.shot(`state-${name}`, false);
  await page.emulateMedia({ colorScheme: 'dark' });
  await visitor.shot(`state-${name}-dark`, false);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await visitor.fits(), `${name} at 320 px`).toBe(true);
  await visitor.shot(`state-${name}-320`, false);
  await page.setViewportSize({ width: DESKTOP.width, height: DESKTOP.height });
  await page.addStyleTag({ content: 'html { font-size: 200% !important; }' });
  expect(await visitor.fits(), `${name} with text at 200%`).toBe(true);
  await visitor.shot(`state-${name}-200`, false);
}

describe('every state', () => {
  it.each(STATES.map((state) => [`${state.lead} as ${state.by}`, state] as const))('%s', async (_, state) => {
    await meets(state);
  });
});

/** Opens the panel, compares it with the row, looks for what axe finds, and takes its pictures. */
async function meets(state: State): Promise<Panel> {
  const visitor = await demo.as(state.by);
  const panel = await visitor.openLead(demo.leadId(state.lead));
  expect(await textOf(panel.chip)).toBe(state.chip);
  const sentence = await textOf(panel.sentence);
  if (typeof state.sentence === 'string') expect(sentence).toBe(state.sentence);
  else expect(sentence).toMatch(state.sentence);
  if (state.next) expect(await textOf(panel.root.locator('[data-next]'))).toBe(state.next);
  for (const name of state.buttons) await panel.button(name).waitFor();
  expect(await panel.root.locator('[data-buttons] button').count()).toBeLessThanOrEqual(2);
  expect(await visitor.accessibilityProblems()).toEqual([]);
  await shots(visitor, `${state.lead}-${state.by}`.toLowerCase());
  expect(visitor.errors).toEqual([]);
  return panel;
}

describe('behind the state', () => {
  it('the due instant stands in the zone of the owner too', async () => {
    const jo = await demo.as('jo.marsh');
    const panel = await jo.openLead(demo.leadId('Post'));
    await panel.button('Why this clock?').click();
    const facts = panel.root.locator('c-explain-facts');
    expect(await textOf(facts.locator('p').first())).toMatch(
      /^Due 10:53 your time, 16:53 Berlin because a lead with score 84 /
    );
    expect(await jo.accessibilityProblems()).toEqual([]);
    await jo.shot('panel-why-zones');
  });

  it('a past cycle is one line: days, outcome, and how accept and contact went', async () => {
    const ana = await demo.as('ana.ruiz');
    const panel = await ana.openLead(demo.leadId('Falk'));
    await panel.button('Past cycle (1)').click();
    expect(await panel.root.locator('c-panel-past li').allInnerTexts()).toEqual([
      expect.stringMatching(/^Cycle 1 · .+ · Outcome: Timing · Accept met .+ · Contact met .+$/)
    ]);
    await ana.shot('panel-past');
  });
});

describe('later', () => {
  it('a clock that cannot be measured says what stands in its way, when it tries again, and leads an admin to health', async () => {
    await demo.apex(
      'alex.admin',
      `update new Sales_Rep__c(Id = [SELECT Id FROM Sales_Rep__c WHERE User__r.Name = 'Ken Sato'].Id, Business_Hours__c = 'APAC');`
    );
    await demo.apex(
      'alex.admin',
      `insert new Lead(LastName = 'Unmeasured', Company = 'Wingtip', Lead_Score__c = 84, LeadSource = 'Web form',
        OwnerId = [SELECT Id FROM User WHERE Username = 'ken.sato@company.example'].Id);`
    );
    await meets({
      lead: 'Unmeasured',
      by: 'alex.admin',
      chip: 'Clock not running',
      sentence:
        /^Baton could not start this clock: business hours "APAC" do not exist or are inactive\. It tries again at \d\d:\d\d\.$/,
      buttons: ['Open health']
    });
  });

  it('a clock that nobody answered is missed, and the lead is back with marketing', async () => {
    await demo.advanceTo('2026-12-02T15:10:00-05:00');
    await meets({
      lead: 'Oak',
      by: 'priya.shah',
      chip: 'Missed',
      sentence: 'Nobody responded. Back with marketing.',
      buttons: []
    });
  });

  it('in Observe nobody is told, and the panel says so where it said what comes next', async () => {
    await demo.apex(
      'alex.admin',
      "SLA_Switch__c s = SLA_Switch__c.getOrgDefaults(); s.Go_Live_Step__c = 'Observe'; update s;"
    );
    const panel = await meets({
      lead: 'Krog',
      by: 'priya.nair',
      chip: 'Late',
      sentence: 'You still owe: an outcome.',
      next: 'Nobody is told.',
      buttons: ['Log outcome for Ulla Krog']
    });
    await panel.root.getByText('Observe: nobody is told').waitFor();
  });
});
