import { LightningElement, wire } from 'lwc';
import { CurrentPageReference } from 'lightning/navigation';
import Toast from 'lightning/toast';
import { reloadApex } from 'shell/apex';
import { onServerEvent } from 'shell/events';
import { runRefreshHandlers } from 'shell/refreshing';
import { reloadRecords } from 'shell/records';
import type { PageReference } from 'shell/router';

interface ToastDetail {
  title?: string;
  message?: string;
  messageData?: (string | { url: string; label: string })[];
  variant?: string;
  mode?: string;
}

/** The frame around every page: strip, navigation, page, toasts and modals. */
export default class App extends LightningElement {
  @wire(CurrentPageReference) page?: PageReference;

  connectedCallback(): void {
    // The server tells of the clock and of messages; the strip listens for itself.
    onServerEvent(() => undefined);
  }

  /** Only what a component sent: the base toast container uses the same event name with a detail of its own. */
  showToast(event: CustomEvent<ToastDetail>): void {
    const { title, message, messageData, variant, mode } = event.detail ?? {};
    if (title === undefined) return;
    event.stopPropagation();
    Toast.show(
      {
        label: title,
        message,
        messageLinks: links(messageData),
        variant: variant ?? 'info',
        mode: mode ?? 'dismissible'
      },
      this
    );
  }

  refresh(event: CustomEvent): void {
    event.stopPropagation();
    void Promise.all([runRefreshHandlers(), reloadRecords()]);
  }

  async reload(): Promise<void> {
    await Promise.all([reloadRecords(), reloadApex()]);
  }

  skip(event: Event): void {
    event.preventDefault();
    this.template?.querySelector<HTMLElement>('main')?.focus();
  }
}

function links(data: ToastDetail['messageData']): object | undefined {
  if (!data?.some((item) => typeof item === 'object')) return undefined;
  return Object.fromEntries(
    data.map((item, at) => [String(at), typeof item === 'string' ? item : { url: item.url, label: item.label }])
  );
}
