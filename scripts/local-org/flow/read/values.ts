import type { ElementReader } from '../../metadata/index.ts';
import type {
  AssignmentItem,
  Condition,
  Conditions,
  FieldAssignment,
  Filters,
  FlowDataType,
  FlowValue,
  NamedValue,
  OutputAssignment
} from '../model.ts';

export const DATA_TYPES: readonly FlowDataType[] = [
  'Currency',
  'Date',
  'Number',
  'String',
  'Boolean',
  'SObject',
  'DateTime',
  'Time',
  'Picklist',
  'Multipicklist',
  'Apex'
];

/** Settings of the designer have no effect when a flow runs. */
export function skipDesigner(from: ElementReader): void {
  from.without('settings of Flow Builder', 'processMetadataValues', 'description');
}

const REFUSED_VALUES = [
  'apexValue',
  'complexValue',
  'complexValueType',
  'setupReference',
  'setupReferenceType',
  'sobjectValue',
  'transform',
  'transformValueReference',
  'valueMapName',
  'isReverseValueMapping'
];

/** A reference or literal; undefined when the element is absent or empty (a null value). */
export function readValue(from: ElementReader | undefined): FlowValue | undefined {
  if (!from) return undefined;
  skipDesigner(from);
  from.without('how Flow Builder shows the input', 'inputConfiguratorMode');
  const { line } = from;
  for (const name of REFUSED_VALUES) {
    const found = from.one(name);
    if (found) from.refuse(`<${name}> in a flow value is not supported by the local org`, found.element);
  }
  const list = from.all('collectionElements');
  if (list.length > 0) return { kind: 'list', items: list.map(readValue).filter((item) => item !== undefined), line };
  return readReference(from, line) ?? readLiteral(from, line);
}

function readReference(from: ElementReader, line: number): FlowValue | undefined {
  const name = from.text('elementReference');
  if (name !== undefined) return { kind: 'reference', name, line };
  const expression = from.rawText('formulaExpression');
  const dataType = from.oneOf('formulaDataType', DATA_TYPES);
  return expression === undefined ? undefined : { kind: 'formula', expression, dataType, line };
}

function readLiteral(from: ElementReader, line: number): FlowValue | undefined {
  const text = from.rawText('stringValue');
  if (text !== undefined) return { kind: 'text', text, line };
  const number = from.text('numberValue');
  if (number !== undefined) return { kind: 'number', text: number, line };
  const flag = from.text('booleanValue');
  if (flag !== undefined) return { kind: 'boolean', value: flag === 'true', line };
  for (const [name, kind] of [
    ['dateValue', 'date'],
    ['dateTimeValue', 'datetime'],
    ['timeValue', 'time']
  ] as const) {
    const found = from.text(name);
    if (found !== undefined) return { kind, text: found, line };
  }
  return undefined;
}

export function readNamedValues(from: ElementReader, element: string): NamedValue[] {
  return from.all(element).map((input) => {
    skipDesigner(input);
    return { name: input.required('name'), value: readValue(input.one('value')), line: input.line };
  });
}

export function readOutputs(from: ElementReader, element: string, source: 'name' | 'field'): OutputAssignment[] {
  return from.all(element).map((output) => {
    skipDesigner(output);
    return { from: output.required(source), to: output.required('assignToReference'), line: output.line };
  });
}

export function readFieldAssignments(from: ElementReader): FieldAssignment[] {
  return from.all('inputAssignments').map((item) => {
    skipDesigner(item);
    return { field: item.required('field'), value: readValue(item.one('value')), line: item.line };
  });
}

export function readFilters(from: ElementReader): Filters {
  const items = from.all('filters').map((item) => {
    skipDesigner(item);
    return {
      field: item.required('field'),
      operator: item.required('operator'),
      value: readValue(item.one('value')),
      line: item.line
    };
  });
  return { logic: from.text('filterLogic') ?? 'and', items };
}

function readCondition(item: ElementReader): Condition {
  skipDesigner(item);
  for (const name of ['conditions', 'conditionType', 'aggregationField', 'aggregationOperator', 'conditionLogic']) {
    const found = item.all(name)[0];
    if (found) item.refuse(`<${name}> in a condition is not supported by the local org`, found.element);
  }
  return {
    left: item.required('leftValueReference'),
    operator: item.required('operator'),
    right: readValue(item.one('rightValue')),
    line: item.line
  };
}

export function readConditions(from: ElementReader): Conditions {
  from.without('how Flow Builder shows the conditions', 'isGroupedConditions');
  return { logic: from.text('conditionLogic') ?? 'and', items: from.all('conditions').map(readCondition) };
}

export function readAssignmentItems(from: ElementReader, element: string, target: string): AssignmentItem[] {
  return from.all(element).map((item) => {
    skipDesigner(item);
    return {
      to: item.required(target),
      operator: item.text('operator') ?? 'Assign',
      value: readValue(item.one('value')),
      line: item.line
    };
  });
}

/** The name of the element that a connector leads to. */
export function readConnector(from: ElementReader, element: string): string | undefined {
  const connector = from.one(element);
  if (!connector) return undefined;
  skipDesigner(connector);
  connector.without('drawing only', 'isGoTo');
  return connector.required('targetReference');
}
