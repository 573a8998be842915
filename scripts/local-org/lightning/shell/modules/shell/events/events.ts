/** What the server tells a page while it is open. */
export interface ServerEvent {
  readonly kind: 'event' | 'clock' | 'bell';
  readonly [key: string]: unknown;
}

type Listener = (event: ServerEvent) => void;
const listeners = new Set<Listener>();
let source: EventSource | undefined;

function open(): void {
  source ??= new EventSource('/lightning/api/events');
  source.onmessage = (message) => {
    const event = JSON.parse(message.data as string) as ServerEvent;
    listeners.forEach((listener) => listener(event));
  };
}

export function onServerEvent(listener: Listener): () => void {
  listeners.add(listener);
  open();
  return () => listeners.delete(listener);
}
