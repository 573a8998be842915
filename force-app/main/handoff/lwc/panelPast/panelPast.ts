import { LightningElement, api } from 'lwc';
import type { PanelView } from 'baton/views';
import { format } from 'c/clockTime';
import { pastCycleText } from 'c/panelEnds';
import PastCyclesMany from '@salesforce/label/c.PastCyclesMany';
import PastCyclesOne from '@salesforce/label/c.PastCyclesOne';

/** What is over: past cycles, one line each, and everything that happened (ux.md 2.2). Folded until somebody asks. */
export default class PanelPast extends LightningElement {
  @api view?: PanelView | null;
  @api now = 0;

  get cycles(): { key: string; text: string }[] {
    return (this.view?.pastCycles ?? []).map((cycle) => ({
      key: `cycle-${cycle.cycle}`,
      text: pastCycleText(cycle, this.now)
    }));
  }

  get title(): string {
    return this.cycles.length === 1 ? PastCyclesOne : format(PastCyclesMany, this.cycles.length);
  }
}
