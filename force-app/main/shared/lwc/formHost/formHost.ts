import LightningModal from 'lightning/modal';
import LightningConfirm from 'lightning/confirm';

/** What the modals of forms have in common: what was typed is not lost, and Escape and Cancel ask before it is. */
export default abstract class FormHost extends LightningModal {
  saving = false;
  typed = false;

  protected abstract get discard(): { readonly label: string; readonly message: string };

  /** The base modal must not throw away what was typed on Escape: then it is asked for here. */
  protected noteTyped(typed: boolean): void {
    this.typed = typed;
    this.disableClose = this.saving || typed;
  }

  protected noteSaving(saving: boolean): void {
    this.saving = saving;
    this.disableClose = saving || this.typed;
  }

  /** A list that is open takes Escape for itself and stops it. */
  handleKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.typed && !this.saving) {
      event.preventDefault();
      event.stopPropagation();
      this.handleCancel();
    }
  }

  abstract handleCancel(): void;

  protected async cancel(result?: unknown): Promise<void> {
    if (!this.typed || (await LightningConfirm.open({ ...this.discard, theme: 'default' }))) {
      this.leave(result);
    }
  }

  /** While closing is disabled, the base modal ignores `close` as well. */
  protected leave(result?: unknown): void {
    this.disableClose = false;
    this.close(result);
  }
}
