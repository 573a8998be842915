/** Words that several agreement screens share. */
import LOCALE from '@salesforce/i18n/locale';
import { dayText, format, serverTime } from 'c/clockTime';
import type { AgreementStatus, VersionView } from 'baton/agreement';
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
import AgrVersion from '@salesforce/label/c.AgrVersion';

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

/** `1 Oct`, with the year when it is not this year's. A day has no zone: it is read and shown as it stands. */
export function dayWords(day: string): string {
  const millis = Date.parse(`${day.slice(0, 10)}T12:00:00Z`);
  const year = new Date(millis).getUTCFullYear();
  const options: Intl.DateTimeFormatOptions = { timeZone: 'UTC', day: 'numeric', month: 'short' };
  const parts = new Intl.DateTimeFormat(LOCALE, options).formatToParts(millis);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  const text = `${part('day')} ${part('month')}`;
  return year === new Date(serverTime()).getUTCFullYear() ? text : `${text} ${year}`;
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
