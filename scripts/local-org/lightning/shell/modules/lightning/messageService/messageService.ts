interface Channel {
  readonly name: string;
}
interface Context {
  readonly context: symbol;
}
type Listener = (message: unknown) => void;

export const APPLICATION_SCOPE = Symbol('APPLICATION_SCOPE');
const listeners = new Map<string, Set<Listener>>();

export class MessageContext {
  private readonly emit: (value: Context) => void;

  constructor(emit: (value: Context) => void) {
    this.emit = emit;
  }

  connect(): void {
    this.emit(createMessageContext());
  }

  update(): void {}
  disconnect(): void {}
}

export function createMessageContext(): Context {
  return { context: Symbol('message context') };
}

export function releaseMessageContext(_context: Context): void {}

export function publish(_context: Context, channel: Channel, message?: unknown): void {
  listeners.get(channel.name)?.forEach((listener) => listener(message));
}

export function subscribe(_context: Context, channel: Channel, listener: Listener): object {
  const group = listeners.get(channel.name) ?? new Set();
  listeners.set(channel.name, group.add(listener));
  return { channel, listener };
}

export function unsubscribe(subscription: { channel: Channel; listener: Listener } | null | undefined): void {
  if (subscription) listeners.get(subscription.channel.name)?.delete(subscription.listener);
}
