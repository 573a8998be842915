import { UnsupportedByLocalOrg } from '../../contracts/diagnostics.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { ApexBlob, type ApexList, throwApex } from '../../values/index.ts';
import { type Members, libraryClass, need, strings } from '../define.ts';
import { PlatformObject } from '../registry.ts';
import { StreamReader } from '../xml/reader.ts';
import { XmlDocument } from '../xml/tree.ts';

/** Body and headers, which requests and responses share. Header names do not mind their case. */
abstract class HttpMessage extends PlatformObject {
  body: ApexBlob | null = null;
  readonly headers = new Map<string, { readonly name: string; readonly value: string }>();

  header(name: string): string | null {
    return this.headers.get(need(name).toLowerCase())?.value ?? null;
  }

  setHeader(name: string, value: string): void {
    this.headers.set(need(name).toLowerCase(), { name, value: need(value) });
  }

  get text(): string {
    return this.body?.toText() ?? '';
  }
}

export class HttpRequest extends HttpMessage {
  endpoint: string | null = null;
  method: string | null = null;
  compressed = false;
  timeout = 10_000;

  override $toString(): string {
    return `System.HttpRequest[Endpoint=${this.endpoint}, Method=${this.method}]`;
  }
}
HttpRequest.for('System.HttpRequest');

export class HttpResponse extends HttpMessage {
  status: string | null = null;
  statusCode = 0;

  override $toString(): string {
    return `System.HttpResponse[Status=${this.status}, StatusCode=${this.statusCode}]`;
  }
}
HttpResponse.for('System.HttpResponse');

class Http extends PlatformObject {}
Http.for('System.Http');

function documentOf(m: HttpMessage): XmlDocument {
  const document = new XmlDocument();
  document.load(m.text);
  return document;
}

const shared: Members = {
  'dom.Document getBodyDocument()': (_, m: HttpMessage) => documentOf(m),
  'String getBody()': (_, m: HttpMessage) => m.text,
  'Blob getBodyAsBlob()': (_, m: HttpMessage) => m.body ?? new ApexBlob(new Uint8Array()),
  'String getHeader(String name)': (_, m: HttpMessage, name: string) => m.header(name),
  'void setBody(String text)': (_, m: HttpMessage, text: string) => {
    m.body = ApexBlob.ofText(need(text));
  },
  'void setBodyAsBlob(Blob body)': (_, m: HttpMessage, body: ApexBlob) => {
    m.body = need(body);
  },
  'void setHeader(String name, String value)': (_, m: HttpMessage, name: string, value: string) =>
    m.setHeader(name, value),
  'String toString()': (_, m: HttpMessage) => m.$toString?.()
};

const METHODS = /^(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|TRACE)$/i;

const request = libraryClass('System.HttpRequest', shared, {
  'HttpRequest()': () => new HttpRequest(),
  // Only mocks answer, and no certificate leaves an org with its metadata: nobody asks for the name.
  'void setClientCertificateName(String name)': (_, __, name: string) => void need(name),
  'void setClientCertificate(String certificate, String password)': (_, __, certificate: string, password: string) =>
    void [need(certificate), need(password)],
  'Boolean getCompressed()': (_, m: HttpRequest) => m.compressed,
  'String getEndpoint()': (_, m: HttpRequest) => m.endpoint,
  'String getMethod()': (_, m: HttpRequest) => m.method,
  'void setBodyDocument(Object document)': (_, m: HttpRequest, document: XmlDocument) => {
    m.body = ApexBlob.ofText(need(document).xml());
  },
  'void setCompressed(Boolean on)': (_, m: HttpRequest, on: boolean) => {
    m.compressed = need(on);
  },
  'void setEndpoint(String url)': (_, m: HttpRequest, url: string) => {
    m.endpoint = need(url);
  },
  'void setMethod(String name)': (_, m: HttpRequest, name: string) => {
    m.method = need(name);
  },
  'void setTimeout(Integer ms)': (_, m: HttpRequest, ms: number) => {
    if (need(ms) < 1 || ms > 120_000)
      throwApex('System.CalloutException', 'Timeout value must be between 1 and 120000');
    m.timeout = ms;
  }
});

