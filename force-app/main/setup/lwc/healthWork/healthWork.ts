import { LightningElement, wire } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import dismiss from '@salesforce/apex/HealthController.dismiss';
import getWork from '@salesforce/apex/HealthController.getWork';
import retry from '@salesforce/apex/HealthController.retry';
import type { FailedView, RetryView, WorkView } from 'baton/setup';
import { messageOf } from 'c/callError';
import { count, format, instantText, serverTime, tookDuration } from 'c/clockTime';
import BtnRefresh from '@salesforce/label/c.BtnRefresh';
import ErrSetupAction from '@salesforce/label/c.ErrSetupAction';
import ErrWorkLoad from '@salesforce/label/c.ErrWorkLoad';
import Loading from '@salesforce/label/c.Loading';
import WorkBacklog from '@salesforce/label/c.WorkBacklog';
import WorkDismiss from '@salesforce/label/c.WorkDismiss';
import WorkDismissAlt from '@salesforce/label/c.WorkDismissAlt';
import WorkDismissed from '@salesforce/label/c.WorkDismissed';
import WorkEvents from '@salesforce/label/c.WorkEvents';
import WorkEventsMore from '@salesforce/label/c.WorkEventsMore';
import WorkFailed from '@salesforce/label/c.WorkFailed';
import WorkFailedMore from '@salesforce/label/c.WorkFailedMore';
import WorkFailedNone from '@salesforce/label/c.WorkFailedNone';
import WorkFailedRow from '@salesforce/label/c.WorkFailedRow';
import WorkFootprint from '@salesforce/label/c.WorkFootprint';
import WorkFootprintDml from '@salesforce/label/c.WorkFootprintDml';
import WorkFootprintEvents from '@salesforce/label/c.WorkFootprintEvents';
import WorkFootprintNote from '@salesforce/label/c.WorkFootprintNote';
import WorkFootprintRows from '@salesforce/label/c.WorkFootprintRows';
import WorkFootprintSoql from '@salesforce/label/c.WorkFootprintSoql';
import WorkFootprintStorage from '@salesforce/label/c.WorkFootprintStorage';
import WorkKilobytes from '@salesforce/label/c.WorkKilobytes';
import WorkNeedsPerson from '@salesforce/label/c.WorkNeedsPerson';
import WorkNextTry from '@salesforce/label/c.WorkNextTry';
import WorkRetriedMany from '@salesforce/label/c.WorkRetriedMany';
import WorkRetriedNone from '@salesforce/label/c.WorkRetriedNone';
import WorkRetriedOne from '@salesforce/label/c.WorkRetriedOne';
import WorkRetry from '@salesforce/label/c.WorkRetry';
import WorkRetryAll from '@salesforce/label/c.WorkRetryAll';
import WorkRetryAlt from '@salesforce/label/c.WorkRetryAlt';
import WorkRetrying from '@salesforce/label/c.WorkRetrying';
import WorkSlowest from '@salesforce/label/c.WorkSlowest';
import WorkSlowestLead from '@salesforce/label/c.WorkSlowestLead';
import WorkSlowestNone from '@salesforce/label/c.WorkSlowestNone';
import WorkStorage from '@salesforce/label/c.WorkStorage';
import WorkStorageForecast from '@salesforce/label/c.WorkStorageForecast';
import WorkStorageForecastMore from '@salesforce/label/c.WorkStorageForecastMore';
import WorkStorageFull from '@salesforce/label/c.WorkStorageFull';
import WorkStorageOwn from '@salesforce/label/c.WorkStorageOwn';
import WorkStorageRoomMany from '@salesforce/label/c.WorkStorageRoomMany';
import WorkStorageRoomNone from '@salesforce/label/c.WorkStorageRoomNone';
import WorkStorageRoomOne from '@salesforce/label/c.WorkStorageRoomOne';
import WorkStorageUnknown from '@salesforce/label/c.WorkStorageUnknown';
import WorkStorageUsual from '@salesforce/label/c.WorkStorageUsual';
import WorkTitle from '@salesforce/label/c.WorkTitle';
import WorkTriesMany from '@salesforce/label/c.WorkTriesMany';
import WorkTriesOne from '@salesforce/label/c.WorkTriesOne';

type Wired = { data?: WorkView; error?: unknown };

interface Fact {
  key: string;
  name: string;
  value: string;
  url?: string | null;
}

interface FailedRow extends FailedView {
  url: string | null;
  facts: string;
  retryLabel: string;
  retryAlt: string;
  dismissAlt: string;
}

/** What the engine does today, what failed, and what it costs; fires `changed` after a retry. */
export default class HealthWork extends LightningElement {
  work: WorkView | null = null;
  loadError = '';
  actionError = '';
  result = '';
  status = '';
  working = '';

  readonly label = {
    BtnRefresh,
    Loading,
    WorkDismiss,
    WorkFailedNone,
    WorkFootprint,
    WorkFootprintNote,
    WorkStorage,
    WorkTitle
  };

  private wired: Wired | undefined;

  @wire(getWork)
  receive(wired: Wired): void {
    this.wired = wired;
    if (wired.data) {
      this.work = wired.data;
      this.loadError = '';
    } else if (wired.error) {
      this.loadError = messageOf(wired.error) || ErrWorkLoad;
    }
  }

  /* ---- what is shown ---- */

  get isLoading(): boolean {
    return !this.work && !this.loadError;
  }

  get busy(): boolean {
    return this.working !== '';
  }

