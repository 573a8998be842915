import { LightningElement, wire } from 'lwc';
import { CurrentPageReference, NavigationMixin } from 'lightning/navigation';
import type { PageReference } from 'lightning/navigation';
import { subscribe, unsubscribe } from 'lightning/empApi';
import type { EmpSubscription } from 'lightning/empApi';
import { refreshApex } from '@salesforce/apex';
import FORM_FACTOR from '@salesforce/client/formFactor';
import CHANGED_EVENT from '@salesforce/schema/SLA_Changed__e';
import getBoard from '@salesforce/apex/BoardController.getBoard';
import type { BoardView } from 'baton/views';
import { boardColumns, boardCsv, changesText, watchWidth } from 'c/boardList';
import { ALL, fieldsOf, isFiltered, personsOf, tilesOf } from 'c/boardFilters';
import type { Field, Filter, FilterField, Person, Tile } from 'c/boardFilters';
import { actionsOf, boardRow, boardRows } from 'c/boardModel';
import type { Row, RowAction, TileKey } from 'c/boardModel';
import type { ActionName, ActionRow } from 'c/boardActions';
import { messageOf } from 'c/callError';
import { TICKING, format, instantText, serverTime, toMillis } from 'c/clockTime';
import { LiveRead } from 'c/liveRead';
import type { LiveScreen } from 'c/liveRead';
import BoardClear from '@salesforce/label/c.BoardClear';
import BoardEmpty from '@salesforce/label/c.BoardEmpty';
import BoardEmptyNext from '@salesforce/label/c.BoardEmptyNext';
import BoardExport from '@salesforce/label/c.BoardExport';
import BoardFilteredEmpty from '@salesforce/label/c.BoardFilteredEmpty';
import BoardHasMore from '@salesforce/label/c.BoardHasMore';
import BoardLoadMore from '@salesforce/label/c.BoardLoadMore';
import BoardMoreAlt from '@salesforce/label/c.BoardMoreAlt';
import BoardNoConnection from '@salesforce/label/c.BoardNoConnection';
import BoardObserve from '@salesforce/label/c.BoardObserve';
import BoardPeople from '@salesforce/label/c.BoardPeople';
import BoardSelectAlt from '@salesforce/label/c.BoardSelectAlt';
import BoardTitle from '@salesforce/label/c.BoardTitle';
import BoardUpdated from '@salesforce/label/c.BoardUpdated';
import BtnRefresh from '@salesforce/label/c.BtnRefresh';
import ErrBoardLoad from '@salesforce/label/c.ErrBoardLoad';
import ErrKill from '@salesforce/label/c.ErrKill';
import Loading from '@salesforce/label/c.Loading';
import Refreshing from '@salesforce/label/c.Refreshing';

const POLL = 60_000;
const PAGE = 50;
/** More than one announcement in this time becomes one. */
const QUIET = 10_000;
const FAILED_POLLS = 2;

type Wired = { data?: BoardView; error?: unknown };

type ActionsElement = HTMLElement & {
  run(name: ActionName, rows: ActionRow[]): Promise<void>;
  explain(row: ActionRow): Promise<void>;
};
type ShownRow = Row & { actions: RowAction[]; moreAlt: string; selectAlt: string; selected: boolean };

/** The breach board: who needs help now (product.md S1, ux.md 2.8). */
export default class BreachBoard extends NavigationMixin(LightningElement) implements LiveScreen {
  board: BoardView | null = null;
  loadError = '';
  status = '';
  refreshing = false;
  now = serverTime();
  filters: Record<Filter, string> = { team: ALL, region: ALL, segment: ALL };
  tile: TileKey | '' = '';
  holderId = '';
  shown = PAGE;
  updatedAt = serverTime();
  failedPolls = 0;
  selecting = false;
  selectedIds: string[] = [];
  isWide = true;

  readonly label = {
    BoardClear,
    BoardExport,
    BoardLoadMore,
    BoardObserve,
    BoardPeople,
    BoardTitle,
    BtnRefresh,
    ErrKill,
    Loading,
    Refreshing
  };

  readonly pollInterval = POLL;
  readonly busy = false;

  private readonly live = new LiveRead(this);
  private wired: Wired | undefined;
  private subscription: EmpSubscription | undefined;
  private lastSaid = 0;
  private stopWatching: (() => void) | undefined;
  private seen = new Map<string, string>();

