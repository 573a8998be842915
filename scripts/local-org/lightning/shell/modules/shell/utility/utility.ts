/** One entry of the utility bar, as components may change it. */
export interface Utility {
  readonly id: string;
  label: string;
  icon: string;
  highlighted: boolean;
  visible: boolean;
  panelLabel: string;
  width: number;
  height: number;
}

const utilities = new Map<string, Utility>();
const watchers = new Set<() => void>();
const clicks = new Map<string, Set<(event: { panelVisible: boolean }) => void>>();

export function defineUtility(utility: Utility): void {
  utilities.set(utility.id, utility);
  changed();
}

export function utilityOf(id: string): Utility {
  const found = utilities.get(id);
  if (!found) throw new Error(`There is no utility "${id}".`);
  return found;
}

export function allUtilities(): readonly Utility[] {
  return [...utilities.values()];
}

export function changeUtility(id: string, changes: Partial<Utility>): void {
  Object.assign(utilityOf(id), changes);
  changed();
}

export function showUtility(id: string, visible: boolean): void {
  if (visible) for (const other of utilities.values()) other.visible = false;
  utilityOf(id).visible = visible;
  changed();
  clicks.get(id)?.forEach((listener) => listener({ panelVisible: visible }));
}

export function onUtilities(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export function onClick(id: string, listener: (event: { panelVisible: boolean }) => void): void {
  clicks.set(id, (clicks.get(id) ?? new Set()).add(listener));
}

function changed(): void {
  watchers.forEach((watcher) => watcher());
}
