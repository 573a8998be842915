import { fieldsOf, isFiltered, personsOf, tilesOf } from 'c/boardFilters';
import type { Chosen } from 'c/boardFilters';
import { boardRows } from 'c/boardModel';
import { NOW, at, board, boardRow } from '../../../../../../scripts/test/jest-data/views';

const ALL: Chosen = { filters: { team: '', region: '', segment: '' }, tile: '', holderId: '' };
const CALM = { dueAt: at(57), warnAt: at(2), escalateAt: at(12) };
const BOARD = board([
  boardRow({ clockId: '1', holderId: 'sam', holderName: 'Sam Ortiz', ...CALM }),
  boardRow({ clockId: '2', holderId: 'marco' })
]);
const ROWS = boardRows(BOARD, NOW);

describe('what narrows the board', () => {
  it('counts each tile, and marks the one that is pressed', () => {
    const tiles = tilesOf(BOARD, ROWS, { ...ALL, tile: 'Late' });
    expect(tiles.map(({ key, count }) => `${key} ${count}`)).toContain('Late 1');
    expect(tiles.filter(({ pressed }) => pressed === 'true').map(({ key, css }) => [key, css])).toEqual([
      ['Late', 'tile is-pressed']
    ]);
  });

  it('lists the people of the tile, most late first', () => {
    expect(personsOf(BOARD, ROWS, ALL).map(({ holderId }) => holderId)).toEqual(['marco', 'sam']);
    expect(personsOf(BOARD, ROWS, { ...ALL, tile: 'Late', holderId: 'marco' })).toEqual([
      expect.objectContaining({ holderId: 'marco', css: 'person is-pressed', pressed: 'true' })
    ]);
  });

  it('offers the people as a field only where they are no list, and everything by its first option', () => {
    const people = personsOf(BOARD, ROWS, ALL);
    expect(fieldsOf(BOARD, ALL, null).map(({ name }) => name)).toEqual(['team', 'region', 'segment']);
    const holder = fieldsOf(BOARD, ALL, people).at(-1);
    expect(holder?.options.map(({ value }) => value)).toEqual(['', 'marco', 'sam']);
    expect(fieldsOf(BOARD, ALL, null)[0]?.options.map(({ value }) => value)).toEqual(['', 'NA East']);
  });

  it('is filtered by any of them', () => {
    expect(isFiltered(ALL)).toBe(false);
    expect(isFiltered({ ...ALL, tile: 'Late' })).toBe(true);
    expect(isFiltered({ ...ALL, holderId: 'sam' })).toBe(true);
    expect(isFiltered({ ...ALL, filters: { ...ALL.filters, region: 'EMEA' } })).toBe(true);
  });
});