  get facts(): Fact[] {
    const work = this.work as WorkView;
    return [
      { key: 'backlog', name: WorkBacklog, value: count(work.backlog) },
      {
        key: 'slowest',
        name: WorkSlowest,
        value: slowestText(work),
        url: work.slowestLeadId ? `/${work.slowestLeadId}` : null
      },
      {
        key: 'events',
        name: WorkEvents,
        value: work.more ? format(WorkEventsMore, work.events) : count(work.events)
      }
    ];
  }

  get footprint(): Fact[] {
    const { queries, statements, rows, kilobytes, events } = (this.work as WorkView).footprint;
    return [
      { key: 'soql', name: WorkFootprintSoql, value: count(queries) },
      { key: 'dml', name: WorkFootprintDml, value: count(statements) },
      { key: 'rows', name: WorkFootprintRows, value: count(rows) },
      { key: 'storage', name: WorkFootprintStorage, value: format(WorkKilobytes, kilobytes) },
      { key: 'events', name: WorkFootprintEvents, value: count(events) }
    ];
  }

  get failedTitle(): string {
    return format(WorkFailed, (this.work as WorkView).failedTotal);
  }

  get nothingFailed(): boolean {
    return this.work?.failedTotal === 0;
  }

  get canRetryAll(): boolean {
    return this.work?.failed.some((row) => row.canRetry) === true;
  }

  get retryAllLabel(): string {
    return this.working === 'all' ? WorkRetrying : WorkRetryAll;
  }

  get failed(): FailedRow[] {
    return (this.work as WorkView).failed.map((row) => ({
      ...row,
      url: row.leadId ? `/${row.leadId}` : null,
      facts: failedFacts(row),
      retryLabel: this.working === row.id ? WorkRetrying : WorkRetry,
      retryAlt: format(WorkRetryAlt, row.name),
      dismissAlt: format(WorkDismissAlt, row.name)
    }));
  }

  get moreFailed(): string {
    const { failed, failedTotal } = this.work as WorkView;
    return failedTotal > failed.length ? format(WorkFailedMore, failedTotal - failed.length) : '';
  }

  get forecastText(): string {
    const { leadsPerMonth, atLeast, rowsPerLead, megabytesPerMonth } = (this.work as WorkView).forecast;
    return format(
      atLeast ? WorkStorageForecastMore : WorkStorageForecast,
      leadsPerMonth,
      rowsPerLead,
      megabytesPerMonth
    );
  }

  get sampleText(): string {
    return (this.work as WorkView).forecast.measured ? WorkStorageOwn : WorkStorageUsual;
  }

  get roomText(): string {
    const { usedMegabytes: used, limitMegabytes: limit, monthsLeft } = (this.work as WorkView).forecast;
    if (used == null || limit == null) {
      return WorkStorageUnknown;
    }
    return format(roomLabel(monthsLeft), used, limit, monthsLeft ?? '');
  }

  /* ---- what a person does ---- */

  handleRefresh(): void {
    void refreshApex(this.wired);
  }

  handleRetry(event: Event): void {
    const { id = '' } = (event.currentTarget as HTMLElement).dataset;
    void this.run(id, () => this.retryOne([id]), `[data-action="retry"][data-id="${id}"]`);
  }

  handleRetryAll(): void {
    void this.run('all', () => this.retryOne(null), '[data-action="retry-all"]');
  }

  handleDismiss(event: Event): void {
    const { id = '', name = '' } = (event.currentTarget as HTMLElement).dataset;
    void this.run(
      id,
      async () => {
        await dismiss({ rowId: id });
        return format(WorkDismissed, name);
      },
      `[data-action="dismiss"][data-id="${id}"]`
    );
  }

  private async retryOne(ids: readonly string[] | null): Promise<string> {
    return retriedText((await retry({ ids })) as RetryView);
  }

  /** While it works every button is disabled and loses the focus: it goes back, or to the heading where the row is gone. */
  private async run(working: string, call: () => Promise<string>, button: string): Promise<void> {
    this.working = working;
    this.actionError = '';
    try {
      this.result = await call();
      this.status = this.result;
      await refreshApex(this.wired);
      this.dispatchEvent(new CustomEvent('changed'));
    } catch (error) {
      this.actionError = messageOf(error) || ErrSetupAction;
    } finally {
      this.working = '';
      void Promise.resolve().then(() => this.focusOn(button));
    }
  }

  private focusOn(button: string): void {
    const find = (place: string): HTMLElement | null | undefined => this.template?.querySelector<HTMLElement>(place);
    (find(button) ?? find('[data-failed-title]'))?.focus();
  }
}

function roomLabel(months: number | null | undefined): string {
  if (months == null) {
    return WorkStorageRoomNone;
  }
  return months === 0 ? WorkStorageFull : months === 1 ? WorkStorageRoomOne : WorkStorageRoomMany;
}

function slowestText(work: WorkView): string {
  if (work.slowestSeconds == null) {
    return WorkSlowestNone;
  }
  const took = tookDuration(work.slowestSeconds * 1000);
  return work.slowestLeadName ? format(WorkSlowestLead, took, work.slowestLeadName) : took;
}

function failedFacts(row: FailedView): string {
  const tries = row.tries === 1 ? WorkTriesOne : format(WorkTriesMany, row.tries ?? 0);
  const next = row.nextTryAt ? format(WorkNextTry, instantText(row.nextTryAt, serverTime())) : WorkNeedsPerson;
  return format(WorkFailedRow, tries, next);
}

function retriedText({ settled, left, names }: RetryView): string {
  if (settled === 0) {
    return format(WorkRetriedNone, left);
  }
  return settled === 1
    ? format(WorkRetriedOne, names.join(', '), left)
    : format(WorkRetriedMany, settled, names.join(', '), left);
}
