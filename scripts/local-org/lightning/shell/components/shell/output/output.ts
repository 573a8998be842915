import { LightningElement, api } from 'lwc';
import { goTo } from 'shell/router';

const SCHEMES: Record<string, string> = { Email: 'mailto:', Phone: 'tel:', Url: '' };

/** The value of one field as text, link or mark. */
export default class Output extends LightningElement {
  @api field!: { type: string; display: string; value: unknown; url?: string | null };

  get isLink(): boolean {
    return Boolean(this.field.url);
  }

  get isOutside(): boolean {
    return this.field.type in SCHEMES && this.field.display !== '';
  }

  get outside(): string {
    const scheme = SCHEMES[this.field.type] ?? '';
    const bare = this.field.type === 'Url' && !/^https?:/i.test(this.field.display) ? 'https://' : scheme;
    return `${bare}${this.field.display}`;
  }

  get isBoolean(): boolean {
    return this.field.type === 'Boolean';
  }

  get checkIcon(): string {
    return this.field.value === true ? 'utility:check' : 'utility:steps';
  }

  get checkText(): string {
    return this.field.value === true ? 'True' : 'False';
  }

  follow(event: MouseEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    goTo(this.field.url ?? '');
  }
}
