import { LightningElement, api } from 'lwc';
import { format } from 'c/clockTime';
import LineAdd from '@salesforce/label/c.LineAdd';
import LineDelete from '@salesforce/label/c.LineDelete';
import LineDeleteAlt from '@salesforce/label/c.LineDeleteAlt';
import LineEdit from '@salesforce/label/c.LineEdit';
import LineEditAlt from '@salesforce/label/c.LineEditAlt';
import LinesEmpty from '@salesforce/label/c.LinesEmpty';

export interface Item {
  readonly id: string;
  readonly name: string;
  readonly words: string;
}

export interface ItemGroup {
  readonly key: string;
  readonly title: string;
  readonly items: readonly Item[];
}

/**
 * Things of an agreement by name and words, to add, edit and, unless they are only switched off, delete. Fires `add`, and
 * `edit` and `remove` (detail: id).
 */
export default class AgreementItems extends LightningElement {
  @api about = '';
  @api addLabel: string = LineAdd;
  @api addAlt?: string;
  @api empty: string = LinesEmpty;
  @api neverDeleted = false;
  @api groups: readonly ItemGroup[] = [];
  @api canEdit = false;
  readonly label = { LineDelete, LineEdit };

  /** To the button that adds one. */
  @api
  focus(): void {
    this.template?.querySelector<HTMLElement>('[data-action="add"]')?.focus();
  }

  get canDelete(): boolean {
    return !this.neverDeleted;
  }

  get isEmpty(): boolean {
    return this.shown.length === 0;
  }

  get shown(): { key: string; title: string; items: object[] }[] {
    return this.groups
      .filter((group) => group.items.length > 0)
      .map((group) => ({
        ...group,
        items: group.items.map((one) => ({
          ...one,
          editAlt: format(LineEditAlt, one.name),
          deleteAlt: format(LineDeleteAlt, one.name)
        }))
      }));
  }

  handleAdd(): void {
    this.dispatchEvent(new CustomEvent('add'));
  }

  handleEdit(event: Event): void {
    this.tell('edit', event);
  }

  handleDelete(event: Event): void {
    this.tell('remove', event);
  }

  private tell(name: string, event: Event): void {
    this.dispatchEvent(new CustomEvent(name, { detail: (event.currentTarget as HTMLElement).dataset.id }));
  }
}
