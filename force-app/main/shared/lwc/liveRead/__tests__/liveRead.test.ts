import getServerNow from '@salesforce/apex/LeadPanelController.getServerNow';
import { LiveRead } from 'c/liveRead';
import { serverTime } from 'c/clockTime';
import { asMock, flush } from '../../../../../../scripts/test/jest-data/dom';

jest.mock('@salesforce/apex/LeadPanelController.getServerNow', () => ({ default: jest.fn() }), { virtual: true });

const NOW = Date.parse('2026-12-01T15:30:00Z');

function screen(change: object = {}) {
  return {
    tick: jest.fn(),
    read: jest.fn(() => Promise.resolve()),
    markRefreshing: jest.fn(),
    noteFailure: jest.fn(),
    isUrgent: () => false,
    pollInterval: 60_000,
    busy: false,
    ...change
  };
}

describe('a screen that is kept true', () => {
  let live: LiveRead;

  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
    asMock(getServerNow).mockResolvedValue(new Date(NOW + 3_600_000).toISOString());
  });
  afterEach(() => {
    live.stop();
    jest.useRealTimers();
  });

  it('asks for the time of the server first, and shows it', async () => {
    const shown = screen();
    live = new LiveRead(shown);
    live.start();
    await flush();
    expect(shown.tick).toHaveBeenCalledWith(NOW + 3_600_000);
    expect(serverTime()).toBe(NOW + 3_600_000);
    expect(shown.read).not.toHaveBeenCalled();
  });

  it('reads anew when its interval is over, counted from the last answer', async () => {
    const shown = screen();
    live = new LiveRead(shown);
    live.start();
    jest.advanceTimersByTime(45_000);
    live.noteAnswer();
    jest.advanceTimersByTime(45_000);
    await flush();
    expect(shown.read).not.toHaveBeenCalled();
    jest.advanceTimersByTime(15_000);
    await flush();
    expect(shown.read).toHaveBeenCalledTimes(1);
    expect(shown.markRefreshing.mock.calls).toEqual([[true], [false]]);
  });

  it('reads once at a time, not while the screen is busy, and not after it is gone', async () => {
    const shown = screen();
    live = new LiveRead(shown);
    live.start();
    void live.refresh();
    void live.refresh();
    await flush();
    expect(shown.read).toHaveBeenCalledTimes(1);
    shown.busy = true;
    await live.refresh();
    jest.advanceTimersByTime(120_000);
    live.stop();
    shown.busy = false;
    jest.advanceTimersByTime(120_000);
    await flush();
    expect(shown.read).toHaveBeenCalledTimes(1);
  });

  it('says when the server cannot be asked, and is free again after a reading that failed', async () => {
    const shown = screen({ read: jest.fn(() => Promise.reject(new Error('gone'))) });
    live = new LiveRead(shown);
    asMock(getServerNow).mockRejectedValue(new Error('offline'));
    await expect(live.refresh()).rejects.toThrow('gone');
    expect(shown.noteFailure).toHaveBeenCalledWith(new Error('offline'));
    expect(shown.markRefreshing).toHaveBeenLastCalledWith(false);
  });
});
