import LightningConfirm from 'lightning/confirm';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { get, messageOf, send } from 'shell/client';
import { goTo } from 'shell/router';
import RecordForm from 'shell/recordForm';
import RecordElement from 'shell/recordElement';

interface Highlights {
  object: string;
  objectLabel: string;
  icon: string;
  title: string;
  editable: boolean;
  deletable: boolean;
  fields: object[];
}

/** Name, compact layout and actions of a record. */
export default class HighlightsPanel extends RecordElement {
  model?: Highlights;
  problem?: string;

  async edit(): Promise<void> {
    await RecordForm.open({ label: `Edit ${this.model?.title}`, size: 'medium', recordId: this.shownId });
  }

  async remove(): Promise<void> {
    const model = this.model;
    if (
      !model ||
      !(await LightningConfirm.open({ label: `Delete ${model.objectLabel}`, message: `Delete ${model.title}?` }))
    )
      return;
    try {
      await send('DELETE', `record?id=${this.shownId}`);
      goTo(`/lightning/o/${model.object}/list`);
    } catch (error) {
      this.dispatchEvent(new ShowToastEvent({ title: 'Not deleted', message: messageOf(error), variant: 'error' }));
    }
  }

  protected async load(): Promise<void> {
    if (!this.shownId) return;
    try {
      this.model = await get<Highlights>('highlights', { id: this.shownId });
      this.problem = undefined;
    } catch (error) {
      this.problem = messageOf(error);
    }
  }
}
