import accept from '@salesforce/apex/LeadPanelController.accept';
import nudge from '@salesforce/apex/OversightController.nudge';
import { FORMS, isVerb, runVerb } from 'c/panelCalls';
import { asMock } from '../../../../../../scripts/test/jest-data/dom';

jest.mock('@salesforce/apex/LeadPanelController.accept', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.nudge', () => ({ default: jest.fn() }), { virtual: true });

const SUBJECT = { leadIds: ['L1'], clockIds: ['C1'] };

describe('panelCalls', () => {
  it('asks the server for one lead, or for the leads of a list', async () => {
    asMock(accept).mockResolvedValueOnce({ ok: true });
    expect(await runVerb('accept', SUBJECT)).toEqual({ ok: true });
    expect(accept).toHaveBeenCalledWith({ leadId: 'L1' });
    await runVerb('nudge', SUBJECT);
    expect(nudge).toHaveBeenCalledWith({ leadIds: ['L1'], clockIds: null });
  });

  it('knows which actions are verbs and which open a form', async () => {
    expect(isVerb('accept')).toBe(true);
    expect(isVerb('reject')).toBe(false);
    expect(FORMS.duplicate).toBe('duplicate');
    await expect(runVerb('reject', SUBJECT)).rejects.toThrow('reject is no verb.');
  });
});
