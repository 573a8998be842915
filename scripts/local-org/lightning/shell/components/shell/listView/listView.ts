import { LightningElement, api } from 'lwc';
import { get, messageOf } from 'shell/client';
import { onRecordsChanged } from 'shell/records';
import { goTo } from 'shell/router';

interface ListModel {
  object: string;
  labelPlural: string;
  icon: string;
  view: string;
  views: { label: string; value: string }[];
  columns: object[];
  rows: object[];
  more: boolean;
  createable: boolean;
}

/** An object's home: its list views from the metadata. */
export default class ListView extends LightningElement {
  model?: ListModel;
  problem?: string;
  private names: { object?: string; view?: string | null } = {};
  private stop?: () => void;

  @api
  get objectName(): string | undefined {
    return this.names.object;
  }

  set objectName(value: string | undefined) {
    this.names = { ...this.names, object: value };
    void this.load();
  }

  @api
  get viewName(): string | null | undefined {
    return this.names.view;
  }

  set viewName(value: string | null | undefined) {
    this.names = { ...this.names, view: value };
    void this.load();
  }

  connectedCallback(): void {
    this.stop = onRecordsChanged(() => void this.load());
  }

  disconnectedCallback(): void {
    this.stop?.();
  }

  get creatable(): boolean {
    return this.model?.createable ?? false;
  }

  get countText(): string {
    const { rows = [], more = false } = this.model ?? {};
    return `${rows.length}${more ? '+' : ''} ${rows.length === 1 ? 'item' : 'items'}`;
  }

  choose(event: CustomEvent<{ value: string }>): void {
    goTo(`/lightning/o/${this.names.object}/list?filterName=${encodeURIComponent(event.detail.value)}`);
  }

  create(): void {
    goTo(`/lightning/o/${this.names.object}/new`);
  }

  private async load(): Promise<void> {
    const names = this.names;
    await Promise.resolve();
    if (names !== this.names || !names.object) return;
    try {
      const model = await get<ListModel>('list', { object: names.object, view: names.view ?? undefined });
      if (names !== this.names) return;
      this.model = model;
      this.problem = undefined;
    } catch (error) {
      this.model = undefined;
      this.problem = messageOf(error);
    }
  }
}
