import { createElement } from 'lwc';
import DefinitionForm from 'c/definitionForm';
import checkDefinition from '@salesforce/apex/AgreementEditorController.checkDefinition';
import saveDefinition from '@salesforce/apex/AgreementEditorController.saveDefinition';
import type { DefinitionView } from 'baton/agreement';
import { asMock, fill, find, flush } from '../../../../../../scripts/test/jest-data/dom';
import { done, options, refused } from '../../../../../../scripts/test/jest-data/agreement';

jest.mock('@salesforce/apex/AgreementEditorController.checkDefinition', () => ({ default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/AgreementEditorController.saveDefinition', () => ({ default: jest.fn() }), {
  virtual: true
});

type Form = HTMLElement & { submit(): Promise<void> };

async function show(definition: DefinitionView): Promise<{ element: Form; told: jest.Mock }> {
  const element = createElement('c-definition-form', { is: DefinitionForm }) as unknown as Form;
  const told = jest.fn();
  element.addEventListener('done', (event) => told((event as CustomEvent).detail));
  Object.assign(element, { agreementId: 'a02', options, definition });
  document.body.appendChild(element);
  await flush();
  return { element, told };
}

async function check(element: HTMLElement): Promise<string | null | undefined> {
  find(element, '[data-action="check"]')?.click();
  await flush();
  return find(element, '[data-checked]')?.textContent;
}

describe('c-definition-form', () => {
  it('saves a new one with its stage and what a lead has to have', async () => {
    const { element, told } = await show({ stage: 'mql', edge: 'entry' });
    await expect(element).toBeAccessible();
    await fill(element, { stage: 'sql', score: '80', required: 'Title' });
    asMock(saveDefinition).mockResolvedValueOnce(done());
    await element.submit();
    expect(JSON.parse(asMock(saveDefinition).mock.lastCall?.[0].definition)).toEqual({
      stage: 'sql',
      edge: 'entry',
      score: 80,
      required: 'Title'
    });
    expect(told).toHaveBeenCalledTimes(1);
  });

  it('does not move a stored one to another stage', async () => {
    const { element } = await show({ stage: 'mql', edge: 'entry', stamp: '{}', score: 60 });
    expect(find(element, '[data-field="stage"]')).toBeNull();
  });

  it('asks for the set of an AE, the share and the domains where it holds for all', async () => {
    const { element } = await show({ stage: 'mql', edge: 'entry' });
    await fill(element, { stage: 'general' });
    expect([find(element, '[data-field="edge"]'), find(element, '[data-field="score"]')]).toEqual([null, null]);
    await fill(element, { qualificationSet: 'Title' });
    asMock(checkDefinition).mockResolvedValueOnce({ met: 0, total: 0, missing: [] });
    expect(await check(element)).toBe('c.DefinitionChecked');
    asMock(saveDefinition).mockResolvedValueOnce(done());
    await element.submit();
    expect(JSON.parse(asMock(saveDefinition).mock.lastCall?.[0].definition)).toMatchObject({
      stage: 'general',
      edge: null,
      qualificationSet: 'Title'
    });
  });

  it('tries it on the last leads, and forgets the answer when something is typed', async () => {
    const { element } = await show({ stage: 'mql', edge: 'entry', stamp: '{}', score: 60 });
    asMock(checkDefinition).mockResolvedValueOnce({ met: 12, total: 200, missing: ['Eva Roth: score 35 of 60'] });
    expect(await check(element)).toContain('Eva Roth: score 35 of 60');
    await expect(element).toBeAccessible();
    await fill(element, { score: '30' });
    expect(find(element, '[data-checked]')?.textContent).toBe('');
    asMock(checkDefinition).mockResolvedValueOnce({
      problem: 'Lead has no field "Titel".',
      met: 0,
      total: 0,
      missing: []
    });
    expect(await check(element)).toBe('Lead has no field "Titel".');
    asMock(checkDefinition).mockRejectedValueOnce({ body: { message: 'Busy.' } });
    await check(element);
    expect(find(element, '[data-error="form"]')?.textContent).toBe('Busy.');
  });

  it('shows a refusal at its field or above', async () => {
    const { element } = await show({ stage: 'mql', edge: 'entry', stamp: '{}', score: 60 });
    const setCustomValidity = jest.fn();
    Object.assign(find(element, '[data-field="negative"]') as object, { setCustomValidity, reportValidity: jest.fn() });
    asMock(saveDefinition).mockResolvedValueOnce(refused({ field: 'negative', message: 'No colon.' }));
    await element.submit();
    expect(setCustomValidity).toHaveBeenLastCalledWith('No colon.');
    asMock(saveDefinition).mockResolvedValueOnce(refused({ message: 'Somebody changed it.' }));
    await element.submit();
    await flush();
    expect(find(element, '[data-error="form"]')?.textContent).toBe('Somebody changed it.');
  });
});
