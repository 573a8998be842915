import { LightningElement, api } from 'lwc';
import saveHead from '@salesforce/apex/AgreementEditorController.saveHead';
import type { EditResult, EditorOptionsView, HeadView, OptionView, PersonView } from 'baton/agreement';
import { NO_OPTIONS, TERM_TITLES } from 'c/agreementModel';
import { messageOf } from 'c/callError';
import AgrErrSave from '@salesforce/label/c.AgrErrSave';
import FormBoth from '@salesforce/label/c.FormBoth';
import FormMine from '@salesforce/label/c.FormMine';
import FormStored from '@salesforce/label/c.FormStored';
import FormTheirs from '@salesforce/label/c.FormTheirs';
import FormTyped from '@salesforce/label/c.FormTyped';
import FormWhat from '@salesforce/label/c.FormWhat';
import HeadCalendar from '@salesforce/label/c.HeadCalendar';
import HeadCalendarNone from '@salesforce/label/c.HeadCalendarNone';
import HeadFallbackOwner from '@salesforce/label/c.HeadFallbackOwner';
import HeadFrom from '@salesforce/label/c.HeadFrom';
import HeadGrace from '@salesforce/label/c.HeadGrace';
import HeadMarketingOwner from '@salesforce/label/c.HeadMarketingOwner';
import HeadMarketingSeat from '@salesforce/label/c.HeadMarketingSeat';
import HeadMarketingStandIn from '@salesforce/label/c.HeadMarketingStandIn';
import HeadMarketingUntil from '@salesforce/label/c.HeadMarketingUntil';
import HeadName from '@salesforce/label/c.HeadName';
import HeadPeople from '@salesforce/label/c.HeadPeople';
import HeadQueue from '@salesforce/label/c.HeadQueue';
import HeadQueueNone from '@salesforce/label/c.HeadQueueNone';
import HeadSalesOwner from '@salesforce/label/c.HeadSalesOwner';
import HeadSalesSeat from '@salesforce/label/c.HeadSalesSeat';
import HeadSalesStandIn from '@salesforce/label/c.HeadSalesStandIn';
import HeadSalesUntil from '@salesforce/label/c.HeadSalesUntil';
import HeadAway from '@salesforce/label/c.HeadAway';
import HeadHops from '@salesforce/label/c.HeadHops';
import HeadTo from '@salesforce/label/c.HeadTo';
import HeadUndo from '@salesforce/label/c.HeadUndo';
import HeadVeto from '@salesforce/label/c.HeadVeto';
import HeadVetoFrom from '@salesforce/label/c.HeadVetoFrom';
import HeadVetoNote from '@salesforce/label/c.HeadVetoNote';
import HeadVetoRate from '@salesforce/label/c.HeadVetoRate';

type Field = HTMLElement & { setCustomValidity(message: string): void; reportValidity(): boolean; focus(): void };
type Name = keyof HeadView;

const LABELS: Readonly<Partial<Record<Name, string>>> = {
  name: HeadName,
  effectiveFrom: HeadFrom,
  effectiveTo: HeadTo,
  businessHours: HeadCalendar,
  marketingQueue: HeadQueue,
  vetoAbove: HeadVeto,
  vetoNoteMin: HeadVetoNote,
  vetoRateMax: HeadVetoRate,
  vetoRateFrom: HeadVetoFrom,
  undoMinutes: HeadUndo,
  graceMinutes: HeadGrace,
  salesStandInUntil: HeadSalesUntil,
  marketingStandInUntil: HeadMarketingUntil,
  maxHops: HeadHops,
  ownerAway: HeadAway,
  ...TERM_TITLES,
  salesOwner: HeadSalesOwner,
  marketingOwner: HeadMarketingOwner,
  fallbackOwner: HeadFallbackOwner,
  salesSeat: HeadSalesSeat,
  marketingSeat: HeadMarketingSeat,
  salesStandIn: HeadSalesStandIn,
  marketingStandIn: HeadMarketingStandIn
};
const PEOPLE: readonly Name[] = [
  'salesOwner',
  'marketingOwner',
  'fallbackOwner',
  'salesSeat',
  'marketingSeat',
  'salesStandIn',
  'marketingStandIn'
];
const DATES: readonly Name[] = ['effectiveFrom', 'effectiveTo', 'salesStandInUntil', 'marketingStandInUntil'];
const NUMBERS: readonly Name[] = [
  'vetoAbove',
  'vetoNoteMin',
  'vetoRateMax',
  'vetoRateFrom',
  'undoMinutes',
  'graceMinutes',
  'maxHops'
];

/**
 * What the whole agreement says: name, days, thresholds, people; or its terms. Its host draws the buttons and calls
 * `submit`. Fires `typed`, `saving` (boolean) and `done` (EditResult).
 */
export default class AgreementHeadForm extends LightningElement {
  @api agreementId = '';
  @api options: EditorOptionsView = NO_OPTIONS;
  /** True shows the terms only. */
  @api isTerms = false;
  draft!: HeadView;
  formError = '';
  personError = '';
  theirs: HeadView | null = null;

