import { LightningElement, api } from 'lwc';
import type { HandOverView, HandOverPerson, VerbResult } from 'baton/views';
import getCandidates from '@salesforce/apex/OversightController.getCandidates';
import handOver from '@salesforce/apex/OversightController.handOver';
import { messageOf } from 'c/callError';
import { format, instantText, serverTime } from 'c/clockTime';
import BtnBack from '@salesforce/label/c.BtnBack';
import BtnHandOver from '@salesforce/label/c.BtnHandOver';
import BtnTryAgain from '@salesforce/label/c.BtnTryAgain';
import ErrLoad from '@salesforce/label/c.ErrLoad';
import ErrPersonMissing from '@salesforce/label/c.ErrPersonMissing';
import ErrUnexpected from '@salesforce/label/c.ErrUnexpected';
import HandOverAnyone from '@salesforce/label/c.HandOverAnyone';
import HandOverAway from '@salesforce/label/c.HandOverAway';
import HandOverAwayUntil from '@salesforce/label/c.HandOverAwayUntil';
import HandOverBackup from '@salesforce/label/c.HandOverBackup';
import HandOverClosed from '@salesforce/label/c.HandOverClosed';
import HandOverFree from '@salesforce/label/c.HandOverFree';
import HandOverFull from '@salesforce/label/c.HandOverFull';
import HandOverHadIt from '@salesforce/label/c.HandOverHadIt';
import HandOverLoad from '@salesforce/label/c.HandOverLoad';
import HandOverLoadOf from '@salesforce/label/c.HandOverLoadOf';
import HandOverNobodyElse from '@salesforce/label/c.HandOverNobodyElse';
import HandOverNote from '@salesforce/label/c.HandOverNote';
import HandOverStays from '@salesforce/label/c.HandOverStays';
import HandOverWho from '@salesforce/label/c.HandOverWho';
import HandingOver from '@salesforce/label/c.HandingOver';

type Field = HTMLElement & { setCustomValidity(message: string): void; reportValidity(): boolean };

/** Stands for nobody in particular: a value that is no user id. */
const ANYONE = 'anyone';

/**
 * Who gets the leads: backup first, with load and hours (ux.md 2.8). In a modal on the desktop (the modal draws the buttons
 * and calls `submit`), inside the panel on the phone (`inline`). Fires `ready`, `typed`, `saving`, `done` (detail:
 * VerbResult[]) and `back`.
 */
export default class HandOverForm extends LightningElement {
  @api leadIds: string[] = [];
  @api inline = false;

  view: HandOverView | null = null;
  person = '';
  note = '';
  personError = '';
  formError = '';
  loadError = '';
  saving = false;

  readonly label = { BtnBack, BtnTryAgain, ErrPersonMissing, HandOverNote, HandOverWho };

  connectedCallback(): void {
    void this.load();
  }

  /** What the person typed and would lose. */
  @api
  get hasTypedNote(): boolean {
    return this.note.trim() !== '';
  }

  /** Checks the form and hands over. */
  @api
  async submit(): Promise<void> {
    if (this.saving || !this.view) {
      return;
    }
    this.showAtPerson(this.person ? '' : ErrPersonMissing);
    if (this.person) {
      await this.send();
    }
  }

  async load(): Promise<void> {
    this.loadError = '';
    try {
      this.view = (await getCandidates({ leadId: this.leadIds[0] })) as HandOverView;
      this.dispatchEvent(new CustomEvent('ready', { detail: { label: this.submitLabel } }));
    } catch (error) {
      this.loadError = messageOf(error) || ErrLoad;
    }
  }

  get submitLabel(): string {
    return this.saving ? HandingOver : BtnHandOver;
  }

  get status(): string {
    return this.saving ? HandingOver : '';
  }

  get stays(): string {
    return this.view?.dueAt && this.leadIds.length === 1
      ? format(HandOverStays, instantText(this.view.dueAt, serverTime()))
      : '';
  }

  get options(): { label: string; value: string }[] {
    const people = this.people.filter((person) => person.state !== 'HadIt');
    return [
      ...people.map((person) => ({ label: personText(person), value: person.userId })),
      { label: HandOverAnyone, value: ANYONE }
    ];
  }

  get hadIt(): string {
    const names = this.people.filter((person) => person.state === 'HadIt').map((person) => person.name);
    return names.length > 0 ? format(HandOverHadIt, names.join(', ')) : '';
  }

  get alone(): string {
    return this.options.length === 1 ? format(HandOverNobodyElse, this.view?.holderName ?? '') : '';
  }

  handlePerson(event: CustomEvent<{ value: string }>): void {
    this.person = event.detail.value;
    this.showAtPerson('');
  }

  handleNote(event: CustomEvent<{ value: string }>): void {
    this.note = event.detail.value ?? '';
    this.dispatchEvent(new CustomEvent('typed', { detail: this.hasTypedNote }));
  }

  handleReload(): void {
    void this.load();
  }

  handleSubmit(): void {
    void this.submit();
  }

  handleBack(): void {
    this.dispatchEvent(new CustomEvent('back'));
  }

  private get people(): HandOverPerson[] {
    return this.view?.people ?? [];
  }

  private async send(): Promise<void> {
    this.setSaving(true);
    this.formError = '';
    try {
      const toId = this.person === ANYONE ? null : this.person;
      this.finish((await handOver({ leadIds: this.leadIds, toId, note: this.note })) as VerbResult[]);
    } catch (error) {
      this.formError = messageOf(error) || format(ErrUnexpected, '');
    } finally {
      this.setSaving(false);
    }
  }

  /** One refusal stays in the form; of many leads each has its own answer. */
  private finish(results: VerbResult[]): void {
    const [only] = results;
    if (results.length === 1 && only && !only.ok) {
      if (only.field === 'person') {
        this.showAtPerson(only.message ?? '');
      } else {
        this.formError = only.message ?? '';
      }
      return;
    }
    this.dispatchEvent(new CustomEvent('done', { detail: results }));
  }

  private setSaving(saving: boolean): void {
    this.saving = saving;
    this.dispatchEvent(new CustomEvent('saving', { detail: { saving, label: this.submitLabel } }));
  }

  private showAtPerson(message: string): void {
    this.personError = message;
    const field = this.template?.querySelector<Field>('[data-field="person"]');
    field?.setCustomValidity?.(message);
    field?.reportValidity?.();
    if (message) {
      field?.focus();
    }
  }
}

/** "Ana Ruiz · backup · 9 of 20 leads · free" */
function personText(person: HandOverPerson): string {
  const load = person.cap == null ? format(HandOverLoad, person.load) : format(HandOverLoadOf, person.load, person.cap);
  return [person.name, person.isBackup ? HandOverBackup : '', load, stateText(person)].filter(Boolean).join(' · ');
}

function stateText(person: HandOverPerson): string {
  switch (person.state) {
    case 'Away':
      return person.backAt ? format(HandOverAwayUntil, instantText(person.backAt, serverTime())) : HandOverAway;
    case 'OutOfHours':
      return HandOverClosed;
    case 'Full':
      return HandOverFull;
    default:
      return HandOverFree;
  }
}
