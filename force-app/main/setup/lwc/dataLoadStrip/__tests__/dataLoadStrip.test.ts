import { createElement } from 'lwc';
import DataLoadStrip from 'c/dataLoadStrip';
import loadUntil from '@salesforce/apex/SetupController.loadUntil';
import { NOW, at } from '../../../../../../scripts/test/jest-data/views';

jest.mock(
  '@salesforce/apex/SetupController.loadUntil',
  () => {
    const { createApexTestWireAdapter } = jest.requireActual('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true }
);

const wire = loadUntil as unknown as { emit(until: string | null): void; error(): void };

describe('c-data-load-strip', () => {
  beforeEach(() => jest.useFakeTimers({ now: NOW }));
  afterEach(() => jest.useRealTimers());

  it('says when the load ends, and nothing afterwards, without a load, and after a failed call', async () => {
    const element = createElement('c-data-load-strip', { is: DataLoadStrip });
    document.body.appendChild(element);
    const strip = (): Element | null => element.shadowRoot?.querySelector('[data-strip]') ?? null;
    expect(strip()).toBeNull();
    wire.emit(at(1));
    await Promise.resolve();
    expect(strip()?.textContent).toContain('StripLoad');
    jest.advanceTimersByTime(75_000);
    await Promise.resolve();
    expect(strip()).toBeNull();
    wire.emit(null);
    await Promise.resolve();
    expect(strip()).toBeNull();
    wire.error();
    await Promise.resolve();
    expect(strip()).toBeNull();
    wire.emit(at(60));
    await Promise.resolve();
    jest.useRealTimers();
    await expect(element).toBeAccessible();
  });
});
