import { api } from 'lwc';
import LightningModal from 'lightning/modal';
import { format } from 'c/clockTime';
import BtnClose from '@salesforce/label/c.BtnClose';
import WhyTitle from '@salesforce/label/c.WhyTitle';

/** "Why?" of a row, on the desktop. */
export default class WhyModal extends LightningModal {
  @api leadId = '';
  @api clockId = '';
  @api leadName = '';

  readonly closeLabel = BtnClose;

  get title(): string {
    return format(WhyTitle, this.leadName);
  }

  handleClose(): void {
    this.close();
  }
}
