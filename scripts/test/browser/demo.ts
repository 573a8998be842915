import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Locator, Page, Request } from 'playwright-core';
import { openProject } from '../../local-org/cli/open.ts';
import { serveProject } from '../../local-org/cli/commands/start.ts';
import type { ServedProject } from '../../local-org/cli/commands/start.ts';
import { findUserId } from '../../local-org/api/index.ts';
import { launchBrowser } from '../browser.ts';

const SHOTS = 'out/screenshots';
/** Nothing on a page takes this long; what does is a failure, told soon. */
const PATIENCE_MS = 10_000;

/** Without a graphics card each frame of a blurred backdrop takes a second. */
const WITHOUT_BLUR = `const sheet = new CSSStyleSheet();
sheet.replaceSync('* { backdrop-filter: none !important; }');
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];`;

export interface View {
  readonly width: number;
  readonly height: number;
  readonly dark?: boolean;
}

export const DESKTOP: View = { width: 1360, height: 900 };
export const PHONE: View = { width: 375, height: 812 };
export const NARROW: View = { width: 320, height: 640 };

/** The demo org in a real Chromium, as `npm start` serves it; one for all tests of a file. */
export class Demo {
  private readonly served: ServedProject;
  private readonly browser: Browser;
  private readonly contexts: BrowserContext[] = [];

  private constructor(served: ServedProject, browser: Browser) {
    this.served = served;
    this.browser = browser;
  }

  static async start(): Promise<Demo> {
    mkdirSync(SHOTS, { recursive: true });
    const quick = { project: '.', port: 0, ticking: false, strict: true, seedOptions: { days: '1' } };
    // One after the other: while the demo is seeded nothing else runs in this process, and a browser that nobody answers gives up.
    const served = await serveProject({ open: openProject }, quick, () => undefined);
    return new Demo(served, await launchBrowser());
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.served.close();
  }

  /** The page of one person, signed in; errors of the page are kept in `errors`. */
  async as(handle: string, view: View = DESKTOP): Promise<Visitor> {
    const isPhone = view.width < 600;
    const context = await this.browser.newContext({
      viewport: { width: view.width, height: view.height },
      isMobile: isPhone,
      hasTouch: isPhone,
      colorScheme: view.dark === true ? 'dark' : 'light',
      reducedMotion: 'reduce'
    });
    await context.addInitScript(WITHOUT_BLUR);
    this.contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    return new Visitor(page, this.served, this.served.signIn(this.userId(handle)));
  }

  async closePages(): Promise<void> {
    await Promise.all(this.contexts.splice(0).map((context) => context.close()));
  }

  /** What a page of that person would get: an Apex method's value. */
  async call<T>(handle: string, method: string, parameters: object): Promise<T> {
    const { value } = (await this.ask(handle, 'apex', {
      method: 'POST',
      body: JSON.stringify({ method, parameters })
    })) as { value: T };
    return value;
  }

  /** What the bell of that person holds, newest first. */
  async messages(handle: string): Promise<readonly { title: string; body: string; targetId: string | null }[]> {
    return (await this.ask(handle, 'messages', { method: 'GET' })) as {
      title: string;
      body: string;
      targetId: string | null;
    }[];
  }

  /** Moves the org's time to that instant, and runs what falls due until then. */
  async advanceTo(instant: string): Promise<void> {
    await this.ask('alex.admin', 'time', { method: 'POST', body: JSON.stringify({ to: Date.parse(instant) }) });
  }

  private async ask(handle: string, path: string, init: { method: string; body?: string }): Promise<unknown> {
    const token = this.served.signIn(this.userId(handle));
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${this.served.url}/lightning/api/${path}`, { ...init, headers });
    if (!answer.ok) throw new Error(`${path} of ${handle} failed: ${await answer.text()}`);
    return answer.json();
  }

  /** Runs Apex as a person: what somebody does elsewhere meanwhile. What it throws is thrown. */
  async apex(handle: string, source: string): Promise<void> {
    const { failure } = (await this.task('exec', { source, as: `${handle}@company.example` })) as { failure?: string };
    if (failure) throw new Error(`Apex as ${handle} failed: ${failure}`);
  }

  /** Records of a query, with every right. */
  async query<T>(soql: string): Promise<T[]> {
    const { records } = (await this.task('query', { soql })) as { records: T[] };
    return records;
  }

  private async task(name: string, body: object): Promise<unknown> {
    const answer = await fetch(`${this.served.url}/local-org/${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.served.adminToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body)
    });
    const lines = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; value?: unknown });
    const result = lines.find((line) => line.kind === 'result');
    if (!result) throw new Error(`${name} failed: ${JSON.stringify(lines.at(-1))}`);
    return result.value;
  }

  /** Every text in the records of these objects: what may stand on a page without being a label. */
  values(objects: readonly string[]): ReadonlySet<string> {
    const { schema, store } = this.served.site.org;
    const texts = new Set<string>();
    for (const name of objects) {
      const object = schema.object(name);
      if (!object) throw new Error(`The demo has no object ${name}.`);
      for (const row of store.scan(object, { kind: 'all' }))
        for (const value of row) if (typeof value === 'string') texts.add(value);
    }
    return texts;
  }

  leadId(lastName: string): string {
    const { schema, store } = this.served.site.org;
    const lead = schema.object('Lead');
    const field = lead?.field('LastName');
    if (!lead || !field) throw new Error('The org has no leads.');
    const row = [...store.scan(lead, { kind: 'all' })].filter((one) => one[field.slot] === lastName).at(-1);
    if (!row) throw new Error(`The demo has no lead ${lastName}.`);
    return row[0] as string;
  }

  private userId(handle: string): string {
    const id = findUserId(this.served.site.org, `${handle}@company.example`);
    if (!id) throw new Error(`The demo has no ${handle}.`);
    return id;
  }
}

