import { appliesWords, dayWords, versionFacts, versionName } from 'c/agreementModel';
import type { VersionView } from 'baton/agreement';

jest.mock('@salesforce/label/c.AgrApplies', () => ({ default: 'Applies {0} - {1}' }), { virtual: true });
jest.mock('@salesforce/label/c.AgrAppliesFrom', () => ({ default: 'Applies from {0}' }), { virtual: true });
jest.mock('@salesforce/label/c.AgrActiveSince', () => ({ default: 'Active since {0}' }), { virtual: true });
jest.mock('@salesforce/label/c.AgrActiveFrom', () => ({ default: 'Active from {0}' }), { virtual: true });
jest.mock('@salesforce/label/c.AgrSignedBy', () => ({ default: 'signed by {0}' }), { virtual: true });
jest.mock('@salesforce/label/c.AgrDraft', () => ({ default: 'Draft' }), { virtual: true });
jest.mock('@salesforce/label/c.AgrChangesMany', () => ({ default: '{0} changes' }), { virtual: true });
jest.mock('@salesforce/label/c.AgrProblemsOne', () => ({ default: '1 problem' }), { virtual: true });
jest.mock('@salesforce/label/c.AgrVersion', () => ({ default: '{0} v{1}' }), { virtual: true });
jest.mock('@salesforce/label/c.AgrRetiredOn', () => ({ default: 'Retired on {0}' }), { virtual: true });

const version = (change: Partial<VersionView>): VersionView => ({
  id: 'a01000000000003AAA',
  name: 'Q4 2026',
  version: 3,
  status: 'Active',
  signers: [],
  canDraft: false,
  ...change
});

describe('the words of a version', () => {
  beforeEach(() => jest.useFakeTimers({ now: Date.parse('2026-12-01T15:30:00Z') }));
  afterEach(() => jest.useRealTimers());

  it('names it', () => expect(versionName(version({}))).toBe('Q4 2026 v3'));

  it('says since when it is active and who signed', () => {
    const signed = version({ effectiveFrom: '2026-10-01', signers: ['C. Reyes', 'M. Okafor'] });
    expect(versionFacts(signed)).toBe('Active since 1 Oct · signed by C. Reyes, M. Okafor');
    expect(versionFacts(version({ effectiveFrom: '2027-01-01' }))).toBe('Active from 1 Jan 2027');
    expect(versionFacts(version({ activatedAt: '2026-11-23T15:00:00Z' }))).toBe('Active since Mon 23 Nov');
  });

  it('says of a draft what changed and what is wrong', () => {
    expect(versionFacts(version({ status: 'Draft', changes: 6, problems: 1 }))).toBe('Draft · 6 changes · 1 problem');
  });

  it('says when a version was retired', () => {
    expect(versionFacts(version({ status: 'Retired', retiredAt: '2026-10-01T12:00:00Z' }))).toBe(
      'Retired on Thu 1 Oct'
    );
  });

  it('shows a day as it stands, whatever the zone', () => expect(dayWords('2026-10-01')).toBe('1 Oct'));

  it('says the year of the days that an agreement applies, which is printed and kept', () => {
    expect(appliesWords('2026-10-01', '2026-12-31')).toBe('Applies 1 Oct - 31 Dec 2026');
    expect(appliesWords('2026-10-01', '2027-03-31')).toBe('Applies 1 Oct 2026 - 31 Mar 2027');
    expect(appliesWords('2026-10-01', null)).toBe('Applies from 1 Oct 2026');
  });
});
