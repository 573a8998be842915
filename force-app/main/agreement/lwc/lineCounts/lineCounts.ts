import { LightningElement, api } from 'lwc';
import cancelMatches from '@salesforce/apex/AgreementEditorController.cancelMatches';
import getMatches from '@salesforce/apex/AgreementEditorController.getMatches';
import startMatches from '@salesforce/apex/AgreementEditorController.startMatches';
import type { MatchesView } from 'baton/agreement';
import { messageOf } from 'c/callError';
import { datedText, format, serverTime } from 'c/clockTime';
import BtnCancel from '@salesforce/label/c.BtnCancel';
import LinesCount from '@salesforce/label/c.LinesCount';
import LinesCountAgain from '@salesforce/label/c.LinesCountAgain';
import LinesCountFailed from '@salesforce/label/c.LinesCountFailed';
import LinesCounted from '@salesforce/label/c.LinesCounted';
import LinesCounting from '@salesforce/label/c.LinesCounting';
import LinesTooMany from '@salesforce/label/c.LinesTooMany';
import TryErr from '@salesforce/label/c.TryErr';
import TryProgress from '@salesforce/label/c.TryProgress';
import TryProgressOpen from '@salesforce/label/c.TryProgressOpen';

const POLL = 2000;

/**
 * Stands above the lines where their leads are too many to be counted at once: starts the count, shows how far it is, and
 * says when it was made. Fires `counted` (MatchesView) with each answer.
 */
export default class LineCounts extends LightningElement {
  @api versionId = '';
  busy = false;
  error = '';
  readonly label = { BtnCancel };
  private shown: MatchesView | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  @api
  get counts(): MatchesView | null {
    return this.shown;
  }

  set counts(counts: MatchesView | null) {
    this.shown = counts;
    clearTimeout(this.timer);
    if (this.isCounting) {
      this.watch();
    }
  }

  disconnectedCallback(): void {
    clearTimeout(this.timer);
  }

  get isShown(): boolean {
    return this.shown !== null && ['Kept', 'Counting', 'TooMany'].includes(this.shown.state);
  }

  get isCounting(): boolean {
    return this.shown?.state === 'Counting';
  }

  get text(): string {
    const { state, leads, countedAt, leadsDone, leadsTotal } = this.shown as MatchesView;
    if (state === 'Counting') {
      const done = leadsDone ?? 0;
      const far = leadsTotal ? format(TryProgress, done, leadsTotal) : format(TryProgressOpen, done);
      return `${LinesCounting} ${far}`;
    }
    return countedAt ? format(LinesCounted, datedText(countedAt, serverTime()), leads ?? 0) : LinesTooMany;
  }

  get percent(): number {
    const total = this.shown?.leadsTotal ?? 0;
    return total === 0 ? 0 : Math.round((100 * (this.shown?.leadsDone ?? 0)) / total);
  }

  get startLabel(): string {
    return this.shown?.countedAt ? LinesCountAgain : LinesCount;
  }

  get errorText(): string {
    const failed = this.shown?.error ? format(LinesCountFailed, this.shown.error) : '';
    return this.error || failed;
  }

  handleStart(): void {
    void this.ask(() => startMatches({ agreementId: this.versionId }));
  }

  handleCancel(): void {
    void this.ask(() => cancelMatches({ agreementId: this.versionId }));
  }

  private watch(): void {
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- asks again until the job is done
    this.timer = setTimeout(() => void this.poll(), POLL);
  }

  /** One answer that does not come is no end: it is asked again. Nothing is disabled meanwhile, so that Cancel keeps the focus. */
  private async poll(): Promise<void> {
    try {
      this.tell(await getMatches({ agreementId: this.versionId }));
      this.error = '';
    } catch (problem) {
      this.error = messageOf(problem) || TryErr;
      if (this.isConnected) {
        this.watch();
      }
    }
  }

  private tell(counts: unknown): void {
    this.dispatchEvent(new CustomEvent('counted', { detail: counts }));
  }

  private async ask(call: () => Promise<unknown>): Promise<void> {
    this.busy = true;
    this.error = '';
    try {
      this.tell(await call());
    } catch (problem) {
      this.error = messageOf(problem) || TryErr;
    } finally {
      this.busy = false;
    }
  }
}
