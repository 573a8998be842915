import { LightningElement, api } from 'lwc';
import type { AgreementView, GroupView, MatchesView, ProblemView } from 'baton/agreement';
import type { ItemGroup } from 'c/agreementItems';
import { termsOf } from 'c/agreementModel';
import { format } from 'c/clockTime';
import AgrChangesFrom from '@salesforce/label/c.AgrChangesFrom';
import AgrChangesNoBase from '@salesforce/label/c.AgrChangesNoBase';
import AgrChangesSame from '@salesforce/label/c.AgrChangesSame';
import PoolsAbout from '@salesforce/label/c.PoolsAbout';
import PoolsEmpty from '@salesforce/label/c.PoolsEmpty';
import PoolsNobody from '@salesforce/label/c.PoolsNobody';
import TermsEdit from '@salesforce/label/c.TermsEdit';
import TermsEmpty from '@salesforce/label/c.TermsEmpty';

export type Part = 'sales' | 'marketing' | 'volume' | 'definitions' | 'pools' | 'reasons' | 'terms' | 'changes';

/** What a person does in a part: with a line, a commitment, a definition, a reason or the terms. */
export interface Act {
  subject: 'line' | 'commitment' | 'definition' | 'reason' | 'terms';
  verb: 'add' | 'edit' | 'copy' | 'remove' | 'move';
  part: Part;
  lineId?: string;
  place?: number;
  stage?: string;
  role?: string;
  commitmentId?: string;
  definitionKey?: string;
  reasonId?: string;
}

type Lines = HTMLElement & { focusLine(lineId: string): void };

/** One part of the editor: the content of a tab, or of the choice that stands for tabs on the phone. Fires `act` (Act). */
export default class AgreementParts extends LightningElement {
  @api view!: AgreementView;
  @api content: Part = 'sales';
  @api problems: readonly ProblemView[] = [];
  @api leadCounts: MatchesView | null = null;

  readonly label = { PoolsAbout, PoolsEmpty, TermsEdit, TermsEmpty };

  @api
  focusLine(lineId: string): void {
    this.template?.querySelector<Lines>('c-agreement-lines')?.focusLine(lineId);
  }

  /** Puts the focus on the button that adds another commitment or definition. */
  @api
  focusAdd(): void {
    this.template?.querySelector<HTMLElement>('c-agreement-commitments, c-agreement-definitions')?.focus();
  }

  get isLines(): boolean {
    return this.content === 'sales' || this.content === 'marketing';
  }

  get isVolume(): boolean {
    return this.content === 'volume';
  }

  get isDefinitions(): boolean {
    return this.content === 'definitions';
  }

  get isPools(): boolean {
    return this.content === 'pools';
  }

  get isReasons(): boolean {
    return this.content === 'reasons';
  }

  get isTerms(): boolean {
    return this.content === 'terms';
  }

  get isChanges(): boolean {
    return this.content === 'changes';
  }

  get groups(): readonly GroupView[] {
    return this.view.groups.filter((group) => (group.accountable === 'Marketing') === (this.content === 'marketing'));
  }

  get pools(): ItemGroup[] {
    const items = this.view.pools.map((pool) => {
      const people = pool.members.join(', ') || PoolsNobody;
      const words = [pool.role, pool.region, pool.queue, people].filter(Boolean).join(' · ');
      return { id: pool.name, name: pool.name, words };
    });
    return [{ key: 'pools', title: '', items }];
  }

  get terms(): { key: string; title: string; text: string }[] {
    return termsOf(this.view.head);
  }

  get noTerms(): boolean {
    return this.terms.length === 0;
  }

  get changesFrom(): string {
    if (!this.view.changesFrom) {
      return AgrChangesNoBase;
    }
    return format(this.view.changes.length > 0 ? AgrChangesFrom : AgrChangesSame, this.view.changesFrom);
  }

  get changes(): { key: string; text: string }[] {
    return this.view.changes.map((text, index) => ({ key: `${index}`, text }));
  }

  handleLine(event: CustomEvent): void {
    this.tell('line', event.type, event.detail);
  }

  handleCommitment(event: CustomEvent): void {
    this.tell('commitment', event.type, event.detail);
  }

  handleDefinition(event: CustomEvent): void {
    this.tell('definition', event.type, event.detail);
  }

  handleReason(event: CustomEvent): void {
    this.tell('reason', event.type, event.detail);
  }

  handleTerms(): void {
    this.tell('terms', 'edit', {});
  }

  private tell(subject: Act['subject'], verb: string, detail: object | null): void {
    this.dispatchEvent(new CustomEvent('act', { detail: { ...detail, subject, verb, part: this.content } }));
  }
}
