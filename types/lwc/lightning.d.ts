// The modules under `lightning/` that components import. Own declarations: the published ones may not be used for this.

declare module 'lightning/platformShowToastEvent' {
  export interface ToastMessageLink {
    url: string;
    label: string;
  }
  export interface ToastOptions {
    title: string;
    message?: string;
    messageData?: readonly (string | ToastMessageLink)[];
    variant?: 'info' | 'success' | 'warning' | 'error';
    mode?: 'dismissible' | 'pester' | 'sticky';
  }
  export class ShowToastEvent extends CustomEvent<ToastOptions> {
    constructor(options: ToastOptions);
  }
  export const ShowToastEventName: 'lightning__showtoast';
}

declare module 'lightning/uiRecordApi' {
  import type { WireAdapterConstructor } from 'lwc';

  export interface FieldReference {
    readonly fieldApiName: string;
    readonly objectApiName: string;
  }
  export type FieldName = string | FieldReference;
  export interface FieldValue {
    displayValue: string | null;
    value: unknown;
  }
  export interface RecordRepresentation {
    apiName: string;
    id: string;
    fields: Record<string, FieldValue>;
    childRelationships: Record<string, unknown>;
    lastModifiedById: string | null;
    lastModifiedDate: string | null;
    recordTypeId: string | null;
    systemModstamp: string | null;
  }
  export interface RecordInput {
    apiName?: string;
    fields: Record<string, unknown>;
    allowSaveOnDuplicate?: boolean;
  }
  export interface GetRecordConfig {
    recordId: string | undefined;
    fields?: FieldName | readonly FieldName[];
    optionalFields?: FieldName | readonly FieldName[];
    layoutTypes?: string | readonly string[];
    modes?: string | readonly string[];
  }
  export const getRecord: WireAdapterConstructor<GetRecordConfig, WiredValue<RecordRepresentation>>;
  export const getRecords: WireAdapterConstructor<
    {
      records: readonly {
        recordIds: readonly string[];
        fields?: readonly FieldName[];
        optionalFields?: readonly FieldName[];
      }[];
    },
    WiredValue<unknown>
  >;
  export function getFieldValue(record: unknown, field: FieldName): unknown;
  export function getFieldDisplayValue(record: unknown, field: FieldName): string | null | undefined;
  export function createRecord(input: RecordInput): Promise<RecordRepresentation>;
  export function updateRecord(
    input: RecordInput,
    options?: { ifUnmodifiedSince?: string }
  ): Promise<RecordRepresentation>;
  export function deleteRecord(recordId: string): Promise<void>;
  export function notifyRecordUpdateAvailable(records: readonly { recordId: string }[]): Promise<void>;
  export function getRecordNotifyChange(records: readonly { recordId: string }[]): void;

  /** What a wired property or function receives. */
  export interface WiredValue<T> {
    data?: T;
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the platform's error body has no one shape
    error?: any;
  }
}

declare module 'lightning/uiObjectInfoApi' {
  import type { WireAdapterConstructor } from 'lwc';
  import type { FieldName, WiredValue } from 'lightning/uiRecordApi';

  export interface ObjectInfoField {
    apiName: string;
    label: string;
    dataType: string;
    required: boolean;
    createable: boolean;
    updateable: boolean;
    referenceToInfos: readonly { apiName: string }[];
    inlineHelpText: string | null;
    length: number;
    precision: number;
    scale: number;
  }
  export interface ObjectInfo {
    apiName: string;
    label: string;
    labelPlural: string;
    keyPrefix: string;
    createable: boolean;
    updateable: boolean;
    deletable: boolean;
    queryable: boolean;
    defaultRecordTypeId: string | null;
    fields: Record<string, ObjectInfoField>;
    recordTypeInfos: Record<
      string,
      { recordTypeId: string; name: string; available: boolean; master: boolean; defaultRecordTypeMapping: boolean }
    >;
    themeInfo: { color: string; iconUrl: string } | null;
  }
  export interface PicklistValues {
    controllerValues: Record<string, number>;
    defaultValue: { label: string; value: string } | null;
    url: string;
    values: readonly { attributes: unknown; label: string; validFor: readonly number[]; value: string }[];
  }
  export const getObjectInfo: WireAdapterConstructor<
    { objectApiName: string | { objectApiName: string } | undefined },
    WiredValue<ObjectInfo>
  >;
  export const getPicklistValues: WireAdapterConstructor<
    { recordTypeId: string | undefined; fieldApiName: FieldName | undefined },
    WiredValue<PicklistValues>
  >;
}

declare module 'lightning/refresh' {
  export class RefreshEvent extends CustomEvent<undefined> {
    constructor();
  }
  export const RefreshEventName: 'lightning__refreshevent';
  export function registerRefreshHandler(context: unknown, handler: () => Promise<unknown>): string;
  export function registerRefreshContainer(
    context: unknown,
    handler: (refreshPromise: Promise<unknown>) => void
  ): string;
  export function unregisterRefreshHandler(id: string): void;
  export function unregisterRefreshContainer(id: string): void;
}

