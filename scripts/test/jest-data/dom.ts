/** What component tests do over and over: wait for promises, look into a component and its form frame, type. */

export const asMock = (method: unknown): jest.Mock => method as jest.Mock;

/** Waits until promises that follow each other, and what they render, are through. */
export async function flush(turns = 8): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    await Promise.resolve();
  }
}

/** Components that only frame or draw what their host describes. */
const TRANSPARENT =
  'c-agreement-actions, c-agreement-head, c-choice-field, c-form-frame, c-form-fields, c-form-conflict, c-form-buttons, c-load-error, c-note-field, c-panel-buttons, c-panel-state';

/** The element of a component's own template, or of a frame or of fields that it describes. */
export function find<T extends Element = HTMLElement>(element: Element | null, selector: string): T | null {
  const root = element?.shadowRoot;
  const inside = [...(root?.querySelectorAll(TRANSPARENT) ?? [])];
  return root?.querySelector<T>(selector) ?? inside.map((one) => find<T>(one, selector)).find(Boolean) ?? null;
}

export function findAll<T extends Element = HTMLElement>(element: Element, selector: string): T[] {
  return [...(element.shadowRoot?.querySelectorAll<T>(selector) ?? [])];
}

/** What a base component tells when somebody types or chooses. */
export async function fill(element: Element, values: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [field, value] of Object.entries(values)) {
    find(element, `[data-field="${field}"]`)?.dispatchEvent(new CustomEvent('change', { detail: { value } }));
    await flush();
  }
}

/** The message at a field; empty where it is right. */
export const problem = (element: Element, field: string): string =>
  find(element, `[data-field="${field}"]`)?.dataset.problem ?? '';

/** A component with these properties in the page, and what it told since: calls of `told(name, detail)`. */
export async function mounted<T extends HTMLElement = HTMLElement>(
  create: () => HTMLElement,
  properties: object,
  events: readonly string[] = []
): Promise<{ element: T; told: jest.Mock }> {
  const element = create() as T;
  const told = jest.fn();
  events.forEach((name) => element.addEventListener(name, (event) => told(name, (event as CustomEvent).detail)));
  Object.assign(element, properties);
  document.body.appendChild(element);
  await flush();
  return { element, told };
}
