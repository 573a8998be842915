import { LightningElement, api } from 'lwc';
import type { HolderView, OwnerView } from 'baton/views';
import getOwner from '@salesforce/apex/LeadHistoryController.getOwner';
import { messageOf } from 'c/callError';
import { format, instantText, serverTime } from 'c/clockTime';
import BtnWhyOwner from '@salesforce/label/c.BtnWhyOwner';
import ErrLoad from '@salesforce/label/c.ErrLoad';
import Loading from '@salesforce/label/c.Loading';
import OwnerChanged from '@salesforce/label/c.OwnerChanged';
import OwnerFallback from '@salesforce/label/c.OwnerFallback';
import OwnerHeldSince from '@salesforce/label/c.OwnerHeldSince';
import OwnerHeldSpan from '@salesforce/label/c.OwnerHeldSpan';
import OwnerManual from '@salesforce/label/c.OwnerManual';
import OwnerMovedAway from '@salesforce/label/c.OwnerMovedAway';
import OwnerNone from '@salesforce/label/c.OwnerNone';
import OwnerOutside from '@salesforce/label/c.OwnerOutside';
import OwnerOutsideYou from '@salesforce/label/c.OwnerOutsideYou';
import OwnerStep from '@salesforce/label/c.OwnerStep';
import OwnerWhoHadIt from '@salesforce/label/c.OwnerWhoHadIt';

/** "Why this owner?", folded and not read until somebody asks (ux.md 2.6). */
export default class WhyOwner extends LightningElement {
  @api leadId = '';

  view: OwnerView | null = null;
  loadError = '';
  readonly label = { BtnWhyOwner, Loading, OwnerWhoHadIt };

  get sentence(): string {
    return ownerText(this.view as OwnerView, serverTime());
  }

  get holders(): { key: string; text: string }[] {
    const holders = this.view?.holders ?? [];
    return holders.length < 2
      ? []
      : holders.map((holder, index) => ({ key: `holder-${index}`, text: holderText(holder, serverTime()) }));
  }

  handleToggle(event: CustomEvent<boolean>): void {
    if (event.detail) {
      void this.load();
    }
  }

  handleRetry(): void {
    void this.load();
  }

  /** Read anew each time: the owner may have changed since. */
  private async load(): Promise<void> {
    this.loadError = '';
    this.view = null;
    try {
      this.view = (await getOwner({ leadId: this.leadId })) as OwnerView;
    } catch (error) {
      this.loadError = messageOf(error) || ErrLoad;
    }
  }
}

function ownerText(view: OwnerView, now: number): string {
  const at = view.at ? instantText(view.at, now) : '';
  const from = view.fromName ?? '';
  switch (view.why) {
    case 'Manual':
      return [format(OwnerManual, view.actorName ?? from, at), view.note ?? ''].filter(Boolean).join(' ');
    case 'Step':
      return format(OwnerStep, from, at);
    case 'Away':
      return format(OwnerMovedAway, from, at);
    case 'Fallback':
      return format(OwnerFallback, at);
    case 'Owner':
      return view.isMe ? format(OwnerOutsideYou, at) : format(OwnerOutside, view.ownerName, at);
    case 'Changed':
      return format(OwnerChanged, view.ownerName, from, at);
    default:
      return OwnerNone;
  }
}

function holderText(holder: HolderView, now: number): string {
  const since = instantText(holder.since, now);
  return holder.until
    ? format(OwnerHeldSpan, holder.name, since, instantText(holder.until, now))
    : format(OwnerHeldSince, holder.name, since);
}