/** In the order of their names (assumed: a public suite that passes on the platform compares them sorted). */
function headerNames(m: HttpMessage): string[] {
  return [...m.headers.values()].map((h) => h.name).sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
}

const response = libraryClass('System.HttpResponse', shared, {
  'XmlStreamReader getXmlStreamReader()': (_, m: HttpResponse) => new StreamReader(m.text),
  'HttpResponse()': () => new HttpResponse(),
  'List<String> getHeaderKeys()': (_, m: HttpResponse) => strings(headerNames(m)),
  'String getStatus()': (_, m: HttpResponse) => m.status,
  'Integer getStatusCode()': (_, m: HttpResponse) => m.statusCode,
  'void setStatus(String text)': (_, m: HttpResponse, text: string) => {
    m.status = text;
  },
  'void setStatusCode(Integer code)': (_, m: HttpResponse, code: number) => {
    m.statusCode = need(code);
  }
});

/** Not after DML, mocks or not; `Test.startTest` and a rollback clear the way (Callout Limits and Limitations). */
function refuseUncommitted(tx: Transaction): void {
  if (tx.limits.hasUncommitted())
    throwApex(
      'System.CalloutException',
      'You have uncommitted work pending. Please commit or rollback before calling out'
    );
}

/** A mock gets any request, complete or not (assumed: a public suite that passes on the platform sends such). */
function refuseIncomplete(message: HttpRequest): void {
  if (message.endpoint === null) throwApex('System.CalloutException', 'no protocol: null');
  if (message.method === null) throwApex('System.CalloutException', 'Method is required');
  if (!METHODS.test(message.method)) throwApex('System.CalloutException', `Invalid HTTP method: ${message.method}`);
}

/** Only mocks answer: a local org sends nothing out. */
function send(tx: Transaction, message: HttpRequest): unknown {
  const mock = need(message) && (tx.test?.mocks.get('System.HttpCalloutMock') as object | undefined);
  if (!mock) refuseIncomplete(message);
  refuseUncommitted(tx);
  tx.limits.count('callouts');
  if (answersItself(mock)) return mock.respond(tx, message);
  if (mock) return tx.org.program.invoke(tx, mock, 'respond', [message]);
  if (tx.isTest) throwApex('System.TypeException', 'Methods defined as TestMethod do not support Web service callouts');
  throw new UnsupportedByLocalOrg(`a callout to ${message.endpoint}`);
}

/**
 * `WebServiceCallout.invoke` of classes made from a WSDL. `info` as those classes write it: endpoint, action, request
 * namespace and name, response namespace, name and type; the mock gets all but the request's namespace.
 */
function invokeService(tx: Transaction, stub: unknown, request: unknown, answers: unknown, info: ApexList): void {
  tx.limits.count('callouts');
  const mock = tx.test?.mocks.get('System.WebServiceMock') as object | undefined;
  const [endpoint = null, action = null, , ...names] = need(info).items;
  if (mock) {
    tx.org.program.invoke(tx, mock, 'doInvoke', [stub, request, answers, endpoint, action, ...names.slice(0, 4)]);
    return;
  }
  if (tx.isTest) throwApex('System.TypeException', 'Methods defined as TestMethod do not support Web service callouts');
  throw new UnsupportedByLocalOrg(`a SOAP callout to ${String(endpoint)}`);
}

/** A mock of the platform's own, which reads a static resource. */
function answersItself(
  mock: object | undefined
): mock is { respond(tx: Transaction, message: HttpRequest): HttpResponse } {
  return mock instanceof PlatformObject && 'respond' in mock;
}

export const httpClasses = [
  libraryClass('System.WebServiceCallout', {
    'static void invoke(Object stub, Object request, Map<String,Object> answers, List<String> info)': (
      tx,
      _,
      stub,
      request_,
      answers,
      info: ApexList
    ) => invokeService(tx, stub, request_, answers, info)
  }),
  request,
  response,
  libraryClass('System.Http', {
    'Http()': () => new Http(),
    'HttpResponse send(Object message)': (tx, _, message: HttpRequest) => send(tx, message),
    'String toString()': () => 'System.Http[]'
  })
];
