import { LightningElement, api } from 'lwc';
import type { DefinitionView } from 'baton/agreement';
import type { ItemGroup } from 'c/agreementItems';
import DefinitionAbout from '@salesforce/label/c.DefinitionAbout';
import DefinitionAdd from '@salesforce/label/c.DefinitionAdd';
import DefinitionsEmpty from '@salesforce/label/c.DefinitionsEmpty';

/** What MQL, SAL, SQL and Opportunity mean (product.md A9). Fires `add`, `edit` and `remove` ({ definitionKey }). */
export default class AgreementDefinitions extends LightningElement {
  @api definitions: readonly DefinitionView[] = [];
  @api canEdit = false;
  readonly label = { DefinitionAbout, DefinitionAdd, DefinitionsEmpty };

  /** To the button that adds one. */
  @api
  focus(): void {
    this.template?.querySelector<HTMLElement>('c-agreement-items')?.focus();
  }

  get groups(): ItemGroup[] {
    const items = this.definitions.map((one) => ({
      id: definitionKey(one),
      name: one.name ?? '',
      words: one.words ?? ''
    }));
    return [{ key: 'all', title: '', items }];
  }

  handleAdd(): void {
    this.dispatchEvent(new CustomEvent('add'));
  }

  handleItem(event: CustomEvent<string>): void {
    this.dispatchEvent(new CustomEvent(event.type, { detail: { definitionKey: event.detail } }));
  }
}

/** One of a version has one of these. */
export function definitionKey(one: DefinitionView): string {
  return `${one.stage}.${one.edge ?? ''}`;
}
