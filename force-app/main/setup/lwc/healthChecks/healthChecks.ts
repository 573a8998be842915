import { LightningElement } from 'lwc';
import progress from '@salesforce/apex/HealthController.progress';
import recalculate from '@salesforce/apex/HealthController.recalculate';
import repair from '@salesforce/apex/HealthController.repair';
import runChecks from '@salesforce/apex/HealthController.runChecks';
import type { CheckItem, CheckView, ProgressView } from 'baton/setup';
import { messageOf } from 'c/callError';
import { format } from 'c/clockTime';
import ChecksBad from '@salesforce/label/c.ChecksBad';
import ChecksChanged from '@salesforce/label/c.ChecksChanged';
import ChecksChangedNothing from '@salesforce/label/c.ChecksChangedNothing';
import ChecksFine from '@salesforce/label/c.ChecksFine';
import ChecksHideFine from '@salesforce/label/c.ChecksHideFine';
import ChecksHow from '@salesforce/label/c.ChecksHow';
import ChecksInfo from '@salesforce/label/c.ChecksInfo';
import ChecksItems from '@salesforce/label/c.ChecksItems';
import ChecksLook from '@salesforce/label/c.ChecksLook';
import ChecksMore from '@salesforce/label/c.ChecksMore';
import ChecksProgress from '@salesforce/label/c.ChecksProgress';
import ChecksRecalculate from '@salesforce/label/c.ChecksRecalculate';
import ChecksRecalculateAlt from '@salesforce/label/c.ChecksRecalculateAlt';
import ChecksRecalculated from '@salesforce/label/c.ChecksRecalculated';
import ChecksRecalculatedOne from '@salesforce/label/c.ChecksRecalculatedOne';
import ChecksRecalculatedFailed from '@salesforce/label/c.ChecksRecalculatedFailed';
import ChecksRepair from '@salesforce/label/c.ChecksRepair';
import ChecksRepairAlt from '@salesforce/label/c.ChecksRepairAlt';
import ChecksRepairing from '@salesforce/label/c.ChecksRepairing';
import ChecksRun from '@salesforce/label/c.ChecksRun';
import ChecksRunning from '@salesforce/label/c.ChecksRunning';
import ChecksShowFine from '@salesforce/label/c.ChecksShowFine';
import ChecksSummary from '@salesforce/label/c.ChecksSummary';
import ChecksTitle from '@salesforce/label/c.ChecksTitle';
import ChecksWillChange from '@salesforce/label/c.ChecksWillChange';
import ErrChecks from '@salesforce/label/c.ErrChecks';

const CALENDAR = 'Changed:';
const POLL = 2_000;

const ICONS: Readonly<Record<CheckView['verdict'], string>> = {
  Fine: 'utility:success',
  Look: 'utility:warning',
  Bad: 'utility:error',
  Info: 'utility:info'
};
const VARIANTS: Readonly<Record<CheckView['verdict'], string>> = {
  Fine: 'success',
  Look: 'warning',
  Bad: 'error',
  Info: ''
};
const VERDICTS: Readonly<Record<CheckView['verdict'], string>> = {
  Fine: ChecksFine,
  Look: ChecksLook,
  Bad: ChecksBad,
  Info: ChecksInfo
};

interface Line {
  key: string;
  text: string;
}

interface Outcome {
  text: string;
  lines: readonly string[];
}

interface Row extends CheckView {
  icon: string;
  variant: string;
  verdictText: string;
  willChange: string;
  progress: string;
  percent: number;
  result: string;
  hasLines: boolean;
  lines: Line[];
  hasItems: boolean;
  itemsText: string;
  items: (CheckItem & { key: string; url: string | null })[];
  moreText: string;
  repairLabel: string;
  repairAlt: string;
}

/** The checks of the health page, worst first; a repair says what it will change and lists it afterwards. */
export default class HealthChecks extends LightningElement {
  checks: readonly CheckView[] | null = null;
  error = '';
  status = '';
  running = false;
  repairing = '';
  showsFine = false;

  readonly label = { ChecksHow, ChecksRun, ChecksRunning, ChecksTitle };

