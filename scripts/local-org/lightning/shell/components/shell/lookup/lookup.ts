import { LightningElement, api } from 'lwc';
import { get } from 'shell/client';

interface Result {
  id: string;
  name: string;
}

/** Finds the record that a lookup field points to, by name. */
export default class Lookup extends LightningElement {
  @api label = '';
  @api targets: string[] = [];
  @api value?: string;
  @api required = false;
  text = '';
  open = false;
  results: Result[] = [];
  private turn = 0;

  @api
  get display(): string {
    return this.text;
  }

  set display(value: string) {
    this.text = value ?? '';
  }

  get none(): boolean {
    return this.results.length === 0;
  }

  async search(event: CustomEvent<{ value: string }>): Promise<void> {
    event.stopPropagation();
    this.text = event.detail.value;
    if (this.text === '') {
      this.open = false;
      this.tell(null);
      return;
    }
    const turn = ++this.turn;
    const results = await get<Result[]>('lookup', { objects: this.targets.join(','), text: this.text });
    if (turn !== this.turn) return;
    this.results = results;
    this.open = true;
  }

  choose(event: Event): void {
    const { id, name } = (event.currentTarget as HTMLElement).dataset;
    this.text = name ?? '';
    this.open = false;
    this.tell(id ?? null);
  }

  private tell(value: string | null): void {
    this.dispatchEvent(new CustomEvent('change', { detail: { value } }));
  }
}
