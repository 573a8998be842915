// What import, formula and try-out controllers answer: the Apex classes as JSON.

declare module 'baton/agreementTools' {
  export interface DocumentProblem {
    line: number;
    what: string;
  }

  export type ReferenceKind = 'user' | 'calendar' | 'queue' | 'role';

  export interface MissingReference {
    kind: ReferenceKind;
    key: string;
    lines: readonly number[];
    choices: readonly { label: string; value: string }[];
  }

  export interface ImportResult {
    problems: readonly DocumentProblem[];
    missing: readonly MissingReference[];
    notes: readonly string[];
    name?: string | null;
    version?: number | null;
    lineCount: number;
    commitmentCount: number;
    versionId?: string | null;
  }

  export interface TryOutCounts {
    leads: number;
    met: number;
    dueSoon: number;
    late: number;
  }

  export interface TryOutRow {
    lineId?: string | null;
    name: string;
    stage: string;
    stageName: string;
    now: TryOutCounts;
    draft: TryOutCounts;
  }

  export interface TryOutMoved {
    leadId: string;
    leadName?: string | null;
    stage: string;
    stageName: string;
    fromLine?: string | null;
    toLine?: string | null;
  }

  export interface TryOutResult {
    days: number;
    againstName?: string | null;
    againstVersion?: number | null;
    leads: number;
    rows: readonly TryOutRow[];
    movedCount: number;
    moved: readonly TryOutMoved[];
    todaysFields: readonly string[];
    unjudged: number;
  }

  export interface TryOutProgress {
    runId?: string | null;
    status: 'Running' | 'Done' | 'Cancelled' | 'Failed';
    leadsDone?: number | null;
    leadsTotal?: number | null;
    result?: TryOutResult | null;
    error?: string | null;
  }

  export interface TryOutLeadResult {
    leadName: string;
    governed: boolean;
    fields: readonly { name: string; label: string; value: string }[];
    rows: readonly {
      stage: string;
      stageName: string;
      lineId: string;
      line: string;
      warnAt?: string | null;
      escalateAt?: string | null;
      dueAt: string;
      who: string;
    }[];
  }

  export interface LeadChoice {
    id: string;
    name: string;
    company: string;
  }
}
