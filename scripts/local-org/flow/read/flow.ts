import type { ElementReader, MetadataReader } from '../../metadata/index.ts';
import type { ConstantModel, FlowModel, FormulaModel, TemplateModel, VariableModel } from '../model.ts';
import { readNodes } from './nodes.ts';
import { readStart } from './start.ts';
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

/** Names every part that cannot run; true when there was one. */
function refuse(from: ElementReader): boolean {
  let refused = false;
  for (const [element, what] of Object.entries(REFUSED)) {
    for (const part of from.all(element)) {
      from.refuse(`${what} (<${element}>) are not supported by the local org`, part.element);
      refused = true;
    }
  }
  const processType = from.text('processType') ?? 'AutoLaunchedFlow';
  if (PROCESS_TYPES.includes(processType)) return refused;
  from.refuse(`a flow of the type ${processType} is not supported by the local org`);
  return true;
}

const NO_EFFECT = [
  'apiVersion',
  'environments',
  'interviewLabel',
  'isTemplate',
  'isOverridable',
  'isAdditionalPermissionRequiredToRun',
  'sourceTemplate',
  'migratedFromWorkflowRuleName',
  'groups',
  'accessType',
  'customProperties',
  'areMetricsLoggedToDataCloud'
];

/** Reads a flow's metadata. Every element that is not understood is reported by name, file and line. */
export function readFlow(from: ElementReader, name: string): FlowModel {
  skipDesigner(from);
  from.without('no effect while a flow runs', ...NO_EFFECT);
  const status = from.oneOf('status', ['Active', 'Draft', 'Obsolete', 'InvalidDraft', 'UnderReview']);
  const runInMode = from.oneOf('runInMode', [
    'DefaultMode',
    'SystemModeWithSharing',
    'SystemModeWithoutSharing',
    'UserMode'
  ] as const);
  return {
    refused: refuse(from),
    name,
    file: from.file,
    label: from.required('label'),
    active: status === 'Active',
    runInMode: runInMode ?? 'DefaultMode',
    triggerOrder: from.integer('triggerOrder'),
    start: readStart(from),
    nodes: readNodes(from),
    variables: from.all('variables').map(readVariable),
    formulas: from.all('formulas').map(readFormula),
    constants: from.all('constants').map(readConstant),
    templates: from.all('textTemplates').map(readTemplate)
  };
}

/** The reader of the metadata type Flow, for `readMetadata`. */
export const flowReader: MetadataReader = {
  type: 'Flow',
  read: (from, context) => readFlow(from, context.component.fullName)
};
