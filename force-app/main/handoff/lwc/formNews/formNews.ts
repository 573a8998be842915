/**
 * Tells an open form what became of its lead meanwhile. The form may stand in a modal, which no property reaches once it is
 * open, so panel and form meet in this module.
 */
type Listener = (sentence: string) => void;

const listeners = new Map<string, Set<Listener>>();

/** Hears of that lead until the function that it returns is called. */
export function onNews(leadId: string, listener: Listener): () => void {
  const of = listeners.get(leadId) ?? new Set();
  of.add(listener);
  listeners.set(leadId, of);
  return () => {
    of.delete(listener);
    if (of.size === 0) {
      listeners.delete(leadId);
    }
  };
}

/** Says what the lead is like now, after it changed so that the form may be in vain. */
export function tellForms(leadId: string, sentence: string): void {
  listeners.get(leadId)?.forEach((listener) => listener(sentence));
}
