import { LightningElement, api } from 'lwc';
import { onRecordsChanged } from 'shell/records';

/** A part of the page that shows one record, and shows it again when it may have changed. */
export default abstract class RecordElement extends LightningElement {
  protected shownId?: string;
  private stop?: () => void;

  @api
  get recordId(): string | undefined {
    return this.shownId;
  }

  set recordId(value: string | undefined) {
    this.shownId = value;
    void this.load();
  }

  connectedCallback(): void {
    this.stop = onRecordsChanged((ids) => {
      if (this.concerns(ids)) void this.load();
    });
  }

  disconnectedCallback(): void {
    this.stop?.();
  }

  /** Whether a change of these records may change what is shown; none means that anything may have changed. */
  protected concerns(ids: readonly string[]): boolean {
    return ids.length === 0 || (this.shownId !== undefined && ids.includes(this.shownId));
  }

  /** Asks the server for what is shown. */
  protected abstract load(): Promise<void>;
}
