/** A flow as its metadata says it: typed, defaults filled in, no XML left. `line` is where an element starts in its file. */

export type FlowDataType =
  | 'Currency'
  | 'Date'
  | 'Number'
  | 'String'
  | 'Boolean'
  | 'SObject'
  | 'DateTime'
  | 'Time'
  | 'Picklist'
  | 'Multipicklist'
  | 'Apex';

export type LiteralValue =
  | { readonly kind: 'text'; readonly text: string; readonly line: number }
  | { readonly kind: 'number'; readonly text: string; readonly line: number }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly line: number }
  | { readonly kind: 'date' | 'datetime' | 'time'; readonly text: string; readonly line: number };

export type FlowValue =
  | LiteralValue
  | { readonly kind: 'reference'; readonly name: string; readonly line: number }
  | {
      readonly kind: 'formula';
      readonly expression: string;
      readonly dataType: FlowDataType | undefined;
      readonly line: number;
    }
  | { readonly kind: 'list'; readonly items: readonly FlowValue[]; readonly line: number };

export interface Condition {
  readonly left: string;
  readonly operator: string;
  readonly right: FlowValue | undefined;
  readonly line: number;
}

export interface Filter {
  readonly field: string;
  readonly operator: string;
  readonly value: FlowValue | undefined;
  readonly line: number;
}

export interface Filters {
  readonly logic: string;
  readonly items: readonly Filter[];
}

export interface Conditions {
  readonly logic: string;
  readonly items: readonly Condition[];
}

export interface FieldAssignment {
  readonly field: string;
  readonly value: FlowValue | undefined;
  readonly line: number;
}

export interface NamedValue {
  readonly name: string;
  readonly value: FlowValue | undefined;
  readonly line: number;
}

export interface OutputAssignment {
  /** Field or output name. */
  readonly from: string;
  readonly to: string;
  readonly line: number;
}

interface NodeBase {
  readonly name: string;
  readonly label: string;
  readonly line: number;
}

interface Sort {
  readonly field: string;
  readonly descending: boolean;
}

export interface AssignmentItem {
  readonly to: string;
  readonly operator: string;
  readonly value: FlowValue | undefined;
  readonly line: number;
}

export interface AssignmentNode extends NodeBase {
  readonly kind: 'assignment';
  readonly items: readonly AssignmentItem[];
  readonly next: string | undefined;
}

export interface DecisionRule {
  readonly name: string;
  readonly conditions: Conditions;
  readonly next: string | undefined;
  readonly onlyWhenChanged: boolean;
  readonly line: number;
}

export interface DecisionNode extends NodeBase {
  readonly kind: 'decision';
  readonly rules: readonly DecisionRule[];
  readonly otherwise: string | undefined;
}

export interface LoopNode extends NodeBase {
  readonly kind: 'loop';
  readonly collection: string;
  readonly variable: string | undefined;
  readonly descending: boolean;
  readonly body: string | undefined;
  readonly after: string | undefined;
}

export interface LookupNode extends NodeBase {
  readonly kind: 'lookup';
  readonly object: string;
  readonly filters: Filters;
  readonly fields: readonly string[];
  readonly firstOnly: boolean;
  readonly sort: Sort | undefined;
  readonly limit: FlowValue | undefined;
  readonly storeAutomatically: boolean;
  readonly outputReference: string | undefined;
  readonly outputAssignments: readonly OutputAssignment[];
  readonly nullWhenNone: boolean;
  readonly related: readonly RelatedLookup[];
  readonly next: string | undefined;
  readonly fault: string | undefined;
}

/** Records that a Get Records element finds by a lookup of theirs to what it found (Metadata API: FlowRelatedRecordLookup). */
export interface RelatedLookup {
  readonly object: string;
  /** The lookup field of `object` that points to the record found before. */
  readonly relationshipField: string;
  readonly filters: Filters;
  readonly fields: readonly string[];
  readonly firstOnly: boolean;
  readonly sort: Sort | undefined;
  readonly limit: FlowValue | undefined;
  readonly related: readonly RelatedLookup[];
  readonly line: number;
}

/** Create Records that first looks for matching records. */
export interface MatchModel {
  readonly filters: Filters;
  readonly none: 'create' | 'skip';
  readonly one: 'update' | 'skip';
  readonly several: 'updateAll' | 'updateLatest' | 'skip';
}

export interface CreateNode extends NodeBase {
  readonly kind: 'create';
  readonly object: string | undefined;
  readonly assignments: readonly FieldAssignment[];
  readonly inputReference: string | undefined;
  readonly assignIdTo: string | undefined;
  readonly upsertField: string | undefined;
  /** An upsert that keeps the good records when others fail. */
  readonly partly: boolean;
  /** The records to update instead of making a new one. */
  readonly match: MatchModel | undefined;
  readonly next: string | undefined;
  readonly fault: string | undefined;
}

export interface ChangeNode extends NodeBase {
  readonly kind: 'update' | 'delete';
  readonly object: string | undefined;
  readonly filters: Filters;
  readonly assignments: readonly FieldAssignment[];
  readonly inputReference: string | undefined;
  readonly next: string | undefined;
  readonly fault: string | undefined;
}

export interface ActionNode extends NodeBase {
  readonly kind: 'action';
  readonly actionName: string;
  readonly actionType: string;
  readonly inputs: readonly NamedValue[];
  readonly outputs: readonly OutputAssignment[];
  /** The object that stands for SObject in a generic input or output. */
  readonly recordTypes: readonly { readonly parameter: string; readonly object: string }[];
  readonly next: string | undefined;
  readonly fault: string | undefined;
}

