/** The lists and shares of ux.md 2.13. */

export const GIVEN = [
  'Ada',
  'Ben',
  'Cleo',
  'Dario',
  'Elif',
  'Finn',
  'Gia',
  'Hugo',
  'Iris',
  'Jonas',
  'Kira',
  'Leo',
  'Mara',
  'Noel',
  'Ona',
  'Pablo',
  'Quinn',
  'Rosa',
  'Said',
  'Tara',
  'Uma',
  'Vito',
  'Wren',
  'Xenia',
  'Yara',
  'Zeno',
  'Alma',
  'Boris',
  'Cora',
  'Dylan',
  'Edda',
  'Felix',
  'Greta',
  'Hana',
  'Ilan',
  'Juna',
  'Kofi',
  'Lotte',
  'Milo',
  'Nadia',
  'Otis',
  'Pia',
  'Remy',
  'Sena',
  'Theo',
  'Una',
  'Vera',
  'Willa',
  'Yusuf',
  'Zora',
  'Anouk',
  'Bela',
  'Caio',
  'Dora',
  'Emre',
  'Flora',
  'Gael',
  'Heidi',
  'Ivan',
  'Jette'
] as const;

export const FAMILY = [
  'Abel',
  'Brandt',
  'Castro',
  'Duarte',
  'Ekman',
  'Fischer',
  'Grant',
  'Hansen',
  'Ibarra',
  'Jensen',
  'Keller',
  'Lindt',
  'Moreau',
  'Novak',
  'Olsen',
  'Petit',
  'Quast',
  'Rossi',
  'Sauer',
  'Torres',
  'Ulrich',
  'Varga',
  'Weber',
  'Xu',
  'Yilmaz',
  'Zeller',
  'Alves',
  'Becker',
  'Costa',
  'Dubois',
  'Evans',
  'Ferrer',
  'Gomez',
  'Huber',
  'Iwata',
  'Jung',
  'Kowal',
  'Lopes',
  'Mayer',
  'Nagy',
  'Ortega',
  'Palmer',
  'Reyna',
  'Silber',
  'Tanaka',
  'Unger',
  'Vogel',
  'Wolff',
  'Young',
  'Zapata',
  'Arndt',
  'Blanc',
  'Cruz',
  'Dietz',
  'Ernst',
  'Frey',
  'Giles',
  'Hart',
  'Ito',
  'Janssen'
] as const;

export const COMPANIES = [
  'Adatum',
  'Adventure',
  'Alpine',
  'Bellows',
  'Blue Yonder',
  'City Power',
  'Coho',
  'Contoso',
  'Datum',
  'Fabrikam',
  'First Up',
  'Fourth Coffee',
  'Graphic',
  'Humongous',
  'Lamna',
  'Liberty',
  'Litware',
  'Lucerne',
  'Margie',
  'Munson',
  'Nod',
  'Northwind',
  'Parnell',
  'Proseware',
  'Relecloud',
  'School',
  'Southridge',
  'Tailspin',
  'Trey',
  'VanArsdel',
  'Wide World',
  'Wingtip',
  'Woodgrove',
  'Best For You',
  'Bear Cove',
  'Cedar Hill',
  'Delta Harbor',
  'Evergreen',
  'Fern Valley',
  'Granite',
  'Harbor Light',
  'Iron Gate',
  'Juniper',
  'Kestrel',
  'Larch',
  'Maple Row',
  'North Star',
  'Oak Street'
] as const;

export type Region = 'NA East' | 'NA West' | 'EMEA' | 'UK' | 'LATAM' | 'APAC';

export const REGIONS: readonly (readonly [Region, number])[] = [
  ['NA East', 34],
  ['NA West', 16],
  ['EMEA', 22],
  ['UK', 8],
  ['LATAM', 10],
  ['APAC', 10]
];

/** Offset from UTC in hours in the last week of November 2026, when no zone changes its clock. */
export const UTC_OFFSET: Readonly<Record<Region, number>> = {
  'NA East': -5,
  'NA West': -8,
  EMEA: 1,
  UK: 0,
  LATAM: -3,
  APAC: 9
};

export const SEGMENTS: readonly (readonly [string, number])[] = [
  ['Enterprise', 20],
  ['Mid-market', 45],
  ['SMB', 35]
];

