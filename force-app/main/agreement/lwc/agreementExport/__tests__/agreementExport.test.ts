import { createElement } from 'lwc';
import AgreementExport from 'c/agreementExport';
import exportText from '@salesforce/apex/AgreementFileController.exportText';

jest.mock('@salesforce/apex/AgreementFileController.exportText', () => ({ default: jest.fn() }), { virtual: true });

const exported = exportText as unknown as jest.Mock;
const flush = async (): Promise<void> => {
  for (let i = 0; i < 8; i++) {
    await Promise.resolve();
  }
};

function show(): HTMLElement {
  const element = createElement('c-agreement-export', { is: AgreementExport });
  Object.assign(element, { versionId: 'a01000000000003AAA', fileName: 'Q4 v3' });
  document.body.appendChild(element);
  return element;
}
const press = async (element: HTMLElement): Promise<void> => {
  element.shadowRoot?.querySelector<HTMLElement>('[data-action="export"]')?.click();
  await flush();
};

describe('c-agreement-export', () => {
  it('downloads the document under its name', async () => {
    exported.mockResolvedValue('{"a": "ü"}\n');
    const links: HTMLAnchorElement[] = [];
    const clicks = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement
    ) {
      links.push(this);
    });
    const element = show();
    await press(element);
    expect(exported).toHaveBeenCalledWith({ versionId: 'a01000000000003AAA' });
    expect(links[0]?.download).toBe('Q4 v3.json');
    expect(decodeURIComponent(links[0]?.href.split(',')[1] as string)).toBe('{"a": "ü"}\n');
    await expect(element).toBeAccessible();
    clicks.mockRestore();
  });

  it('says why there is none', async () => {
    const element = show();
    exported.mockRejectedValueOnce({ body: { message: 'No such agreement.' } });
    await press(element);
    expect(element.shadowRoot?.querySelector('[data-error]')?.textContent).toBe('No such agreement.');
    exported.mockRejectedValueOnce({});
    await press(element);
    expect(element.shadowRoot?.querySelector('[data-error]')?.textContent).toBe('c.ExpErr');
  });
});
