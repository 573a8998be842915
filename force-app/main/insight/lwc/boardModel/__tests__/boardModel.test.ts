import { boardRow, boardRows, peopleOf, peopleOfServer, tileCount, toCsv } from 'c/boardModel';
import { NOW, at, board, boardRow as row } from '../../../../../../scripts/test/jest-data/views';

describe('the breach board', () => {
  it('computes level and tile from the instants, whatever level was stored', () => {
    expect(boardRow(row({ level: 'Green' }), NOW)).toMatchObject({ tile: 'Late', level: 'Red' });
    expect(boardRow(row({ dueAt: at(5), level: 'Green' }), NOW).tile).toBe('Escalated');
    expect(boardRow(row({ dueAt: at(50), escalateAt: at(10) }), NOW).tile).toBe('DueSoon');
  });

  it('counts late time up with a plus and leaves the countdown out for another day', () => {
    expect(boardRow(row(), NOW).left).toMatch(/^\+/);
    expect(boardRow(row({ dueAt: at(60 * 24) }), NOW).left).toBe('');
  });

  it('says in words what each stage owes', () => {
    const owed = ['Acceptance', 'FirstContact', 'FollowUp', 'Disposition', 'Return', 'Delivery', 'IntentData'].map(
      (stage) => boardRow(row({ stage }), NOW).owes
    );
    expect(owed).toEqual([
      'c.OweAcceptance',
      'c.OweFirstContact',
      'c.OweFollowUp',
      'c.OweDisposition',
      'c.OweReturn',
      'c.OweDelivery',
      'c.OweIntentData'
    ]);
  });

  it('keeps a clock that has not begun to count among the waiting', () => {
    const waiting = row({ state: 'OutOfHours', startsAt: at(30), dueAt: at(90) });
    expect(boardRow(waiting, NOW)).toMatchObject({ tile: 'Waiting', left: '' });
    expect(boardRow({ ...waiting, startsAt: at(-1), warnAt: null, escalateAt: null }, NOW).tile).toBe('OnTrack');
  });

  it('puts the person with most late first', () => {
    const rows = boardRows(
      board([row({ holderId: 'b', holderName: 'Sam Ortiz', dueAt: at(9) }), row(), row({ clockId: '2' })]),
      NOW
    );
    expect(peopleOf(rows).map((p) => [p.name, p.late])).toEqual([
      ['Marco Silva', 2],
      ['Sam Ortiz', 0]
    ]);
  });

  it('takes the counts of the server where there are more clocks than rows', () => {
    const people = [{ holderId: 'x', name: 'Sam Ortiz', type: 'User', open: 900, late: 700, escalated: 0, dueSoon: 0 }];
    const large = board([row()], { hasMore: true, tiles: [{ key: 'Late', count: 1200 }], people });
    expect(tileCount(large, boardRows(large, NOW), 'Late')).toBe(1200);
    expect(tileCount({ ...large, hasMore: false }, boardRows(large, NOW), 'Late')).toBe(1);
    expect(peopleOfServer(large)).toEqual([
      { holderId: 'x', name: 'Sam Ortiz', text: 'c.BoardPersonLate, c.BoardPersonOpen', late: 700 }
    ]);
  });

  it('writes a CSV that no spreadsheet runs as a formula', () => {
    const csv = toCsv(['Lead'], [['=HYPERLINK("http://x")'], ['+1 202'], ['-2'], ['@x'], ['plain "quoted"']]);
    expect(csv.split('\r\n')).toEqual([
      '"Lead"',
      `"'=HYPERLINK(""http://x"")"`,
      `"'+1 202"`,
      `"'-2"`,
      `"'@x"`,
      '"plain ""quoted"""'
    ]);
  });
});
