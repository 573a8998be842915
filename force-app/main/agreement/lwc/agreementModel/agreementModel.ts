/** Words that several agreement screens share. */
import LOCALE from '@salesforce/i18n/locale';
import { dayText, format, serverTime } from 'c/clockTime';
import type {
  AgreementStatus,
  AgreementView,
  EditorOptionsView,
  HeadView,
  LineView,
  PersonView,
  SeatView,
  VersionView
} from 'baton/agreement';
import AgrActive from '@salesforce/label/c.AgrActive';
import AgrActiveFrom from '@salesforce/label/c.AgrActiveFrom';
import AgrActiveSince from '@salesforce/label/c.AgrActiveSince';
import AgrChangesMany from '@salesforce/label/c.AgrChangesMany';
import AgrChangesNone from '@salesforce/label/c.AgrChangesNone';
import AgrChangesOne from '@salesforce/label/c.AgrChangesOne';
import AgrDraft from '@salesforce/label/c.AgrDraft';
import AgrInReview from '@salesforce/label/c.AgrInReview';
import AgrProblemsMany from '@salesforce/label/c.AgrProblemsMany';
import AgrProblemsNone from '@salesforce/label/c.AgrProblemsNone';
import AgrProblemsOne from '@salesforce/label/c.AgrProblemsOne';
import AgrRetired from '@salesforce/label/c.AgrRetired';
import AgrRetiredOn from '@salesforce/label/c.AgrRetiredOn';
import AgrSigned from '@salesforce/label/c.AgrSigned';
import AgrSignedBy from '@salesforce/label/c.AgrSignedBy';
import StartsAcceptance from '@salesforce/label/c.StartsAcceptance';
import StartsDelivery from '@salesforce/label/c.StartsDelivery';
import StartsDisposition from '@salesforce/label/c.StartsDisposition';
import StartsFirstContact from '@salesforce/label/c.StartsFirstContact';
import StartsFollowUp from '@salesforce/label/c.StartsFollowUp';
import StartsIntentData from '@salesforce/label/c.StartsIntentData';
import StartsReturn from '@salesforce/label/c.StartsReturn';
import FormHours from '@salesforce/label/c.FormHours';
import FormLate from '@salesforce/label/c.FormLate';
import FormLevels from '@salesforce/label/c.FormLevels';
import FormName from '@salesforce/label/c.FormName';
import LineElse from '@salesforce/label/c.LineElse';
import ReasonsExcuse from '@salesforce/label/c.ReasonsExcuse';
import ReasonsOutcome from '@salesforce/label/c.ReasonsOutcome';
import ReasonsPause from '@salesforce/label/c.ReasonsPause';
import ReasonsReject from '@salesforce/label/c.ReasonsReject';
import ReasonsSystem from '@salesforce/label/c.ReasonsSystem';
import StopsAcceptance from '@salesforce/label/c.StopsAcceptance';
import StopsDelivery from '@salesforce/label/c.StopsDelivery';
import StopsDisposition from '@salesforce/label/c.StopsDisposition';
import StopsFirstContact from '@salesforce/label/c.StopsFirstContact';
import StopsFollowUp from '@salesforce/label/c.StopsFollowUp';
import StopsIntentData from '@salesforce/label/c.StopsIntentData';
import StopsReturn from '@salesforce/label/c.StopsReturn';
import AgrTitleLine from '@salesforce/label/c.AgrTitleLine';
import AgrOwnerMarketing from '@salesforce/label/c.AgrOwnerMarketing';
import AgrOwnerSales from '@salesforce/label/c.AgrOwnerSales';
import AgrOwners from '@salesforce/label/c.AgrOwners';
import AgrOwnersNone from '@salesforce/label/c.AgrOwnersNone';
import AgrApplies from '@salesforce/label/c.AgrApplies';
import AgrAppliesFrom from '@salesforce/label/c.AgrAppliesFrom';
import AgrAppliesTo from '@salesforce/label/c.AgrAppliesTo';
import AgrAppliesAlways from '@salesforce/label/c.AgrAppliesAlways';
import AgrSeatSigned from '@salesforce/label/c.AgrSeatSigned';
import AgrSeatOpen from '@salesforce/label/c.AgrSeatOpen';
import AgrSeatEmpty from '@salesforce/label/c.AgrSeatEmpty';
import AgrPublishOn from '@salesforce/label/c.AgrPublishOn';
import AgrPublishNow from '@salesforce/label/c.AgrPublishNow';
import SeatSales from '@salesforce/label/c.SeatSales';
import SeatMarketing from '@salesforce/label/c.SeatMarketing';
import TermsGeneral from '@salesforce/label/c.TermsGeneral';
import TermsRegulatory from '@salesforce/label/c.TermsRegulatory';
import TermsChange from '@salesforce/label/c.TermsChange';
import TermsExceptions from '@salesforce/label/c.TermsExceptions';
import AgrVersion from '@salesforce/label/c.AgrVersion';