  private outcomes: Readonly<Record<string, Outcome>> = {};
  private jobs: Readonly<Record<string, ProgressView>> = {};
  private timer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    void this.run();
  }

  disconnectedCallback(): void {
    clearTimeout(this.timer);
  }

  /* ---- what is shown ---- */

  get isLoading(): boolean {
    return !this.checks && !this.error;
  }

  get busy(): boolean {
    return this.running || this.repairing !== '';
  }

  private get fine(): number {
    return this.checks?.filter((check) => check.verdict === 'Fine').length ?? 0;
  }

  get summary(): string {
    const look = this.checks?.filter((check) => check.verdict === 'Look' || check.verdict === 'Bad').length ?? 0;
    return this.checks ? format(ChecksSummary, this.fine, look) : '';
  }

  get foldLabel(): string {
    if (this.fine === 0) {
      return '';
    }
    return this.showsFine ? ChecksHideFine : format(ChecksShowFine, this.fine);
  }

  get rows(): Row[] {
    const order: readonly CheckView['verdict'][] = ['Bad', 'Look', 'Info', 'Fine'];
    const shown = (this.checks ?? []).filter((check) => this.isShown(check));
    return [...shown]
      .sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
      .map((check) => this.row(check));
  }

  /** What was just repaired stays in sight although it is fine now. */
  private isShown(check: CheckView): boolean {
    return this.showsFine || check.verdict !== 'Fine' || this.outcomes[check.key] !== undefined;
  }

  private row(check: CheckView): Row {
    const job = this.jobOf(check);
    const outcome = this.outcomes[check.key];
    return {
      ...check,
      icon: ICONS[check.verdict],
      variant: VARIANTS[check.verdict],
      verdictText: VERDICTS[check.verdict],
      willChange: check.repair && !job ? format(ChecksWillChange, check.repair) : '',
      progress: job ? format(ChecksProgress, job.done, job.total) : '',
      percent: job && job.total > 0 ? Math.round((job.done / job.total) * 100) : 0,
      result: outcome?.text ?? '',
      hasLines: (outcome?.lines.length ?? 0) > 0,
      lines: (outcome?.lines ?? []).map((text, index) => ({ key: `${check.key}${index}`, text })),
      ...itemsOf(check),
      ...this.buttonOf(check, job !== undefined)
    };
  }

  private jobOf(check: CheckView): { done: number; total: number } | undefined {
    const job = this.jobs[check.key];
    if (job?.running) {
      return job;
    }
    return check.done != null && check.total != null && !job ? { done: check.done, total: check.total } : undefined;
  }

  private buttonOf(check: CheckView, isAtWork: boolean): Pick<Row, 'repairLabel' | 'repairAlt'> {
    if (!check.repair || isAtWork) {
      return { repairLabel: '', repairAlt: '' };
    }
    const isCalendar = check.key.startsWith(CALENDAR);
    const label = isCalendar ? ChecksRecalculate : ChecksRepair;
    return {
      repairLabel: this.repairing === check.key ? ChecksRepairing : label,
      repairAlt: format(isCalendar ? ChecksRecalculateAlt : ChecksRepairAlt, check.name)
    };
  }

  /* ---- what a person does ---- */

  handleRun(): void {
    this.outcomes = {};
    void this.run().then(() => this.focusOn('[data-action="run"]'));
  }

  handleFold(): void {
    this.showsFine = !this.showsFine;
  }

  handleRepair(event: Event): void {
    const { key = '' } = (event.currentTarget as HTMLElement).dataset;
    void this.mend(key);
  }

  private async mend(key: string): Promise<void> {
    this.repairing = key;
    this.error = '';
    try {
      if (key.startsWith(CALENDAR)) {
        await this.follow(key, (await recalculate({ calendar: key.slice(CALENDAR.length) })) as ProgressView);
      } else {
        const changed = (await repair({ key })) as readonly string[];
        this.settle(key, changed.length > 0 ? format(ChecksChanged, changed.join(', ')) : ChecksChangedNothing, []);
        await this.run();
      }
    } catch (error) {
      this.error = messageOf(error) || ErrChecks;
    } finally {
      this.repairing = '';
      void Promise.resolve().then(() =>
        this.focusOn(`[data-check="${key}"] lightning-button`, `[data-check="${key}"]`)
      );
    }
  }

  /** While it works every button is disabled and loses the focus: it goes to the first of these places that is there. */
  private focusOn(...places: readonly string[]): void {
    const found = places.map((place) => this.template?.querySelector<HTMLElement>(place)).find(Boolean);
    found?.focus();
  }

  /** A recalculation of many clocks is a chain of jobs: look every two seconds how far it is. */
  private async follow(key: string, job: ProgressView): Promise<void> {
    this.jobs = { ...this.jobs, [key]: job };
    if (job.running) {
      this.status = format(ChecksProgress, job.done, job.total);
      // eslint-disable-next-line @lwc/lwc/no-async-operation -- polls a job that runs on the server
      this.timer = setTimeout(() => void this.ask(key), POLL);
      return;
    }
    const text =
      job.failed > 0
        ? format(ChecksRecalculatedFailed, job.moved, job.total, job.failed)
        : format(job.total === 1 ? ChecksRecalculatedOne : ChecksRecalculated, job.moved, job.total);
    this.settle(key, text, job.lines);
    await this.run(key);
  }

  private async ask(key: string): Promise<void> {
    try {
      await this.follow(key, (await progress({ calendar: key.slice(CALENDAR.length) })) as ProgressView);
    } catch (error) {
      this.error = messageOf(error) || ErrChecks;
    }
  }

  private settle(key: string, text: string, lines: readonly string[]): void {
    this.outcomes = { ...this.outcomes, [key]: { text, lines } };
    this.status = text;
    this.dispatchEvent(new CustomEvent('changed'));
  }

  /** Runs them all; what `keep` has just repaired stays listed when its check is gone. */
  private async run(keep?: string): Promise<void> {
    this.running = true;
    this.error = '';
    const before = this.checks?.find((check) => check.key === keep);
    try {
      const found = (await runChecks()) as readonly CheckView[];
      const isGone = before && !found.some((check) => check.key === keep);
      this.checks = isGone ? [...found, asFine(before)] : found;
    } catch (error) {
      this.error = messageOf(error) || ErrChecks;
    } finally {
      this.running = false;
    }
  }
}

function asFine(check: CheckView): CheckView {
  return { ...check, verdict: 'Fine', repair: null, why: null, items: [], more: 0, done: null, total: null };
}

function itemsOf(check: CheckView): Pick<Row, 'hasItems' | 'itemsText' | 'items' | 'moreText'> {
  const total = check.items.length + check.more;
  return {
    hasItems: total > 0,
    itemsText: format(ChecksItems, total),
    items: check.items.map((item, index) => ({
      ...item,
      key: `${check.key}:${index}`,
      url: item.recordId ? `/${item.recordId}` : null
    })),
    moreText: check.more > 0 ? format(ChecksMore, check.more) : ''
  };
}
