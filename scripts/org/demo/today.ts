/**
 * Today's leads, one per state (ux.md 2.13, times of New York on 1 December 2026), as far as what is built reaches them:
 * fields that are missing, duplicates and refused writes are to come. Noor Aziz is moved by the step of her line, Leo Brun by
 * automation outside Baton.
 */
import type { Activity } from './contacts.ts';
import type { Answer, DemoLead } from './history.ts';

/** Writes calls and scores, and stands for automation that is not Baton's. */
export const INTEGRATION = 'integration.user';

interface Move {
  readonly at: string;
  readonly owner: string;
  /** Automation outside Baton; else whoever has the lead, and Sales Ops for a queue's. */
  readonly by?: string;
}

export interface TodayLead extends DemoLead {
  readonly moves: readonly { readonly at: number; readonly owner: string; readonly by?: string }[];
  readonly convertAt: number | null;
}

/** `10:21` or `09:59:48` of New York, 1 December 2026; `11-24 10:00` of another day. */
function newYork(text: string): number {
  const [day, time] = text.includes(' ') ? (text.split(' ') as [string, string]) : ['12-01', text];
  return Date.parse(`2026-${day}T${time.length === 5 ? `${time}:00` : time}-05:00`);
}

interface Row {
  readonly name: string;
  readonly company: string;
  readonly owner: string;
  readonly source: string;
  readonly type: string;
  readonly score: number | null;
  readonly at: string;
  readonly segment?: string;
  readonly country?: string;
  readonly accept?: string;
  /** Accepted in the next cycle. */
  readonly acceptAgain?: string;
  readonly reject?: { readonly at: string; readonly reason: string; readonly note?: string };
  readonly move?: Move;
  readonly convert?: string;
  /** Calls as `10:03:00 180` (seconds; a third part is when it was synced), e-mails and typed calls by their time. */
  readonly calls?: readonly string[];
  readonly emails?: readonly string[];
  readonly typed?: readonly string[];
  readonly outcome?: { readonly at: string; readonly reason: string; readonly backOn?: string };
  readonly pause?: { readonly at: string; readonly until: string };
  readonly fields?: DemoLead['fields'];
}

