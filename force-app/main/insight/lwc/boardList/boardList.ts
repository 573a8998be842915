/** The breach board's table, its export and what is said of its changes (ux.md 2.8), as functions of its rows. */
import { TILE_NAMES, actionsOf, toCsv } from 'c/boardModel';
import type { Row, RowAction, TileKey } from 'c/boardModel';
import { format } from 'c/clockTime';
import AnnounceDueSoon from '@salesforce/label/c.AnnounceDueSoon';
import AnnounceEscalated from '@salesforce/label/c.AnnounceEscalated';
import AnnounceLate from '@salesforce/label/c.AnnounceLate';
import BoardChanged from '@salesforce/label/c.BoardChanged';
import BoardChangedOne from '@salesforce/label/c.BoardChangedOne';
import BoardCompany from '@salesforce/label/c.BoardCompany';
import BoardDue from '@salesforce/label/c.BoardDue';
import BoardLead from '@salesforce/label/c.BoardLead';
import BoardOwes from '@salesforce/label/c.BoardOwes';
import BoardOwner from '@salesforce/label/c.BoardOwner';
import BoardRegion from '@salesforce/label/c.BoardRegion';
import BoardScore from '@salesforce/label/c.BoardScore';
import BoardSegment from '@salesforce/label/c.BoardSegment';
import BoardState from '@salesforce/label/c.BoardState';
import BoardTeam from '@salesforce/label/c.BoardTeam';

/** Columns of the datatable; widths grow with the reader's text size, of which the base component knows nothing. */
export function boardColumns(canAct: boolean): object[] {
  const attribute = (fieldName: string): { fieldName: string } => ({ fieldName });
  const width = (pixels: number): number => Math.round((pixels * textSize()) / 16);
  const rowActions = (row: Row, done: (actions: RowAction[]) => void): void => done(actionsOf(row, canAct));
  return [
    {
      label: BoardState,
      fieldName: 'state',
      type: 'clock',
      initialWidth: width(210),
      typeAttributes: {
        state: attribute('state'),
        level: attribute('level'),
        dueAt: attribute('dueAt'),
        startsAt: attribute('startsAt'),
        left: attribute('left')
      }
    },
    { label: BoardDue, fieldName: 'due', initialWidth: width(150) },
    {
      label: BoardLead,
      fieldName: 'leadUrl',
      type: 'url',
      wrapText: true,
      typeAttributes: { label: attribute('lead'), tooltip: attribute('lead'), target: '_self' }
    },
    { label: BoardOwes, fieldName: 'owes', wrapText: true },
    { label: BoardOwner, fieldName: 'holderName', wrapText: true },
    { label: BoardScore, fieldName: 'score', type: 'number', initialWidth: width(90) },
    { type: 'action', typeAttributes: { rowActions } }
  ];
}

/** From here on the table has room for whole words beside each other, in the height of the reader's text. */
const TABLE_WIDTH = 48;

/** Tells at once, and whenever the window changes, whether it has room for the table; answers how to stop that. */
export function watchWidth(tell: (isWide: boolean) => void): () => void {
  const look = (): void => tell(window.innerWidth >= TABLE_WIDTH * textSize());
  look();
  window.addEventListener('resize', look);
  return () => window.removeEventListener('resize', look);
}

function textSize(): number {
  return Number.parseFloat(window.getComputedStyle(document.documentElement).fontSize) || 16;
}

/** The rows as a file; instants in UTC. */
export function boardCsv(rows: readonly Row[]): string {
  const header = [
    BoardState,
    BoardDue,
    BoardLead,
    BoardCompany,
    BoardOwes,
    BoardOwner,
    BoardScore,
    BoardTeam,
    BoardRegion,
    BoardSegment
  ];
  const lines = rows.map((row) => [
    row.tile === 'Waiting' ? row.state : TILE_NAMES[row.tile],
    row.dueAt ?? '',
    row.leadName,
    row.company ?? '',
    row.owes,
    row.holderName,
    String(row.score ?? ''),
    row.team ?? '',
    row.region ?? '',
    row.segment ?? ''
  ]);
  return toCsv(header, lines);
}

const ANNOUNCE: Readonly<Partial<Record<TileKey, string>>> = {
  Late: AnnounceLate,
  Escalated: AnnounceEscalated,
  DueSoon: AnnounceDueSoon
};

/** One lead by its name, more by their number. */
export function changesText(changed: readonly Row[]): string {
  const [only] = changed;
  if (!only || changed.length > 1) {
    return format(BoardChanged, changed.length);
  }
  return format(ANNOUNCE[only.tile] ?? BoardChangedOne, only.leadName, only.left);
}
