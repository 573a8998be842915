import { beforeAll, describe, expect, it } from 'vitest';
import { findUserId, recordToJson } from '../../local-org/api/index.ts';
import { openProject } from '../../local-org/cli/open.ts';
import { callApex, readLocalOrgConfig } from '../../local-org/lightning/index.ts';
import { createOrg, keepOrg, readKept, restoreOrg } from '../../local-org/org/index.ts';
import type { LocalOrg } from '../../local-org/org/index.ts';
import type { UserContext } from '../../local-org/contracts/access.ts';
import type { OrgServices } from '../../local-org/contracts/transaction.ts';
import { ROOT } from './kit.ts';

interface Clock {
  readonly stage: string;
  readonly state: string;
  readonly dueAt?: string;
  readonly stoppedAt?: string;
  readonly warnAt?: string;
  readonly escalateAt?: string;
  readonly startsAt?: string;
  readonly knownPeople?: number;
  readonly claim?: string;
  readonly withdrawn?: boolean;
  readonly attempts?: number;
  readonly agreedAttempts?: number;
  readonly attemptChannels?: number;
  readonly nextChannel?: string;
  readonly leftSeconds?: number;
  readonly pausedUntil?: string;
  readonly elapsedSeconds?: number;
  readonly backOn?: string;
  readonly reasonName?: string;
}

interface PanelView {
  readonly kind: string;
  readonly noClock?: string | null;
  readonly failure?: string | null;
  readonly retryAt?: string | null;
  readonly isConverted: boolean;
  readonly acceptedSeconds?: number;
  readonly contactedSeconds?: number;
  readonly outcomeName?: string;
  readonly convertedAt?: string;
  readonly clock?: Clock | null;
  readonly others: readonly Clock[];
  readonly pastCycles: readonly unknown[];
  readonly verbs: readonly string[];
}

/** The demo as `npm start` seeds it, with one day of history; half past ten in New York on 1 December 2026. */
let org: OrgServices;
beforeAll(async () => {
  const options = { strict: true, coverage: false, seed: true, fresh: true, seedOptions: { days: '1' } };
  org = (await openProject(ROOT, options)).org;
}, 240_000);

function panel(lastName: string, viewer: string): PanelView {
  const user = org.access.user(findUserId(org, `${viewer}@company.example`) as string);
  return org.async.runAs(user, 'sync', (tx) => {
    const found = org.queries.runText(
      tx,
      `SELECT Id FROM Lead WHERE LastName = '${lastName}' ORDER BY CreatedDate DESC LIMIT 1`,
      () => null,
      { mode: 'system', sharing: 'without' }
    );
    const leadId = found.records[0]?.id;
    if (!leadId) throw new Error(`The demo has no lead ${lastName}.`);
    return callApex(tx, { method: 'LeadPanelController.getPanel', parameters: { leadId }, cacheable: false });
  }) as PanelView;
}

/** What list views say of a lead. */
function mirrors(lastName: string): { state: unknown; due: unknown }[] {
  return org.async.runAs(findAdmin(), 'sync', (tx) =>
    org.queries
      .runText(tx, `SELECT SLA_State__c, SLA_Next_Due__c FROM Lead WHERE LastName = '${lastName}'`, () => null, {
        mode: 'system',
        sharing: 'without'
      })
      .records.map((lead) => {
        const row = recordToJson(lead, '') as Record<string, unknown>;
        return { state: row.baton__SLA_State__c, due: row.baton__SLA_Next_Due__c };
      })
  );
}

const findAdmin = (): UserContext => org.access.user(findUserId(org, 'alex.admin@company.example') as string);

/** What the health page shows under Failed. */
function failed(): string[] {
  const { failed } = org.async.runAs(findAdmin(), 'sync', (tx) =>
    callApex(tx, { method: 'HealthController.getWork', parameters: {}, cacheable: false })
  ) as { failed: readonly { name: string; error: string }[] };
  return failed.map(({ name, error }) => `${name}: ${error}`);
}

/** New York, December 2026. */
const at = (text: string): string => {
  const [day, time] = text.includes(' ') ? text.split(' ') : ['1', text];
  return new Date(`2026-12-0${day}T${time}:00-05:00`).toISOString();
};

const iso = (instant?: string | null): string | undefined => (instant ? new Date(instant).toISOString() : undefined);

