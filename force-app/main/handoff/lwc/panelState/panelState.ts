import { LightningElement, api } from 'lwc';
import type { ClockView } from 'baton/views';
import type { PanelModel } from 'c/panelModel';
import HelpLate from '@salesforce/label/c.HelpLate';

/** The state of the clock at a glance: chip, number and instant, and how far the promise has passed (ux.md 2.2). */
export default class PanelState extends LightningElement {
  @api model!: PanelModel;
  @api clock?: ClockView | null;

  readonly label = { HelpLate };

  get isLate(): boolean {
    return this.model.state === 'Running' && this.model.level === 'Red';
  }

  get dueAt(): string | null | undefined {
    return this.clock?.dueAt;
  }

  get startsAt(): string | null | undefined {
    return this.clock?.startsAt;
  }

  get resumes(): boolean {
    return this.clock?.resumes === true;
  }

  get hasFigures(): boolean {
    return Boolean(this.model.number || this.model.instant);
  }

  get barStyle(): string {
    return `width: ${this.model.bar?.done ?? 0}%`;
  }

  get ticks(): { key: string; style: string }[] {
    return (this.model.bar?.ticks ?? []).map((percent, index) => ({
      key: `tick-${index}`,
      style: `inset-inline-start: ${percent}%`
    }));
  }
}
