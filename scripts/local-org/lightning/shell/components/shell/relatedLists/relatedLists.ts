import { LightningElement, api } from 'lwc';
import { get, messageOf } from 'shell/client';
import { onRecordsChanged } from 'shell/records';

interface List {
  name: string;
  label: string;
  count: number;
  more: boolean;
  columns: object[];
  rows: object[];
}

/** The related lists of a record, all of them or one. */
export default class RelatedLists extends LightningElement {
  @api listName?: string;
  lists: object[] = [];
  none = false;
  problem?: string;
  private shownId?: string;
  private stop?: () => void;

  @api
  get recordId(): string | undefined {
    return this.shownId;
  }

  set recordId(value: string | undefined) {
    this.shownId = value;
    void this.load();
  }

  connectedCallback(): void {
    this.stop = onRecordsChanged(() => void this.load());
  }

  disconnectedCallback(): void {
    this.stop?.();
  }

  private async load(): Promise<void> {
    if (!this.shownId) return;
    try {
      const lists = await get<List[]>('related', { id: this.shownId, only: this.listName });
      this.lists = lists.map((list) => ({
        ...list,
        any: list.rows.length > 0,
        countText: list.more ? `${list.rows.length}+` : `${list.count}`
      }));
      this.none = lists.length === 0;
      this.problem = undefined;
    } catch (error) {
      this.problem = messageOf(error);
    }
  }
}
