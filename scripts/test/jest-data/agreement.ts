/** View objects of the agreement screens as their controller answers them, for component tests. */
import type {
  AgreementView,
  EditResult,
  EditorOptionsView,
  HeadView,
  LineView,
  ReadingView,
  SeatView
} from 'baton/agreement';

export function line(change: Partial<LineView> = {}): LineView {
  return {
    id: 'a04000000000001AAA',
    name: 'High intent',
    stage: 'Acceptance',
    role: 'Any',
    place: 1,
    accountable: 'Sales',
    appliesWhen: 'Lead_Score__c > 80',
    promiseMinutes: 60,
    unit: 'BusinessMinutes',
    hoursOf: 'Owner',
    stopGrade: 'Verified',
    steps: [
      { minutes: 5, offsetFrom: 'Start', level: 'Yellow', action: 'Notify', recipientKind: 'Owner' },
      { minutes: 60, offsetFrom: 'Start', level: 'Red', action: 'Notify', recipientKind: 'Manager' }
    ],
    stamp: 'one',
    whenWords: 'Lead score is above 80',
    condition: { joiner: 'and', rows: [{ field: 'Lead_Score__c', operator: 'gt', value: '80' }] },
    promiseWords: '60 min',
    hoursWords: 'Staffed hours of the owner',
    stepWords: 'Remind 5 min · Late 60 min',
    ...change
  };
}

export const rest = (change: Partial<LineView> = {}): LineView =>
  line({
    id: 'a04000000000002AAA',
    name: 'The rest',
    place: 2,
    appliesWhen: null,
    whenWords: '',
    condition: { joiner: 'and', rows: [] },
    ...change
  });

export function head(change: Partial<HeadView> = {}): HeadView {
  return {
    name: 'Q1 2027',
    effectiveFrom: '2027-01-01',
    effectiveTo: '2027-03-31',
    vetoAbove: 80,
    undoMinutes: 5,
    marketingOwner: { id: '005000000000001AAA', name: 'Priya Shah' },
    salesOwner: { id: '005000000000002AAA', name: 'Tom Weiss' },
    salesSeat: { id: '005000000000003AAA', name: 'Carla Reyes' },
    marketingSeat: { id: '005000000000004AAA', name: 'Mia Okafor' },
    stamp: 'one',
    ...change
  };
}

export const seats = (change: Partial<SeatView> = {}): SeatView[] => [
  { seat: 'Sales', holderName: 'Carla Reyes', isMine: false, signed: false, ...change },
  { seat: 'Marketing', holderName: 'Mia Okafor', isMine: false, signed: false }
];

export function view(change: Partial<AgreementView> = {}): AgreementView {
  return {
    id: 'a02000000000004AAA',
    name: 'Q1 2027',
    version: 4,
    status: 'Draft',
    canEdit: true,
    canDraft: false,
    canList: true,
    isEditor: true,
    canPublish: false,
    head: head(),
    groups: [
      { stage: 'Acceptance', stageName: 'Acceptance', role: 'Any', accountable: 'Sales', lines: [line(), rest()] },
      {
        stage: 'Delivery',
        stageName: 'Delivery',
        role: 'Any',
        accountable: 'Marketing',
        lines: [rest({ id: 'a04000000000003AAA', name: 'Delivery', stage: 'Delivery', place: 1 })]
      }
    ],
    changesFrom: 'Q4 2026 v3',
    changes: ['High intent: late after 4 h -> 60 min'],
    problems: [],
    seats: seats(),
    definitions: [
      { stage: 'mql', edge: 'entry', name: 'MQL', words: 'score at least 60', stamp: '{"score":60}', score: 60 }
    ],
    commitments: [
      {
        id: 'a05000000000001AAA',
        name: 'MQL volume',
        side: 'Marketing',
        metric: 'mqlVolume',
        period: 'Month',
        low: 400,
        words: 'Per Month, all segments: at least 400'
      }
    ],
    reasons: [
      {
        id: 'a06000000000001AAA',
        code: 'OTHER',
        name: 'Other',
        form: 'Reject',
        needsNote: true,
        noteMin: 20,
        needsAttempts: false,
        active: true
      }
    ],
    pools: [{ name: 'NA SDR', role: 'SDR', region: 'NA', members: ['Sam Ortiz', 'Ana Ruiz'] }],
    ...change
  };
}

export const done = (change: Partial<EditResult> = {}): EditResult => ({ ok: true, view: view(), ...change });

export const refused = (change: Partial<EditResult> = {}): EditResult => ({ ok: false, message: 'No.', ...change });

export const options: EditorOptionsView = {
  stages: [
    { value: 'Acceptance', label: 'Acceptance' },
    { value: 'FirstContact', label: 'First contact' },
    { value: 'FollowUp', label: 'Follow-up' },
    { value: 'Delivery', label: 'Delivery' }
  ],
  roles: [
    { value: 'Any', label: 'Any' },
    { value: 'AE', label: 'AE' }
  ],
  grades: [{ value: 'Verified', label: 'Verified' }],
  actions: ['Notify', 'HandOver', 'Return'],
  metrics: [{ value: 'mqlVolume', label: 'Number of MQLs' }],
  periods: [{ value: 'Month', label: 'Month' }],
  calendars: ['NA East staffed'],
  queues: [{ value: 'Recycle', label: 'Recycle' }],
  userRoles: [{ value: 'VP_Sales', label: 'VP Sales' }],
  fields: [
    { name: 'Lead_Score__c', label: 'Lead score', kind: 'number', values: [] },
    { name: 'Company', label: 'Company', kind: 'text', values: [] },
    { name: 'LeadSource', label: 'Source', kind: 'picklist', values: [{ value: 'Web', label: 'Web' }] },
    { name: 'DoNotCall', label: 'Do not call', kind: 'checkbox', values: [] },
    { name: 'Since__c', label: 'Since', kind: 'date', values: [] }
  ]
};

export function reading(change: Partial<ReadingView> = {}): ReadingView {
  return {
    id: 'a02000000000004AAA',
    name: 'Q1 2027',
    version: 4,
    status: 'In Review',
    hash: '9d8a4fe5'.repeat(8),
    effectiveFrom: '2027-01-01',
    effectiveTo: '2027-03-31',
    sections: [
      {
        stage: 'Acceptance',
        title: 'Acceptance',
        lines: [
          {
            id: 'a04000000000001AAA',
            name: 'High intent',
            formula: 'Lead_Score__c > 80',
            sentences: ['It applies when Lead score is above 80.', 'Sales owes it within 60 min.']
          }
        ]
      }
    ],
    commitments: [{ label: 'MQL volume', value: 'Per Month: at least 400' }],
    reasons: [{ label: 'Not ICP (NOT_ICP, Reject)', value: 'goes back to marketing' }],
    numbers: [{ label: 'Veto above', value: '80' }],
    terms: [{ label: 'Terms', value: 'Weekends do not count.' }],
    changesFrom: 'Q4 2026 v3',
    changes: ['High intent: late after 4 h -> 60 min'],
    seats: seats({ isMine: true }),
    isEditor: false,
    minutes: 1,
    ...change
  };
}
