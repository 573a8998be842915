import { describe, expect, it } from 'vitest';
import { ApexDatetime } from '../../values/index.ts';
import { apexClass, element, filter, flowOrg, ref, tag, text, to } from './kit.ts';

const NOTE = (value: string): string =>
  element(
    'actionCalls',
    'Note',
    tag('actionName', 'Note') +
      tag('actionType', 'apex') +
      tag('inputParameters', tag('name', 'what') + tag('value', value))
  );
const DAY = 86_400_000;

function noting(body: string): {
  notes: { at: string; what: unknown[]; kind: string }[];
  t: ReturnType<typeof flowOrg>;
} {
  const notes: { at: string; what: unknown[]; kind: string }[] = [];
  const t = flowOrg(
    { Noting: body },
    {
      Note: apexClass(
        { what: 'String' },
        (requests, tx) => (
          notes.push({ at: new ApexDatetime(tx.now()).toIso(), what: requests.map((r) => r['what']), kind: tx.kind }),
          []
        )
      )
    }
  );
  return { notes, t };
}

describe('A flow that an event starts', () => {
  const start = tag(
    'start',
    to('Note') +
      tag('object', 'News__e') +
      tag('triggerType', 'PlatformEvent') +
      filter('Text__c', 'StartsWith', text('big'))
  );

  it('runs once for all delivered events that meet its conditions', () => {
    const { notes, t } = noting(NOTE(ref('$Record.Text__c')) + start);
    const tx = t.begin();
    const events = ['big a', 'small', 'Big b'].map((value) => t.record('News__e', { Text__c: value }));
    t.engine.onEvents(tx, 'News__e', events);
    expect(notes.map((note) => note.what)).toEqual([['big a', 'Big b']]);
  });

  it('runs when the event is published, after the commit', () => {
    const { notes, t } = noting(NOTE(ref('$Record.Text__c')) + start);
    const tx = t.begin();
    t.org.async.publish(tx, [t.record('News__e', { Text__c: 'big news' })]);
    expect(notes).toEqual([]);
    tx.commit();
    t.org.async.drain();
    expect(notes.map((note) => note.what)).toEqual([['big news']]);
  });
});

describe('A flow that the clock starts', () => {
  const start = (frequency: string, more = ''): string =>
    tag(
      'start',
      to('Note') +
        more +
        tag(
          'schedule',
          tag('frequency', frequency) + tag('startDate', '2026-03-01') + tag('startTime', '10:30:00.000Z')
        ) +
        tag('triggerType', 'Scheduled')
    );

  it('runs daily at the time of the organization, from its next instant on', () => {
    const { notes, t } = noting(NOTE(text('x')) + start('Daily'));
    t.engine.startSchedules(t.org, t.adminId);
    t.org.async.advanceTo(t.org.clock.now() + 2 * DAY);
    expect(notes.map((note) => [note.at, note.kind])).toEqual([
      ['2026-03-02T09:30:00.000Z', 'schedule'],
      ['2026-03-03T09:30:00.000Z', 'schedule']
    ]);
  });

  it('keeps the weekday of its first day', () => {
    const { notes, t } = noting(NOTE(text('x')) + start('Weekly'));
    t.engine.startSchedules(t.org, t.adminId);
    t.org.async.advanceTo(t.org.clock.now() + 14 * DAY);
    expect(notes.map((note) => note.at.slice(0, 10))).toEqual(['2026-03-08', '2026-03-15']);
  });

  it('does not run once for a past instant', () => {
    const { t } = noting(NOTE(text('x')) + start('Once'));
    t.engine.startSchedules(t.org, t.adminId);
    expect(t.org.async.pending()).toEqual([]);
  });

  const days = (frequency: string, more: string, until: number): string[] => {
    const body = NOTE(text('x')) + start(frequency).replace('</startTime>', `</startTime>${more}`);
    const { notes, t } = noting(body);
    t.engine.startSchedules(t.org, t.adminId);
    t.org.async.advanceTo(t.org.clock.now() + until * DAY);
    return notes.map((note) => note.at.slice(5, 16));
  };

  it('runs on weekdays, on chosen days of the week, once a month, once a year', () => {
    expect(days('Weekdays', '', 8).map((at) => at.slice(0, 5))).toEqual([
      '03-02',
      '03-03',
      '03-04',
      '03-05',
      '03-06',
      '03-09'
    ]);
    expect(days('Weekly', tag('daysOfWeekToRun', '2,4'), 8).map((at) => at.slice(0, 5))).toEqual([
      '03-02',
      '03-04',
      '03-09'
    ]);
    expect(days('Monthly', tag('dayOfMonthToRun', -1), 62).map((at) => at.slice(0, 5))).toEqual(['03-31', '04-30']);
    expect(days('Yearly', '', 370).map((at) => at.slice(0, 5))).toEqual(['03-01']);
  });

  it('runs as often as it is told', () => {
    expect(days('Hourly', tag('frequencyNumber', 30), 2).length).toBeLessThan(30);
    expect(days('Hourly', '', 0.125)).toHaveLength(3);
    expect(days('Daily', tag('frequencyNumber', 3), 9)).toHaveLength(2);
  });

  it('runs for every record that meets its filters, in batches', () => {
    const { notes, t } = noting(
      NOTE(ref('$Record.Name')) + start('Daily', tag('object', 'Widget__c') + filter('Kind__c', 'EqualTo', text('B')))
    );
    t.insert([...Array(250).keys()].map((n) => t.record('Widget__c', { Name: `w${n}`, Kind__c: n < 230 ? 'B' : 'A' })));
    t.engine.startSchedules(t.org, t.adminId);
    t.org.async.advanceTo(t.org.clock.now() + DAY);
    expect(notes.map((note) => note.what.length)).toEqual([200, 30]);
  });
});
