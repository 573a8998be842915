import { createElement } from 'lwc';
import ClockChip from 'c/clockChip';

const NOW = Date.parse('2026-12-01T15:30:00Z');

async function chip(properties: Record<string, unknown>): Promise<HTMLElement> {
  const element = createElement('c-clock-chip', { is: ClockChip });
  Object.assign(element, { serverNow: NOW, ...properties });
  document.body.appendChild(element);
  await Promise.resolve();
  return element;
}

const wordOf = (element: HTMLElement): string => element.shadowRoot?.querySelector('.chip-word')?.textContent ?? '';
const iconOf = (element: HTMLElement): unknown =>
  (element.shadowRoot?.querySelector('lightning-icon') as unknown as { iconName: string } | null)?.iconName;

describe('c-clock-chip', () => {
  it.each([
    ['Green', 'c.LevelGreen', 'utility:clock'],
    ['Yellow', 'c.LevelYellow', 'utility:warning'],
    ['Orange', 'c.LevelOrange', 'utility:announcement'],
    ['Red', 'c.LevelRed', 'utility:error']
  ])('shows level %s with word and icon, so that grey tells it too', async (level, word, icon) => {
    const element = await chip({ state: 'Running', level });
    expect(wordOf(element)).toBe(word);
    expect(iconOf(element)).toBe(icon);
  });

  it.each(['Met', 'Met Late', 'Missed', 'Paused', 'Waiting', 'Cancelled', 'Rejected', 'Converted', 'Failed', 'None'])(
    'has a word and an icon for state %s',
    async (state) => {
      const element = await chip({ state });
      expect(wordOf(element)).toMatch(/^c\.State/);
      expect(iconOf(element)).toMatch(/^utility:/);
      await expect(element).toBeAccessible();
    }
  );

  it('turns late by the instant alone when no level is given', async () => {
    expect(wordOf(await chip({ state: 'Running', dueAt: NOW - 1 }))).toBe('c.LevelRed');
  });

  it('says when it starts while out of hours, and shows the level once it has started', async () => {
    expect(wordOf(await chip({ state: 'OutOfHours', startsAt: NOW + 60_000, dueAt: NOW + 120_000 }))).toBe(
      'c.StateStartsAt'
    );
    expect(wordOf(await chip({ state: 'OutOfHours', startsAt: NOW + 60_000, resumes: true }))).toBe('c.StateResumesAt');
    expect(wordOf(await chip({ state: 'OutOfHours', startsAt: NOW - 1, dueAt: NOW + 120_000 }))).toBe('c.LevelGreen');
  });

  it('shows a state that it does not know by its own name', async () => {
    expect(wordOf(await chip({ state: 'Stalled' }))).toBe('Stalled');
  });
});
