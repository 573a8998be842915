import { LightningElement, api } from 'lwc';
import LOCALE from '@salesforce/i18n/locale';
import start from '@salesforce/apex/TryOutController.start';
import progress from '@salesforce/apex/TryOutController.progress';
import cancel from '@salesforce/apex/TryOutController.cancel';
import type { TryOutCounts, TryOutProgress, TryOutResult, TryOutRow } from 'baton/agreementTools';
import { messageOf } from 'c/callError';
import { count, format } from 'c/clockTime';
import BtnCancel from '@salesforce/label/c.BtnCancel';
import TryCancelled from '@salesforce/label/c.TryCancelled';
import TryCell from '@salesforce/label/c.TryCell';
import TryDays30 from '@salesforce/label/c.TryDays30';
import TryDays60 from '@salesforce/label/c.TryDays60';
import TryDays90 from '@salesforce/label/c.TryDays90';
import TryDone from '@salesforce/label/c.TryDone';
import TryErr from '@salesforce/label/c.TryErr';
import TryHeadDueSoon from '@salesforce/label/c.TryHeadDueSoon';
import TryHeadLate from '@salesforce/label/c.TryHeadLate';
import TryHeadLeads from '@salesforce/label/c.TryHeadLeads';
import TryHeadLine from '@salesforce/label/c.TryHeadLine';
import TryHeadMet from '@salesforce/label/c.TryHeadMet';
import TryMoved from '@salesforce/label/c.TryMoved';
import TryMovedMany from '@salesforce/label/c.TryMovedMany';
import TryMovedNone from '@salesforce/label/c.TryMovedNone';
import TryMovedOne from '@salesforce/label/c.TryMovedOne';
import TryMovedSome from '@salesforce/label/c.TryMovedSome';
import TryNobody from '@salesforce/label/c.TryNobody';
import TryNoLine from '@salesforce/label/c.TryNoLine';
import TryNothing from '@salesforce/label/c.TryNothing';
import TryNothingWritten from '@salesforce/label/c.TryNothingWritten';
import TryNowDraft from '@salesforce/label/c.TryNowDraft';
import TryPeriod from '@salesforce/label/c.TryPeriod';
import TryProgress from '@salesforce/label/c.TryProgress';
import TryProgressOpen from '@salesforce/label/c.TryProgressOpen';
import TryRun from '@salesforce/label/c.TryRun';
import TryStarting from '@salesforce/label/c.TryStarting';
import TryTitle from '@salesforce/label/c.TryTitle';
import TryTodays from '@salesforce/label/c.TryTodays';
import TryAgainst from '@salesforce/label/c.TryAgainst';
import TryAgainstNone from '@salesforce/label/c.TryAgainstNone';
import TryUnjudgedOne from '@salesforce/label/c.TryUnjudgedOne';
import TryUnjudged from '@salesforce/label/c.TryUnjudged';

const POLL = 2000;
const COLUMNS: readonly (keyof TryOutCounts)[] = ['leads', 'met', 'dueSoon', 'late'];
const signed = new Intl.NumberFormat(LOCALE, { signDisplay: 'exceptZero' });

interface Cell {
  id: string;
  text: string;
  isWorse: boolean;
}

interface Line {
  id: string;
  name: string;
  stage: string;
  cells: Cell[];
}

/** Replays the last days against a version (ux.md 2.9 "Try out"). Writes nothing. */
export default class TryOut extends LightningElement {
  @api versionId = '';
  days = '90';
  run: TryOutProgress | null = null;
  busy = false;
  error = '';
  readonly label = {
    BtnCancel,
    TryHeadDueSoon,
    TryHeadLate,
    TryHeadLeads,
    TryHeadLine,
    TryHeadMet,
    TryNothingWritten,
    TryNowDraft,
    TryPeriod,
    TryRun,
    TryTitle
  };
  readonly dayOptions = [
    { label: TryDays30, value: '30' },
    { label: TryDays60, value: '60' },
    { label: TryDays90, value: '90' }
  ];
  private timer: ReturnType<typeof setTimeout> | undefined;

  disconnectedCallback(): void {
    clearTimeout(this.timer);
  }

  get isRunning(): boolean {
    return this.busy || this.run?.status === 'Running';
  }

  get canCancel(): boolean {
    return this.run?.status === 'Running';
  }

  get progressText(): string {
    if (this.run?.status !== 'Running') {
      return TryStarting;
    }
    const { leadsDone, leadsTotal } = this.run;
    const done = leadsDone ?? 0;
    return leadsTotal ? format(TryProgress, done, leadsTotal) : format(TryProgressOpen, done);
  }

