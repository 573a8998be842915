/** The fields of the form of a line, as descriptions for the component that draws them (ux.md 2.9). */
import type { EditorOptionsView, LineView } from 'baton/agreement';
import type { FormField } from 'c/formFields';
import FormAttempts from '@salesforce/label/c.FormAttempts';
import FormCalendar from '@salesforce/label/c.FormCalendar';
import FormCalendarElse from '@salesforce/label/c.FormCalendarElse';
import FormCalendarNone from '@salesforce/label/c.FormCalendarNone';
import FormChannels from '@salesforce/label/c.FormChannels';
import FormCommittee from '@salesforce/label/c.FormCommittee';
import FormCommitteeDays from '@salesforce/label/c.FormCommitteeDays';
import FormGrade from '@salesforce/label/c.FormGrade';
import FormHours from '@salesforce/label/c.FormHours';
import FormHoursAlways from '@salesforce/label/c.FormHoursAlways';
import FormHoursNamed from '@salesforce/label/c.FormHoursNamed';
import FormHoursOwner from '@salesforce/label/c.FormHoursOwner';
import FormName from '@salesforce/label/c.FormName';
import FormOwes from '@salesforce/label/c.FormOwes';
import FormRole from '@salesforce/label/c.FormRole';
import FormSet from '@salesforce/label/c.FormSet';
import FormStage from '@salesforce/label/c.FormStage';
import SeatMarketing from '@salesforce/label/c.SeatMarketing';
import SeatSales from '@salesforce/label/c.SeatSales';

const SIDES = [
  { value: 'Sales', label: SeatSales },
  { value: 'Marketing', label: SeatMarketing }
];
const HOURS = [
  { value: 'Owner', label: FormHoursOwner },
  { value: 'Named', label: FormHoursNamed },
  { value: 'Always', label: FormHoursAlways }
];

export function namingFields(draft: LineView): FormField[] {
  return [{ name: 'name', label: FormName, value: draft.name, required: true, maxLength: 80 }];
}

export function placingFields(draft: LineView, { stages, roles }: EditorOptionsView): FormField[] {
  return [
    { name: 'stage', label: FormStage, type: 'select', options: stages, value: draft.stage, required: true },
    { name: 'role', label: FormRole, type: 'select', options: roles, value: draft.role, required: true }
  ];
}

/** Who owes it, and by whose hours; a calendar only where hours count. */
export function owingFields(draft: LineView, hours: string, options: EditorOptionsView): FormField[] {
  const fields: FormField[] = [
    { name: 'accountable', label: FormOwes, type: 'choice', options: SIDES, value: draft.accountable },
    { name: 'hours', label: FormHours, type: 'choice', options: HOURS, value: hours }
  ];
  if (hours === 'Always') {
    return fields;
  }
  const label = hours === 'Named' ? FormCalendar : FormCalendarElse;
  const named = options.calendars.map((name) => ({ value: name, label: name }));
  const calendars = [{ value: '', label: FormCalendarNone }, ...named];
  return [...fields, { name: 'businessHours', label, type: 'select', options: calendars, value: draft.businessHours }];
}

/** What stops it, as far as its stage asks for more than that it happens. */
export function stoppingFields(draft: LineView, { grades }: EditorOptionsView): FormField[] {
  const count = (name: keyof LineView, label: string): FormField => ({
    name,
    label,
    type: 'number',
    min: '1',
    value: draft[name]
  });
  switch (draft.stage) {
    case 'FirstContact':
      return [
        { name: 'stopGrade', label: FormGrade, type: 'choice', options: grades, value: draft.stopGrade },
        ...waiting(count)
      ];
    case 'FollowUp':
      return [count('attempts', FormAttempts), count('channels', FormChannels)];
    case 'Acceptance':
      return draft.role === 'AE'
        ? [...waiting(count), { name: 'qualificationSet', label: FormSet, type: 'area', value: draft.qualificationSet }]
        : waiting(count);
    default:
      return [];
  }
}

function waiting(count: (name: keyof LineView, label: string) => FormField): FormField[] {
  return [count('committeeSize', FormCommittee), count('committeeDays', FormCommitteeDays)];
}
