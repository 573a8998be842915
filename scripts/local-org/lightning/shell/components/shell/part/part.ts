import { LightningElement, api } from 'lwc';
import { components } from 'shell/components';

/** A component of the project with the properties that the page gives it. */
export default class Part extends LightningElement {
  @api name!: string;
  @api properties: Record<string, unknown> = {};
  @api recordId?: string;
  @api objectApiName?: string;
  ctor?: unknown;
  problem?: string;

  get values(): Record<string, unknown> {
    const own = { recordId: this.recordId, objectApiName: this.objectApiName };
    const declared = this.publicProperties;
    const given = Object.entries(own).filter(([key, value]) => value !== undefined && declared.has(key));
    return { ...this.properties, ...Object.fromEntries(given) };
  }

  /** Only properties that the component declares may be set: others would be an error in the engine. */
  private get publicProperties(): ReadonlySet<string> {
    const prototype = (this.ctor as { prototype?: object } | undefined)?.prototype;
    const names = new Set<string>();
    for (
      let at: object | null = prototype ?? null;
      at && at !== LightningElement.prototype;
      at = Object.getPrototypeOf(at) as object | null
    ) {
      Object.getOwnPropertyNames(at).forEach((name) => names.add(name));
    }
    return names;
  }

  async connectedCallback(): Promise<void> {
    const load = components[this.name];
    try {
      if (!load) throw new Error(`The project has no component "${this.name}".`);
      this.ctor = (await load()).default;
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  errorCallback(error: Error): void {
    this.problem = `${this.name}: ${error.message}`;
    console.error(error);
  }
}
