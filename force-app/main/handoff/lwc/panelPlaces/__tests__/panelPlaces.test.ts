import { placeOf } from 'c/panelPlaces';
import { panel } from '../../../../../../scripts/test/jest-data/views';

describe('panelPlaces', () => {
  it('leads to the pages of the app', () => {
    expect(placeOf('openSetup', panel({ noClock: 'EngineOff' }))?.attributes).toEqual({ apiName: 'Setup_and_Health' });
    expect(placeOf('openSetup', panel({ noClock: 'NoAgreement' }))?.attributes).toEqual({ apiName: 'Agreement' });
    expect(placeOf('openHealth', null)?.attributes).toEqual({ apiName: 'Setup_and_Health' });
  });

  it('leads to records that are known, and nowhere else', () => {
    const context = { opportunityId: '006', duplicateId: '00Q2', agreementId: 'a01' };
    const open = (name: Parameters<typeof placeOf>[0]): unknown => placeOf(name, panel({ context }))?.attributes;
    expect(open('openOpportunity')).toMatchObject({ recordId: '006', objectApiName: 'Opportunity' });
    expect(open('openDuplicate')).toMatchObject({ recordId: '00Q2', objectApiName: 'Lead' });
    expect(open('seeDefinition')).toMatchObject({ recordId: 'a01' });
    expect(placeOf('openDuplicate', panel())).toBeNull();
    expect(placeOf('accept', panel({ context }))).toBeNull();
  });
});
