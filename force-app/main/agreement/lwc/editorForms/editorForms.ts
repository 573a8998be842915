/** The tabs of the editor, and which form an act on a version opens (ux.md 2.9). Pure. */
import type {
  AgreementView,
  CommitmentView,
  DefinitionView,
  GroupView,
  LineView,
  ReasonCodeView
} from 'baton/agreement';
import { definitionKey } from 'c/agreementDefinitions';
import type { FormKind } from 'c/agreementForms';
import type { Act, Part } from 'c/agreementParts';
import { format } from 'c/clockTime';
import LineCopyName from '@salesforce/label/c.LineCopyName';
import LineElse from '@salesforce/label/c.LineElse';
import LineFormNew from '@salesforce/label/c.LineFormNew';
import LineFormTitle from '@salesforce/label/c.LineFormTitle';
import ReasonAdd from '@salesforce/label/c.ReasonAdd';
import TabChanges from '@salesforce/label/c.TabChanges';
import DefinitionAdd from '@salesforce/label/c.DefinitionAdd';
import TabDefinitions from '@salesforce/label/c.TabDefinitions';
import TabMarketing from '@salesforce/label/c.TabMarketing';
import TabPools from '@salesforce/label/c.TabPools';
import TabReasons from '@salesforce/label/c.TabReasons';
import TabSales from '@salesforce/label/c.TabSales';
import TabTerms from '@salesforce/label/c.TabTerms';
import TabVolume from '@salesforce/label/c.TabVolume';
import CommitAddAlt from '@salesforce/label/c.CommitAddAlt';
import TermsEdit from '@salesforce/label/c.TermsEdit';

/** A form, what stands above it, and what it starts from. */
export interface OpenForm {
  readonly kind: FormKind;
  readonly heading: string;
  readonly facts: unknown;
}

export function tabsOf(view: AgreementView): { value: Part; label: string }[] {
  return [
    { value: 'sales', label: TabSales },
    { value: 'marketing', label: TabMarketing },
    { value: 'volume', label: TabVolume },
    { value: 'definitions', label: TabDefinitions },
    { value: 'pools', label: TabPools },
    { value: 'reasons', label: TabReasons },
    { value: 'terms', label: TabTerms },
    { value: 'changes', label: format(TabChanges, view.changes.length) }
  ];
}

/** The lines of a stage and role that stand in one order with that line. */
export function groupOf(view: AgreementView, lineId?: string | null): GroupView | undefined {
  return view.groups.find((group) => group.lines.some((line) => line.id === lineId));
}

export function lineOf(view: AgreementView, lineId?: string | null): LineView | undefined {
  return groupOf(view, lineId)?.lines.find((line) => line.id === lineId);
}

/** The form that the act opens; null for one that opens none, or whose thing is gone. */
export function formOf(act: Act, view: AgreementView): OpenForm | null {
  const isAdded = act.verb === 'add';
  if (!isAdded && act.verb !== 'edit' && act.verb !== 'copy') {
    return null;
  }
  switch (act.subject) {
    case 'line':
      return lineForm(act, view);
    case 'commitment': {
      const fresh = { name: '', side: 'Marketing', period: 'Month' } satisfies CommitmentView;
      const one = view.commitments.find((commitment) => commitment.id === act.commitmentId);
      return isAdded ? { kind: 'commitment', heading: CommitAddAlt, facts: fresh } : edited('commitment', one);
    }
    case 'definition': {
      const fresh = { stage: 'mql', edge: 'entry' } satisfies DefinitionView;
      const one = view.definitions.find((definition) => definitionKey(definition) === act.definitionKey);
      return isAdded ? { kind: 'definition', heading: DefinitionAdd, facts: fresh } : edited('definition', one);
    }
    case 'reason': {
      const fresh = { name: '', form: 'Reject', needsNote: false, needsAttempts: false, active: true };
      const one = view.reasons.find((reason) => reason.id === act.reasonId);
      return isAdded
        ? { kind: 'reason', heading: ReasonAdd, facts: fresh satisfies ReasonCodeView }
        : edited('reason', one);
    }
    default:
      return { kind: 'terms', heading: TermsEdit, facts: view.head };
  }
}

/** The line that takes every lead which no other takes. */
export function defaultLineForm(stage: string): OpenForm {
  return { kind: 'line', heading: LineFormNew, facts: { ...emptyLine(stage, 'Any'), name: LineElse } };
}

function lineForm({ verb, part, stage, role, lineId }: Act, view: AgreementView): OpenForm | null {
  if (verb === 'add') {
    const first = part === 'marketing' ? 'Delivery' : 'Acceptance';
    return { kind: 'line', heading: LineFormNew, facts: emptyLine(stage ?? first, role ?? 'Any') };
  }
  const line = lineOf(view, lineId);
  if (!line) {
    return null;
  }
  return verb === 'copy' ? { kind: 'line', heading: LineFormNew, facts: copyOf(line) } : edited('line', line);
}

function edited(kind: FormKind, facts?: { readonly name?: string | null }): OpenForm | null {
  return facts ? { kind, heading: format(LineFormTitle, facts.name ?? ''), facts } : null;
}

function copyOf(line: LineView): LineView {
  const name = format(LineCopyName, line.name).slice(0, 80);
  return { ...line, id: null, stamp: null, place: (line.place ?? 0) + 1, name };
}

function emptyLine(stage: string, role: string): LineView {
  return {
    id: null,
    name: '',
    stage,
    role,
    accountable: stage === 'Delivery' || stage === 'IntentData' ? 'Marketing' : 'Sales',
    appliesWhen: null,
    condition: { joiner: 'and', rows: [] },
    promiseMinutes: null,
    unit: 'BusinessMinutes',
    hoursOf: 'Owner',
    stopGrade: stage === 'FirstContact' ? 'Verified' : null,
    steps: []
  };
}
