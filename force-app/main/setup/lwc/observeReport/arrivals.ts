import type { ObserveMessage } from 'baton/setup';

/** As the engine sends (Mailboxes): so many messages in a window of minutes, then one digest at its end. */
const MOST = 5;
const WINDOW = 10;

interface Batch {
  readonly minute: number;
  readonly waits: boolean;
  readonly messages: readonly ObserveMessage[];
}

/** How many messages a person would have got for all that news. What was over before a digest came is counted in it. */
export function arrivals(messages: readonly ObserveMessage[]): number {
  const sent: number[] = [];
  let held: number | null = null;
  for (const batch of batches(messages)) {
    if (held !== null && held <= batch.minute) {
      sent.push(held);
      held = null;
    }
    const lately = sent.filter((minute) => minute > batch.minute - WINDOW);
    const parts = partsOf(batch);
    if (held === null && lately.length + parts <= MOST) {
      sent.push(...Array.from({ length: parts }, () => batch.minute));
    } else {
      held = Math.max(held ?? 0, (lately[0] ?? batch.minute) + WINDOW);
    }
  }
  return sent.length + (held === null ? 0 : 1);
}

/** What comes at one instant, in the order of time. */
function batches(messages: readonly ObserveMessage[]): Batch[] {
  const byInstant = new Map<string, ObserveMessage[]>();
  for (const message of messages) {
    const key = `${message.at}|${message.waits}`;
    byInstant.set(key, [...(byInstant.get(key) ?? []), message]);
  }
  return [...byInstant.values()]
    .map((own) => {
      const [first] = own as [ObserveMessage];
      return { minute: Math.floor(Date.parse(first.at) / 60_000), waits: first.waits, messages: own };
    })
    .sort((a, b) => a.minute - b.minute);
}

function partsOf({ waits, messages }: Batch): number {
  const [first] = messages;
  const soonInOneTeam = messages.every(({ soonIn }) => Boolean(soonIn) && soonIn === first?.soonIn);
  return waits || messages.length > MOST || soonInOneTeam ? 1 : messages.length;
}