  get percent(): number {
    const total = this.run?.leadsTotal ?? 0;
    return total === 0 ? 0 : Math.round((100 * (this.run?.leadsDone ?? 0)) / total);
  }

  get result(): TryOutResult | null {
    return this.isRunning ? null : (this.run?.result ?? null);
  }

  get hasLeads(): boolean {
    return (this.result?.leads ?? 0) > 0;
  }

  get resultTitle(): string {
    const { leads, days } = this.result as TryOutResult;
    return leads === 0 ? format(TryNothing, days) : format(TryDone, leads, days);
  }

  /** What a screen reader is told: the start and the end, not each step. */
  get status(): string {
    if (this.isRunning) {
      return TryStarting;
    }
    if (this.run?.status === 'Cancelled') {
      return TryCancelled;
    }
    return this.result ? `${this.resultTitle} ${TryNothingWritten}` : '';
  }

  get isCancelled(): boolean {
    return !this.isRunning && this.run?.status === 'Cancelled';
  }

  get cancelledText(): string {
    return TryCancelled;
  }

  get lines(): Line[] {
    return (this.result?.rows ?? []).map((row) => ({
      id: `${row.stage}:${row.name}`,
      name: row.name,
      stage: row.stageName,
      cells: COLUMNS.map((column) => cellOf(row, column))
    }));
  }

  get movedTitle(): string {
    const { movedCount, moved } = this.result as TryOutResult;
    if (movedCount === 0) {
      return TryMovedNone;
    }
    const text = movedCount === 1 ? TryMovedOne : format(TryMovedMany, movedCount);
    return moved.length < movedCount ? `${text} ${format(TryMovedSome, moved.length)}` : text;
  }

  get moved(): { id: string; url: string; name: string; text: string; isVisible: boolean }[] {
    return (this.result?.moved ?? []).map((one) => ({
      id: `${one.leadId}:${one.stage}`,
      url: `/lightning/r/Lead/${one.leadId}/view`,
      name: one.leadName ?? TryNobody,
      isVisible: Boolean(one.leadName),
      text: format(TryMoved, one.stageName, one.fromLine ?? TryNoLine, one.toLine ?? TryNoLine)
    }));
  }

  get remarks(): string[] {
    const { todaysFields, unjudged, againstName, againstVersion } = this.result as TryOutResult;
    const counted = unjudged === 1 ? TryUnjudgedOne : format(TryUnjudged, unjudged);
    return [
      againstName ? format(TryAgainst, againstName, againstVersion ?? '') : TryAgainstNone,
      ...(todaysFields.length > 0 ? [format(TryTodays, todaysFields.join(', '))] : []),
      ...(unjudged > 0 ? [counted] : [])
    ];
  }

  handleDays(event: CustomEvent<{ value: string }>): void {
    this.days = event.detail.value;
  }

  handleRun(): void {
    this.run = null;
    void this.ask(() => start({ versionId: this.versionId, days: Number(this.days) }));
  }

  handleCancel(): void {
    clearTimeout(this.timer);
    const runId = this.run?.runId;
    void this.ask(() => cancel({ runId }));
  }

  private async ask(call: () => Promise<TryOutProgress>): Promise<void> {
    this.busy = true;
    this.error = '';
    try {
      this.take(await call());
    } catch (problem) {
      this.run = null;
      this.error = messageOf(problem) || TryErr;
    } finally {
      this.busy = false;
    }
  }

  private take(answer: TryOutProgress): void {
    this.run = answer;
    if (answer.status === 'Failed') {
      this.error = answer.error || TryErr;
    } else if (answer.status === 'Running') {
      this.watch(answer.runId as string);
    }
  }

  private watch(runId: string): void {
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- asks again until the job is done
    this.timer = setTimeout(() => void this.poll(runId), POLL);
  }

  /** One answer that does not come is no end of the run: it is asked again, and Cancel stays. */
  private async poll(runId: string): Promise<void> {
    try {
      const answer = (await progress({ runId })) as TryOutProgress;
      if (this.isWatched(runId)) {
        this.error = '';
        this.take(answer);
      }
    } catch (problem) {
      if (this.isWatched(runId)) {
        this.error = messageOf(problem) || TryErr;
        this.watch(runId);
      }
    }
  }

  private isWatched(runId: string): boolean {
    return this.isConnected && this.run?.runId === runId && this.canCancel;
  }
}

/** Now, draft, difference; fewer met or more late is worse. */
function cellOf(row: TryOutRow, column: keyof TryOutCounts): Cell {
  const [now, draft] = [row.now[column], row.draft[column]];
  const change = draft - now;
  return {
    id: column,
    text: change === 0 ? count(draft) : format(TryCell, now, draft, signed.format(change)),
    isWorse: column === 'late' && change > 0
  };
}
