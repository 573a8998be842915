/** What a build of the pages has to know of the org, as plain data so that a worker can take it. */
export interface PagesInput {
  readonly projectDir: string;
  readonly namespace: string | null;
  readonly bundles: readonly { readonly name: string; readonly folder: string }[];
  /** Custom labels by name. */
  readonly labels: readonly string[];
  /** Field names by object, as `Object.Field`, for `@salesforce/schema`; lower case to the stored name. */
  readonly fields: Readonly<Record<string, string>>;
  /** Object names, lower case to the stored name. */
  readonly objects: Readonly<Record<string, string>>;
  /** `@AuraEnabled` methods as `Class.method`, lower case. */
  readonly apexMethods: readonly { readonly name: string; readonly cacheable: boolean }[];
  readonly customPermissions: readonly string[];
  readonly staticResources: readonly string[];
  readonly messageChannels: readonly string[];
}
