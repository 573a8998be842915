import { createElement } from 'lwc';
import ExplainFacts from 'c/explainFacts';
import { explainView } from '../../../../../../scripts/test/jest-data/views';

jest.mock('@salesforce/i18n/timeZone', () => ({ default: 'America/New_York' }), { virtual: true });
jest.mock('@salesforce/i18n/locale', () => ({ default: 'en-GB' }), { virtual: true });
jest.mock('@salesforce/label/c.WhySentenceScore', () => ({ default: 'Due {0}.' }), { virtual: true });
jest.mock('@salesforce/label/c.WhyTwoZones', () => ({ default: '{0} your time, {1} {2}' }), { virtual: true });

async function sentence(ownerZone?: string | null): Promise<string | null | undefined> {
  jest.useFakeTimers({ now: Date.parse('2026-12-01T15:30:00Z') });
  const element = createElement('c-explain-facts', { is: ExplainFacts });
  Object.assign(element, { view: explainView({ dueAt: '2026-12-01T16:27:00.000Z', ownerZone }) });
  document.body.appendChild(element);
  jest.useRealTimers();
  await Promise.resolve();
  return element.shadowRoot?.querySelector('p')?.textContent;
}

describe('the due instant behind a clock', () => {
  it('stands in the time of the viewer, and in that of an owner whose clocks show another', async () => {
    expect(await sentence('America/Los_Angeles')).toBe('Due 11:27 your time, 08:27 Los Angeles.');
    expect(await sentence('Asia/Tokyo')).toBe('Due 11:27 your time, Wed 2 Dec, 01:27 Tokyo.');
  });

  it('stands there once where both clocks show the same, or a queue has the lead', async () => {
    expect(await sentence('America/Toronto')).toBe('Due 11:27.');
    expect(await sentence(null)).toBe('Due 11:27.');
  });
});
