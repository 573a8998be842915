// What the compiler of the platform resolves behind `@salesforce/*`. Written from the module reference of the
// developer documentation; the build checks that every label, field, permission and Apex method exists.

declare module '@salesforce/apex' {
  /** Fetches the value of a wired Apex method again and provisions it to every component that wires it. */
  export function refreshApex(wiredValue: unknown): Promise<void>;
  export function getSObjectValue(
    record: unknown,
    field: string | { fieldApiName: string; objectApiName: string }
  ): unknown;
}

declare module '@salesforce/apex/*' {
  import type { WireAdapterConstructor } from 'lwc';

  interface ApexMethod {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the Apex method decides; callers narrow it
    (parameters?: Record<string, unknown>): Promise<any>;
    readonly adapter: WireAdapterConstructor;
  }
  const method: ApexMethod;
  export default method;
}

declare module '@salesforce/label/*' {
  const text: string;
  export default text;
}

declare module '@salesforce/schema/*' {
  const reference: { readonly fieldApiName: string; readonly objectApiName: string };
  export default reference;
}

declare module '@salesforce/userPermission/*' {
  const granted: boolean | undefined;
  export default granted;
}

declare module '@salesforce/customPermission/*' {
  const granted: boolean | undefined;
  export default granted;
}

declare module '@salesforce/resourceUrl/*' {
  const url: string;
  export default url;
}

declare module '@salesforce/contentAssetUrl/*' {
  const url: string;
  export default url;
}

declare module '@salesforce/messageChannel/*' {
  const channel: import('lightning/messageService').MessageChannel;
  export default channel;
}

declare module '@salesforce/user/Id' {
  const id: string;
  export default id;
}

declare module '@salesforce/user/isGuest' {
  const isGuest: boolean;
  export default isGuest;
}

declare module '@salesforce/client/formFactor' {
  const formFactor: 'Large' | 'Medium' | 'Small';
  export default formFactor;
}

declare module '@salesforce/i18n/firstDayOfWeek' {
  const day: number;
  export default day;
}

declare module '@salesforce/i18n/*' {
  const value: string;
  export default value;
}
