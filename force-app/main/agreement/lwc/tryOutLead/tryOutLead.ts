import { LightningElement, api } from 'lwc';
import findLeads from '@salesforce/apex/TryOutController.findLeads';
import oneLead from '@salesforce/apex/TryOutController.oneLead';
import type { LeadChoice, TryOutLeadResult } from 'baton/agreementTools';
import { messageOf } from 'c/callError';
import { format, instantText, serverTime } from 'c/clockTime';
import TryErr from '@salesforce/label/c.TryErr';
import TryHeadDue from '@salesforce/label/c.TryHeadDue';
import TryHeadLine from '@salesforce/label/c.TryHeadLine';
import TryHeadStage from '@salesforce/label/c.TryHeadStage';
import TryHeadWho from '@salesforce/label/c.TryHeadWho';
import TryLeadChoose from '@salesforce/label/c.TryLeadChoose';
import TryLeadFind from '@salesforce/label/c.TryLeadFind';
import TryLeadFound from '@salesforce/label/c.TryLeadFound';
import TryLeadNoFields from '@salesforce/label/c.TryLeadNoFields';
import TryLeadNone from '@salesforce/label/c.TryLeadNone';
import TryLeadNotGoverned from '@salesforce/label/c.TryLeadNotGoverned';
import TryLeadNoRows from '@salesforce/label/c.TryLeadNoRows';
import TryLeadShow from '@salesforce/label/c.TryLeadShow';
import TryLeadTitle from '@salesforce/label/c.TryLeadTitle';
import TryLeadWould from '@salesforce/label/c.TryLeadWould';

/** One lead with edited values: which line, when due, who (ux.md 2.9 "One lead"). Writes nothing. */
export default class TryOutLead extends LightningElement {
  @api versionId = '';
  words = '';
  choices: readonly LeadChoice[] | null = null;
  leadId = '';
  result: TryOutLeadResult | null = null;
  error = '';
  busy = false;
  readonly label = {
    TryHeadDue,
    TryHeadLine,
    TryHeadStage,
    TryHeadWho,
    TryLeadChoose,
    TryLeadFind,
    TryLeadFound,
    TryLeadNoFields,
    TryLeadNone,
    TryLeadShow,
    TryLeadTitle
  };
  private edits: Record<string, string> = {};

  get cannotFind(): boolean {
    return this.busy || this.words.trim().length < 2;
  }

  get found(): { label: string; value: string }[] {
    return (this.choices ?? []).map(({ id, name, company }) => ({ value: id, label: `${name}, ${company}` }));
  }

  get isNothingFound(): boolean {
    return this.choices?.length === 0;
  }

  get hasFound(): boolean {
    return (this.choices?.length ?? 0) > 0;
  }

  get hasNoFields(): boolean {
    return this.result?.fields.length === 0;
  }

  get answer(): string {
    const { governed, rows, leadName } = this.result as TryOutLeadResult;
    if (!governed) {
      return format(TryLeadNotGoverned, leadName);
    }
    return format(rows.length === 0 ? TryLeadNoRows : TryLeadWould, leadName);
  }

  get hasRows(): boolean {
    return (this.result?.rows.length ?? 0) > 0;
  }

  get rows(): { id: string; stage: string; line: string; due: string; who: string }[] {
    const now = serverTime();
    return (this.result?.rows ?? []).map((row) => ({
      id: row.stage,
      stage: row.stageName,
      line: row.line,
      due: instantText(row.dueAt, now),
      who: row.who
    }));
  }

  handleWords(event: CustomEvent<{ value: string }>): void {
    this.words = event.detail.value;
  }

  async handleFind(): Promise<void> {
    await this.ask(async () => {
      this.choices = (await findLeads({ words: this.words })) as LeadChoice[];
    });
  }

  handleChoose(event: CustomEvent<{ value: string }>): void {
    this.leadId = event.detail.value;
    this.edits = {};
    void this.show();
  }

  handleEdit(event: CustomEvent<{ value: string }>): void {
    const name = (event.target as HTMLElement).dataset.name as string;
    this.edits = { ...this.edits, [name]: event.detail.value };
  }

  handleShow(): void {
    void this.show();
  }

  private show(): Promise<void> {
    return this.ask(async () => {
      const parameters = { versionId: this.versionId, leadId: this.leadId, edits: this.edits };
      this.result = (await oneLead(parameters)) as TryOutLeadResult;
    });
  }

  private async ask(call: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.error = '';
    try {
      await call();
    } catch (problem) {
      this.error = messageOf(problem) || TryErr;
    } finally {
      this.busy = false;
    }
  }
}
