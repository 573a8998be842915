import { LightningElement, api } from 'lwc';
import FORM_FACTOR from '@salesforce/client/formFactor';
import USER_ID from '@salesforce/user/Id';
import type { OversightView, VerbResult } from 'baton/views';
import handOver from '@salesforce/apex/OversightController.handOver';
import nudge from '@salesforce/apex/OversightController.nudge';
import unexcuse from '@salesforce/apex/OversightController.unexcuse';
import OversightModal from 'c/oversightModal';
import { messageOf } from 'c/callError';
import { format, instantText, serverTime } from 'c/clockTime';
import BtnDecide from '@salesforce/label/c.BtnDecide';
import BtnDispute from '@salesforce/label/c.BtnDispute';
import BtnExcuse from '@salesforce/label/c.BtnExcuse';
import BtnHandOver from '@salesforce/label/c.BtnHandOver';
import BtnNudge from '@salesforce/label/c.BtnNudge';
import BtnTake from '@salesforce/label/c.BtnTake';
import BtnUnexcuse from '@salesforce/label/c.BtnUnexcuse';
import DecideAlt from '@salesforce/label/c.DecideAlt';
import DisputeAlt from '@salesforce/label/c.DisputeAlt';
import ErrUnexpected from '@salesforce/label/c.ErrUnexpected';
import ExcuseAlt from '@salesforce/label/c.ExcuseAlt';
import HandOverAlt from '@salesforce/label/c.HandOverAlt';
import NudgeAlt from '@salesforce/label/c.NudgeAlt';
import OwnerAway from '@salesforce/label/c.OwnerAway';
import OwnerAwayNobody from '@salesforce/label/c.OwnerAwayNobody';
import OwnerAwayUnknown from '@salesforce/label/c.OwnerAwayUnknown';
import PanelDisputeAccepted from '@salesforce/label/c.PanelDisputeAccepted';
import PanelDisputeDeclined from '@salesforce/label/c.PanelDisputeDeclined';
import PanelDisputedBetween from '@salesforce/label/c.PanelDisputedBetween';
import PanelDisputedTeam from '@salesforce/label/c.PanelDisputedTeam';
import PanelExcused from '@salesforce/label/c.PanelExcused';
import TakeAlt from '@salesforce/label/c.TakeAlt';
import UnexcuseAlt from '@salesforce/label/c.UnexcuseAlt';

type FormName = 'handOver' | 'excuse' | 'dispute' | 'decide';

const BUTTONS: Readonly<Record<string, { label: string; alt: string }>> = {
  take: { label: BtnTake, alt: TakeAlt },
  nudge: { label: BtnNudge, alt: NudgeAlt },
  handOver: { label: BtnHandOver, alt: HandOverAlt },
  excuse: { label: BtnExcuse, alt: ExcuseAlt },
  unexcuse: { label: BtnUnexcuse, alt: UnexcuseAlt },
  dispute: { label: BtnDispute, alt: DisputeAlt },
  decide: { label: BtnDecide, alt: DecideAlt }
};

/**
 * The part of the panel that is about help and late clocks: nudge, hand over, excuse, "This is wrong", decide (ux.md 2.2).
 * Shows only what the viewer may do. Fires `changed` when something was done.
 */
export default class PanelOversight extends LightningElement {
  @api leadId = '';
  @api leadName = '';
  @api view?: OversightView | null;

  busy = false;
  message = '';
  inlineForm: FormName | '' = '';

  get shown(): boolean {
    const view = this.view;
    return Boolean(view && (view.verbs.length > 0 || view.excusedAs || view.dispute || view.awayName));
  }

  get buttons(): { name: string; label: string; alt: string }[] {
    return (this.view?.verbs ?? []).flatMap((name) => {
      const words = BUTTONS[name];
      return words ? [{ name, label: words.label, alt: format(words.alt, this.leadName) }] : [];
    });
  }

  get away(): string {
    const view = this.view;
    if (!view?.awayName) {
      return '';
    }
    if (!view.movesToName || !view.movesAt) {
      return format(OwnerAwayNobody, view.awayName);
    }
    const at = instantText(view.movesAt, serverTime());
    return view.awayUntil
      ? format(OwnerAway, view.awayName, instantText(view.awayUntil, serverTime()), view.movesToName, at)
      : format(OwnerAwayUnknown, view.awayName, view.movesToName, at);
  }

  get excused(): string {
    return this.view?.excusedAs ? format(PanelExcused, this.view.excusedAs, this.view.excusedByName ?? '') : '';
  }

  get disputed(): string {
    const view = this.view;
    const who = view?.disputedByName ?? '';
    switch (view?.dispute) {
      case 'Open':
        return view.disputeDueAt
          ? format(PanelDisputedTeam, who, view.disputedAs ?? '', instantText(view.disputeDueAt, serverTime()))
          : format(PanelDisputedBetween, who, view.disputedAs ?? '');
      case 'Accepted':
        return format(PanelDisputeAccepted, who);
      case 'Declined':
        return format(PanelDisputeDeclined, who);
      default:
        return '';
    }
  }

  get showsHandOver(): boolean {
    return this.inlineForm === 'handOver';
  }

  get leadIds(): string[] {
    return [this.leadId];
  }

  get clockIds(): string[] {
    return this.view?.clockId ? [this.view.clockId] : [];
  }

  handleClick(event: Event): void {
    const name = (event.currentTarget as HTMLElement).dataset.name as string;
    this.message = '';
    if (name === 'nudge') {
      void this.call(() => nudge({ leadIds: this.leadIds, clockIds: null }));
    } else if (name === 'take') {
      void this.call(() => handOver({ leadIds: this.leadIds, toId: USER_ID, note: null }));
    } else if (name === 'unexcuse') {
      void this.call(() => unexcuse({ leadIds: this.leadIds, clockIds: this.clockIds }));
    } else if (FORM_FACTOR === 'Small') {
      this.inlineForm = name as FormName;
    } else {
      void this.ask(name as FormName);
    }
  }

  handleDone(event: CustomEvent<VerbResult[]>): void {
    this.inlineForm = '';
    this.finish(event.detail);
  }

  handleBack(): void {
    this.inlineForm = '';
  }

  private async ask(form: FormName): Promise<void> {
    const results = await OversightModal.open<VerbResult[]>({
      size: 'small',
      label: format(BUTTONS[form]?.alt ?? '', this.leadName),
      form,
      leadIds: this.leadIds,
      clockIds: this.clockIds,
      leadName: this.leadName
    });
    if (results) {
      this.finish(results);
    } else {
      this.template?.querySelector<HTMLElement>(`[data-name="${form}"]`)?.focus();
    }
  }

  private async call(verb: () => Promise<unknown>): Promise<void> {
    this.busy = true;
    try {
      this.finish((await verb()) as VerbResult[]);
    } catch (error) {
      this.message = messageOf(error) || format(ErrUnexpected, '');
    } finally {
      this.busy = false;
    }
  }

  private finish(results: VerbResult[]): void {
    this.message = results[0]?.message ?? '';
    if (results[0]?.ok) {
      this.dispatchEvent(new CustomEvent('changed'));
    }
  }
}
