/** What the people of the demo do besides answering leads (ux.md 2.13): who takes no lead for a while, who is away. */
import type { SeedApi } from '../../local-org/org/index.ts';
import type { Step } from './versions.ts';

const OPERATIONS = 'tom.weiss@company.example';

interface Break {
  readonly who: string;
  readonly from: string;
  readonly to: string;
  /** Most leads at once, before and after. */
  readonly cap: number;
}

/** In meetings: at 09:25 nobody of NA East takes Ada Byron, at 10:08 nobody in EMEA takes Emil Post. */
const MEETINGS: readonly Break[] = [
  { who: 'ana.ruiz', from: '09:15', to: '10:00', cap: 20 },
  { who: 'sam.ortiz', from: '09:20', to: '09:30', cap: 20 },
  { who: 'oliver.reed', from: '10:05', to: '10:15', cap: 18 }
];

const at = (time: string): number => Date.parse(`2026-12-01T${time}:00-05:00`);

/** Steps of the day before and of today; none without leads. */
export function people(api: SeedApi): Step[] {
  return [
    { at: Date.parse('2026-11-30T03:00:00-05:00'), run: () => holiday(api, 'yuki.mori') },
    ...MEETINGS.flatMap(({ who, from, to, cap }) => [
      { at: at(from), run: () => capacity(api, who, 0) },
      { at: at(to), run: () => capacity(api, who, cap) }
    ])
  ];
}

/** All of 1 to 3 December where the rep lives: the lead that waits for her pauses, then moves. */
function holiday(api: SeedApi, who: string): void {
  const username = `${who}@company.example`;
  api.as(username, (s) =>
    s.insert('Event', [
      {
        OwnerId: s.ids('User', 'Username').get(username) as string,
        Subject: 'Holiday',
        ShowAs: 'OutOfOffice',
        IsAllDayEvent: true,
        StartDateTime: '2026-12-01T00:00:00Z',
        EndDateTime: '2026-12-03T00:00:00Z'
      }
    ])
  );
}

function capacity(api: SeedApi, who: string, leads: number): void {
  api.as(OPERATIONS, (s) => {
    const user = s.ids('User', 'Username').get(`${who}@company.example`) as string;
    s.update('Sales_Rep__c', [{ Id: s.ids('Sales_Rep__c', 'Rep_Key__c').get(user) as string, Capacity__c: leads }]);
  });
}
