/** What the readers make of the metadata that lays out screens. */

export interface Criterion {
  readonly left: string;
  readonly operator: string;
  readonly right: string;
}

export interface VisibilityRule {
  readonly booleanFilter: string | null;
  readonly criteria: readonly Criterion[];
}

export interface PageProperty {
  readonly name: string;
  readonly value: string;
  readonly values: readonly string[];
}

export interface PageItem {
  readonly kind: 'component' | 'field';
  /** Component name, or the field item (`Record.Name`). */
  readonly name: string;
  readonly identifier: string;
  readonly properties: readonly PageProperty[];
  readonly rule: VisibilityRule | null;
  readonly line: number;
}

export interface PageRegion {
  readonly name: string;
  readonly facet: boolean;
  readonly items: readonly PageItem[];
}

export interface FlexiPageModel {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly template: string;
  readonly object: string | null;
  readonly regions: readonly PageRegion[];
  readonly file: string;
}

export interface TabModel {
  readonly name: string;
  readonly kind: 'object' | 'page' | 'component' | 'url';
  readonly label: string | null;
  /** Page, component or address. */
  readonly target: string;
}

export interface AppModel {
  readonly name: string;
  readonly label: string;
  readonly tabs: readonly string[];
  readonly utilityBar: string | null;
  /** Record pages by object that the app activates (`View` overrides). */
  readonly recordPages: ReadonlyMap<string, string>;
  readonly home: string | null;
}

export interface LayoutItem {
  readonly field: string;
  readonly behavior: 'Edit' | 'Required' | 'Readonly';
}

export interface LayoutSection {
  readonly label: string | null;
  readonly columns: readonly (readonly LayoutItem[])[];
}

export interface LayoutRelatedList {
  /** `Widget__c.Crate__c` or a standard name. */
  readonly list: string;
  readonly fields: readonly string[];
  readonly sortField: string | null;
  readonly descending: boolean;
  readonly line: number;
}

export interface LayoutModel {
  readonly object: string;
  readonly name: string;
  readonly sections: readonly LayoutSection[];
  readonly relatedLists: readonly LayoutRelatedList[];
}

export interface QuickActionModel {
  readonly name: string;
  readonly object: string | null;
  readonly label: string | null;
  readonly type: string;
  readonly component: string | null;
}
