import { boardRow } from 'c/boardModel';
import { boardColumns, boardCsv, changesText } from 'c/boardList';
import { NOW, at, boardRow as view } from '../../../../../../scripts/test/jest-data/views';

describe('boardList', () => {
  afterEach(() => document.documentElement.style.removeProperty('font-size'));

  it('has wider columns where the text is larger', () => {
    const widths = (): unknown[] => boardColumns(true).map((one) => (one as { initialWidth?: number }).initialWidth);
    expect(widths().slice(0, 2)).toEqual([210, 150]);
    document.documentElement.style.fontSize = '32px';
    expect(widths().slice(0, 2)).toEqual([420, 300]);
  });

  it('exports what is shown, a line a clock', () => {
    const [header, line] = boardCsv([boardRow(view(), NOW)])
      .trim()
      .split(/\r?\n/);
    expect(header).toContain('c.BoardState');
    expect(line).toContain('Ada Byron');
  });

  it('says one change by its lead, several by their number', () => {
    const late = boardRow(view({ state: 'Running', warnAt: at(-9), escalateAt: at(-5), dueAt: at(-1) }), NOW);
    expect(changesText([late])).toBe('c.AnnounceLate');
    expect(changesText([late, late])).toBe('c.BoardChanged');
    expect(changesText([boardRow(view({ state: 'Paused' }), NOW)])).toBe('c.BoardChangedOne');
  });
});
