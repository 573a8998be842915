/** What the server answers with when it refuses: the shape that components know from the platform. */
export interface FetchError {
  readonly body: { readonly message: string; readonly [key: string]: unknown };
  readonly status: number;
  readonly statusText: string;
  readonly ok: false;
  readonly errorType: 'fetchResponse';
  readonly headers: object;
}

const ROOT = '/lightning/api/';

export function get<T>(path: string, query: Readonly<Record<string, string | undefined>> = {}): Promise<T> {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const text = new URLSearchParams(given).toString();
  return ask<T>(text ? `${path}?${text}` : path, { method: 'GET' });
}

export function send<T>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body: unknown = {}): Promise<T> {
  return ask<T>(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  const response = await reach(path, init);
  const text = await response.text();
  const value: unknown = text === '' ? undefined : JSON.parse(text);
  if (!response.ok) throw refusal(response.status, response.statusText, value);
  return value as T;
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(ROOT + path, { ...init, credentials: 'same-origin' });
  } catch {
    throw refusal(0, 'unreachable', { message: 'The local org does not answer. Is it still running?' });
  }
}

function refusal(status: number, statusText: string, value: unknown): FetchError {
  const body = (typeof value === 'object' && value !== null ? value : { message: String(value) }) as FetchError['body'];
  return { body, status, statusText, ok: false, errorType: 'fetchResponse', headers: {} };
}

/** Every message of a refusal as one text, for a place that shows one line. */
export function messageOf(error: unknown): string {
  const body = (error as Partial<FetchError> | undefined)?.body;
  if (!body) return error instanceof Error ? error.message : String(error);
  const output = body['output'] as
    { errors: { message: string }[]; fieldErrors: Record<string, { message: string }[]> } | undefined;
  const texts = output ? [...output.errors, ...Object.values(output.fieldErrors).flat()].map((one) => one.message) : [];
  return texts.length > 0 ? texts.join(' ') : body.message;
}

/** Data from the server is read-only for components, as Lightning Data Service hands it out. */
export function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}
