/** Who may own a lead as sales: reps and a queue, with their role. */
export const ROLES: Readonly<Record<string, string>> = {
  sam: 'SDR',
  ana: 'SDR',
  bruna: 'MDR',
  '#Committee': 'SDR',
  // They only take over from whoever is away.
  marco: 'SDR',
  grace: 'SDR',
  lena: 'SDR',
  oliver: 'SDR',
  priya: 'MDR',
  yuki: 'MDR',
  ken: 'MDR'
};
/** Who may take a lead from the queue of sales. */
export const MEMBERS: readonly string[] = ['sam', 'bruna'];
export const QUEUE = '#Committee';
/** Where what marketing gets back goes. */
export const RECYCLE = '#Recycle';
export const MARKETING = 'Marketing';
/** Outcomes, and who has the lead next. */
export const OUTCOMES = { NURTURE: 'Marketing', QUALIFIED: 'Sales', UNRESPONSIVE: 'Marketing', STAYS: null } as const;
export type Outcome = keyof typeof OUTCOMES;