  @wire(CurrentPageReference)
  receivePage(page: PageReference | null): void {
    const state = page?.state ?? {};
    this.filters = { team: state.c__team ?? ALL, region: state.c__region ?? ALL, segment: state.c__segment ?? ALL };
    this.tile = (state.c__level as TileKey | undefined) ?? '';
    this.holderId = state.c__holder ?? '';
  }

  @wire(getBoard, { team: '$filters.team', region: '$filters.region', segment: '$filters.segment' })
  receive(wired: Wired): void {
    this.wired = wired;
    if (wired.data) {
      this.show(wired.data);
    } else if (wired.error) {
      this.loadError = messageOf(wired.error) || ErrBoardLoad;
    }
  }

  connectedCallback(): void {
    this.live.start();
    this.stopWatching = watchWidth((isWide) => (this.isWide = isWide));
    void this.listen();
  }

  disconnectedCallback(): void {
    this.live.stop();
    this.stopWatching?.();
    if (this.subscription) {
      void unsubscribe(this.subscription);
    }
  }

  /* ---- what is shown ---- */

  get isLoading(): boolean {
    return !this.board && !this.loadError;
  }

  /** A table on the desktop where it has room; cards elsewhere, also in a narrow or much enlarged window. */
  get isTable(): boolean {
    return FORM_FACTOR === 'Large' && this.isWide;
  }

  get updated(): string {
    const at = instantText(this.updatedAt, this.now);
    return this.failedPolls >= FAILED_POLLS
      ? format(BoardNoConnection, at)
      : this.board
        ? format(BoardUpdated, at)
        : '';
  }

  get allRows(): Row[] {
    return this.board ? boardRows(this.board, this.now) : [];
  }

  get matching(): Row[] {
    return this.allRows.filter(
      (row) => (!this.tile || row.tile === this.tile) && (!this.holderId || row.holderId === this.holderId)
    );
  }

  get rows(): ShownRow[] {
    return this.matching.slice(0, this.shown).map((row) => ({
      ...row,
      actions: actionsOf(row, this.canAct),
      moreAlt: format(BoardMoreAlt, row.leadName),
      selectAlt: format(BoardSelectAlt, row.leadName),
      selected: this.selectedIds.includes(row.clockId)
    }));
  }

  get canAct(): boolean {
    return this.board?.canAct === true;
  }

  get notSelecting(): boolean {
    return !this.selecting;
  }

  get selectedRows(): ActionRow[] {
    return this.allRows.filter((row) => this.selectedIds.includes(row.clockId));
  }

  get canShowMore(): boolean {
    return this.matching.length > this.shown;
  }

  get hasMoreText(): string {
    return this.board?.hasMore ? format(BoardHasMore, this.allRows.length) : '';
  }

  get isEmpty(): boolean {
    return this.matching.length === 0;
  }

  get isAllKept(): boolean {
    return !this.isFiltered;
  }

  get isFiltered(): boolean {
    return isFiltered(this);
  }

  get emptyText(): string {
    if (this.isFiltered) {
      return BoardFilteredEmpty;
    }
    const next = this.board?.nextDue;
    return next?.dueAt ? format(BoardEmptyNext, instantText(next.dueAt, this.now), next.leadName) : BoardEmpty;
  }

  get tiles(): Tile[] {
    return tilesOf(this.board, this.allRows, this);
  }

  private get isSmall(): boolean {
    return FORM_FACTOR === 'Small';
  }

  get showPeople(): boolean {
    return !this.isSmall && this.people.length > 0;
  }

  get people(): Person[] {
    return personsOf(this.board, this.allRows, this);
  }

  get filterFields(): Field[] {
    return fieldsOf(this.board as BoardView, this, this.isSmall ? this.people : null);
  }

  get columns(): object[] {
    return boardColumns(this.canAct);
  }

  /** Where nothing is listed there is nothing to select. */
  get maySelect(): boolean {
    return this.canAct && !this.isEmpty;
  }

  /* ---- what a person does ---- */

  handleRefresh(): void {
    void this.live.refresh();
  }

  handleTile(event: Event): void {
    const key = (event.currentTarget as HTMLElement).dataset.key as TileKey;
    this.tile = this.tile === key ? '' : key;
    this.shareFilters();
  }

  handlePerson(event: Event): void {
    const id = (event.currentTarget as HTMLElement).dataset.id as string;
    this.holderId = this.holderId === id ? '' : id;
    this.shareFilters();
  }

  handleFilter(event: CustomEvent<{ value: string }>): void {
    const name = (event.target as unknown as { name: FilterField }).name;
    if (name === 'holder') {
      this.holderId = event.detail.value;
    } else {
      this.filters = { ...this.filters, [name]: event.detail.value };
    }
    this.shareFilters();
  }

