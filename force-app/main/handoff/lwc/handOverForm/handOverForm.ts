import { api } from 'lwc';
import type { HandOverView, HandOverPerson, VerbResult } from 'baton/views';
import getCandidates from '@salesforce/apex/OversightController.getCandidates';
import handOver from '@salesforce/apex/OversightController.handOver';
import LeadForm from 'c/leadForm';
import type { Problems, Words } from 'c/leadForm';
import { format, instantText, serverTime } from 'c/clockTime';
import AssignChoose from '@salesforce/label/c.AssignChoose';
import BtnHandOver from '@salesforce/label/c.BtnHandOver';
import ErrPersonMissing from '@salesforce/label/c.ErrPersonMissing';
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

/** Stands for nobody in particular: a value that is no user id. */
const ANYONE = 'anyone';

/** Who gets the leads: backup first, with load and hours (ux.md 2.8). */
export default class HandOverForm extends LeadForm {
  @api leadIds: string[] = [];

  view: HandOverView | null = null;

  readonly label = { AssignChoose, ErrPersonMissing, HandOverNote, HandOverWho };

  get ready(): boolean {
    return this.view !== null;
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

  protected get words(): Words {
    return { submit: BtnHandOver, saving: HandingOver };
  }

  protected async read(): Promise<void> {
    this.view = (await getCandidates({ leadId: this.leadIds[0] })) as HandOverView;
  }

  protected check(): Problems {
    return { person: this.choice ? '' : ErrPersonMissing };
  }

  protected async call(): Promise<VerbResult[]> {
    const toId = this.choice === ANYONE ? null : this.choice;
    return (await handOver({ leadIds: this.leadIds, toId, note: this.note })) as VerbResult[];
  }

  private get people(): HandOverPerson[] {
    return this.view?.people ?? [];
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