const STARTS: Readonly<Record<string, string>> = {
  Delivery: StartsDelivery,
  IntentData: StartsIntentData,
  Acceptance: StartsAcceptance,
  FirstContact: StartsFirstContact,
  FollowUp: StartsFollowUp,
  Disposition: StartsDisposition,
  Return: StartsReturn
};

/** When the clock of a stage starts. */
export function startsWords(stage: string): string {
  return STARTS[stage] ?? '';
}

const STOPS: Readonly<Record<string, string>> = {
  Delivery: StopsDelivery,
  IntentData: StopsIntentData,
  Acceptance: StopsAcceptance,
  FirstContact: StopsFirstContact,
  FollowUp: StopsFollowUp,
  Disposition: StopsDisposition,
  Return: StopsReturn
};

/** What stops the clock of a stage. */
export function stopsWords(stage: string): string {
  return STOPS[stage] ?? '';
}

/** The condition of a line in words, else its formula. */
export function whenOf(line: LineView): string {
  return line.whenWords || line.appliesWhen || LineElse;
}

/** The facts of a line by name, for comparing two. */
export function fieldsOf(line: LineView): { what: string; words: string }[] {
  return [
    { what: FormName, words: line.name },
    { what: FormLate, words: line.promiseWords ?? '' },
    { what: FormHours, words: line.hoursWords ?? '' },
    { what: FormLevels, words: line.stepWords ?? '' }
  ];
}

/** The forms that offer reasons, in the order in which they are shown. */
export const REASON_FORMS: Readonly<Record<string, string>> = {
  Reject: ReasonsReject,
  Outcome: ReasonsOutcome,
  Pause: ReasonsPause,
  Excuse: ReasonsExcuse,
  System: ReasonsSystem
};

const STATUS_WORDS: Readonly<Record<AgreementStatus, string>> = {
  Draft: AgrDraft,
  'In Review': AgrInReview,
  Signed: AgrSigned,
  Active: AgrActive,
  Retired: AgrRetired
};

export function statusWord(status: AgreementStatus): string {
  return STATUS_WORDS[status];
}

/**
 * `1 Oct`, with the year always, never, or when it is not this year's. A day has no zone: it is read and shown as it
 * stands.
 */
export function dayWords(day: string, withYear: 'never' | 'always' | 'other' = 'other'): string {
  const millis = Date.parse(`${day.slice(0, 10)}T12:00:00Z`);
  const year = new Date(millis).getUTCFullYear();
  const options: Intl.DateTimeFormatOptions = { timeZone: 'UTC', day: 'numeric', month: 'short' };
  const parts = new Intl.DateTimeFormat(LOCALE, options).formatToParts(millis);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  const text = `${part('day')} ${part('month')}`;
  const isOther = year !== new Date(serverTime()).getUTCFullYear();
  return withYear === 'always' || (withYear === 'other' && isOther) ? `${text} ${year}` : text;
}

export function counted(count: number, none: string, one: string, many: string): string {
  if (count === 0) {
    return none;
  }
  return count === 1 ? one : format(many, count);
}

export function changesWords(count: number): string {
  return counted(count, AgrChangesNone, AgrChangesOne, AgrChangesMany);
}

export function problemsWords(count: number): string {
  return counted(count, AgrProblemsNone, AgrProblemsOne, AgrProblemsMany);
}

/** `Q4 2026 v3` */
export function versionName(version: { name: string; version: number }): string {
  return format(AgrVersion, version.name, version.version);
}

