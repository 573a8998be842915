/** Where the browser is, in the platform's words. */
export interface PageReference {
  readonly type: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly state: Readonly<Record<string, string | undefined>>;
}

type Listener = (page: PageReference) => void;
const listeners = new Set<Listener>();

/** Addresses of Lightning Experience, read into page references. Unknown ones give `unknown`. */
export function parseUrl(path: string, search: string): PageReference {
  const state = Object.fromEntries(new URLSearchParams(search));
  const [, root, kind = '', ...rest] = path.split('/').map(decodeURIComponent);
  const page = (type: string, attributes: PageReference['attributes']): PageReference => ({ type, attributes, state });
  if (root !== 'lightning') return page('unknown', {});
  if (kind === 'r') return recordReference(rest, page);
  if (kind === 'o') return page('standard__objectPage', { objectApiName: rest[0], actionName: rest[1] ?? 'home' });
  if (kind === 'n') return page('standard__navItemPage', { apiName: rest[0] });
  if (kind === 'page') return page('standard__namedPage', { pageName: rest[0] ?? 'home' });
  if (kind === 'cmp') return page('standard__component', { componentName: rest[0] });
  if (kind === '') return page('standard__namedPage', { pageName: 'home' });
  return page('unknown', {});
}

/** `/lightning/r/Object/id/view`; the object may be left out, as in the platform's short form. */
function recordReference(
  rest: readonly string[],
  page: (type: string, attributes: PageReference['attributes']) => PageReference
): PageReference {
  const [objectApiName, recordId, action] = rest.length === 2 ? [undefined, ...rest] : rest;
  return page('standard__recordPage', { objectApiName, recordId, actionName: action ?? 'view' });
}

/** The address of a page reference; throws for a type that the local org has no page for. */
export function urlOf(page: {
  type: string;
  attributes?: PageReference['attributes'];
  state?: PageReference['state'];
}): string {
  const state = Object.entries(page.state ?? {}).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== null
  );
  const search = new URLSearchParams(state).toString();
  return `${pathOf(page.type, page.attributes ?? {})}${search ? `?${search}` : ''}`;
}

function pathOf(type: string, attributes: PageReference['attributes']): string {
  const at = (name: string): string => encodeURIComponent(attributes[name] ?? '');
  switch (type) {
    case 'standard__recordPage':
      return attributes['objectApiName']
        ? `/lightning/r/${at('objectApiName')}/${at('recordId')}/${attributes['actionName'] ?? 'view'}`
        : `/lightning/r/${at('recordId')}/${attributes['actionName'] ?? 'view'}`;
    case 'standard__objectPage':
      return `/lightning/o/${at('objectApiName')}/${attributes['actionName'] ?? 'home'}`;
    case 'standard__navItemPage':
      return `/lightning/n/${at('apiName')}`;
    case 'standard__namedPage':
      return `/lightning/page/${at('pageName')}`;
    case 'standard__component':
      return `/lightning/cmp/${at('componentName')}`;
    case 'standard__webPage':
      return attributes['url'] ?? '';
    default:
      throw new Error(`The local org has no page of type "${type}".`);
  }
}

export function currentPage(): PageReference {
  return parseUrl(location.pathname, location.search);
}

export function goTo(url: string, replace = false): void {
  if (/^[a-z]+:/i.test(url)) {
    window.open(url, '_blank', 'noopener');
    return;
  }
  if (replace) history.replaceState(null, '', url);
  else history.pushState(null, '', url);
  tell();
}

function tell(): void {
  const page = currentPage();
  listeners.forEach((listener) => listener(page));
}

window.addEventListener('popstate', tell);

export function onPage(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