describe('The leads of today at half past ten (ux.md 2.13)', () => {
  it.each([
    ['Byron', 'marco.silva', 'Acceptance', 'Running', '10:10'],
    ['Weber', 'sam.ortiz', 'Acceptance', 'Running', '11:21'],
    ['Noddack', 'sam.ortiz', 'FollowUp', 'Running', '8 18:00'],
    ['Post', 'lena.vogt', 'Acceptance', 'Running', '10:53'],
    ['Hahn', 'sam.ortiz', 'Acceptance', 'Running', '11:27'],
    ['Aziz', 'ana.ruiz', 'Acceptance', 'Running', '11:12'],
    ['Nord', 'priya.shah', 'Delivery', 'Running', '12:05'],
    ['Ege', 'lena.vogt', 'FirstContact', 'Running', '10:39'],
    ['Mota', 'bruna.lima', 'FirstContact', 'Running', '13:35'],
    ['Falk', 'ana.ruiz', 'Disposition', 'Running', '2 09:05'],
    ['Krog', 'priya.nair', 'Disposition', 'Running', '2 07:48'],
    ['Oak', 'ravi.menon', 'Return', 'Running', '2 15:00'],
    ['Aas', 'clara.weiss', 'IntentData', 'Running', '14:00'],
    ['Amor', 'dana.cole', 'Acceptance', 'Running', '11:28']
  ])('%s (%s): %s %s, due %s', (lead, viewer, stage, state, due) => {
    const { clock } = panel(lead, viewer);
    expect([clock?.stage, clock?.state, iso(clock?.dueAt)]).toEqual([stage, state, at(due)]);
  });

  it('Juan Vidal and Aiko Abe wait for their calendars to open', () => {
    expect(panel('Vidal', 'grace.kim').clock).toMatchObject({ stage: 'Acceptance', state: 'OutOfHours' });
    expect(panel('Abe', 'ken.sato').clock).toMatchObject({ stage: 'FirstContact', state: 'OutOfHours' });
  });

  it('Lee Chan: waits for one more person at Northwind, until the twelfth at the latest', () => {
    const { clock, verbs } = panel('Chan', 'priya.shah');
    expect(clock).toMatchObject({
      stage: 'Acceptance',
      state: 'Waiting',
      knownPeople: 2,
      wantedPeople: 3,
      missingPeople: 'one more person at Northwind'
    });
    expect(iso(clock?.startsAt)).toBe('2026-12-12T15:00:00.000Z');
    expect(verbs).not.toContain('accept');
  });

  it('Ida Noddack: two of six attempts over one of two channels, a call next', () => {
    expect(panel('Noddack', 'sam.ortiz').clock).toMatchObject({
      attempts: 2,
      agreedAttempts: 6,
      attemptChannels: 1,
      nextChannel: 'Call'
    });
  });

  it('Ines Mota: a task says that she was called, and nothing proves it', () => {
    expect(panel('Mota', 'bruna.lima').clock?.claim).toBe('Called');
  });

  it('Bob Hale: contacted in three minutes and twelve seconds, and an outcome may be logged', () => {
    const view = panel('Hale', 'sam.ortiz');
    expect(view.clock).toMatchObject({ stage: 'FirstContact', state: 'Met', elapsedSeconds: 192 });
    expect(view.verbs).toContain('dispose');
    expect(view.others[0]?.stage).toBe('Disposition');
  });

  it('Tina Moll: contacted twelve minutes late', () => {
    const { clock } = panel('Moll', 'oliver.reed');
    expect([clock?.stage, clock?.state, iso(clock?.dueAt), iso(clock?.stoppedAt)]).toEqual([
      'FirstContact',
      'Met Late',
      at('09:45'),
      at('09:57')
    ]);
  });

  it('Raj Iyer: paused with thirty-eight minutes left', () => {
    const { clock } = panel('Iyer', 'ana.ruiz');
    expect([clock?.state, clock?.leftSeconds, iso(clock?.pausedUntil)]).toEqual(['Paused', 38 * 60, at('2 09:00')]);
  });

  it('Pia Lund and Dirk Pohl: rejected', () => {
    expect(panel('Lund', 'sam.ortiz').clock?.state).toBe('Rejected');
    expect(panel('Pohl', 'alex.admin').clock?.state).toBe('Rejected');
  });

  it('Hugo Sand: no budget, back on the third of March', () => {
    const { clock } = panel('Sand', 'alex.admin');
    expect(clock).toMatchObject({ stage: 'Disposition', reasonName: 'No budget', backOn: '2027-03-03' });
  });

  it('Rita Falk: the second cycle, with the first folded', () => {
    expect(panel('Falk', 'ana.ruiz').pastCycles).toHaveLength(1);
  });

  it('Amy Cho: converted, with how it went', () => {
    const view = panel('Cho', 'alex.admin');
    expect(view).toMatchObject({
      isConverted: true,
      acceptedSeconds: 180,
      contactedSeconds: 660,
      outcomeName: 'Qualified'
    });
    expect(iso(view.convertedAt)).toBe(at('09:12'));
  });

  it('Ben Oak: five of six attempts, no reply', () => {
    expect(panel('Oak', 'ravi.menon').clock).toMatchObject({ attempts: 5, agreedAttempts: 6 });
  });

  it('Omer Kaya: met in forty-one minutes, after a breach was withdrawn', () => {
    expect(panel('Kaya', 'oliver.reed').clock).toMatchObject({
      stage: 'FirstContact',
      state: 'Met',
      elapsedSeconds: 41 * 60,
      withdrawn: true
    });
  });

  it('Jana Wolf: a validation rule of the org refuses her clock; it is not running, and waits in Failed', () => {
    const view = panel('Wolf', 'priya.shah');
    expect(view).toMatchObject({ kind: 'Failed', failure: 'FIELD_CUSTOM_VALIDATION_EXCEPTION: Phone required' });
    expect(Date.parse(view.retryAt as string)).toBeGreaterThan(Date.parse(at('10:30')));
    expect(failed()).toEqual(['Jana Wolf: FIELD_CUSTOM_VALIDATION_EXCEPTION: Phone required']);
    const [mirror] = mirrors('Wolf');
    expect(mirror).toEqual({ state: null, due: null });
  });

  it('Eva Roth: no clock', () => {
    expect(panel('Roth', 'priya.shah').noClock).not.toBeNull();
  });

  it('Leo Brun: he left the handoff when automation outside Baton moved him; whoever had him owes an outcome', () => {
    const { clock } = panel('Brun', 'tom.weiss');
    expect(clock).toMatchObject({ stage: 'Disposition', state: 'Running', holderName: 'Ana Ruiz' });
    expect(iso(clock?.dueAt)).toBe('2026-12-02T15:28:00.000Z');
  });
});

