import { LightningElement, api } from 'lwc';
import findPeople from '@salesforce/apex/AgreementEditorController.findPeople';
import type { PersonView } from 'baton/agreement';
import { messageOf } from 'c/callError';
import { format } from 'c/clockTime';
import AgrErrLoad from '@salesforce/label/c.AgrErrLoad';
import PersonChange from '@salesforce/label/c.PersonChange';
import PersonChangeAlt from '@salesforce/label/c.PersonChangeAlt';
import PersonClear from '@salesforce/label/c.PersonClear';
import PersonClearAlt from '@salesforce/label/c.PersonClearAlt';
import PersonFoundMany from '@salesforce/label/c.PersonFoundMany';
import PersonFoundNone from '@salesforce/label/c.PersonFoundNone';
import PersonFoundOne from '@salesforce/label/c.PersonFoundOne';
import PersonNobody from '@salesforce/label/c.PersonNobody';
import PersonSearch from '@salesforce/label/c.PersonSearch';
import PersonSearchHint from '@salesforce/label/c.PersonSearchHint';
import { counted } from 'c/agreementModel';

const REST = 250;

/** Chooses one active person by a part of the name. Fires `pick` with a PersonView, or null. */
export default class PersonPicker extends LightningElement {
  @api label = '';
  @api person: PersonView | null = null;
  isSearching = false;
  text = '';
  found: readonly PersonView[] = [];
  foundWords = '';

  readonly changeLabel = PersonChange;
  readonly clearLabel = PersonClear;
  readonly nobody = PersonNobody;
  readonly searchPlaceholder = PersonSearchHint;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private turn = 0;

  disconnectedCallback(): void {
    clearTimeout(this.timer);
  }

  get name(): string {
    return this.person?.name ?? '';
  }

  get searchLabel(): string {
    return format(PersonSearch, this.label);
  }

  get changeAlt(): string {
    return format(PersonChangeAlt, this.label);
  }

  get clearAlt(): string {
    return format(PersonClearAlt, this.label);
  }

  handleChange(): void {
    this.isSearching = !this.isSearching;
    this.found = [];
    this.foundWords = '';
    this.text = '';
  }

  handleText(event: CustomEvent<{ value: string }>): void {
    event.stopPropagation();
    this.text = event.detail.value;
    clearTimeout(this.timer);
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- the search waits until typing rests
    this.timer = setTimeout(() => void this.search(), REST);
  }

  handlePick(event: Event): void {
    const id = (event.currentTarget as HTMLElement).dataset.id;
    this.pick(this.found.find((person) => person.id === id) ?? null);
  }

  handleClear(): void {
    this.pick(null);
  }

  private async search(): Promise<void> {
    const turn = ++this.turn;
    if (this.text.trim() === '') {
      this.found = [];
      this.foundWords = '';
      return;
    }
    try {
      const found = (await findPeople({ text: this.text })) as PersonView[];
      if (turn === this.turn) {
        this.found = found;
        this.foundWords = counted(found.length, PersonFoundNone, PersonFoundOne, PersonFoundMany);
      }
    } catch (error) {
      this.foundWords = messageOf(error) || AgrErrLoad;
    }
  }

  private pick(person: PersonView | null): void {
    this.isSearching = false;
    this.dispatchEvent(new CustomEvent('pick', { detail: person }));
  }
}
