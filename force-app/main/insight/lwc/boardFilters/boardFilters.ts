/** What narrows the breach board: tiles, people and fields, as functions of the board and of what is chosen (ux.md 2.8). */
import type { BoardView } from 'baton/views';
import { TILE_NAMES, peopleOf, peopleOfServer, tileCount } from 'c/boardModel';
import type { PersonRow, Row, TileKey } from 'c/boardModel';
import BoardAll from '@salesforce/label/c.BoardAll';
import BoardOwner from '@salesforce/label/c.BoardOwner';
import BoardRegion from '@salesforce/label/c.BoardRegion';
import BoardSegment from '@salesforce/label/c.BoardSegment';
import BoardTeam from '@salesforce/label/c.BoardTeam';

/** Filters that the server applies. */
export type Filter = 'team' | 'region' | 'segment';
/** On the phone the people are a filter like the others. */
export type FilterField = Filter | 'holder';

/** What is chosen; empty stands for all. */
export interface Chosen {
  readonly filters: Readonly<Record<Filter, string>>;
  readonly tile: TileKey | '';
  readonly holderId: string;
}

export const ALL = '';

interface Pressable {
  readonly css: string;
  readonly pressed: string;
}

export interface Tile extends Pressable {
  readonly key: TileKey;
  readonly name: string;
  readonly count: number;
}

export type Person = PersonRow & Pressable;

interface Option {
  readonly label: string;
  readonly value: string;
}

export interface Field {
  readonly name: FilterField;
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
}

export function isFiltered({ filters, tile, holderId }: Chosen): boolean {
  return Boolean(tile || holderId || Object.values(filters).some(Boolean));
}

export function tilesOf(board: BoardView | null, rows: readonly Row[], chosen: Chosen): Tile[] {
  return (Object.keys(TILE_NAMES) as TileKey[]).map((key) => ({
    key,
    name: TILE_NAMES[key],
    count: tileCount(board, rows, key),
    ...pressable('tile', key === chosen.tile)
  }));
}

/** People of the tile that is chosen; with more clocks than rows only the server knows them all. */
export function personsOf(board: BoardView | null, rows: readonly Row[], chosen: Chosen): Person[] {
  const matching = rows.filter((row) => !chosen.tile || row.tile === chosen.tile);
  const people = board?.hasMore && !chosen.tile ? peopleOfServer(board) : peopleOf(matching);
  return people.map((person) => ({ ...person, ...pressable('person', person.holderId === chosen.holderId) }));
}

/** `people` only where they are no list beside the leads. */
export function fieldsOf(board: BoardView, chosen: Chosen, people: readonly Person[] | null): Field[] {
  const { team, region, segment } = chosen.filters;
  return [
    field('team', BoardTeam, team, same(board.teams)),
    field('region', BoardRegion, region, same(board.regions)),
    field('segment', BoardSegment, segment, same(board.segments)),
    ...(people ? [field('holder', BoardOwner, chosen.holderId, people.map(personOption))] : [])
  ];
}

function field(name: FilterField, label: string, value: string, options: readonly Option[]): Field {
  return { name, label, value, options: [{ label: BoardAll, value: ALL }, ...options] };
}

function same(values: readonly string[]): Option[] {
  return values.map((value) => ({ label: value, value }));
}

function personOption({ name, text, holderId }: Person): Option {
  return { label: `${name} · ${text}`, value: holderId };
}

function pressable(css: string, isPressed: boolean): Pressable {
  return { css: isPressed ? `${css} is-pressed` : css, pressed: String(isPressed) };
}
