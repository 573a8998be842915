import { LightningElement, api } from 'lwc';
import { get, messageOf } from 'shell/client';
import { onRecordsChanged } from 'shell/records';
import { goTo } from 'shell/router';
import type { PageReference } from 'shell/router';
import RecordForm from 'shell/recordForm';

interface Column {
  region: string;
  size: number;
  items: object[];
}

interface PageModel {
  title: string;
  redirect?: string;
  list?: { object: string; view: string | null };
  form?: { object: string };
  objectApiName?: string;
  recordId?: string;
  rows?: { columns: Column[] }[];
}

/** One page of the org, as its metadata lays it out. */
export default class Page extends LightningElement {
  problem?: string;
  model?: PageModel;
  private reference?: PageReference;
  private stop?: () => void;
  private shown = '';

  @api
  get page(): PageReference | undefined {
    return this.reference;
  }

  set page(value: PageReference | undefined) {
    this.reference = value;
    void this.load(true);
  }

  connectedCallback(): void {
    // Component visibility depends on field values, so the layout is asked for again when a record changes.
    this.stop = onRecordsChanged(() => void this.load(false));
  }

  disconnectedCallback(): void {
    this.stop?.();
  }

  get recordId(): string | undefined {
    return this.model?.recordId;
  }

  get objectApiName(): string | undefined {
    return this.model?.objectApiName;
  }

  get list(): PageModel['list'] {
    return this.model?.list;
  }

  get rows(): object[] {
    return (this.model?.rows ?? []).map((row, at) => ({
      key: `${this.shown}-${at}`,
      columns: row.columns.map((column) => ({
        ...column,
        className: `slds-col slds-size_1-of-1 slds-large-size_${column.size}-of-12 slds-m-bottom_small`
      }))
    }));
  }

  private async load(navigated: boolean): Promise<void> {
    const reference = this.reference;
    if (!reference) return;
    try {
      const { type, attributes, state } = reference;
      const model = await get<PageModel>('page', {
        type,
        attributes: JSON.stringify(attributes),
        state: JSON.stringify(state),
        formFactor: String(globalThis.localOrg.i18n['formFactor'])
      });
      if (reference !== this.reference) return;
      await this.show(model, navigated);
    } catch (error) {
      if (!navigated) return;
      this.model = undefined;
      this.problem = messageOf(error);
    }
  }

  private async show(model: PageModel, navigated: boolean): Promise<void> {
    if (model.redirect) {
      goTo(model.redirect, true);
      return;
    }
    this.problem = undefined;
    this.model = model;
    this.shown = model.recordId ?? model.title;
    document.title = `${model.title} · local org`;
    if (navigated && model.form) await this.create(model.form.object);
  }

  private async create(object: string): Promise<void> {
    const id = await RecordForm.open({ label: 'New', size: 'medium', objectName: object });
    goTo(id ? `/lightning/r/${object}/${String(id)}/view` : `/lightning/o/${object}/list`, true);
  }
}
