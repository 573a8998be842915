// What the controllers of the setup page answer: the Apex view classes as JSON. Instants are ISO texts.

declare module 'baton/setup' {
  export type EngineState = 'NotStarted' | 'Running' | 'Slow' | 'Stopped' | 'Bypassed';
  export type GoLiveStep = 'Observe' | 'Notify' | 'Enforce';

  export interface TurnView {
    id: string;
    at: string;
    who: string;
    name: string;
    before?: string | null;
    after?: string | null;
    note?: string | null;
    byItself: boolean;
  }

  export interface SetupView {
    mayManage: boolean;
    admins: readonly string[];
    serverNow: string;
    state?: EngineState;
    copied?: boolean;
    startedAt?: string | null;
    startedByName?: string | null;
    stoppedAt?: string | null;
    stoppedByName?: string | null;
    stopReason?: string | null;
    lastBeatAt?: string | null;
    nextBeatAt?: string | null;
    beatMinutes?: number;
    openClocks?: number;
    agreed?: boolean;
    step?: GoLiveStep;
    stepSince?: string | null;
    stepByName?: string | null;
    loadUntil?: string | null;
    notifies?: boolean;
    turns: readonly TurnView[];
  }

  export interface CheckItem {
    text?: string | null;
    recordId?: string | null;
    note?: string | null;
  }

  export interface CheckView {
    key: string;
    verdict: 'Fine' | 'Look' | 'Bad' | 'Info';
    name: string;
    why?: string | null;
    repair?: string | null;
    help?: string | null;
    items: readonly CheckItem[];
    more: number;
    done?: number | null;
    total?: number | null;
  }

  export interface ProgressView {
    running: boolean;
    done: number;
    total: number;
    moved: number;
    failed: number;
    lines: readonly string[];
  }

  export interface FailedView {
    id: string;
    leadId?: string | null;
    name: string;
    error?: string | null;
    tries?: number | null;
    nextTryAt?: string | null;
    canRetry: boolean;
    advice?: string | null;
  }

  export interface RetryView {
    settled: number;
    left: number;
    names: readonly string[];
  }

  export interface ForecastView {
    leadsPerMonth: number;
    atLeast: boolean;
    rowsPerLead: number;
    measured: boolean;
    megabytesPerMonth: number;
    usedMegabytes?: number | null;
    limitMegabytes?: number | null;
    monthsLeft?: number | null;
  }

  export interface FootprintView {
    queries: number;
    statements: number;
    rows: number;
    kilobytes: number;
    events: number;
  }

  export interface WorkView {
    backlog: number;
    slowestSeconds?: number | null;
    slowestLeadId?: string | null;
    slowestLeadName?: string | null;
    events: number;
    more: boolean;
    failed: readonly FailedView[];
    failedTotal: number;
    forecast: ForecastView;
    footprint: FootprintView;
  }

  export type MessageKind = 'New' | 'Yellow' | 'Orange' | 'Red' | 'Moved' | 'Sooner' | 'Step';

  export interface ObserveMessage {
    key: string;
    kind: MessageKind;
    personId: string;
    personName: string;
    /** When it would have come. */
    at: string;
    /** It would have waited for the end of quiet hours. */
    waits: boolean;
    /** Team of a lead that is due soon, for its manager. */
    soonIn?: string | null;
  }

  export interface ObserveLead {
    key: string;
    leadId: string;
    leadName?: string | null;
    line?: string | null;
    holderName?: string | null;
    target?: string | null;
    at?: string | null;
  }

  export interface ObservePage {
    read: number;
    next?: string | null;
    messages: readonly ObserveMessage[];
    moves: readonly ObserveLead[];
    capacity: readonly ObserveLead[];
    breaches: readonly ObserveLead[];
  }
}
