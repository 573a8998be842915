// What the controller of the agreement screens answers: the Apex view classes as JSON. Dates are ISO days, instants ISO texts.

declare module 'baton/agreement' {
  export type AgreementStatus = 'Draft' | 'In Review' | 'Signed' | 'Active' | 'Retired';

  export interface VersionView {
    id: string;
    name: string;
    version: number;
    status: AgreementStatus;
    effectiveFrom?: string | null;
    effectiveTo?: string | null;
    activatedAt?: string | null;
    retiredAt?: string | null;
    signers: readonly string[];
    changes?: number | null;
    problems?: number | null;
    canDraft: boolean;
  }

  export interface AgreementListView {
    versions: readonly VersionView[];
    canEdit: boolean;
    canSee: boolean;
  }
}
