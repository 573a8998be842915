import { LightningElement, api } from 'lwc';

interface Item {
  key: string;
  kind: 'tabs' | 'highlights' | 'details' | 'related' | 'text' | 'component';
  tabs?: { key: string; title: string; active: boolean; items: Item[] }[];
  [more: string]: unknown;
}

/** The components of one region, in order. */
export default class Region extends LightningElement {
  @api items: Item[] = [];
  @api recordId?: string;
  @api objectApiName?: string;
  /** Inside a tab, which draws the box already. */
  @api plain = false;

  get parts(): object[] {
    return this.items.map((item) => ({
      ...item,
      isTabs: item.kind === 'tabs',
      isHighlights: item.kind === 'highlights',
      isDetails: item.kind === 'details',
      isRelated: item.kind === 'related',
      isText: item.kind === 'text',
      active: item.tabs?.find((tab) => tab.active)?.key ?? item.tabs?.[0]?.key
    }));
  }
}
