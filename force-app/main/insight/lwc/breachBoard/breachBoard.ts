import { LightningElement, wire } from 'lwc';
import { CurrentPageReference, NavigationMixin } from 'lightning/navigation';
import type { PageReference } from 'lightning/navigation';
import { subscribe, unsubscribe } from 'lightning/empApi';
import type { EmpSubscription } from 'lightning/empApi';
import { refreshApex } from '@salesforce/apex';
import FORM_FACTOR from '@salesforce/client/formFactor';
import CHANGED_EVENT from '@salesforce/schema/SLA_Changed__e';
import getBoard from '@salesforce/apex/BoardController.getBoard';
import getServerNow from '@salesforce/apex/LeadPanelController.getServerNow';
import type { BoardView } from 'baton/views';
import { boardColumns, boardCsv, changesText } from 'c/boardList';
import { TILE_NAMES, actionsOf, boardRow, boardRows, peopleOf, peopleOfServer, tileCount } from 'c/boardModel';
import type { Row, RowAction, TileKey } from 'c/boardModel';
import type { ActionName, ActionRow } from 'c/boardActions';
import { messageOf } from 'c/callError';
import { TICKING, format, instantText, serverTime, startTicking, syncServerTime, toMillis } from 'c/clockTime';
import BoardAll from '@salesforce/label/c.BoardAll';
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
import BoardOwner from '@salesforce/label/c.BoardOwner';
import BoardPeople from '@salesforce/label/c.BoardPeople';
import BoardRegion from '@salesforce/label/c.BoardRegion';
import BoardSegment from '@salesforce/label/c.BoardSegment';
import BoardSelectAlt from '@salesforce/label/c.BoardSelectAlt';
import BoardTeam from '@salesforce/label/c.BoardTeam';
import BoardTitle from '@salesforce/label/c.BoardTitle';
import BoardUpdated from '@salesforce/label/c.BoardUpdated';
import BtnRefresh from '@salesforce/label/c.BtnRefresh';
import BtnTryAgain from '@salesforce/label/c.BtnTryAgain';
import ErrBoardLoad from '@salesforce/label/c.ErrBoardLoad';
import Loading from '@salesforce/label/c.Loading';
import Refreshing from '@salesforce/label/c.Refreshing';

const POLL = 60_000;
const PAGE = 50;
/** More than one announcement in this time becomes one. */
const QUIET = 10_000;
const FAILED_POLLS = 2;
const ALL = '';

type Filter = 'team' | 'region' | 'segment';
/** On the phone the people are a filter like the others. */
type FilterField = Filter | 'holder';
type Wired = { data?: BoardView; error?: unknown };

type ActionsElement = HTMLElement & {
  run(name: ActionName, rows: ActionRow[]): Promise<void>;
  explain(row: ActionRow): Promise<void>;
};
type ShownRow = Row & { actions: RowAction[]; moreAlt: string; selectAlt: string; selected: boolean };

/** The breach board: who needs help now (product.md S1, ux.md 2.8). */
export default class BreachBoard extends NavigationMixin(LightningElement) {
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

  readonly label = {
    BoardClear,
    BoardExport,
    BoardLoadMore,
    BoardObserve,
    BoardPeople,
    BoardTitle,
    BtnRefresh,
    BtnTryAgain,
    Loading,
    Refreshing
  };