  readonly label = { FormBoth, FormMine, FormStored, FormTheirs, FormTyped, FormWhat, HeadAway, HeadPeople };

  @api
  get head(): HeadView {
    return this.draft;
  }
  set head(head: HeadView) {
    this.draft = { ...head };
  }

  @api
  async submit(): Promise<void> {
    this.formError = '';
    this.personError = '';
    this.template?.querySelectorAll<Field>('[data-field]').forEach((field) => {
      field.setCustomValidity?.('');
      field.reportValidity?.();
    });
    this.dispatchEvent(new CustomEvent('saving', { detail: true }));
    try {
      const head = JSON.stringify(this.draft);
      this.answer((await saveHead({ agreementId: this.agreementId, head })) as EditResult);
    } catch (error) {
      this.formError = messageOf(error) || AgrErrSave;
    } finally {
      this.dispatchEvent(new CustomEvent('saving', { detail: false }));
    }
  }

  get fields(): object[] {
    const calendars = this.options.calendars.map((name) => ({ value: name, label: name }));
    const names: Name[] = ['name', 'effectiveFrom', 'effectiveTo', 'businessHours', 'marketingQueue', ...NUMBERS];
    names.push('salesStandInUntil', 'marketingStandInUntil');
    return names.map((name) => ({
      name,
      label: LABELS[name],
      value: (this.draft[name] as string | number | null) ?? '',
      required: name === 'name',
      type: DATES.includes(name) ? 'date' : NUMBERS.includes(name) ? 'number' : 'text',
      options:
        name === 'businessHours'
          ? [{ value: '', label: HeadCalendarNone }, ...calendars]
          : name === 'marketingQueue'
            ? this.queues
            : null
    }));
  }

  /** A queue that is named and not there stays to be seen. */
  private get queues(): OptionView[] {
    const known = [...this.options.queues];
    const own = this.draft.marketingQueue;
    if (own && !known.some((queue) => queue.value === own)) {
      known.push({ value: own, label: own });
    }
    return [{ value: '', label: HeadQueueNone }, ...known];
  }

  get terms(): { key: string; title: string; text: string }[] {
    return Object.entries(TERM_TITLES).map(([key, title]) => ({
      key,
      title,
      text: (this.draft[key as Name] as string | null | undefined) ?? ''
    }));
  }

  get people(): object[] {
    return PEOPLE.map((name) => ({ name, label: LABELS[name], person: this.draft[name] ?? null }));
  }

  get differences(): { name: string; what: string; theirs: string; mine: string }[] {
    const names = Object.keys(LABELS) as Name[];
    return names
      .map((name) => ({
        name,
        what: LABELS[name] as string,
        theirs: words(this.theirs?.[name]),
        mine: words(this.draft[name])
      }))
      .filter((row) => row.theirs !== row.mine);
  }

  handleText(event: CustomEvent<{ value: string }>): void {
    this.type((event.currentTarget as HTMLElement).dataset.field as Name, event.detail.value || null);
  }

  handleInput(event: CustomEvent<{ value: string }>): void {
    const { field, type } = (event.currentTarget as HTMLElement).dataset;
    const value = event.detail.value;
    this.type(field as Name, !value ? null : type === 'number' ? Number(value) : value);
  }

  handleAway(event: CustomEvent<{ checked: boolean }>): void {
    this.type('ownerAway', event.detail.checked);
  }

  handlePerson(event: CustomEvent<PersonView | null>): void {
    this.type((event.currentTarget as HTMLElement).dataset.name as Name, event.detail);
  }

  private type(name: Name, value: unknown): void {
    this.draft = { ...this.draft, [name]: value };
    this.dispatchEvent(new CustomEvent('typed', { detail: true }));
  }

  private answer(result: EditResult): void {
    if (result.ok) {
      this.dispatchEvent(new CustomEvent('done', { detail: result }));
      return;
    }
    const message = result.message ?? AgrErrSave;
    this.theirs = result.theirHead ?? null;
    if (result.field && PEOPLE.includes(result.field as Name)) {
      this.personError = message;
      return;
    }
    const field = result.field ? this.template?.querySelector<Field>(`[data-field="${result.field}"]`) : null;
    if (!field) {
      this.formError = message;
      return;
    }
    field.setCustomValidity(message);
    field.reportValidity();
    field.focus();
  }

  handleMine(): void {
    this.draft = { ...this.draft, stamp: this.theirs?.stamp ?? '' };
    this.theirs = null;
    void this.submit();
  }

  handleTheirs(): void {
    this.draft = { ...(this.theirs as HeadView) };
    this.theirs = null;
    this.formError = '';
  }
}

function words(value: unknown): string {
  if (value !== null && typeof value === 'object') {
    return (value as PersonView).name ?? '';
  }
  return value == null ? '' : String(value);
}
