/** Views of the setup page as the controllers answer them, for component tests. */
import type { CheckView, FailedView, ObservePage, SetupView, TurnView, WorkView } from 'baton/setup';
import { NOW, at } from './views';

export function turn(change: Partial<TurnView> = {}): TurnView {
  return {
    id: 'a0E000000000001AAA',
    at: at(-60),
    who: 'Alex Admin',
    name: 'Engine',
    before: 'Off',
    after: 'On',
    byItself: false,
    ...change
  };
}

export function setupView(change: Partial<SetupView> = {}): SetupView {
  return {
    mayManage: true,
    admins: [],
    serverNow: new Date(NOW).toISOString(),
    state: 'Running',
    copied: false,
    startedAt: at(-60),
    startedByName: 'Alex Admin',
    lastBeatAt: at(-1),
    nextBeatAt: at(4),
    beatMinutes: 5,
    openClocks: 147,
    agreed: true,
    step: 'Observe',
    stepSince: at(-60),
    stepByName: 'Alex Admin',
    notifies: true,
    turns: [turn()],
    ...change
  };
}

export function check(change: Partial<CheckView> = {}): CheckView {
  return { key: 'Pools', verdict: 'Fine', name: '6 pools have active members', items: [], more: 0, ...change };
}

export function failed(change: Partial<FailedView> = {}): FailedView {
  return {
    id: 'a0F000000000001AAA',
    leadId: '00Q000000000001AAA',
    name: 'Jana Wolf',
    error: 'FIELD_CUSTOM_VALIDATION_EXCEPTION: Phone required',
    tries: 3,
    nextTryAt: at(10),
    canRetry: true,
    ...change
  };
}

export function workView(change: Partial<WorkView> = {}): WorkView {
  return {
    backlog: 0,
    slowestSeconds: 48,
    slowestLeadId: '00Q000000000002AAA',
    slowestLeadName: 'Max Weber',
    events: 1204,
    more: false,
    failed: [],
    failedTotal: 0,
    forecast: {
      leadsPerMonth: 900,
      atLeast: false,
      rowsPerLead: 8,
      measured: true,
      megabytesPerMonth: 14.1,
      usedMegabytes: 400,
      limitMegabytes: 10000,
      monthsLeft: 680
    },
    footprint: { queries: 8, statements: 5, rows: 601, kilobytes: 800, events: 1 },
    ...change
  };
}

export function observePage(change: Partial<ObservePage> = {}): ObservePage {
  return { read: 0, next: null, messages: [], moves: [], capacity: [], breaches: [], ...change };
}
