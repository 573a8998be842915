import { LightningElement, api } from 'lwc';
import type { PanelView } from 'baton/views';
import BtnCall from '@salesforce/label/c.BtnCall';
import BtnEmail from '@salesforce/label/c.BtnEmail';
import BtnWhichProof from '@salesforce/label/c.BtnWhichProof';
import HelpVerified from '@salesforce/label/c.HelpVerified';
import ProofHelp from '@salesforce/label/c.ProofHelp';

/** Stages that end by reaching the person. */
const REACHING: ReadonlySet<string> = new Set(['FirstContact', 'FollowUp', 'Return']);
/** While a clock is in one of these states, somebody may be waiting for the call. */
const OPEN: ReadonlySet<string> = new Set(['Running', 'OutOfHours', 'Paused']);

/** How the one who owes reaches the person, and what counts as having done so (ux.md 2.2, H11). */
export default class PanelReach extends LightningElement {
  @api view?: PanelView | null;

  readonly label = { BtnCall, BtnEmail, BtnWhichProof, HelpVerified, ProofHelp };

  get phone(): string {
    return this.owed ? (this.view?.context?.phone ?? '') : '';
  }

  get email(): string {
    return this.owed ? (this.view?.context?.email ?? '') : '';
  }

  get shown(): boolean {
    return this.phone !== '' || this.email !== '';
  }

  /** Only where somebody says that it is done and nothing proves it. */
  get asksForProof(): boolean {
    return this.owed && this.view?.clock?.stage === 'FirstContact' && Boolean(this.view.clock.claim);
  }

  private get owed(): boolean {
    const clock = this.view?.clock;
    return clock != null && clock.isMine && REACHING.has(clock.stage) && OPEN.has(clock.state);
  }
}
