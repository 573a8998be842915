import type { FastifyInstance } from 'fastify';
import { bodyFields } from './call.ts';
import type { Call, Reply, Route } from './call.ts';
import { ApiError, badRequest, notFound, toApiError } from './errors.ts';
import { request as run } from './run.ts';

/** "You can have up to 25 subrequests in a single call." */
const MOST = 25;

interface SubRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly referenceId: string;
  readonly body?: unknown;
}

interface SubAnswer {
  readonly body: unknown;
  readonly httpHeaders: object;
  readonly httpStatusCode: number;
  readonly referenceId: string;
}

/** Requests one after the other; `@{ref.path}` takes from an earlier answer. With `allOrNone` a failure takes all back. */
export async function composite(server: FastifyInstance, routes: readonly Route[], call: Call): Promise<object> {
  const { allOrNone, compositeRequest } = bodyFields(call);
  const requests = (compositeRequest ?? []) as SubRequest[];
  if (requests.length > MOST)
    throw badRequest('LIMIT_EXCEEDED', `The request can't contain more than ${MOST} subrequests.`);
  if (allOrNone === true) return { compositeResponse: together(routes, call, requests) };
  const answers = new Map<string, unknown>();
  const compositeResponse: SubAnswer[] = [];
  for (const sub of requests) {
    const response = await server.inject({
      method: sub.method,
      url: fill(sub.url, answers),
      headers: { host: '127.0.0.1', authorization: `Bearer ${call.session.token}`, 'content-type': 'application/json' },
      ...(sub.body === undefined ? {} : { payload: fill(JSON.stringify(sub.body), answers) })
    });
    const body: unknown = response.body === '' ? null : JSON.parse(response.body);
    answers.set(sub.referenceId, body);
    compositeResponse.push(answered(sub, response.statusCode, body));
  }
  return { compositeResponse };
}

function answered({ referenceId }: SubRequest, httpStatusCode: number, body: unknown): SubAnswer {
  return { body, httpHeaders: {}, httpStatusCode, referenceId };
}

/** Carries the failed answer out of the transaction that must not be kept. */
class Halted extends Error {
  readonly at: number;
  readonly answer: SubAnswer;

  constructor(at: number, answer: SubAnswer) {
    super('halted');
    this.at = at;
    this.answer = answer;
  }
}

const HALTED = [
  {
    errorCode: 'PROCESSING_HALTED',
    message: 'The transaction was rolled back since another operation in the same transaction failed.'
  }
];

/** All requests in one transaction, at once: no other request comes between them. */
function together(routes: readonly Route[], call: Call, requests: readonly SubRequest[]): SubAnswer[] {
  try {
    return run(call.context.served.org, call.session.userId, 'rest', (tx) => {
      const answers = new Map<string, unknown>();
      return requests.map((sub, at) => {
        const answer = answerOne(routes, { ...call, within: tx }, sub, answers);
        if (answer.httpStatusCode >= 300) throw new Halted(at, answer);
        answers.set(sub.referenceId, answer.body);
        return answer;
      });
    });
  } catch (error) {
    if (!(error instanceof Halted)) throw error;
    return requests.map((sub, at) => (at === error.at ? error.answer : answered(sub, 400, HALTED)));
  }
}

function answerOne(
  routes: readonly Route[],
  call: Call,
  sub: SubRequest,
  answers: ReadonlyMap<string, unknown>
): SubAnswer {
  let status = 200;
  let sent: unknown;
  const reply: Reply = {
    code: (code) => {
      status = code;
      return reply;
    },
    send: (body) => (sent = body ?? null)
  };
  try {
    const body = sub.body === undefined ? undefined : JSON.parse(fill(JSON.stringify(sub.body), answers));
    const url = new URL(fill(sub.url, answers), 'http://127.0.0.1');
    const { answer, params } = routeOf(routes, sub.method, url.pathname);
    const given = answer({ ...call, params, query: Object.fromEntries(url.searchParams), body, reply });
    return answered(sub, status, sent === undefined ? given : sent);
  } catch (error) {
    const { status: failed, errors }: ApiError = toApiError(error);
    return answered(sub, failed, errors);
  }
}

function routeOf(
  routes: readonly Route[],
  method: SubRequest['method'],
  path: string
): { readonly answer: Route[2]; readonly params: Record<string, string> } {
  const steps = path.split('/');
  for (const [of, pattern, answer] of routes) {
    const parts = pattern.split('/');
    if (of !== method || parts.length !== steps.length) continue;
    if (!parts.every((part, at) => part.startsWith(':') || part === steps[at])) continue;
    const named = parts.flatMap((part, at) =>
      part.startsWith(':') ? [[part.slice(1), steps[at] ?? ''] as const] : []
    );
    return { answer, params: Object.fromEntries(named.map(([name, value]) => [name, decodeURIComponent(value)])) };
  }
  throw notFound();
}

/** Graphs are their own resource with their own limits, which the local org does not have. */
export function refuseGraphs(): never {
  throw new ApiError(501, [
    { errorCode: 'NOT_SUPPORTED_BY_LOCAL_ORG', message: 'Composite graphs are not supported by the local org.' }
  ]);
}

function fill(text: string, answers: ReadonlyMap<string, unknown>): string {
  return text.replace(/@\{(\w+)\.([\w.[\]]+)\}/g, (_whole, reference: string, path: string) => {
    const steps = path.replace(/\[(\d+)\]/g, '.$1').split('.');
    const value = steps.reduce<unknown>(
      (at, step) => (at as Record<string, unknown> | undefined)?.[step],
      answers.get(reference)
    );
    if (value === undefined)
      throw badRequest('PROCESSING_HALTED', `Invalid reference specified. No value for ${reference}.${path} found.`);
    return String(value);
  });
}