  private wired: Wired | undefined;
  private stopTicking: (() => void) | undefined;
  private subscription: EmpSubscription | undefined;
  private lastRead = Date.now();
  private lastSaid = 0;
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
    void this.syncClock();
    void this.listen();
    this.stopTicking = startTicking({
      onTick: (now) => this.tick(now),
      onReturn: () => void this.refresh(),
      isUrgent: (now) =>
        this.board?.rows.some((row) => row.dueAt && Math.abs(toMillis(row.dueAt) - now) < TICKING) === true
    });
  }

  disconnectedCallback(): void {
    this.stopTicking?.();
    if (this.subscription) {
      void unsubscribe(this.subscription);
    }
  }

  /* ---- what is shown ---- */

  get isLoading(): boolean {
    return !this.board && !this.loadError;
  }

  get isLarge(): boolean {
    return FORM_FACTOR === 'Large';
  }

  get observe(): boolean {
    return this.board?.observe === true;
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
    return Boolean(this.tile || this.holderId || Object.values(this.filters).some(Boolean));
  }

  get emptyText(): string {
    if (this.isFiltered) {
      return BoardFilteredEmpty;
    }
    const next = this.board?.nextDue;
    return next?.dueAt ? format(BoardEmptyNext, instantText(next.dueAt, this.now), next.leadName) : BoardEmpty;
  }

  get tiles(): { key: string; name: string; count: number; css: string; pressed: string }[] {
    const rows = this.allRows;
    return (Object.keys(TILE_NAMES) as TileKey[]).map((key) => ({
      key,
      name: TILE_NAMES[key],
      count: tileCount(this.board, rows, key),
      css: key === this.tile ? 'tile is-pressed' : 'tile',
      pressed: String(key === this.tile)
    }));
  }

  private get isSmall(): boolean {
    return FORM_FACTOR === 'Small';
  }

  get showPeople(): boolean {
    return !this.isSmall && this.people.length > 0;
  }

  get people(): { holderId: string; name: string; text: string; css: string; pressed: string }[] {
    const rows = this.allRows.filter((row) => !this.tile || row.tile === this.tile);
    const people = this.board?.hasMore && !this.tile ? peopleOfServer(this.board) : peopleOf(rows);
    return people.map((person) => ({
      ...person,
      css: person.holderId === this.holderId ? 'person is-pressed' : 'person',
      pressed: String(person.holderId === this.holderId)
    }));
  }

  get filterFields(): {
    name: FilterField;
    label: string;
    value: string;
    options: { label: string; value: string }[];
  }[] {
    const board = this.board as BoardView;
    const people = this.people.map((person) => ({ label: `${person.name} · ${person.text}`, value: person.holderId }));
    const holder = {
      name: 'holder' as const,
      label: BoardOwner,
      value: this.holderId,
      options: [{ label: BoardAll, value: ALL }, ...people]
    };
    const options = (values: readonly string[]): { label: string; value: string }[] => [
      { label: BoardAll, value: ALL },
      ...values.map((value) => ({ label: value, value }))
    ];
    return [
      { name: 'team', label: BoardTeam, value: this.filters.team, options: options(board.teams) },
      { name: 'region', label: BoardRegion, value: this.filters.region, options: options(board.regions) },
      { name: 'segment', label: BoardSegment, value: this.filters.segment, options: options(board.segments) },
      ...(this.isSmall ? [holder] : [])
    ];
  }

  get columns(): object[] {
    return boardColumns(this.canAct);
  }

  get canExport(): boolean {
    return this.matching.length > 0;
  }

  /* ---- what a person does ---- */

  handleRefresh(): void {
    void this.refresh();
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
    this.lastRead = Date.now();
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

  private tick(now: number): void {
    this.now = now;
    if (Date.now() - this.lastRead >= POLL) {
      this.lastRead = Date.now();
      void this.refresh();
    }
  }

  private async refresh(): Promise<void> {
    if (this.refreshing) {
      return;
    }
    this.refreshing = true;
    try {
      await this.syncClock();
      await refreshApex(this.wired);
    } finally {
      this.refreshing = false;
    }
  }

  private async syncClock(): Promise<void> {
    try {
      syncServerTime((await getServerNow()) as string);
      this.now = serverTime();
    } catch (error) {
      this.failedPolls += 1;
      this.loadError = this.board ? '' : messageOf(error) || ErrBoardLoad;
    }
  }

  /** Live on the desktop only (the platform has no streaming on the phone); polling carries everything else. */
  private async listen(): Promise<void> {
    if (this.isLarge) {
      this.subscription = await subscribe(`/event/${CHANGED_EVENT.objectApiName}`, -1, () => void this.refresh());
    }
  }
}
