import type { ElementReader, MetadataReader } from '../../metadata/index.ts';
import type { ConstantModel, FlowModel, FormulaModel, TemplateModel, VariableModel } from '../model.ts';
import { readNodes } from './nodes.ts';
import { NO_START, readStart } from './start.ts';
import { DATA_TYPES, readValue, skipDesigner } from './values.ts';

/** What the platform has and a local org without screens, pauses and orchestrations does not run. */
export const REFUSED: Readonly<Record<string, string>> = {
  screens: 'screens',
  choices: 'choices of screens',
  dynamicChoiceSets: 'choice sets of screens',
  waits: 'pauses',
  apexPluginCalls: 'Process.Plugin calls',
  orchestratedStages: 'orchestrations',
  stages: 'stages',
  steps: 'steps',
  experiments: 'experiments',
  exitRules: 'exit rules',
  dataLookups: 'data lookups',
  collectionFilterCriteria: 'collection filter criteria'
};

const PROCESS_TYPES = ['AutoLaunchedFlow', 'CustomEvent'];

function readVariable(from: ElementReader): VariableModel {
  skipDesigner(from);
  return {
    name: from.required('name'),
    dataType: from.oneOf('dataType', DATA_TYPES) ?? 'String',
    isCollection: from.boolean('isCollection'),
    isInput: from.boolean('isInput'),
    isOutput: from.boolean('isOutput'),
    objectType: from.text('objectType'),
    apexClass: from.text('apexClass'),
    scale: from.integer('scale'),
    value: readValue(from.one('value')),
    line: from.line
  };
}

function readFormula(from: ElementReader): FormulaModel {
  skipDesigner(from);
  return {
    name: from.required('name'),
    dataType: from.oneOf('dataType', DATA_TYPES) ?? 'String',
    expression: from.rawText('expression') ?? '',
    scale: from.integer('scale'),
    line: from.line
  };
}

function readConstant(from: ElementReader): ConstantModel {
  skipDesigner(from);
  return {
    name: from.required('name'),
    dataType: from.oneOf('dataType', DATA_TYPES) ?? 'String',
    value: readValue(from.one('value')),
    line: from.line
  };
}

function readTemplate(from: ElementReader): TemplateModel {
  skipDesigner(from);
  from.without('how the text is shown', 'isViewedAsPlainText');
  return { name: from.required('name'), text: from.rawText('text') ?? '', line: from.line };
}

/** Names every part that cannot run; gives what it is when there was one. */
function refuse(from: ElementReader): string | undefined {
  let refusal: string | undefined;
  for (const [element, what] of Object.entries(REFUSED)) {
    for (const part of from.all(element)) {
      from.refuse(`${what} (<${element}>) are not supported by the local org`, part.element);
      refusal ??= what;
    }
  }
  return refusal;
}

/** Flows of these types start by themselves when a record changes: leaving them out would change what a save does. */
const STARTED_BY_RECORDS = [
  'Workflow',
  'InvocableProcess',
  'Orchestrator',
  'ApprovalWorkflow',
  'CheckoutFlow',
  'CartAsyncFlow',
  'CustomerLifecycle',
  'Journey'
];

/**
 * A flow that people or features of other products start (screen flows, routing, recommendations): it is deployed and
 * listed, and refused by its name when something starts it.
 */
function startedElsewhere(from: ElementReader, processType: string): string {
  const what = processType === 'Flow' ? 'screens' : `flows of the type ${processType}`;
  if (STARTED_BY_RECORDS.includes(processType))
    from.refuse(`a flow of the type ${processType} is not supported by the local org`);
  else from.note(`${what} are not shown by the local org: the flow is deployed, and refused when it is started`);
  return what;
}

const NO_EFFECT = [
  'apiVersion',
  'environments',
  'interviewLabel',
  'isTemplate',
  'isAdditionalPermissionRequiredToRun',
  'sourceTemplate',
  'migratedFromWorkflowRuleName',
  'groups',
  'accessType',
  'customProperties',
  'areMetricsLoggedToDataCloud'
];

const STATUSES = ['Active', 'Draft', 'Obsolete', 'InvalidDraft', 'UnderReview'] as const;
const RUN_MODES = ['DefaultMode', 'SystemModeWithSharing', 'SystemModeWithoutSharing', 'UserMode'] as const;

type Head = Omit<FlowModel, 'start' | 'nodes' | 'variables' | 'formulas' | 'constants' | 'templates' | 'refusal'>;

function readHead(from: ElementReader, name: string): Head {
  const active = from.oneOf('status', STATUSES) === 'Active';
  if (!active) from.notRun();
  return {
    name,
    file: from.file,
    label: from.required('label'),
    active,
    runInMode: from.oneOf('runInMode', RUN_MODES) ?? 'DefaultMode',
    triggerOrder: from.integer('triggerOrder'),
    overrides: from.text('overriddenFlow'),
    overridable: from.boolean('isOverridable')
  };
}

/** Reads a flow's metadata. Every element that is not understood is reported by name, file and line. */
export function readFlow(from: ElementReader, name: string): FlowModel {
  skipDesigner(from);
  from.without('no effect while a flow runs', ...NO_EFFECT);
  const head = readHead(from, name);
  const processType = from.text('processType') ?? 'AutoLaunchedFlow';
  if (!PROCESS_TYPES.includes(processType)) {
    from.whole();
    return { ...head, ...EMPTY, refusal: startedElsewhere(from, processType) };
  }
  return {
    ...head,
    refusal: refuse(from),
    start: readStart(from),
    nodes: readNodes(from),
    variables: from.all('variables').map(readVariable),
    formulas: from.all('formulas').map(readFormula),
    constants: from.all('constants').map(readConstant),
    templates: from.all('textTemplates').map(readTemplate)
  };
}

const EMPTY = {
  start: { ...NO_START, next: undefined, line: 1 },
  nodes: [],
  variables: [],
  formulas: [],
  constants: [],
  templates: []
};

/** The reader of the metadata type Flow, for `readMetadata`. */
export const flowReader: MetadataReader = {
  type: 'Flow',
  read: (from, context) => readFlow(from, context.component.fullName)
};