describe('The next start', () => {
  it('takes the demo org as it was kept, with a row of every object that the seed filled', () => {
    const kept = readKept(keepOrg(org as LocalOrg));
    const { timeZone, name } = readLocalOrgConfig(ROOT);
    const next = createOrg({
      projectDir: ROOT,
      strict: true,
      now: kept.now,
      ...(timeZone === undefined ? {} : { timeZone }),
      ...(name === undefined ? {} : { name })
    });
    restoreOrg(next, kept);
    for (const object of ['Lead', 'baton__Lead_Timer__c', 'baton__SLA_Entry__c', 'EventRelation'])
      expect([object, rows(next, object)]).toEqual([object, rows(org as LocalOrg, object)]);
    expect(rows(next, 'baton__Lead_Timer__c')).toBeGreaterThan(10);
  });
});

describe('A week later', () => {
  it('Jana Wolf still has no clock, and a person has to look', () => {
    const week = 7 * 24 * 3_600_000;
    expect(org.async.advanceTo(org.clock.now() + week).failures).toEqual([]);
    const view = panel('Wolf', 'priya.shah');
    expect(view).toMatchObject({ kind: 'Failed', failure: 'FIELD_CUSTOM_VALIDATION_EXCEPTION: Phone required' });
    expect(view.retryAt ?? null).toBeNull();
    expect(failed()).toEqual(['Jana Wolf: FIELD_CUSTOM_VALIDATION_EXCEPTION: Phone required']);
  });
});

function rows(of: LocalOrg, object: string): number {
  return of.async.runAs(of.admin, 'sync', (tx) => {
    const read = { mode: 'system', sharing: 'without' } as const;
    return of.queries.runText(tx, `SELECT Id FROM ${object}`, () => null, read).records.length;
  });
}
