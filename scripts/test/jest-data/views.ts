/** View objects as the controllers answer them, for component tests. */
import type {
  BoardRow,
  BoardView,
  ClockView,
  ExplainView,
  OutcomesView,
  PanelView,
  PastCycleView,
  PauseFormView,
  ReasonsView,
  VerbResult
} from 'baton/views';

export const NOW = Date.parse('2026-12-01T15:30:00Z');
const MINUTE = 60_000;

export const at = (minutes: number): string => new Date(NOW + minutes * MINUTE).toISOString();

export function clock(change: Partial<ClockView> = {}): ClockView {
  return {
    clockId: 'a00000000000001AAA',
    stage: 'Acceptance',
    role: 'SDR',
    cycle: 1,
    state: 'Running',
    level: 'Green',
    startedAt: at(-3),
    warnAt: at(2),
    escalateAt: at(12),
    dueAt: at(57),
    resumes: false,
    breached: false,
    vetoed: false,
    holderId: '005000000000001AAA',
    holderType: 'User',
    holderName: 'Sam Ortiz',
    isMine: true,
    accountable: 'Sales',
    nextEvent: { kind: 'Remind', at: at(2) },
    observed: false,
    ...change
  };
}

export function pastCycle(change: Partial<PastCycleView> = {}): PastCycleView {
  const day = 24 * 60;
  return {
    cycle: 1,
    startedAt: at(-90 * day),
    endedAt: at(-78 * day),
    outcome: 'Disposed',
    reasonName: 'Timing',
    clocks: [],
    ...change
  };
}

export function explainView(change: Partial<ExplainView> = {}): ExplainView {
  return {
    stage: 'Acceptance',
    agreementId: 'a01000000000001AAA',
    agreementName: 'Q4 2026',
    agreementVersion: 3,
    signedAt: at(-60 * 24 * 60),
    lineOrder: 2,
    lineName: 'Acceptance, high intent',
    startedAt: at(-3),
    startedWhy: 'BecameOwner',
    startedBy: 'Sam Ortiz',
    calendarName: 'NA East staffed',
    promiseMinutes: 60,
    unit: 'BusinessMinutes',
    countsFrom: at(-3),
    dueAt: at(57),
    score: 84,
    holders: [{ holderId: '005000000000001AAA', name: 'Sam Ortiz', type: 'User', since: at(-3), isMe: true }],
    ...change
  };
}

export function panel(change: Partial<PanelView> = {}): PanelView {
  return {
    kind: 'Clock',
    leadId: '00Q000000000001AAA',
    leadName: 'Lise Hahn',
    company: 'Adatum',
    score: 84,
    leadSource: 'Web',
    isConverted: false,
    clock: clock(),
    others: [],
    verbs: ['accept', 'reject'],
    explain: explainView(),
    pastCycles: [],
    observe: false,
    serverNow: at(0),
    ...change
  };
}

export function verbResult(change: Partial<VerbResult> = {}): VerbResult {
  return { ok: true, leadId: '00Q000000000001AAA', undoUntil: at(5), panel: panel(), ...change };
}

export function reasons(change: Partial<ReasonsView> = {}): ReasonsView {
  return {
    leadId: '00Q000000000001AAA',
    leadName: 'Lise Hahn',
    company: 'Adatum',
    score: 61,
    leadSource: 'Content',
    undoMinutes: 5,
    reasons: [
      {
        code: 'NOT_ICP',
        name: 'Not ICP',
        help: 'too small, wrong industry',
        needsNote: false,
        noteMin: 0,
        nextStep: 'Back to marketing.'
      },
      { code: 'OTHER', name: 'Other', needsNote: true, noteMin: 20, nextStep: 'Back to marketing.' }
    ],
    veto: null,
    ...change
  };
}

export function boardRow(change: Partial<BoardRow> = {}): BoardRow {
  return {
    clockId: 'a00000000000001AAA',
    leadId: '00Q000000000001AAA',
    leadName: 'Ada Byron',
    company: 'Northwind',
    score: 88,
    stage: 'Acceptance',
    state: 'Running',
    level: 'Green',
    warnAt: at(-75),
    escalateAt: at(-65),
    dueAt: at(-20),
    holderId: '005000000000002AAA',
    holderName: 'Marco Silva',
    team: 'NA East',
    region: 'NA',
    segment: 'Enterprise',
    ...change
  };
}

export function board(rows: BoardRow[] = [boardRow()], change: Partial<BoardView> = {}): BoardView {
  return {
    tiles: [],
    people: [],
    rows,
    hasMore: false,
    teams: ['NA East'],
    regions: ['NA'],
    segments: ['Enterprise'],
    observe: false,
    serverNow: at(0),
    ...change
  };
}

export function outcomes(change: Partial<OutcomesView> = {}): OutcomesView {
  const one = { needsNote: false, noteMin: 0, nextStep: 'goes back to marketing' };
  return {
    leadId: '00Q000000000001AAA',
    leadName: 'Ada Byron',
    undoMinutes: 5,
    firstDay: '2026-12-02',
    lastDay: '2027-12-01',
    missing: [],
    missingCount: 0,
    setSize: 0,
    outcomes: [
      { ...one, code: 'QUALIFIED', name: 'Qualified', kind: 'Forward' },
      { ...one, code: 'TIMING', name: 'Timing', kind: 'Later', backOn: '2027-03-01' },
      { ...one, code: 'OTHER', name: 'Other', kind: 'Close', needsNote: true, noteMin: 20 },
      {
        ...one,
        code: 'UNRESPONSIVE',
        name: 'Unresponsive',
        kind: 'Close',
        blocked: '4 of 6 attempts, 1 of 2 channels. Next: a call.'
      }
    ],
    ...change
  };
}

export function pauseForm(change: Partial<PauseFormView> = {}): PauseFormView {
  return {
    leadName: 'Raj Iyer',
    latest: at(5 * 24 * 60),
    reasons: [
      { code: 'CUSTOMER_ASKED', name: 'Customer asked to wait', needsNote: false, noteMin: 0 },
      { code: 'WAITS_FOR_DATA', name: 'Waits for information', needsNote: true, noteMin: 10 }
    ],
    ...change
  };
}
