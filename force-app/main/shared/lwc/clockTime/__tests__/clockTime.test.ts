import {
  dayText,
  duration,
  count,
  format,
  instantText,
  levelAt,
  plainDuration,
  serverTime,
  shortDay,
  startTicking,
  syncServerTime,
  tookDuration,
  zoneCity
} from 'c/clockTime';

jest.mock('@salesforce/i18n/timeZone', () => ({ default: 'America/New_York' }), { virtual: true });
jest.mock('@salesforce/i18n/locale', () => ({ default: 'en-GB' }), { virtual: true });
jest.mock('@salesforce/label/c.DurationHours', () => ({ default: '{0} h {1} min' }), { virtual: true });
jest.mock('@salesforce/label/c.DurationHoursOnly', () => ({ default: '{0} h' }), { virtual: true });
jest.mock('@salesforce/label/c.DurationMinutes', () => ({ default: '{0} min' }), { virtual: true });
jest.mock('@salesforce/label/c.DurationMinutesSeconds', () => ({ default: '{0} min {1} s' }), { virtual: true });
jest.mock('@salesforce/label/c.DurationSeconds', () => ({ default: '{0} s' }), { virtual: true });

const NOW = Date.parse('2026-12-01T15:30:00Z');
const MINUTE = 60_000;

describe('time on screen', () => {
  it('ticks in seconds only below five minutes', () => {
    expect(duration(4 * MINUTE + 59_000)).toBe('4:59');
    expect(duration(5 * MINUTE)).toBe('5 min');
    expect(duration(3 * 60 * MINUTE + 12 * MINUTE)).toBe('3 h 12 min');
  });

  it('writes whole hours without minutes', () => {
    expect(plainDuration(2 * 60 * MINUTE)).toBe('2 h');
  });

  it('says how long something took to the second', () => {
    expect(tookDuration(192_000)).toBe('3 min 12 s');
    expect(tookDuration(42_000)).toBe('42 s');
    expect(tookDuration(4 * MINUTE)).toBe('4 min');
    expect(tookDuration(90 * MINUTE)).toBe('1 h 30 min');
  });

  it('names the day only when it is not today in the viewer zone', () => {
    expect(instantText('2026-12-01T16:27:00Z', NOW)).toBe('11:27');
    expect(instantText('2026-12-02T15:30:00Z', NOW)).toBe('Wed 2 Dec, 10:30');
    expect(dayText('2027-03-03T15:30:00Z', NOW)).toBe('Wed 3 Mar 2027');
    expect([shortDay('2026-11-02T15:30:00Z', NOW), shortDay('2027-03-03T15:30:00Z', NOW)]).toEqual([
      '2 Nov',
      '3 Mar 2027'
    ]);
  });

  it('gives an instant in another zone too, by its city', () => {
    expect(instantText('2026-12-01T16:27:00Z', NOW, 'America/Los_Angeles')).toBe('08:27');
    expect(instantText('2026-12-01T16:27:00Z', NOW, 'Asia/Tokyo')).toBe('Wed 2 Dec, 01:27');
    expect(instantText('2026-12-01T12:27:00Z', NOW, 'Asia/Tokyo')).toBe('21:27');
    expect([zoneCity('America/Los_Angeles'), zoneCity('America/Argentina/Buenos_Aires'), zoneCity('GMT')]).toEqual([
      'Los Angeles',
      'Buenos Aires',
      'GMT'
    ]);
  });

  it('computes the level from the instants alone', () => {
    const clock = { warnAt: NOW + MINUTE, escalateAt: NOW + 2 * MINUTE, dueAt: NOW + 3 * MINUTE };
    const levels = [0, 1, 2, 3].map((minutes) => levelAt(clock, NOW + minutes * MINUTE));
    expect(levels).toEqual(['Green', 'Yellow', 'Orange', 'Red']);
    expect(levelAt({}, NOW)).toBe('Green');
  });

  it('leaves a placeholder without value as it is', () => {
    expect(format('{0} of {1}', 3)).toBe('3 of {1}');
  });

  it('writes numbers as the viewer does, and leaves texts as they are', () => {
    expect(format('{0} of {1} leads', 1200, 2184)).toBe('1,200 of 2,184 leads');
    expect(format('{0}', '2184')).toBe('2184');
    expect(count(50000)).toBe('50,000');
  });
});

describe('the one timer of the page', () => {
  beforeEach(() => jest.useFakeTimers({ now: NOW }));
  afterEach(() => jest.useRealTimers());

  it('follows the server clock even when the device is an hour off', () => {
    syncServerTime(NOW + 3_600_000);
    expect(serverTime()).toBe(NOW + 3_600_000);
    syncServerTime(NOW);
  });

  it('ticks each second while something is urgent, else every fifteen', () => {
    const onTick = jest.fn();
    let urgent = false;
    const stop = startTicking({ onTick, isUrgent: () => urgent });
    jest.advanceTimersByTime(15_000);
    expect(onTick).toHaveBeenCalledTimes(1);
    urgent = true;
    jest.advanceTimersByTime(15_000 + 3_000);
    expect(onTick.mock.calls.length).toBeGreaterThanOrEqual(4);
    stop();
    onTick.mockClear();
    jest.advanceTimersByTime(60_000);
    expect(onTick).not.toHaveBeenCalled();
  });

  it('rests while the page is hidden and says so when it returns', () => {
    const onTick = jest.fn();
    const onReturn = jest.fn();
    const stop = startTicking({ onTick, onReturn, isUrgent: () => true });
    const hidden = jest.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    document.dispatchEvent(new Event('visibilitychange'));
    jest.advanceTimersByTime(600_000);
    expect(onTick).not.toHaveBeenCalled();
    hidden.mockReturnValue(false);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(onReturn).toHaveBeenCalledTimes(1);
    expect(onTick).toHaveBeenCalledTimes(1);
    hidden.mockRestore();
    stop();
  });
});
