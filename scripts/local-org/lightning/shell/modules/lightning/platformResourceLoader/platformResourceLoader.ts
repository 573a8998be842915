const loading = new Map<string, Promise<void>>();

function load(url: string, make: () => HTMLElement): Promise<void> {
  const found = loading.get(url);
  if (found) return found;
  const promise = new Promise<void>((resolve, reject) => {
    const element = make();
    element.onload = () => resolve();
    element.onerror = () => reject(new Error(`Could not load ${url}.`));
    document.head.append(element);
  });
  loading.set(url, promise);
  return promise;
}

export function loadScript(_component: unknown, url: string): Promise<void> {
  return load(url, () => Object.assign(document.createElement('script'), { src: url }));
}

export function loadStyle(_component: unknown, url: string): Promise<void> {
  return load(url, () => Object.assign(document.createElement('link'), { rel: 'stylesheet', href: url }));
}