declare module 'lightning/empApi' {
  export interface EmpSubscription {
    id: string;
    channel: string;
    replayId: number;
  }
  export interface EmpMessage {
    channel: string;
    data: { event: { replayId: number; EventUuid?: string }; payload: Record<string, unknown>; schema?: string };
  }
  export function subscribe(
    channel: string,
    replayId: number,
    onMessage: (message: EmpMessage) => void
  ): Promise<EmpSubscription>;
  export function unsubscribe(subscription: EmpSubscription, callback?: (response: unknown) => void): Promise<unknown>;
  export function onError(callback: (error: unknown) => void): void;
  export function setDebugFlag(flag: boolean): void;
  export function isEmpEnabled(): Promise<boolean>;
}

declare module 'lightning/platformResourceLoader' {
  export function loadScript(component: unknown, url: string): Promise<void>;
  export function loadStyle(component: unknown, url: string): Promise<void>;
}

declare module 'lightning/messageService' {
  import type { WireAdapterConstructor } from 'lwc';
  export interface MessageChannel {
    readonly name: string;
  }
  export interface MessageContextValue {
    readonly context: symbol;
  }
  export const MessageContext: WireAdapterConstructor<Record<string, never>, MessageContextValue>;
  export const APPLICATION_SCOPE: unique symbol;
  export function createMessageContext(): MessageContextValue;
  export function releaseMessageContext(context: MessageContextValue): void;
  export function publish(context: MessageContextValue, channel: MessageChannel, message?: unknown): void;
  export function subscribe(
    context: MessageContextValue,
    channel: MessageChannel,
    listener: (message: unknown) => void,
    options?: { scope?: symbol }
  ): object;
  export function unsubscribe(subscription: object | null | undefined): void;
}

declare module 'lightning/navigation' {
  import type { LightningElement, WireAdapterConstructor } from 'lwc';
  export interface PageReference {
    type: string;
    attributes?: Record<string, string | undefined>;
    state?: Record<string, string | undefined>;
  }
  export interface Navigates {
    [navigate]: (page: PageReference, replace?: boolean) => void;
    [generateUrl]: (page: PageReference) => Promise<string>;
  }
  const navigate: unique symbol;
  const generateUrl: unique symbol;
  export const CurrentPageReference: WireAdapterConstructor<Record<string, never>, PageReference>;
  export const NavigationMixin: {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a mixin's constructor has to take any arguments (TS2545)
    <T extends new (...args: any[]) => LightningElement>(base: T): T & (new (...args: any[]) => Navigates);
    readonly Navigate: typeof navigate;
    readonly GenerateUrl: typeof generateUrl;
  };
}

declare module 'lightning/platformUtilityBarApi' {
  import type { WireAdapterConstructor } from 'lwc';
  export const EnclosingUtilityId: WireAdapterConstructor<Record<string, never>, string | null>;
  export function getInfo(
    utilityId: string
  ): Promise<{ utilityLabel: string; utilityIcon: string; utilityVisible: boolean; utilityHighlighted: boolean }>;
  export function open(utilityId: string, options?: { autoFocus?: boolean }): Promise<boolean>;
  export function minimize(utilityId: string): Promise<boolean>;
  export function updateUtility(
    utilityId: string,
    changes: { label?: string; icon?: string; highlighted?: boolean }
  ): Promise<boolean>;
  export function updatePanel(
    utilityId: string,
    changes: { label?: string; icon?: string; width?: number; height?: number }
  ): Promise<boolean>;
  export function onUtilityClick(
    utilityId: string,
    handler: (event: { panelVisible: boolean }) => void
  ): Promise<boolean>;
}

declare module 'lightning/actions' {
  export class CloseActionScreenEvent extends CustomEvent<undefined> {
    constructor(options?: { bubbles?: boolean; composed?: boolean });
  }
}

declare module 'lightning/modal' {
  import { LightningElement } from 'lwc';
  export default class LightningModal extends LightningElement {
    static open<R = unknown>(options: {
      label: string;
      size?: 'small' | 'medium' | 'large' | 'full';
      description?: string;
      disableClose?: boolean;
      [property: string]: unknown;
    }): Promise<R | undefined>;
    label: string;
    size: string;
    disableClose: boolean;
    close(result?: unknown): void;
  }
}

declare module 'lightning/alert' {
  export default class LightningAlert {
    static open(options: {
      message: string;
      theme?: string;
      label?: string;
      variant?: 'header' | 'headerless';
    }): Promise<void>;
  }
}

declare module 'lightning/confirm' {
  export default class LightningConfirm {
    static open(options: {
      message: string;
      theme?: string;
      label?: string;
      variant?: 'header' | 'headerless';
    }): Promise<boolean>;
  }
}

declare module 'lightning/prompt' {
  export default class LightningPrompt {
    static open(options: {
      message: string;
      theme?: string;
      label?: string;
      defaultValue?: string;
    }): Promise<string | null>;
  }
}

declare module 'lightning/toast' {
  export default class Toast {
    static show(
      options: {
        label: string;
        message?: string;
        variant?: string;
        mode?: string;
        labelLinks?: unknown;
        messageLinks?: unknown;
      },
      source?: unknown
    ): void;
  }
}

declare module 'lightning/datatable' {
  import { LightningElement } from 'lwc';
  /** Custom cell types extend it and declare `static customTypes`. */
  export default class LightningDatatable extends LightningElement {
    static customTypes: Record<
      string,
      { template: unknown; editTemplate?: unknown; standardCellLayout?: boolean; typeAttributes?: readonly string[] }
    >;
  }
}
