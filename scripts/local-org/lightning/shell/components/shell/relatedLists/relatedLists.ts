import { api } from 'lwc';
import { get, messageOf } from 'shell/client';
import RecordElement from 'shell/recordElement';

interface List {
  name: string;
  label: string;
  count: number;
  more: boolean;
  columns: object[];
  rows: object[];
}

/** The related lists of a record, all of them or one. */
export default class RelatedLists extends RecordElement {
  @api listName?: string;
  lists: object[] = [];
  none = false;
  problem?: string;

  /** A related record may be any. */
  protected concerns(): boolean {
    return true;
  }

  protected async load(): Promise<void> {
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
