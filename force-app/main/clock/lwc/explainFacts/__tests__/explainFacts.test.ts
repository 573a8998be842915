import { createElement } from 'lwc';
import ExplainFacts from 'c/explainFacts';
import type { ExplainView } from 'baton/views';
import { at, explainView } from '../../../../../../scripts/test/jest-data/views';

async function opened(view: ExplainView): Promise<HTMLElement> {
  const element = createElement('c-explain-facts', { is: ExplainFacts });
  Object.assign(element, { view });
  document.body.appendChild(element);
  await Promise.resolve();
  return element;
}

const factTexts = (element: HTMLElement): string[] =>
  [...(element.shadowRoot?.querySelectorAll('dd') ?? [])].map((dd) => dd.firstChild?.textContent ?? '');

describe('c-explain-facts', () => {
  it('says what another stage owes, its pauses, and a promise in business days', async () => {
    const pauses = [{ since: at(-2), until: at(-1) }];
    const element = await opened(
      explainView({
        stage: 'FirstContact',
        unit: 'BusinessDays',
        promiseMinutes: 2880,
        pauses,
        startedWhy: 'BecameMql'
      })
    );
    expect(element.shadowRoot?.querySelector('p')?.textContent).toBe('c.WhySentenceStage');
    expect(factTexts(element)).toEqual(
      expect.arrayContaining(['c.WhyPausedSpan', 'c.PromiseBusinessDays', 'c.WhyStartedMql'])
    );
    const sameDay = await opened(explainView({ unit: 'BusinessDays', promiseMinutes: 0 }));
    expect(factTexts(sameDay)).toContain('c.PromiseSameDay');
  });

  it('gives the sentence first, then agreement, line, start, hours, target, pauses, holders and the sum', async () => {
    const element = await opened(explainView());
    expect(element.shadowRoot?.querySelector('p')?.textContent).toBe('c.WhySentenceScore');
    expect(factTexts(element)).toEqual([
      'c.WhyAgreementValue',
      '2 "Acceptance, high intent"',
      'c.WhyStartedOwner',
      'NA East staffed',
      'c.BusinessMinutes',
      'c.WhyPausedNone',
      'c.WhyHeldYou',
      'c.WhyDueSum'
    ]);
  });

  it('words hours, queues, reconciled starts and past holders differently', async () => {
    const holders = [
      { holderId: '1', name: 'Marco Silva', type: 'User' as const, since: at(-60), until: at(-30), isMe: false },
      { holderId: '2', name: 'Ana Ruiz', type: 'User' as const, since: at(-30), isMe: false }
    ];
    const hours = factTexts(await opened(explainView({ promiseMinutes: 240, startedWhy: 'QueueGotIt', holders })));
    expect(hours).toEqual(
      expect.arrayContaining(['c.BusinessHoursUnit', 'c.WhyStartedQueue', 'c.WhyHeldOther; c.WhyHeldPast'])
    );
    const always = factTexts(
      await opened(explainView({ calendarName: null, promiseMinutes: 1440, startedWhy: 'Reconciled', score: null }))
    );
    expect(always).toEqual(expect.arrayContaining(['c.WhyCountsAlways', 'c.CalendarHours', 'c.WhyStartedReconciled']));
  });

  it('copies the details for support', async () => {
    const writeText = jest.fn(() => Promise.resolve());
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    const element = await opened(explainView());
    element.shadowRoot?.querySelector<HTMLElement>('lightning-button')?.click();
    await Promise.resolve();
    await Promise.resolve();
    expect(writeText).toHaveBeenCalledWith(expect.stringContaining('"agreementName": "Q4 2026"'));
    expect(element.shadowRoot?.querySelector('[role="status"]')?.textContent).toBe('c.Copied');
  });

  it('leads to the agreement, by its name for screen readers', async () => {
    const element = await opened(explainView());
    const link = element.shadowRoot?.querySelector<HTMLAnchorElement>('[data-open]');
    expect(link?.getAttribute('href')).toBe('/a01000000000001AAA');
    expect(link?.getAttribute('aria-label')).toBe('c.OpenLead');
    await expect(element).toBeAccessible();
  });

  it('says by which hours it counts, where the calendar is still there', async () => {
    const week = 'NA East staffed, Mon to Fri 08:00-18:00';
    expect(factTexts(await opened(explainView({ calendarHours: week })))).toContain(week);
    expect(factTexts(await opened(explainView({ calendarHours: null })))).toContain('NA East staffed');
  });
});
