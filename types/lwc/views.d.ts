// What the package's controllers answer: the Apex view classes as JSON. Instants are ISO texts.

declare module 'baton/views' {
  export interface NextEventView {
    kind: 'Remind' | 'Tell' | 'Move' | 'Late' | 'Return';
    at: string;
    who?: string | null;
  }

  export interface HolderView {
    holderId: string;
    name: string;
    type: 'User' | 'Queue';
    since: string;
    until?: string | null;
    isMe: boolean;
  }

  export interface ClockView {
    clockId: string;
    stage: string;
    role: string;
    cycle: number;
    state: string;
    stateReason?: string | null;
    level: 'Green' | 'Yellow' | 'Orange' | 'Red';
    startedAt: string;
    warnAt?: string | null;
    escalateAt?: string | null;
    dueAt?: string | null;
    startsAt?: string | null;
    resumes: boolean;
    channels?: string | null;
    attempts?: number | null;
    agreedAttempts?: number | null;
    attemptChannels?: number | null;
    agreedChannels?: number | null;
    nextChannel?: string | null;
    claim?: string | null;
    claimAt?: string | null;
    proofChannel?: string | null;
    proofGrade?: string | null;
    withdrawn?: boolean;
    backOn?: string | null;
    knownPeople?: number | null;
    wantedPeople?: number | null;
    missingPeople?: string | null;
    people?: readonly { name: string; role?: string | null; stage?: string | null; known: boolean }[];
    pausedUntil?: string | null;
    pausedByName?: string | null;
    leftSeconds?: number | null;
    stoppedAt?: string | null;
    outcome?: string | null;
    breached: boolean;
    vetoed: boolean;
    reasonName?: string | null;
    note?: string | null;
    nextStep?: string | null;
    holderId: string;
    holderType: 'User' | 'Queue';
    holderName: string;
    isMine: boolean;
    accountable: string;
    cameFromName?: string | null;
    cameFromMinutes?: number | null;
    cameAt?: string | null;
    nextEvent?: NextEventView | null;
    decidedById?: string | null;
    decidedByName?: string | null;
    undoUntil?: string | null;
    elapsedSeconds?: number | null;
    observed: boolean;
  }

  export interface ExplainView {
    stage: string;
    pauses?: readonly { since: string; until: string }[];
    agreementId: string;
    agreementName: string;
    agreementVersion: number;
    signedAt?: string | null;
    lineOrder: number;
    lineName: string;
    startedAt: string;
    startedWhy: string;
    startedBy?: string | null;
    calendarName?: string | null;
    calendarHours?: string | null;
    calendarZone?: string | null;
    ownerZone?: string | null;
    promiseMinutes: number;
    unit: string;
    countsFrom?: string | null;
    dueAt: string;
    score?: number | null;
    changes?: readonly { at: string; dueBefore: string; why?: string | null }[];
    holders: HolderView[];
  }

  export interface PastCycleView {
    cycle: number;
    startedAt: string;
    endedAt?: string | null;
    outcome?: string | null;
    reasonName?: string | null;
    clocks: ClockView[];
  }

  export interface PanelContext {
    phone?: string | null;
    email?: string | null;
    acceptedAt?: string | null;
    boardOf?: string | null;
    toldName?: string | null;
    hours?: string | null;
    agreementId?: string | null;
    opportunityId?: string | null;
    duplicateId?: string | null;
    duplicateName?: string | null;
    duplicateOwner?: string | null;
    lackingCount?: number;
    lackingFields?: string | null;
    lackingOwedBy?: string | null;
  }

  export interface OwnerView {
    ownerName: string;
    isMe: boolean;
    why: string;
    at?: string | null;
    fromName?: string | null;
    actorName?: string | null;
    note?: string | null;
    holders: readonly HolderView[];
  }

  export interface EventView {
    id: string;
    at: string;
    what: string;
    stage?: string | null;
    cycle?: number | null;
    level?: string | null;
    before?: string | null;
    after?: string | null;
    reasonName?: string | null;
    actorName?: string | null;
    note?: string | null;
  }

  export interface EventsView {
    events: readonly EventView[];
    more: boolean;
  }

  export interface AssignView {
    leadName: string;
    people: readonly {
      userId: string;
      name: string;
      role?: string | null;
      team?: string | null;
      away: boolean;
    }[];
  }

  export interface DuplicateView {
    id: string;
    name: string;
    company?: string | null;
    ownerName?: string | null;
    note: string;
  }

