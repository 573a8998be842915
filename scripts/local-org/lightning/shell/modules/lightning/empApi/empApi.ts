import { onServerEvent } from 'shell/events';

interface Subscription {
  readonly id: string;
  readonly channel: string;
  readonly replayId: number;
}

const stops = new Map<string, () => void>();
let last = 0;

/** Only new events arrive: what was published before the page subscribed is not replayed (replay -1). */
export async function subscribe(
  channel: string,
  replayId: number,
  onMessage: (message: unknown) => void
): Promise<Subscription> {
  if (replayId !== -1) throw new Error(`The local org keeps no events, so replay ${replayId} is not possible: use -1.`);
  const id = `subscription-${++last}`;
  const stop = onServerEvent((event) => {
    if (event.kind === 'event' && event['channel'] === channel) onMessage({ channel, data: event['data'] });
  });
  stops.set(id, stop);
  return { id, channel, replayId };
}

export async function unsubscribe(
  subscription: Subscription,
  callback?: (response: unknown) => void
): Promise<unknown> {
  stops.get(subscription.id)?.();
  stops.delete(subscription.id);
  const response = { subscription: subscription.channel, successful: true };
  callback?.(response);
  return response;
}

/** The stream reconnects by itself, so no error reaches a component. */
export function onError(_callback: (error: unknown) => void): void {}
export function setDebugFlag(_flag: boolean): void {}
export async function isEmpEnabled(): Promise<boolean> {
  return true;
}