export interface SubflowNode extends NodeBase {
  readonly kind: 'subflow';
  readonly flowName: string;
  readonly inputs: readonly NamedValue[];
  readonly outputs: readonly OutputAssignment[];
  readonly next: string | undefined;
}

export interface CollectionNode extends NodeBase {
  readonly kind: 'collection';
  readonly processor: 'sort' | 'filter' | 'map';
  readonly collection: string;
  readonly variable: string | undefined;
  readonly conditions: Conditions;
  readonly formula: string | undefined;
  readonly sorts: readonly (Sort & { readonly nullsFirst: boolean })[];
  readonly limit: number | undefined;
  readonly mapItems: readonly AssignmentItem[];
  readonly outputObject: string | undefined;
  readonly next: string | undefined;
}

/** One target field of a transform: a mapped value, or an aggregate of a collection. */
export interface TransformMapping {
  readonly field: string | undefined;
  readonly source:
    | { readonly kind: 'map'; readonly value: FlowValue }
    | { readonly kind: 'count' | 'sum'; readonly collection: FlowValue; readonly field: string | undefined };
  readonly line: number;
}

export interface TransformNode extends NodeBase {
  readonly kind: 'transform';
  readonly dataType: FlowDataType;
  readonly objectType: string | undefined;
  readonly apexClass: string | undefined;
  readonly scale: number | undefined;
  readonly isCollection: boolean;
  readonly mappings: readonly TransformMapping[];
  readonly next: string | undefined;
}

export interface CustomErrorNode extends NodeBase {
  readonly kind: 'customError';
  readonly messages: readonly { readonly text: string; readonly field: string | undefined; readonly line: number }[];
  readonly next: string | undefined;
}

export interface RollbackNode extends NodeBase {
  readonly kind: 'rollback';
  readonly next: string | undefined;
}

export interface EndNode extends NodeBase {
  readonly kind: 'end';
}

export type FlowNode =
  | AssignmentNode
  | DecisionNode
  | LoopNode
  | LookupNode
  | CreateNode
  | ChangeNode
  | ActionNode
  | SubflowNode
  | CollectionNode
  | TransformNode
  | CustomErrorNode
  | RollbackNode
  | EndNode;

export interface VariableModel {
  readonly name: string;
  readonly dataType: FlowDataType;
  readonly isCollection: boolean;
  readonly isInput: boolean;
  readonly isOutput: boolean;
  readonly objectType: string | undefined;
  readonly apexClass: string | undefined;
  readonly scale: number | undefined;
  readonly value: FlowValue | undefined;
  readonly line: number;
}

export interface FormulaModel {
  readonly name: string;
  readonly dataType: FlowDataType;
  readonly expression: string;
  readonly scale: number | undefined;
  readonly line: number;
}

export interface ConstantModel {
  readonly name: string;
  readonly dataType: FlowDataType;
  readonly value: FlowValue | undefined;
  readonly line: number;
}

export interface TemplateModel {
  readonly name: string;
  readonly text: string;
  readonly line: number;
}

export type OffsetUnit = 'Minutes' | 'Hours' | 'Days' | 'Weeks' | 'Months';

export interface ScheduledPath {
  /** Absent for the asynchronous path. */
  readonly name: string;
  readonly async: boolean;
  readonly next: string | undefined;
  readonly batchSize: number;
  readonly offset: number;
  readonly unit: OffsetUnit;
  readonly source: 'RecordTriggerEvent' | 'RecordField';
  readonly field: string | undefined;
  readonly line: number;
}

export type TriggerType =
  'None' | 'RecordBeforeSave' | 'RecordAfterSave' | 'RecordBeforeDelete' | 'PlatformEvent' | 'Scheduled';

export interface ScheduleModel {
  readonly frequency: 'Once' | 'Hourly' | 'Daily' | 'Weekdays' | 'Weekly' | 'Monthly' | 'Yearly';
  readonly startDate: string;
  readonly startTime: string;
  /** How often it runs in all; absent: without end. */
  readonly times: number | undefined;
  /** Weekly: 0 is Sunday; empty: the weekday of the start. */
  readonly weekdays: readonly number[];
  /** Monthly: -1 is the last; absent: the day of the start. */
  readonly dayOfMonth: number | undefined;
}

export interface StartModel {
  readonly trigger: TriggerType;
  readonly object: string | undefined;
  readonly on: 'Create' | 'Update' | 'CreateAndUpdate' | 'Delete' | 'None';
  readonly filters: Filters;
  readonly formula: string | undefined;
  readonly changedToMeet: boolean;
  readonly runAs: 'TriggeringUser' | 'DefaultWorkflowUser';
  readonly next: string | undefined;
  readonly paths: readonly ScheduledPath[];
  readonly schedule: ScheduleModel | undefined;
  readonly line: number;
}

export interface FlowModel {
  readonly name: string;
  readonly file: string;
  readonly label: string;
  readonly active: boolean;
  readonly runInMode: 'DefaultMode' | 'SystemModeWithSharing' | 'SystemModeWithoutSharing' | 'UserMode';
  readonly triggerOrder: number | undefined;
  readonly start: StartModel;
  readonly nodes: readonly FlowNode[];
  readonly variables: readonly VariableModel[];
  readonly formulas: readonly FormulaModel[];
  readonly constants: readonly ConstantModel[];
  readonly templates: readonly TemplateModel[];
  /** The packaged flow that runs no longer because this one does. */
  readonly overrides: string | undefined;
  /** Whether another flow may override it. */
  readonly overridable: boolean;
  /** What in it the local org does not run; then starting it is refused by this name. */
  readonly refusal: string | undefined;
}