  export interface PanelView {
    context?: PanelContext | null;
    kind: 'Clock' | 'None' | 'Failed';
    noClock?: string | null;
    lacks?: string | null;
    failure?: string | null;
    retryAt?: string | null;
    leadId: string;
    leadName: string;
    company?: string | null;
    score?: number | null;
    leadSource?: string | null;
    isConverted: boolean;
    convertedAt?: string | null;
    acceptedSeconds?: number | null;
    contactedSeconds?: number | null;
    outcomeName?: string | null;
    clock?: ClockView | null;
    others: ClockView[];
    verbs: string[];
    explain?: ExplainView | null;
    oversight?: OversightView | null;
    pastCycles: PastCycleView[];
    observe: boolean;
    engineOff?: boolean;
    serverNow: string;
  }

  export interface ReasonView {
    code: string;
    name: string;
    help?: string | null;
    needsNote: boolean;
    noteMin: number;
    nextStep?: string | null;
  }

  export interface OutcomeView {
    code: string;
    name: string;
    help?: string | null;
    kind: 'Forward' | 'Later' | 'Close';
    needsNote: boolean;
    noteMin: number;
    nextStep?: string | null;
    backOn?: string | null;
    blocked?: string | null;
  }

  export interface OutcomesView {
    leadId: string;
    leadName: string;
    undoMinutes: number;
    firstDay: string;
    lastDay: string;
    missing: QualificationField[];
    missingCount: number;
    setSize: number;
    outcomes: OutcomeView[];
  }

  /** A field that an AE needs and that is empty. */
  export interface QualificationField {
    name: string;
    label: string;
    type: 'text' | 'area' | 'number' | 'date' | 'select';
    options: readonly { value: string; label: string }[];
  }

  export interface PauseFormView {
    leadName: string;
    latest?: string | null;
    reasons: ReasonView[];
  }

  export interface VetoView {
    isVeto: boolean;
    score?: number | null;
    threshold?: number | null;
    allowed: boolean;
    askName?: string | null;
    minCharacters: number;
    vetoes: number;
    decided: number;
    rate?: number | null;
    rateMax?: number | null;
  }

  export interface ReasonsView {
    leadId: string;
    leadName: string;
    company?: string | null;
    score?: number | null;
    leadSource?: string | null;
    undoMinutes: number;
    reasons: ReasonView[];
    veto?: VetoView | null;
  }

  export interface VerbResult {
    ok: boolean;
    code?: string | null;
    message?: string | null;
    field?: 'reason' | 'note' | 'until' | 'backOn' | 'cause' | 'person' | null;
    leadId: string;
    undoUntil?: string | null;
    panel?: PanelView | null;
  }

  export interface OversightView {
    verbs: string[];
    awayName?: string | null;
    awayUntil?: string | null;
    movesToName?: string | null;
    movesAt?: string | null;
    clockId?: string | null;
    excusedAs?: string | null;
    excusedByName?: string | null;
    dispute?: 'Open' | 'Accepted' | 'Declined' | null;
    disputeKind?: 'Team' | 'Between' | null;
    disputedAs?: string | null;
    disputedByName?: string | null;
    disputeDueAt?: string | null;
  }

  export interface HandOverPerson {
    userId: string;
    name: string;
    load: number;
    cap?: number | null;
    isBackup: boolean;
    state: 'Free' | 'Full' | 'Away' | 'OutOfHours' | 'HadIt';
    backAt?: string | null;
    hours?: string | null;
  }

  export interface HandOverView {
    leadName: string;
    holderName: string;
    dueAt?: string | null;
    people: HandOverPerson[];
  }

  export interface BoardRow {
    clockId: string;
    leadId: string;
    leadName: string;
    company?: string | null;
    score?: number | null;
    stage: string;
    state: string;
    level: 'Green' | 'Yellow' | 'Orange' | 'Red';
    warnAt?: string | null;
    escalateAt?: string | null;
    dueAt?: string | null;
    startsAt?: string | null;
    holderId: string;
    holderName: string;
    team?: string | null;
    region?: string | null;
    segment?: string | null;
    nudgedAt?: string | null;
    excused?: boolean;
  }

  export interface BoardView {
    canAct?: boolean;
    tiles: { key: string; count: number }[];
    people: {
      holderId: string;
      name: string;
      type: string;
      open: number;
      late: number;
      escalated: number;
      dueSoon: number;
    }[];
    rows: BoardRow[];
    hasMore: boolean;
    teams: string[];
    regions: string[];
    segments: string[];
    nextDue?: BoardRow | null;
    observe: boolean;
    engineOff?: boolean;
    serverNow: string;
  }

  export interface QuietHoursView {
    name: string;
    since?: string | null;
    until?: string | null;
    orgSince?: string | null;
    orgUntil?: string | null;
    isMine: boolean;
    canEdit: boolean;
    zone: string;
  }
}
