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

  export interface OptionView {
    value: string;
    label: string;
  }

  export interface ConditionRow {
    field: string;
    operator: string;
    value?: string | null;
  }

  export interface ConditionView {
    joiner: 'and' | 'or';
    rows: readonly ConditionRow[];
  }

  export interface FieldView {
    name: string;
    label: string;
    kind: 'number' | 'text' | 'picklist' | 'checkbox' | 'date';
    values: readonly OptionView[];
  }

  export interface StepView {
    minutes: number;
    offsetFrom: 'Start' | 'Due';
    level?: string | null;
    action: string;
    recipientKind?: string | null;
    recipient?: string | null;
  }

  export interface LineView {
    id?: string | null;
    name: string;
    stage: string;
    role: string;
    place?: number | null;
    accountable: string;
    appliesWhen?: string | null;
    promiseMinutes?: number | null;
    unit: string;
    hoursOf: string;
    businessHours?: string | null;
    stopGrade?: string | null;
    attempts?: number | null;
    channels?: number | null;
    committeeSize?: number | null;
    committeeDays?: number | null;
    qualificationSet?: string | null;
    steps: readonly StepView[];
    stamp?: string | null;
    whenWords?: string | null;
    condition?: ConditionView | null;
    promiseWords?: string | null;
    hoursWords?: string | null;
    stepWords?: string | null;
    changeWords?: string | null;
  }

  export interface PersonView {
    id: string;
    name?: string | null;
  }

  export interface HeadView {
    name: string;
    effectiveFrom?: string | null;
    effectiveTo?: string | null;
    vetoAbove?: number | null;
    vetoNoteMin?: number | null;
    vetoRateMax?: number | null;
    vetoRateFrom?: number | null;
    undoMinutes?: number | null;
    graceMinutes?: number | null;
    marketingQueue?: string | null;
    businessHours?: string | null;
    appliesWhen?: string | null;
    whenWords?: string | null;
    maxHops?: number | null;
    ownerAway?: boolean | null;
    terms?: string | null;
    termsRegulatory?: string | null;
    termsChange?: string | null;
    termsExceptions?: string | null;
    salesOwner?: PersonView | null;
    marketingOwner?: PersonView | null;
    fallbackOwner?: PersonView | null;
    salesSeat?: PersonView | null;
    salesStandIn?: PersonView | null;
    salesStandInUntil?: string | null;
    marketingSeat?: PersonView | null;
    marketingStandIn?: PersonView | null;
    marketingStandInUntil?: string | null;
    stamp: string;
  }

  export interface GroupView {
    stage: string;
    stageName: string;
    role: string;
    accountable: string;
    lines: readonly LineView[];
  }

  export interface ProblemView {
    severity: 'MustFix' | 'LookAt';
    text: string;
    why?: string | null;
    commitmentId?: string | null;
    lineId?: string | null;
    /** How it can be mended at once. */
    fix?: 'NoDefault' | 'AfterDefault' | null;
    /** Stage that the mending is about. */
    stage?: string | null;
  }

  export interface ReportView {
    problems: readonly ProblemView[];
    lines: number;
    leads?: number | null;
  }

  export interface CommitmentView {
    id?: string | null;
    name: string;
    side: 'Sales' | 'Marketing';
    metric?: string | null;
    segment?: string | null;
    period?: string | null;
    low?: number | null;
    high?: number | null;
    alarmLow?: number | null;
    alarmHigh?: number | null;
    words?: string | null;
  }

  /** Entry or exit of a stage, or what holds for all of them. */
  export interface DefinitionView {
    stage: string;
    edge?: string | null;
    name?: string | null;
    words?: string | null;
    stamp?: string | null;
    score?: number | null;
    fit?: number | null;
    intent?: number | null;
    confidence?: number | null;
    engagementField?: string | null;
    engagementMin?: number | null;
    icpField?: string | null;
    icpValues?: string | null;
    technographicsField?: string | null;
    technographicsValues?: string | null;
    required?: string | null;
    businessEmail?: boolean | null;
    negative?: string | null;
    qualificationSet?: string | null;
    maxFailurePercent?: number | null;
    freeMailDomains?: string | null;
  }

  export interface DefinitionCheckView {
    problem?: string | null;
    met: number;
    total: number;
    missing: readonly string[];
  }

  export interface SeatView {
    seat: 'Sales' | 'Marketing';
    holderName?: string | null;
    signerName?: string | null;
    signedAt?: string | null;
    isMine: boolean;
    signed: boolean;
  }

  export interface ReasonCodeView {
    id?: string | null;
    code?: string | null;
    name: string;
    form: string;
    help?: string | null;
    needsNote: boolean;
    noteMin?: number | null;
    needsAttempts: boolean;
    nextStep?: string | null;
    nextQueue?: string | null;
    recycleDays?: number | null;
    active: boolean;
  }

  export interface PoolView {
    name: string;
    role?: string | null;
    queue?: string | null;
    region?: string | null;
    members: readonly string[];
  }

  export interface AgreementView {
    id: string;
    name: string;
    version: number;
    status: AgreementStatus;
    canEdit: boolean;
    canDraft: boolean;
    canList: boolean;
    isEditor: boolean;
    canPublish: boolean;
    head: HeadView;
    groups: readonly GroupView[];
    changesFrom?: string | null;
    changes: readonly string[];
    problems: readonly ProblemView[];
    seats: readonly SeatView[];
    commitments: readonly CommitmentView[];
    definitions: readonly DefinitionView[];
    gapWords?: string | null;
    reasons: readonly ReasonCodeView[];
    pools: readonly PoolView[];
  }

  export interface EditResult {
    ok: boolean;
    message?: string | null;
    field?: string | null;
    theirs?: LineView | null;
    theirHead?: HeadView | null;
    lineId?: string | null;
    view?: AgreementView | null;
  }

  export interface EditorOptionsView {
    stages: readonly OptionView[];
    roles: readonly OptionView[];
    grades: readonly OptionView[];
    actions: readonly string[];
    metrics: readonly OptionView[];
    periods: readonly OptionView[];
    calendars: readonly string[];
    queues: readonly OptionView[];
    userRoles: readonly OptionView[];
    fields: readonly FieldView[];
  }

  export interface PreviewView {
    formula?: string | null;
    whenWords?: string | null;
    promiseWords?: string | null;
    hoursWords?: string | null;
    stepWords?: string | null;
    today?: string | null;
    example?: string | null;
    problem?: string | null;
  }

  export interface FormulaResultView {
    ok: boolean;
    message?: string | null;
    position?: number | null;
    matches: number;
    total: number;
    leads: readonly string[];
  }

  /** Leads of the last 90 days by line; a line that was changed since they were counted is not in `matches`. */
  export interface MatchesView {
    state: 'Now' | 'Kept' | 'Counting' | 'TooMany' | 'Unknown';
    leads?: number | null;
    matches: Readonly<Record<string, number>>;
    countedAt?: string | null;
    leadsDone?: number | null;
    leadsTotal?: number | null;
    error?: string | null;
    mayCount: boolean;
  }

  export interface FactView {
    label: string;
    value: string;
  }

  export interface ReadLineView {
    id: string;
    name: string;
    formula?: string | null;
    sentences: readonly string[];
  }

  export interface SectionView {
    stage: string;
    title: string;
    lines: readonly ReadLineView[];
  }

  export interface ReadingView {
    id: string;
    name: string;
    version: number;
    status: AgreementStatus;
    hash: string;
    effectiveFrom?: string | null;
    effectiveTo?: string | null;
    sections: readonly SectionView[];
    commitments: readonly FactView[];
    reasons: readonly FactView[];
    numbers: readonly FactView[];
    terms: readonly FactView[];
    changesFrom?: string | null;
    changes: readonly string[];
    seats: readonly SeatView[];
    isEditor: boolean;
    minutes: number;
  }
}