export class Visitor {
  readonly page: Page;
  readonly errors: string[] = [];
  /** Names of the Apex methods that the page called. */
  readonly calls: string[] = [];
  /** Requests of the page that have no answer yet; the stream of events never ends. */
  private readonly pending = new Set<Request>();
  private readonly served: ServedProject;
  private readonly token: string;

  constructor(page: Page, served: ServedProject, token: string) {
    this.page = page;
    this.served = served;
    this.token = token;
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('request', (request) => {
      if (request.url().endsWith('/lightning/api/apex'))
        this.calls.push((request.postDataJSON() as { method: string }).method);
    });
    page.on('request', (request) => {
      if (request.resourceType() !== 'eventsource') this.pending.add(request);
    });
    for (const end of ['requestfinished', 'requestfailed'] as const)
      page.on(end as 'requestfinished', (request) => this.pending.delete(request));
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(`${this.served.url}/?token=${encodeURIComponent(this.token)}&to=${encodeURIComponent(path)}`);
  }

  /** Waits until the page has asked for nothing for a while: what it shows then is what it shows. */
  async settled(): Promise<void> {
    const quiet = 400;
    for (let since = Date.now(); Date.now() - since < quiet;) {
      if (this.pending.size > 0) since = Date.now();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async openLead(id: string): Promise<Panel> {
    await this.goTo(`/lightning/r/Lead/${id}/view`);
    const panel = new Panel(this.page);
    await panel.state.waitFor();
    return panel;
  }

  async openBoard(): Promise<Locator> {
    await this.goTo('/lightning/n/Breach_Board');
    const board = this.page.locator('c-breach-board');
    await board.locator('[data-key="Late"]').waitFor();
    return board;
  }

  /** The list of versions of the agreement. */
  async openAgreements(): Promise<Locator> {
    await this.goTo('/lightning/n/Agreement');
    const list = this.page.locator('c-agreement-list');
    await list.getByRole('listitem').first().waitFor();
    return list;
  }

  async shot(name: string, fullPage = true): Promise<void> {
    await this.page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage });
  }

  /** Moves the org's time by a button of the strip, and waits until what fell due has run. */
  async move(step: string): Promise<void> {
    const moved = this.page.waitForResponse((response) => response.url().endsWith('/lightning/api/time'));
    await this.page
      .getByRole('region', { name: 'Local org controls' })
      .getByRole('button', { name: step, exact: true })
      .click();
    await moved;
  }

  /** Problems that axe finds on the whole page, with the place of each. */
  async accessibilityProblems(): Promise<string[]> {
    const result = await new AxeBuilder({ page: this.page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
      .analyze();
    const found = result.violations.flatMap((rule) =>
      rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)}`)
    );
    const seen = [...result.passes, ...result.incomplete].flatMap((rule) => rule.nodes);
    return seen.some((node) => JSON.stringify(node.target).includes('"c-'))
      ? found
      : [...found, 'axe did not look into the components'];
  }

  /** The name of what has the keyboard's focus, also inside of components. */
  focused(): Promise<string> {
    return this.page.evaluate(`(() => {
      let found = document.activeElement;
      while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
      return (found.getAttribute('aria-label') ?? found.innerText ?? '').trim().split('\\n')[0] || found.localName;
    })()`);
  }

  /** True when nothing has to be scrolled sideways. A phone's `innerWidth` grows with what is too wide; its screen does not. */
  fits(): Promise<boolean> {
    return this.page.evaluate('document.documentElement.scrollWidth <= screen.width');
  }
}

/** The lead panel as a person meets it: by words and roles. */
export class Panel {
  readonly page: Page;
  readonly root: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.locator('c-lead-panel');
  }

  get state(): Locator {
    return this.root.locator('[data-state]');
  }

  get chip(): Locator {
    return this.root.locator('c-clock-chip').first();
  }

  get sentence(): Locator {
    return this.root.locator('[data-sentence]');
  }

  get instant(): Locator {
    return this.root.locator('[data-instant]');
  }

  button(name: string | RegExp): Locator {
    return this.root.getByRole('button', { name });
  }

  /** Opens the reject form on the desktop. */
  async reject(): Promise<RejectDialog> {
    await this.button(/^Reject/).click();
    const dialog = new RejectDialog(this.page);
    await dialog.form.locator('input[type="radio"]').first().waitFor();
    return dialog;
  }
}

export class RejectDialog {
  readonly root: Locator;
  readonly form: Locator;

  constructor(page: Page) {
    this.root = page.getByRole('dialog').filter({ has: page.locator('c-reject-form') });
    this.form = page.locator('c-reject-form');
  }

  async choose(reason: RegExp): Promise<void> {
    await this.form.getByText(reason).first().click();
  }

  async write(note: string): Promise<void> {
    await this.form.locator('textarea').fill(note);
  }

  async press(button: string): Promise<void> {
    await this.root.getByRole('button', { name: button, exact: true }).click();
  }

  /** The text of an error at its place: `form` or `veto`. */
  error(place: string): Promise<string> {
    return textOf(this.form.locator(`[data-error="${place}"]`));
  }

  /** The message that a field shows, `reason` or `note`, without the field's name that screen readers hear before it. */
  async problem(field: string): Promise<string> {
    const help = this.form.locator(`[data-field="${field}"] .slds-form-element__help`);
    await help.waitFor();
    const name = await help.locator('.slds-assistive-text').allTextContents();
    return (await textOf(help)).slice(name.join('').length).trim();
  }
}

export async function textOf(locator: Locator): Promise<string> {
  return ((await locator.textContent()) ?? '').replace(/\s+/g, ' ').trim();
}