const ROWS: readonly Row[] = [
  {
    name: 'Ada Byron',
    company: 'Northwind',
    owner: 'marco.silva',
    source: 'Referral',
    type: 'Referral',
    score: 88,
    at: '09:10',
    segment: 'Enterprise',
    fields: { Buying_Group_Key__c: 'northwind', Group_Role__c: 'Economic buyer' }
  },
  {
    name: 'Max Weber',
    company: 'Contoso',
    owner: 'sam.ortiz',
    source: 'ABM',
    type: 'ABM',
    score: 91,
    at: '10:21',
    segment: 'Enterprise'
  },
  {
    name: 'Ida Noddack',
    company: 'Fabrikam',
    owner: 'sam.ortiz',
    source: 'Content download',
    type: 'Content',
    score: 66,
    at: '08:20',
    accept: '08:24',
    emails: ['08:40', '09:30']
  },
  {
    name: 'Emil Post',
    company: 'Tailspin',
    owner: 'lena.vogt',
    source: 'Web form',
    type: 'Inbound',
    score: 84,
    at: '09:53'
  },
  {
    name: 'Lise Hahn',
    company: 'Adatum',
    owner: 'sam.ortiz',
    source: 'Web form',
    type: 'Inbound',
    score: 84,
    at: '10:27'
  },
  {
    name: 'Noor Aziz',
    company: 'Lucerne',
    owner: 'marco.silva',
    source: 'Referral',
    type: 'Referral',
    score: 90,
    at: '10:12',
    segment: 'Enterprise'
  },
  {
    name: 'Juan Vidal',
    company: 'Litware',
    owner: 'grace.kim',
    source: 'Web form',
    type: 'Inbound',
    score: 87,
    at: '07:02'
  },
  {
    name: 'Aiko Abe',
    company: 'Wingtip',
    owner: 'ken.sato',
    source: 'Event',
    type: 'Event',
    score: 70,
    at: '01:10',
    accept: '01:16'
  },
  {
    name: 'Ola Nord',
    company: 'Proseware',
    owner: '#Inbound_Unrouted',
    source: 'Web form',
    type: 'Inbound',
    score: 72,
    at: '10:05',
    fields: { MQL_At__c: '2026-12-01T15:05:00.000Z' }
  },
  {
    name: 'Lee Chan',
    company: 'Northwind',
    owner: '#Committee',
    source: 'ABM',
    type: 'ABM',
    score: 93,
    at: '11-28 10:00',
    segment: 'Enterprise',
    fields: { Buying_Group_Key__c: 'northwind', Group_Role__c: 'User' }
  },
  {
    name: 'Eva Roth',
    company: 'Alpine',
    owner: 'priya.shah',
    source: 'Content download',
    type: 'Content',
    score: 35,
    at: '09:05'
  },
  {
    name: 'Karl Ege',
    company: 'Coho',
    owner: 'lena.vogt',
    source: 'Demo request',
    type: 'Demo',
    score: 82,
    at: '10:24',
    accept: '10:26'
  },
  {
    name: 'Ines Mota',
    company: 'Trey',
    owner: 'bruna.lima',
    source: 'Content download',
    type: 'Content',
    score: 77,
    at: '09:35',
    accept: '09:40',
    typed: ['10:20']
  },
  {
    name: 'Bob Hale',
    company: 'Fourth Coffee',
    owner: 'sam.ortiz',
    source: 'Demo request',
    type: 'Demo',
    score: 85,
    at: '09:59:48',
    accept: '10:01',
    calls: ['10:03:00 180']
  },
  {
    name: 'Tina Moll',
    company: 'VanArsdel',
    owner: 'oliver.reed',
    source: 'Event',
    type: 'Event',
    score: 64,
    at: '11-26 11:15',
    accept: '11-26 11:25',
    calls: ['09:57 240']
  },
  {
    name: 'Raj Iyer',
    company: 'Relecloud',
    owner: 'ana.ruiz',
    source: 'Partner',
    type: 'Partner',
    score: 75,
    at: '11-23 15:38',
    accept: '11-23 15:45',
    typed: ['11-25 10:00'],
    pause: { at: '09:00', until: '12-02 09:00' }
  },
  {
    name: 'Pia Lund',
    company: 'Bellows',
    owner: 'sam.ortiz',
    source: 'Content download',
    type: 'Content',
    score: 61,
    at: '10:15',
    reject: { at: '10:28', reason: 'NOT_ICP', note: '200 seats below minimum' }
  },
  {
    name: 'Rita Falk',
    company: 'Humongous',
    owner: 'ana.ruiz',
    source: 'Content download',
    type: 'Content',
    score: 74,
    at: '11-23 09:00',
    calls: ['11-23 09:30 200', '09:05 310'],
    outcome: { at: '11-24 10:00', reason: 'TIMING' },
    move: { at: '08:30', owner: 'ana.ruiz' },
    acceptAgain: '08:34'
  },
  {
    name: 'Dirk Pohl',
    company: 'Datum',
    owner: 'clara.weiss',
    source: 'ABM',
    type: 'ABM',
    score: 94,
    at: '10:02',
    segment: 'Enterprise',
    reject: { at: '10:12', reason: 'NOT_ICP', note: 'The group was sold in October; this unit buys nothing by itself.' }
  },
  {
    name: 'Amy Cho',
    company: 'City Power',
    owner: 'dana.cole',
    source: 'Demo request',
    type: 'Demo',
    score: 89,
    at: '08:57',
    accept: '09:00',
    convert: '09:12',
    calls: ['09:08 300'],
    outcome: { at: '09:10', reason: 'QUALIFIED' }
  },
  {
    name: 'Ulla Krog',
    company: 'School',
    owner: 'priya.nair',
    source: 'Content download',
    type: 'Content',
    score: 78,
    at: '07:36',
    calls: ['07:48 120']
  },
  {
    name: 'Omer Kaya',
    company: 'Woodgrove',
    owner: 'oliver.reed',
    source: 'Web form',
    type: 'Inbound',
    score: 83,
    at: '09:10',
    accept: '09:18',
    calls: ['09:51 150 10:22']
  },
  {
    // A validation rule of the org refuses her clock: not running, and in Failed on the health page.
    name: 'Jana Wolf',
    company: 'Blue Yonder',
    owner: '#Inbound_Unrouted',
    source: 'Web form',
    type: 'Inbound',
    score: 67,
    country: 'Germany',
    at: '10:25',
    fields: { MQL_At__c: '2026-12-01T15:25:00.000Z' }
  },
  {
    name: 'Leo Brun',
    company: 'Parnell',
    owner: 'ana.ruiz',
    source: 'Web form',
    type: 'Inbound',
    score: 86,
    at: '10:26',
    move: { at: '10:28', owner: 'tom.weiss', by: INTEGRATION }
  },
  {
    name: 'Hugo Sand',
    company: 'Munson',
    owner: 'sam.ortiz',
    source: 'Event',
    type: 'Event',
    score: 63,
    at: '11-30 15:00',
    accept: '11-30 15:10',
    calls: ['08:40 420'],
    outcome: { at: '09:10', reason: 'NO_BUDGET', backOn: '2027-03-03' }
  },
  {
    name: 'Ben Oak',
    company: 'Graphic',
    owner: 'ravi.menon',
    source: 'Web form',
    type: 'Inbound',
    score: 71,
    at: '11-24 10:00',
    accept: '11-24 10:05',
    calls: ['11-24 11:00 25', '11-25 09:00 30', '11-25 15:00 40'],
    emails: ['11-24 13:00', '11-25 11:00']
  },
  {
    name: 'Finn Aas',
    company: 'Southridge',
    owner: 'clara.weiss',
    source: 'Outbound',
    type: 'Outbound',
    score: null,
    at: '11-30 14:00',
    accept: '03:00',
    calls: ['03:40 30']
  },
  {
    name: 'Mio Ueda',
    company: 'Margie',
    owner: 'yuki.mori',
    source: 'Web form',
    type: 'Inbound',
    score: 69,
    at: '11-30 02:30',
    accept: '11-30 02:36'
  },
  {
    name: 'Gil Amor',
    company: 'Adventure',
    owner: 'dana.cole',
    source: 'SDR handoff',
    type: 'Inbound',
    score: 88,
    at: '10:28',
    segment: 'Enterprise'
  }
];

