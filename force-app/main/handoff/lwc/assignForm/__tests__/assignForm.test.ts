import { createElement } from 'lwc';
import AssignForm from 'c/assignForm';
import assign from '@salesforce/apex/LeadRequestController.assign';
import getAssignees from '@salesforce/apex/LeadRequestController.getAssignees';
import { asMock, fill, find, flush, problem } from '../../../../../../scripts/test/jest-data/dom';
import { verbResult } from '../../../../../../scripts/test/jest-data/views';

jest.mock('@salesforce/apex/LeadRequestController.assign', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/LeadRequestController.getAssignees', () => ({ default: jest.fn() }), { virtual: true });

type Form = HTMLElement & { submit(): Promise<void> };
const ANA = { userId: '005A', name: 'Ana Ruiz', role: 'SDR', team: 'NA East', away: true };

async function form(people: unknown[]): Promise<Form> {
  asMock(getAssignees).mockResolvedValue({ leadName: 'Ola Nord', people });
  const element = createElement('c-assign-form', { is: AssignForm }) as unknown as Form;
  Object.assign(element, { recordId: 'L1' });
  document.body.appendChild(element);
  await flush();
  return element;
}

describe('c-assign-form', () => {
  it('offers active reps, and asks for one before anything is sent', async () => {
    const element = await form([ANA]);
    const box = find<HTMLElement & { options: { label: string }[] }>(element, '[data-field="person"]');
    expect(box?.options[0]?.label).toBe('Ana Ruiz · SDR · NA East · c.AssignAway');
    await element.submit();
    expect(problem(element, 'person')).toBe('c.ErrPersonMissing');
    expect(assign).not.toHaveBeenCalled();
    await expect(element).toBeAccessible();
  });

  it('assigns, and tells its host what came of it', async () => {
    const element = await form([ANA]);
    const done = jest.fn();
    element.addEventListener('done', (event) => done((event as CustomEvent).detail));
    asMock(assign).mockResolvedValueOnce(verbResult({ code: 'DoneAssigned' }));
    await fill(element, { person: '005A' });
    await element.submit();
    expect(assign).toHaveBeenCalledWith({ leadId: 'L1', toId: '005A' });
    expect(done).toHaveBeenCalledTimes(1);
  });

  it('says what to do where there is nobody', async () => {
    const element = await form([]);
    expect(find(element, '[data-nobody]')?.textContent).toBe('c.AssignNobody');
    await element.submit();
    expect(assign).not.toHaveBeenCalled();
  });
});
