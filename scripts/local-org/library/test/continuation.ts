import type { Transaction } from '../../contracts/transaction.ts';
import { ApexMap, mapType, stringType, throwApex } from '../../values/index.ts';
import { fields, libraryClass, need, strings } from '../define.ts';
import { Bean, runtimeTypeOf } from '../registry.ts';

/** Most requests of one continuation (Apex Developer Guide, Continuation Limits). */
const MOST_REQUESTS = 3;

const FIELDS = ['String ContinuationMethod', 'Integer Timeout', 'Object state'];
const RESPONSE = 'System.Continuation:';

function requestsOf(continuation: Bean): ApexMap {
  return continuation.get('requests') as ApexMap;
}

/** The label by which the response is asked for: unique, and otherwise nothing to rely on. */
function addRequest(continuation: Bean, request: unknown): string {
  const requests = requestsOf(continuation);
  if (requests.size >= MOST_REQUESTS)
    throwApex('System.LimitException', `Too many callouts to add to a continuation: ${MOST_REQUESTS + 1}`);
  const label = `Continuation-${requests.size + 1}`;
  requests.put(label, need(request));
  return label;
}

function mocksOf(tx: Transaction): Map<string, unknown> {
  return tx.test?.mocks ?? throwApex('System.TypeException', 'Test methods can be called only from test code');
}

/** Calls the continuation's method as the platform does once all responses are there: with labels and state if it takes them. */
function invokeMethod(tx: Transaction, controller: object, continuation: Bean): unknown {
  mocksOf(tx);
  const method = need(need(continuation).get('ContinuationMethod') as string | null);
  const labels = strings([...requestsOf(continuation).keys()] as string[]);
  const takes = parametersOf(tx, need(controller), method);
  return tx.org.program.invoke(tx, controller, method, takes === 0 ? [] : [labels, continuation.get('state')]);
}

function parametersOf(tx: Transaction, controller: object, name: string): number {
  const type = (controller as { readonly $type?: { readonly name: string } }).$type;
  const members = type && tx.org.program.type(type.name)?.members;
  const found = members?.methods.find((m) => m.name.toLowerCase() === name.toLowerCase());
  return found?.params.length ?? throwApex('System.TypeException', `Method does not exist: ${name}`);
}

/** `System.Continuation`: a test gives the responses; outside of one nothing is sent from here, so that none comes. */
export const continuationClasses = [
  libraryClass('System.Continuation', fields(...FIELDS), {
    'Continuation(Integer timeout)': (_, __, timeout: number) =>
      new Bean('System.Continuation', [
        ['Timeout', need(timeout)],
        ['requests', new ApexMap(mapType(stringType, runtimeTypeOf('System.HttpRequest')))]
      ]),
    'String addHttpRequest(HttpRequest request)': (_, self: Bean, request) => addRequest(self, request),
    'Map<String,HttpRequest> getRequests()': (_, self: Bean) => requestsOf(self),
    'static HttpResponse getResponse(String label)': (tx, _, label: string) =>
      tx.test?.mocks.get(`${RESPONSE}${need(label)}`) ?? null
  }),
  libraryClass('System.Test', {
    'static void setContinuationResponse(String label, HttpResponse response)': (tx, _, label: string, response) => {
      mocksOf(tx).set(`${RESPONSE}${need(label)}`, need(response));
    },
    'static Object invokeContinuationMethod(Object controller, Continuation continuation)': (
      tx,
      _,
      controller: object,
      continuation: Bean
    ) => invokeMethod(tx, controller, continuation)
  })
];
