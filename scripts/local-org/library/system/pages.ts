import type { Transaction } from '../../contracts/transaction.ts';
import {
  ApexException,
  ApexMap,
  SObject,
  equalsDeep,
  mapType,
  stringType,
  textHash,
  throwApex
} from '../../values/index.ts';
import { libraryClass, listOf, need } from '../define.ts';
import { Bean, PlatformObject, platformEnum } from '../registry.ts';
import { findResource } from '../test/resources.ts';

/** What a page request keeps in its transaction. */
interface PageState {
  page: PageReference | null;
  readonly messages: Bean[];
}

const MARK = 'library.page';

/** Tests have a page of no address before they set one: public suites put parameters into it (assumed). */
function state(tx: Transaction): PageState {
  let found = tx.marks.get(MARK) as PageState | undefined;
  if (!found) tx.marks.set(MARK, (found = { page: tx.isTest ? new PageReference('') : null, messages: [] }));
  return found;
}

/** The page that the transaction serves, or that a test has set. */
export function currentPage(tx: Transaction): PageReference | null {
  return state(tx).page;
}

/** `System.PageReference`: an address with parameters; there is no Visualforce behind it. */
export class PageReference extends PlatformObject {
  private readonly path: string;
  /** As it was given, until somebody asks for its parameters. */
  private given: string | null;
  private readonly map = new ApexMap(mapType(stringType, stringType));
  readonly headers = new ApexMap(mapType(stringType, stringType));
  anchor: string | null = null;
  redirect = false;

  constructor(url: string) {
    super();
    const [path = '', query = ''] = url.split('?', 2);
    this.path = path;
    this.given = url;
    for (const [k, v] of new URLSearchParams(query)) this.map.put(k, v);
  }

  get parameters(): ApexMap {
    this.given = null;
    return this.map;
  }

  /** Parameters come in the order of their names, encoded as those of a form (two public suites show both); null without an address. */
  url(): string | null {
    if (this.path === '') return null;
    return (this.given ?? this.path + this.query()) + (this.anchor === null ? '' : `#${this.anchor}`);
  }

  private query(): string {
    const pairs = [...this.map.pairs()] as [string, string | null][];
    const named = pairs.map(([name, value]) => [name, value ?? ''] as [string, string]);
    const text = new URLSearchParams(named.sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))).toString();
    return text === '' ? '' : `?${text}`;
  }

  override $toString(): string {
    return `System.PageReference[${this.url()}]`;
  }
}
PageReference.for('System.PageReference');

/**
 * Where a static resource, or a file of its archive, is served; the number in the address is that of its last change.
 * A public suite expects an exception for a name that is none; its type and text are assumed.
 */
function resourcePage(tx: Transaction, name: string, path: string | null): PageReference {
  if (!findResource(tx, need(name)))
    throwApex('System.VisualforceException', `Static Resource named ${name} does not exist. Check spelling.`);
  return new PageReference(`/resource/0/${need(name)}${path === null ? '' : `/${path.replace(/^\//, '')}`}`);
}

/** Messages that say the same are equal (shown by a public suite that passes on the platform). */
class PageMessage extends Bean {
  override $equals(other: unknown): boolean {
    if (!(other instanceof PageMessage)) return false;
    return [...this.named()].every(([name, value]) => equalsDeep(value, other.get(name)));
  }

  override $hashCode(): number {
    return textHash(String(this.get('summary')));
  }
}

function message(severity: unknown, summary: string, detail: string | null, component: string | null): Bean {
  return new PageMessage('ApexPages.Message', [
    ['severity', need(severity)],
    ['summary', summary],
    ['detail', detail ?? summary],
    ['componentLabel', component]
  ]);
}

function addMessages(tx: Transaction, source: unknown): void {
  if (!(source instanceof ApexException)) return;
  const severity = platformEnum('ApexPages.Severity', 'ERROR');
  const texts = source.dmlRows.length > 0 ? source.dmlRows.map((r) => r.message) : [source.message];
  for (const text of texts) state(tx).messages.push(message(severity, text, null, null));
}

export const pageClasses = [
  libraryClass('System.PageReference', {
    'PageReference(String url)': (_, __, url: string | null) =>
      // The text is that of the test that Salesforce generates beside LightningForgotPasswordController.
      new PageReference(url ?? throwApex('System.NullPointerException', 'Argument 1 cannot be null')),
    'PageReference(SObject record)': (_, __, record: SObject) => new PageReference(`/${need(need(record).id)}`),
    'static PageReference forResource(String name)': (tx, __, name: string) => resourcePage(tx, name, null),
    'static PageReference forResource(String name, String path)': (tx, __, name: string, path: string) =>
      resourcePage(tx, name, path),
    'String getAnchor()': (_, p: PageReference) => p.anchor,
    'Map<String,String> getHeaders()': (_, p: PageReference) => p.headers,
    'Map<String,String> getParameters()': (_, p: PageReference) => p.parameters,
    'Boolean getRedirect()': (_, p: PageReference) => p.redirect,
    'String getUrl()': (_, p: PageReference) => p.url(),
    'PageReference setAnchor(String anchor)': (_, p: PageReference, anchor: string) => Object.assign(p, { anchor }),
    'PageReference setRedirect(Boolean redirect)': (_, p: PageReference, redirect: boolean) =>
      Object.assign(p, { redirect: need(redirect) })
  }),
  libraryClass('System.ApexPages', {
    'static void addMessage(ApexPages.Message m)': (tx, _, m: Bean) => {
      state(tx).messages.push(need(m));
    },
    'static void addMessages(Object source)': (tx, _, source) => addMessages(tx, source),
    'static PageReference currentPage()': (tx) => state(tx).page,
    'static List<ApexPages.Message> getMessages()': (tx) => listOf('ApexPages.Message', [...state(tx).messages]),
    'static Boolean hasMessages()': (tx) => state(tx).messages.length > 0,
    'static Boolean hasMessages(ApexPages.Severity severity)': (tx, _, severity) =>
      state(tx).messages.some((m) => m.get('severity') === severity)
  }),
  libraryClass('ApexPages.Message', {
    'Message(ApexPages.Severity severity, String summary)': (_, __, s, summary: string) =>
      message(s, summary, null, null),
    'Message(ApexPages.Severity severity, String summary, String detail)': (
      _,
      __,
      s,
      summary: string,
      detail: string
    ) => message(s, summary, detail, null),
    'Message(ApexPages.Severity severity, String summary, String detail, String id)': (
      _,
      __,
      s,
      summary: string,
      detail: string,
      id: string
    ) => message(s, summary, detail, id),
    'String getComponentLabel()': (_, m: Bean) => m.get('componentLabel'),
    'String getDetail()': (_, m: Bean) => m.get('detail'),
    'ApexPages.Severity getSeverity()': (_, m: Bean) => m.get('severity'),
    'String getSummary()': (_, m: Bean) => m.get('summary')
  }),
  libraryClass('System.Test', {
    'static void setCurrentPage(Object page)': (tx, _, page: PageReference) => {
      state(tx).page = need(page);
    },
    'static void setCurrentPageReference(Object page)': (tx, _, page: PageReference) => {
      state(tx).page = need(page);
    },
    'static void clearApexPageMessages()': (tx) => {
      state(tx).messages.length = 0;
    }
  }),
  libraryClass('System.System', { 'static PageReference currentPageReference()': (tx) => state(tx).page })
];
