/**
 * The versions of the demo's agreement (ux.md 2.13): each quarter's is drafted, signed by both seats and published as its
 * people would; the draft of the next quarter has six changes and one thing that must be fixed.
 */
import type { SeedApi, SeedSession } from '../../local-org/org/index.ts';

export interface Step {
  readonly at: number;
  run(): void;
}

type Json = Record<string, unknown>;

interface Line extends Json {
  readonly name: string;
  promiseMinutes: number;
  steps: (Json & { minutes: number })[];
}

interface Version {
  readonly head: Json;
  readonly groups: readonly { readonly lines: readonly Line[] }[];
  readonly commitments: readonly (Json & { readonly metric: string })[];
}

interface Edited {
  readonly ok: boolean;
  readonly message: string | null;
}

const ADMIN = 'alex.admin';
const EDITOR = 'priya.shah';
const SALES_SEAT = 'carla.reyes';
const MARKETING_SEAT = 'mia.okafor';
const username = (handle: string): string => `${handle}@company.example`;
const newYork = (text: string, offset: '-04:00' | '-05:00' = '-04:00'): number => Date.parse(`${text}:00${offset}`);

/**
 * What happened to the agreement before today.
 * @param goesOn the present version has no last day and no successor: for an org in which months will pass
 */
export function versions(api: SeedApi, goesOn: boolean): Step[] {
  const agreement = new Agreement(api);
  const steps = [
    { at: newYork('2026-03-30T11:00'), run: () => agreement.first('Q2 2026', '2026-04-01', '2026-06-30') },
    { at: newYork('2026-03-31T15:00'), run: () => agreement.sign() },
    { at: newYork('2026-04-01T09:00'), run: () => agreement.publish() },
    { at: newYork('2026-06-22T11:00'), run: () => agreement.next('Q3 2026', '2026-07-01', '2026-09-30') },
    { at: newYork('2026-06-26T15:00'), run: () => agreement.sign() },
    { at: newYork('2026-07-01T09:00'), run: () => agreement.publish() },
    {
      at: newYork('2026-09-21T11:00'),
      run: () => agreement.next('Q4 2026', '2026-10-01', goesOn ? null : '2026-12-31')
    },
    { at: newYork('2026-09-28T15:00'), run: () => agreement.sign() },
    { at: newYork('2026-10-01T09:00'), run: () => agreement.publish() }
  ];
  if (goesOn) return steps;
  return [
    ...steps,
    { at: newYork('2026-11-24T16:00', '-05:00'), run: () => agreement.next('Q1 2027', '2027-01-01', '2027-03-31') },
    { at: newYork('2026-11-24T16:20', '-05:00'), run: () => agreement.change() }
  ];
}

class Agreement {
  private readonly api: SeedApi;
  private id = '';

  constructor(api: SeedApi) {
    this.api = api;
  }

  first(name: string, from: string, to: string): void {
    this.id = this.call(ADMIN, 'AgreementController.loadStarter', {}) as string;
    const users = this.as(ADMIN, (s) => s.ids('User', 'Username'));
    const person = (handle: string): Json => ({ id: users.get(username(handle)) });
    this.head({
      name,
      effectiveFrom: from,
      effectiveTo: to,
      salesSeat: person(SALES_SEAT),
      marketingSeat: person(MARKETING_SEAT),
      salesOwner: person('tom.weiss'),
      marketingOwner: person(EDITOR),
      fallbackOwner: person('tom.weiss')
    });
    // Days of follow-up are the days of the office, whatever the hours of the rep.
    this.edit('saveLine', { line: JSON.stringify({ ...this.line('Follow-up'), businessHours: 'Office days' }) });
  }

  next(name: string, from: string, to: string | null): void {
    this.id = this.call(EDITOR, 'AgreementController.newDraft', { agreementId: this.id }) as string;
    this.head({ name, effectiveFrom: from, effectiveTo: to });
  }

  sign(): void {
    this.edit('askToSign', {});
    this.call(SALES_SEAT, 'AgreementController.sign', { agreementId: this.id, seat: 'Sales' });
    this.call(MARKETING_SEAT, 'AgreementController.sign', { agreementId: this.id, seat: 'Marketing' });
  }

  publish(): void {
    this.call(ADMIN, 'AgreementController.publish', { agreementId: this.id });
  }

  /** Four changes besides the two days; the warning of mid-market stays behind at 40 hours, after the new promise. */
  change(): void {
    const { commitments } = this.read();
    const line = (name: string): Line => this.line(name);
    const volume = commitments.find((one) => one.metric === 'mqlVolume') ?? fail('no volume');
    this.edit('saveLine', { line: JSON.stringify({ ...line('First contact, mid-market'), promiseMinutes: 1440 }) });
    const hottest = line('Acceptance, hottest');
    const steps = hottest.steps.map((step) => (step.minutes === 3 ? { ...step, minutes: 2 } : step));
    this.edit('saveLine', { line: JSON.stringify({ ...hottest, steps }) });
    this.edit('saveCommitment', { commitment: JSON.stringify({ ...volume, low: 400 }) });
    this.head({ termsExceptions: 'Carnival Monday (8 February) counts as a holiday in EMEA.' });
  }

  private line(name: string): Line {
    const lines = this.read().groups.flatMap((group) => group.lines);
    return lines.find((one) => one.name === name) ?? fail(`no line ${name}`);
  }

  private read(): Version {
    return this.call(EDITOR, 'AgreementEditorController.getVersion', { agreementId: this.id }) as Version;
  }

  private head(change: Json): void {
    this.edit('saveHead', { head: JSON.stringify({ ...this.read().head, ...change }) });
  }

  private edit(method: string, parameters: Json): void {
    const call = `AgreementEditorController.${method}`;
    const result = this.call(EDITOR, call, { agreementId: this.id, ...parameters }) as Edited;
    if (!result.ok) fail(`${method} was refused: ${result.message}`);
  }

  private call(handle: string, method: string, parameters: Json): unknown {
    return this.as(handle, (s) => s.call(method, parameters));
  }

  private as<T>(handle: string, run: (session: SeedSession) => T): T {
    return this.api.as(username(handle), run);
  }
}

function fail(problem: string): never {
  throw new Error(`The agreement of the demo: ${problem}`);
}
