import type { Pages } from '../build/index.ts';

/** The one document of every page. All scripts are files, so the policy needs no exception for inline ones. */
export function pageHtml(pages: Pages): string {
  const { vendor, app } = pages;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>local org</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/slds/slds2.cosmos.css">
<link rel="stylesheet" href="/assets/shell.css">
<script src="/lightning/api/boot.js"></script>
<script type="module" src="/assets/vendor/${vendor.key}/@lwc/synthetic-shadow.js"></script>
<script type="module" src="/assets/app/${app.key}/main.js"></script>
</head>
<body class="slds-scope"></body>
</html>
`;
}

export const PAGE_POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Colours follow the system's scheme; the page itself has no other style of its own. */
export const SHELL_CSS = `
html { color-scheme: light dark; }
body { margin: 0; background: var(--slds-g-color-surface-container-2, #f3f3f3); }
`;

/** Runs before every module: the facts of the page, and a clock that goes with the org's. */
export function bootScript(data: object): string {
  return `(() => {
  const data = ${JSON.stringify(data).replace(/</g, '\\u003c')};
  const Real = Date;
  let base = data.clock.now;
  let since = performance.now();
  const now = () => Math.floor(data.clock.ticking ? base + performance.now() - since : base);
  data.clock.set = (at) => { base = at; since = performance.now(); };
  globalThis.Date = new Proxy(Real, {
    construct: (target, args, self) => Reflect.construct(target, args.length ? args : [now()], self),
    apply: () => new Real(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key))
  });
  // A person's browser stands in their own time zone: what formats without naming one uses the persona's.
  const zone = (options) => (options?.timeZone ? options : { ...options, timeZone: data.i18n.timeZone });
  Intl.DateTimeFormat = new Proxy(Intl.DateTimeFormat, {
    construct: (target, [locale, options], self) => Reflect.construct(target, [locale, zone(options)], self),
    apply: (target, self, [locale, options]) => target(locale, zone(options))
  });
  data.i18n.formFactor = matchMedia('(max-width: 767px)').matches ? 'Small' : 'Large';
  data.i18n.dir = 'ltr';
  globalThis.localOrg = data;
  document.documentElement.classList.toggle('slds-color-scheme--dark', matchMedia('(prefers-color-scheme: dark)').matches);
})();
`;
}
