/** The breach board's rows, tiles and export as pure functions of the Apex view and the server's time (ux.md 2.8). */
import type { BoardRow, BoardView } from 'baton/views';
import { duration, format, instantText, levelAt, toMillis } from 'c/clockTime';
import type { Level } from 'c/clockTime';
import { owedText } from 'c/panelStages';
import BoardDueSoon from '@salesforce/label/c.BoardDueSoon';
import BoardEscalated from '@salesforce/label/c.BoardEscalated';
import BoardLate from '@salesforce/label/c.BoardLate';
import BoardExcusedMark from '@salesforce/label/c.BoardExcusedMark';
import BoardNudgedAt from '@salesforce/label/c.BoardNudgedAt';
import BoardOnTrack from '@salesforce/label/c.BoardOnTrack';
import BoardOpen from '@salesforce/label/c.BoardOpen';
import BoardPersonEscalated from '@salesforce/label/c.BoardPersonEscalated';
import BoardPersonLate from '@salesforce/label/c.BoardPersonLate';
import BoardPersonOpen from '@salesforce/label/c.BoardPersonOpen';
import BoardWhy from '@salesforce/label/c.BoardWhy';
import BoardWaiting from '@salesforce/label/c.BoardWaiting';
import BtnExcuse from '@salesforce/label/c.BtnExcuse';
import BtnHandOver from '@salesforce/label/c.BtnHandOver';
import BtnNudge from '@salesforce/label/c.BtnNudge';

export type TileKey = 'Late' | 'Escalated' | 'DueSoon' | 'OnTrack' | 'Waiting';

export const TILE_NAMES: Readonly<Record<TileKey, string>> = {
  Late: BoardLate,
  Escalated: BoardEscalated,
  DueSoon: BoardDueSoon,
  OnTrack: BoardOnTrack,
  Waiting: BoardWaiting
};

const TILE_OF_LEVEL: Readonly<Record<Level, TileKey>> = {
  Red: 'Late',
  Orange: 'Escalated',
  Yellow: 'DueSoon',
  Green: 'OnTrack'
};

export interface Row extends BoardRow {
  readonly tile: TileKey;
  readonly level: Level;
  /** `12 min`, `+20 min`, or empty when due on another day. */
  readonly left: string;
  readonly due: string;
  readonly owes: string;
  readonly lead: string;
  readonly leadUrl: string;
}

/** One row as it stands at `now`: level and time are computed here, never read from a stored level. */
export function boardRow(row: BoardRow, now: number): Row {
  const counting =
    row.state === 'Running' || (row.state === 'OutOfHours' && (!row.startsAt || toMillis(row.startsAt) <= now));
  const level = counting ? levelAt(row, now) : 'Green';
  return {
    ...row,
    state: counting ? 'Running' : row.state,
    level,
    tile: counting ? TILE_OF_LEVEL[level] : 'Waiting',
    left: counting ? leftText(row, now) : '',
    due: row.dueAt ? instantText(row.dueAt, now) : '',
    owes: owes(row, now),
    lead: row.company ? `${row.leadName} · ${row.company}` : row.leadName,
    leadUrl: `/${row.leadId}`
  };
}

/** What is owed, with what somebody did about it: "accept · nudged 10:31". */
function owes(row: BoardRow, now: number): string {
  const owed = owedText(row.stage);
  const nudged = row.nudgedAt ? format(BoardNudgedAt, owed, instantText(row.nudgedAt, now)) : owed;
  return row.excused ? format(BoardExcusedMark, nudged) : nudged;
}

export interface RowAction {
  readonly label: string;
  readonly name: string;
}

const MARKETINGS = new Set(['Delivery', 'IntentData']);

/**
 * What the viewer may do with the row: everybody may ask why and open the lead; a manager may act, where only what is late is
 * excused, and what marketing owes changes no sales owner.
 */
export function actionsOf(row: Pick<Row, 'tile' | 'stage' | 'excused'>, canAct: boolean): RowAction[] {
  const reading = [
    { label: BoardWhy, name: 'why' },
    { label: BoardOpen, name: 'open' }
  ];
  if (!canAct) {
    return reading;
  }
  const actions = [{ label: BtnNudge, name: 'nudge' }];
  if (!MARKETINGS.has(row.stage)) {
    actions.push({ label: BtnHandOver, name: 'handOver' });
  }
  if (row.tile === 'Late' && !row.excused) {
    actions.push({ label: BtnExcuse, name: 'excuse' });
  }
  return [...actions, ...reading];
}

function leftText(row: BoardRow, now: number): string {
  if (!row.dueAt) {
    return '';
  }
  const left = toMillis(row.dueAt) - now;
  if (left <= 0) {
    return `+${duration(left)}`;
  }
  return instantText(row.dueAt, now).includes(',') ? '' : duration(left);
}

export function boardRows(board: BoardView, now: number): Row[] {
  return board.rows.map((row) => boardRow(row, now));
}

/** Clocks of a tile. With more clocks than rows only the server knows them all, as of when it was asked. */
export function tileCount(board: BoardView | null, rows: readonly Row[], key: TileKey): number {
  const counted = board?.hasMore ? board.tiles.find((tile) => tile.key === key) : undefined;
  return counted ? counted.count : rows.filter((row) => row.tile === key).length;
}

export interface PersonRow {
  readonly holderId: string;
  readonly name: string;
  readonly text: string;
  readonly late: number;
}

/** People of the rows that the filters keep, most late first: counted here, so that they turn with the clock. */
export function peopleOf(rows: readonly Row[]): PersonRow[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    groups.set(row.holderId, [...(groups.get(row.holderId) ?? []), row]);
  }
  return [...groups.values()]
    .map((own) => personOf(own))
    .sort((a, b) => b.late - a.late || a.name.localeCompare(b.name));
}

function personOf(rows: readonly Row[]): PersonRow {
  const first = rows[0] as Row;
  const count = (tile: TileKey): number => rows.filter((row) => row.tile === tile).length;
  return {
    holderId: first.holderId,
    name: first.holderName,
    text: personText(count('Late'), count('Escalated'), rows.length),
    late: count('Late')
  };
}

function personText(late: number, escalated: number, open: number): string {
  const parts = [
    late > 0 ? format(BoardPersonLate, late) : '',
    escalated > 0 ? format(BoardPersonEscalated, escalated) : '',
    format(BoardPersonOpen, open)
  ];
  return parts.filter(Boolean).join(', ');
}

/** The same where not every clock is a row: as the server counted them. */
export function peopleOfServer(board: BoardView): PersonRow[] {
  return board.people.map((person) => ({
    holderId: person.holderId,
    name: person.name,
    text: personText(person.late, person.escalated, person.open),
    late: person.late
  }));
}

/** A cell that a spreadsheet would run as a formula is written as text (S1: CSV safe against formula injection). */
function csvCell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${safe.replace(/"/g, '""')}"`;
}

export function toCsv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, ...rows].map((cells) => cells.map(csvCell).join(',')).join('\r\n');
}