export function today(): TodayLead[] {
  return ROWS.map(todayLead).sort((a, b) => a.createdAt - b.createdAt);
}

function todayLead(row: Row): TodayLead {
  const [first, ...rest] = row.name.split(' ');
  const company = row.company.replaceAll(' ', '').toLowerCase();
  return {
    createdAt: newYork(row.at),
    owner: row.owner,
    fields: {
      FirstName: first as string,
      LastName: rest.join(' '),
      Company: row.company,
      Email: `${row.name.replaceAll(' ', '.')}@${company}.example`.toLowerCase(),
      LeadSource: row.source,
      Lead_Type__c: row.type,
      Lead_Score__c: row.score,
      Segment__c: row.segment ?? 'Mid-market',
      ...(row.country ? { Country: row.country } : {}),
      ...row.fields
    },
    answers: answers(row),
    activities: activities(row),
    moves: row.move ? [{ ...row.move, at: newYork(row.move.at) }] : [],
    convertAt: row.convert ? newYork(row.convert) : null
  };
}

function answers(row: Row): Answer[] {
  const made: Answer[] = [];
  if (row.accept) made.push({ at: newYork(row.accept), verb: 'accept' });
  if (row.acceptAgain) made.push({ at: newYork(row.acceptAgain), verb: 'accept' });
  if (row.reject)
    made.push({ at: newYork(row.reject.at), verb: 'reject', reason: row.reject.reason, note: row.reject.note ?? '' });
  if (row.outcome) {
    const { at, ...outcome } = row.outcome;
    made.push({ at: newYork(at), verb: 'dispose', ...outcome });
  }
  if (row.pause)
    made.push({
      at: newYork(row.pause.at),
      verb: 'pause',
      reason: 'CUSTOMER_ASKED',
      until: newYork(row.pause.until)
    });
  return made;
}

function activities(row: Row): Activity[] {
  const calls = (row.calls ?? []).map((text): Activity => {
    const [, at, seconds, synced] = /^(.+?) (\d+)(?: (\S+))?$/.exec(text) ?? [];
    if (!at) throw new Error(`${row.name}: a call is a time and its seconds, not "${text}"`);
    const call = { at: newYork(at), kind: 'call', seconds: Number(seconds) } as const;
    return synced ? { ...call, syncedAt: newYork(synced) } : call;
  });
  const plain = (kind: 'email' | 'typed', times: readonly string[] = []): Activity[] =>
    times.map((at) => ({ at: newYork(at), kind }));
  return [...calls, ...plain('email', row.emails), ...plain('typed', row.typed)];
}
