/** Who wants to be asked when the page loads its data again. */
type Handler = () => Promise<unknown>;
const handlers = new Map<string, Handler>();
const containers = new Map<string, (done: Promise<unknown>) => void>();
let last = 0;

export function registerRefreshHandler(_context: unknown, handler: Handler): string {
  const id = `refresh-${++last}`;
  handlers.set(id, handler);
  return id;
}

export function registerRefreshContainer(_context: unknown, handler: (done: Promise<unknown>) => void): string {
  const id = `container-${++last}`;
  containers.set(id, handler);
  return id;
}

export function unregisterRefreshHandler(id: string): void {
  handlers.delete(id);
}

export function unregisterRefreshContainer(id: string): void {
  containers.delete(id);
}

/** Runs every registered handler: what the page's container does when the event reaches it. */
export function runRefreshHandlers(): Promise<unknown> {
  const done = Promise.all([...handlers.values()].map((handler) => handler()));
  containers.forEach((container) => container(done));
  return done;
}