/** `Active since 1 Oct · signed by C. Reyes, M. Okafor` */
export function versionFacts(version: VersionView): string {
  const facts = [standing(version)];
  if (version.changes != null) {
    facts.push(changesWords(version.changes));
  }
  if (version.problems != null) {
    facts.push(problemsWords(version.problems));
  }
  if (version.signers.length > 0) {
    facts.push(format(AgrSignedBy, version.signers.join(', ')));
  }
  return facts.join(' · ');
}

function standing(version: VersionView): string {
  if (version.status === 'Active') {
    return activeWords(version);
  }
  if (version.status === 'Retired' && version.retiredAt) {
    return format(AgrRetiredOn, dayText(version.retiredAt, serverTime()));
  }
  return statusWord(version.status);
}

function activeWords(version: VersionView): string {
  const first = version.effectiveFrom;
  if (first) {
    const isAhead = Date.parse(`${first}T00:00:00Z`) > serverTime();
    return format(isAhead ? AgrActiveFrom : AgrActiveSince, dayWords(first));
  }
  return version.activatedAt ? format(AgrActiveSince, dayText(version.activatedAt, serverTime())) : AgrActive;
}

/** `Q1 2027 · version 4 · Draft` */
export function versionTitle(version: { name: string; version: number; status: AgreementStatus }): string {
  return format(AgrTitleLine, version.name, version.version, statusWord(version.status));
}

/** `Applies 1 Jan - 31 Mar 2027 · Owners: Priya Shah (Marketing Ops), Tom Weiss (Sales Ops)` */
export function headWords(view: AgreementView): string {
  const { effectiveFrom, effectiveTo, marketingOwner, salesOwner } = view.head;
  const named = (person: PersonView | null | undefined, label: string): string[] => {
    return person ? [format(label, person.name ?? '')] : [];
  };
  const owners = [...named(marketingOwner, AgrOwnerMarketing), ...named(salesOwner, AgrOwnerSales)];
  return [
    appliesWords(effectiveFrom ?? null, effectiveTo ?? null),
    owners.length > 0 ? format(AgrOwners, owners.join(', ')) : AgrOwnersNone
  ].join(' · ');
}

export function appliesWords(first: string | null, last: string | null): string {
  if (first && last) {
    const start = first.slice(0, 4) === last.slice(0, 4) ? dayWords(first, 'never') : dayWords(first, 'always');
    return format(AgrApplies, start, dayWords(last, 'always'));
  }
  if (first || last) {
    return first
      ? format(AgrAppliesFrom, dayWords(first, 'always'))
      : format(AgrAppliesTo, dayWords(last as string, 'always'));
  }
  return AgrAppliesAlways;
}

/** `Sales: Carla Reyes, not signed yet. Marketing: ...` */
export function seatsWords(view: AgreementView): string {
  return view.seats.map(seatWords).join(' ');
}

export function seatName(seat: SeatView['seat']): string {
  return seat === 'Sales' ? SeatSales : SeatMarketing;
}

export function seatWords(seat: SeatView): string {
  const name = seatName(seat.seat);
  if (seat.signed) {
    return format(AgrSeatSigned, name, seat.signerName ?? '', dayText(seat.signedAt ?? '', serverTime()));
  }
  return seat.holderName ? format(AgrSeatOpen, name, seat.holderName) : format(AgrSeatEmpty, name);
}

/** `Publish now`, or `Publish on 1 Jan`. */
export function publishWords(first: string | null): string {
  const isAhead = first !== null && Date.parse(`${first}T00:00:00Z`) > serverTime();
  return isAhead ? format(AgrPublishOn, dayWords(first)) : AgrPublishNow;
}

export const TERM_TITLES: Readonly<Record<string, string>> = {
  terms: TermsGeneral,
  termsRegulatory: TermsRegulatory,
  termsChange: TermsChange,
  termsExceptions: TermsExceptions
};

/** The texts of an agreement that are there, by their titles. */
export function termsOf(head: HeadView): { key: string; title: string; text: string }[] {
  return Object.entries(TERM_TITLES)
    .map(([key, title]) => ({ key, title, text: (head[key as keyof HeadView] as string | null | undefined) ?? '' }))
    .filter((term) => term.text !== '');
}

/** Until the options have arrived. */
export const NO_OPTIONS: EditorOptionsView = {
  stages: [],
  roles: [],
  grades: [],
  actions: [],
  metrics: [],
  periods: [],
  calendars: [],
  queues: [],
  userRoles: [],
  fields: []
};
