import { LightningElement, api } from 'lwc';
import exportText from '@salesforce/apex/AgreementFileController.exportText';
import { messageOf } from 'c/callError';
import { format } from 'c/clockTime';
import ExpDownload from '@salesforce/label/c.ExpDownload';
import ExpDownloadAlt from '@salesforce/label/c.ExpDownloadAlt';
import ExpErr from '@salesforce/label/c.ExpErr';

/** A button that downloads a version as its JSON document. */
export default class AgreementExport extends LightningElement {
  @api versionId = '';
  /** Name of the file without ending. */
  @api fileName = 'agreement';
  /** How people call the version, as Q4 2026 v3. */
  @api name = '';
  error = '';
  busy = false;
  readonly label = { ExpDownload };

  /** Several of them stand on the list: the name says of which version. */
  get altText(): string {
    return format(ExpDownloadAlt, this.name);
  }

  async handleClick(): Promise<void> {
    this.busy = true;
    this.error = '';
    try {
      this.save((await exportText({ versionId: this.versionId })) as string);
    } catch (problem) {
      this.error = messageOf(problem) || ExpErr;
    } finally {
      this.busy = false;
    }
  }

  /** The platform's security lets a page download a data URL through a link that is clicked. */
  private save(text: string): void {
    const link = document.createElement('a');
    link.href = `data:application/octet-stream;charset=utf-8,${encodeURIComponent(text)}`;
    link.download = `${this.fileName}.json`;
    link.click();
  }
}
