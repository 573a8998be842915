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
}