  handleClear(): void {
    this.filters = { team: ALL, region: ALL, segment: ALL };
    this.tile = '';
    this.holderId = '';
    this.shareFilters();
  }

  handleToggleSelect(): void {
    this.selecting = !this.selecting;
    this.selectedIds = [];
  }

  handleSelection(event: CustomEvent<{ selectedRows: Row[] }>): void {
    this.selectedIds = event.detail.selectedRows.map((row) => row.clockId);
  }

  handleRowAction(event: CustomEvent<{ action: { name: string }; row: Row }>): void {
    this.act(event.detail.action.name, event.detail.row);
  }

  handleCardSelect(event: Event): void {
    const input = event.target as HTMLInputElement & { dataset: { id: string } };
    const others = this.selectedIds.filter((id) => id !== input.dataset.id);
    this.selectedIds = input.checked ? [...others, input.dataset.id] : others;
  }

  handleCardAction(event: CustomEvent<{ value: string }>): void {
    const id = (event.currentTarget as HTMLElement).dataset.id;
    const row = this.allRows.find((one) => one.clockId === id);
    if (row) {
      this.act(event.detail.value, row);
    }
  }

  private act(name: string, row: Row): void {
    if (name === 'open') {
      this[NavigationMixin.Navigate]({
        type: 'standard__recordPage',
        attributes: { recordId: row.leadId, objectApiName: 'Lead', actionName: 'view' }
      });
      return;
    }
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- the menu takes the focus back first; a modal must have it last
    setTimeout(() => this.ask(name, row));
  }

  private ask(name: string, row: Row): void {
    const actions = this.template?.querySelector<ActionsElement>('c-board-actions');
    void (name === 'why' ? actions?.explain(row) : actions?.run(name as ActionName, [row]));
  }

  handleMore(): void {
    this.shown += PAGE;
  }

  handleExport(): void {
    const link = document.createElement('a');
    link.href = `data:text/csv;charset=utf-8,${encodeURIComponent(boardCsv(this.matching))}`;
    link.download = 'breach-board.csv';
    link.click();
  }

  /** Filters live in the address, so that a link can be shared. */
  private shareFilters(): void {
    this.shown = PAGE;
    this[NavigationMixin.Navigate](
      {
        type: 'standard__navItemPage',
        attributes: { apiName: 'Breach_Board' },
        state: {
          c__team: this.filters.team,
          c__region: this.filters.region,
          c__segment: this.filters.segment,
          c__level: this.tile,
          c__holder: this.holderId
        }
      },
      true
    );
  }

  /* ---- reading and time ---- */

  private show(board: BoardView): void {
    this.announceChanges(board);
    this.board = board;
    this.loadError = '';
    this.failedPolls = 0;
    this.updatedAt = serverTime();
    this.live.noteAnswer();
  }

  /** One sentence for all that changed, at most once in ten seconds; what comes sooner is said with the next. */
  private announceChanges(board: BoardView): void {
    const before = this.seen;
    const rows = board.rows.map((row) => boardRow(row, this.now));
    const state = (row: Row): string => `${row.state}${row.level}${row.holderId}`;
    const changed = rows.filter((row) => before.get(row.clockId) !== state(row));
    if (before.size > 0 && (changed.length === 0 || Date.now() - this.lastSaid <= QUIET)) {
      return;
    }
    this.seen = new Map(rows.map((row) => [row.clockId, state(row)]));
    if (before.size > 0) {
      this.lastSaid = Date.now();
      this.status = changesText(changed);
    }
  }

  tick(now: number): void {
    this.now = now;
  }

  async read(): Promise<void> {
    await refreshApex(this.wired);
  }

  markRefreshing(refreshing: boolean): void {
    this.refreshing = refreshing;
  }

  noteFailure(error: unknown): void {
    this.failedPolls += 1;
    this.loadError = this.board ? '' : messageOf(error) || ErrBoardLoad;
  }

  isUrgent(now: number): boolean {
    const rows = this.board?.rows ?? [];
    return rows.some((row) => row.dueAt && Math.abs(toMillis(row.dueAt) - now) < TICKING);
  }

  /** Live on the desktop only (the platform has no streaming on the phone); polling carries everything else. */
  private async listen(): Promise<void> {
    if (FORM_FACTOR === 'Large') {
      this.subscription = await subscribe(`/event/${CHANGED_EVENT.objectApiName}`, -1, () => void this.live.refresh());
    }
  }
}
