import { api } from 'lwc';
import saveHead from '@salesforce/apex/AgreementEditorController.saveHead';
import type { EditResult, HeadView, OptionView, PersonView } from 'baton/agreement';
import AgreementForm from 'c/agreementForm';
import { TERM_TITLES } from 'c/agreementModel';
import type { Difference } from 'c/formConflict';
import type { FormField } from 'c/formFields';
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

/** What the whole agreement says: name, days, thresholds, people; or its terms. */
export default class AgreementHeadForm extends AgreementForm<HeadView> {
  /** True shows the terms only. */
  @api isTerms = false;
  personError = '';
  theirs: HeadView | null = null;

  readonly label = { HeadPeople };

  @api
  get head(): HeadView {
    return this.draft;
  }
  set head(head: HeadView) {
    this.draft = { ...head };
  }

  get facts(): FormField[] {
    const calendars = this.options.calendars.map((name) => ({ value: name, label: name }));
    const field = (name: Name, rest: Partial<FormField> = {}): FormField => ({
      name,
      label: LABELS[name] as string,
      value: this.draft[name],
      ...rest
    });
    return [
      field('name', { required: true, maxLength: 80 }),
      ...DATES.slice(0, 2).map((name) => field(name, { type: 'date' })),
      field('businessHours', { type: 'select', options: [{ value: '', label: HeadCalendarNone }, ...calendars] }),
      field('marketingQueue', { type: 'select', options: this.queues }),
      ...NUMBERS.map((name) => field(name, { type: 'number' })),
      ...DATES.slice(2).map((name) => field(name, { type: 'date' })),
      field('ownerAway', { type: 'checkbox' })
    ];
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

  get terms(): FormField[] {
    return Object.entries(TERM_TITLES).map(([name, label]) => ({
      name,
      label,
      type: 'area',
      maxLength: 32000,
      value: this.draft[name as Name]
    }));
  }

  get people(): object[] {
    return PEOPLE.map((name) => ({ name, label: LABELS[name], person: this.draft[name] ?? null }));
  }

  get conflict(): Difference[] | null {
    const theirs = this.theirs;
    if (!theirs) {
      return null;
    }
    return (Object.keys(LABELS) as Name[])
      .map((name) => ({ what: LABELS[name] as string, theirs: words(theirs[name]), mine: words(this.draft[name]) }))
      .filter((row) => row.theirs !== row.mine);
  }

  handlePerson(event: CustomEvent<PersonView | null>): void {
    this.type((event.currentTarget as HTMLElement).dataset.name as Name, event.detail);
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

  protected save(head: string): Promise<unknown> {
    return saveHead({ agreementId: this.agreementId, head });
  }

  protected clearErrors(): void {
    super.clearErrors();
    this.personError = '';
  }

  protected refuse(result: EditResult): void {
    this.theirs = result.theirHead ?? null;
    if (result.field && PEOPLE.includes(result.field as Name)) {
      this.personError = result.message ?? '';
    } else {
      super.refuse(result);
    }
  }
}

function words(value: unknown): string {
  if (value !== null && typeof value === 'object') {
    return (value as PersonView).name ?? '';
  }
  return value == null ? '' : String(value);
}
