import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { openProject } from '../../local-org/cli/open.ts';
import { serveProject } from '../../local-org/cli/commands/start.ts';
import type { ServedProject } from '../../local-org/cli/commands/start.ts';
import { findUserId } from '../../local-org/api/index.ts';
import { launchBrowser } from '../browser.ts';

const SHOTS = 'out/screenshots';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const DESKTOP: Size = { width: 1360, height: 900 };
export const PHONE: Size = { width: 375, height: 812 };

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
    const [served, browser] = await Promise.all([serveProject({ open: openProject }, quick, () => undefined), launchBrowser()]);
    return new Demo(served, browser);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.served.close();
  }

  /** The page of one person, signed in; errors of the page fail the test that asks for `errors`. */
  async as(handle: string, size: Size = DESKTOP): Promise<Visitor> {
    const id = findUserId(this.served.site.org, `${handle}@company.example`);
    if (!id) throw new Error(`The demo has no ${handle}.`);
    const context = await this.browser.newContext({ viewport: size, isMobile: size.width < 600, hasTouch: size.width < 600 });
    this.contexts.push(context);
    const page = await context.newPage();
    return new Visitor(page, this.served, this.served.signIn(id));
  }

  async closePages(): Promise<void> {
    await Promise.all(this.contexts.splice(0).map((context) => context.close()));
  }

  leadId(lastName: string): string {
    const { schema, store } = this.served.site.org;
    const lead = schema.object('Lead');
    const field = lead?.field('LastName');
    if (!lead || !field) throw new Error('The org has no leads.');
    const rows = [...store.scan(lead, { kind: 'all' })].filter((row) => row[field.slot] === lastName);
    const row = rows.at(-1);
    if (!row) throw new Error(`The demo has no lead ${lastName}.`);
    return row[0] as string;
  }
}

export class Visitor {
  readonly page: Page;
  readonly errors: string[] = [];
  private readonly served: ServedProject;
  private readonly token: string;

  constructor(page: Page, served: ServedProject, token: string) {
    this.page = page;
    this.served = served;
    this.token = token;
    page.on('pageerror', (error) => this.errors.push(error.message));
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(`${this.served.url}${path}?token=${encodeURIComponent(this.token)}`);
  }

  async openLead(id: string): Promise<Panel> {
    await this.goTo(`/lightning/r/Lead/${id}/view`);
    const panel = new Panel(this.page);
    await panel.state.waitFor();
    return panel;
  }

  async shot(name: string): Promise<void> {
    await this.page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
  }

  /** Accessibility problems of what the package draws; the shell and base components are checked by their own tests. */
  async accessibilityProblems(selector: string): Promise<string[]> {
    const result = await new AxeBuilder({ page: this.page }).include(selector).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze();
    return result.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)}`));
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

  button(name: string | RegExp): Locator {
    return this.root.getByRole('button', { name });
  }
}
