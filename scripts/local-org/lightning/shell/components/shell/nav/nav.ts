import { LightningElement, wire } from 'lwc';
import { CurrentPageReference } from 'lightning/navigation';
import { goTo, urlOf } from 'shell/router';
import type { PageReference } from 'shell/router';

interface Tab {
  label: string;
  url: string;
  object: string | null;
}

/** App launcher and tabs. */
export default class Nav extends LightningElement {
  @wire(CurrentPageReference) page?: PageReference;
  appsOpen = false;

  get apps(): { name: string; label: string; tabs: Tab[] }[] {
    return globalThis.localOrg.apps;
  }

  get app(): { label: string; tabs: Tab[] } | undefined {
    return this.apps.find((app) => app.name === globalThis.localOrg.app);
  }

  get appLabel(): string {
    return this.app?.label ?? 'No app';
  }

  get appsState(): string {
    return String(this.appsOpen);
  }

  get tabs(): object[] {
    return (this.app?.tabs ?? []).map((tab, at) => {
      const active = this.isActive(tab, at);
      return { ...tab, className: active ? 'active' : '', current: active ? 'page' : undefined };
    });
  }

  toggleApps(): void {
    this.appsOpen = !this.appsOpen;
  }

  chooseApp(event: Event): void {
    event.preventDefault();
    document.cookie = `localOrgApp=${(event.target as HTMLElement).dataset['name']};path=/;SameSite=Strict`;
    location.assign('/lightning/page/home');
  }

  follow(event: Event): void {
    event.preventDefault();
    goTo((event.target as HTMLAnchorElement).getAttribute('href') ?? '');
  }

  private isActive(tab: Tab, at: number): boolean {
    if (!this.page) return false;
    const { type, attributes } = this.page;
    if (type === 'standard__namedPage') return at === 0;
    if (tab.object !== null) return attributes['objectApiName'] === tab.object;
    return type !== 'unknown' && urlOf({ type, attributes }) === tab.url;
  }
}
