import { LightningElement, api } from 'lwc';
import type { AgreementView, ProblemView } from 'baton/agreement';
import { counted, publishWords } from 'c/agreementModel';
import { format } from 'c/clockTime';
import AgrAsk from '@salesforce/label/c.AgrAsk';
import AgrCheck from '@salesforce/label/c.AgrCheck';
import AgrCheckMany from '@salesforce/label/c.AgrCheckMany';
import AgrCheckOne from '@salesforce/label/c.AgrCheckOne';
import AgrNewDraft from '@salesforce/label/c.AgrNewDraft';
import AgrRead from '@salesforce/label/c.AgrRead';
import AgrTry from '@salesforce/label/c.AgrTry';

/** What can be done with a version as a whole. */
export type VersionAction = 'checkAgreement' | 'tryOut' | 'read' | 'ask' | 'publish' | 'draft';

interface Button {
  readonly name: VersionAction;
  readonly label: string;
  readonly variant: 'neutral' | 'brand';
  /** Waits while something else is being stored. */
  readonly isOff: boolean;
}

/** The buttons of a version (ux.md 2.9). Fires `choose` (detail: VersionAction). */
export default class AgreementActions extends LightningElement {
  @api view!: AgreementView;
  @api problems: readonly ProblemView[] = [];
  @api busy = false;

  get buttons(): Button[] {
    const { canEdit, canDraft, canPublish, status, version, head } = this.view;
    const offered: [boolean, Button][] = [
      [canEdit, this.plain('checkAgreement', this.checkLabel)],
      [canEdit, this.plain('tryOut', AgrTry)],
      [true, this.plain('read', AgrRead)],
      [canEdit && status === 'Draft', this.storing('ask', AgrAsk, 'brand')],
      [canPublish && status === 'Signed', this.storing('publish', publishWords(head.effectiveFrom ?? null), 'brand')],
      [canDraft, this.storing('draft', format(AgrNewDraft, version), 'neutral')]
    ];
    return offered.filter(([may]) => may).map(([, button]) => button);
  }

  handleClick(event: Event): void {
    const detail = (event.currentTarget as HTMLElement).dataset.action as VersionAction;
    this.dispatchEvent(new CustomEvent('choose', { detail }));
  }

  private get checkLabel(): string {
    const mustFix = this.problems.filter((problem) => problem.severity === 'MustFix').length;
    return counted(mustFix, AgrCheck, AgrCheckOne, AgrCheckMany);
  }

  private plain(name: VersionAction, label: string): Button {
    return { name, label, variant: 'neutral', isOff: false };
  }

  private storing(name: VersionAction, label: string, variant: Button['variant']): Button {
    return { name, label, variant, isOff: this.busy };
  }
}