export interface Source {
  readonly name: string;
  /** Value of Lead_Type__c. */
  readonly type: string;
  /** Lowest and highest score; null: not scored yet. */
  readonly score: readonly [number, number] | null;
}

export const SOURCES: readonly (readonly [Source, number])[] = [
  [{ name: 'Demo request', type: 'Demo', score: [60, 99] }, 14],
  [{ name: 'Content download', type: 'Content', score: [20, 90] }, 28],
  [{ name: 'Event', type: 'Event', score: [30, 85] }, 12],
  [{ name: 'Web form', type: 'Inbound', score: [20, 90] }, 16],
  [{ name: 'Outbound', type: 'Outbound', score: null }, 12],
  [{ name: 'Partner', type: 'Partner', score: [40, 90] }, 6],
  [{ name: 'ABM', type: 'ABM', score: [65, 99] }, 6],
  [{ name: 'Referral', type: 'Referral', score: [50, 95] }, 6]
];

/** Weights of the 24 hours of a day in the region's zone. */
export const HOURS: readonly (readonly [number, number])[] = [
  1, 1, 1, 1, 1, 2, 3, 5, 8, 10, 10, 9, 8, 9, 9, 8, 7, 5, 4, 3, 2, 2, 1, 1
].map((weight, hour) => [hour, weight] as const);

export const REJECT_REASONS: readonly (readonly [string, number])[] = [
  ['NOT_ICP', 34],
  ['DUPLICATE', 14],
  ['INCORRECT_PERSONA', 20],
  ['BAD_CONTACT_DATA', 15],
  ['WRONG_OWNER', 10],
  ['OTHER', 7]
];

/** What came of a conversation; unresponsive is nobody whom somebody talked to. */
export const OUTCOMES: readonly (readonly [string, number])[] = [
  ['QUALIFIED', 29],
  ['NURTURE', 18],
  ['TIMING', 12],
  ['NO_BUDGET', 8],
  ['NO_AUTHORITY', 7],
  ['NOT_INTERESTED', 11],
  ['NO_INTENT', 6]
];

/** How a rep works, from the people table: median minutes to accept, share of rejects, and the calendar in UTC. */
export interface Habit {
  readonly handle: string;
  readonly median: number;
  readonly reject: number;
  /** Share of first contacts that a system recorded; the others are typed. */
  readonly proven: number;
  /** Share of leads that wait much longer than the promise. */
  readonly slow: number;
  readonly opens: number;
  readonly closes: number;
}

export const REPS: Readonly<Record<Region, readonly Habit[]>> = {
  'NA East': [
    { handle: 'sam.ortiz', median: 3, reject: 0.08, proven: 0.95, slow: 0.02, opens: 13, closes: 23 },
    { handle: 'ana.ruiz', median: 6, reject: 0.09, proven: 0.9, slow: 0.06, opens: 13, closes: 23 },
    { handle: 'marco.silva', median: 24, reject: 0.12, proven: 0.8, slow: 0.2, opens: 13, closes: 23 },
    { handle: 'priya.nair', median: 4, reject: 0.08, proven: 0.55, slow: 0.05, opens: 13, closes: 23 }
  ],
  'NA West': [{ handle: 'grace.kim', median: 5, reject: 0.09, proven: 0.92, slow: 0.04, opens: 16, closes: 26 }],
  EMEA: [{ handle: 'lena.vogt', median: 4, reject: 0.1, proven: 0.94, slow: 0.05, opens: 7.5, closes: 16.5 }],
  UK: [{ handle: 'oliver.reed', median: 8, reject: 0.09, proven: 0.88, slow: 0.06, opens: 9, closes: 17.5 }],
  LATAM: [{ handle: 'bruna.lima', median: 7, reject: 0.07, proven: 0.9, slow: 0.05, opens: 12, closes: 21 }],
  APAC: [
    { handle: 'yuki.mori', median: 6, reject: 0.09, proven: 0.93, slow: 0.05, opens: 0, closes: 9 },
    { handle: 'ken.sato', median: 9, reject: 0.08, proven: 0.9, slow: 0.06, opens: 0, closes: 9 }
  ]
};
