import type { ElementReader } from '../../metadata/index.ts';
import type { FlowNode, NamedValue, TransformMapping, TransformNode } from '../model.ts';
import { DATA_TYPES, readNamedValues, readValue, skipDesigner } from './values.ts';

type Base = Pick<FlowNode, 'name' | 'label' | 'line'>;

/** What the Metadata API names without saying how it is written, or keeps "for future use" (FlowTransformValueAction). */
const UNREAD: Readonly<Record<string, string>> = {
  InnerJoin: 'the Metadata API does not say how a JoinDefinition is written',
  GetItemByIndex: 'the Metadata API reserves it for future use',
  InvocableAction: 'the Metadata API does not describe it'
};

function refused(action: ElementReader, type: string): TransformMapping[] {
  const why = UNREAD[type];
  action.refuse(
    `the ${why ? '' : 'unknown '}transform action ${type} is not supported by the local org${why ? `: ${why}` : ''}`
  );
  return [];
}

/** `Count` and `Sum` name their collection and field as input parameters. */
function readAggregate(action: ElementReader, kind: 'count' | 'sum', field: string | undefined): TransformMapping[] {
  const inputs = readNamedValues(action, 'inputParameters');
  const given = (name: string): NamedValue | undefined => inputs.find((input) => input.name === name);
  const collection = given('aggregationValues')?.value;
  const aggregated = given('aggregationField')?.value;
  if (!collection) {
    action.fail(`the transform action ${kind} needs the input aggregationValues`);
    return [];
  }
  const name =
    aggregated?.kind === 'text' ? aggregated.text : aggregated?.kind === 'reference' ? aggregated.name : undefined;
  return [{ field, source: { kind, collection, field: name }, line: action.line }];
}

function readMapping(action: ElementReader): TransformMapping[] {
  skipDesigner(action);
  const type = action.required('transformType');
  const field = action.text('outputFieldApiName');
  if (type === 'Count' || type === 'Sum') return readAggregate(action, type === 'Count' ? 'count' : 'sum', field);
  if (type !== 'Map') return refused(action, type);
  const value = readValue(action.one('value'));
  return value ? [{ field, source: { kind: 'map', value }, line: action.line }] : [];
}

/** A Transform element (Metadata API: FlowTransform). */
export function readTransform(from: ElementReader, node: Base, next: string | undefined): TransformNode {
  from.without('the result is always stored', 'storeOutputAutomatically');
  for (const part of from.all('schemaUri'))
    from.refuse('<schemaUri> of a transform is not supported by the local org', part.element);
  const actions = from.all('transformValues').flatMap((value) => {
    skipDesigner(value);
    value.without('shown in Flow Builder', 'transformValueDescription', 'transformValueLabel', 'transformValueName');
    return value.all('transformValueActions');
  });
  return {
    ...node,
    kind: 'transform',
    dataType: from.oneOf('dataType', DATA_TYPES) ?? 'SObject',
    objectType: from.text('objectType'),
    apexClass: from.text('apexClass'),
    scale: from.integer('scale'),
    isCollection: from.boolean('isCollection'),
    mappings: actions.flatMap(readMapping),
    next
  };
}
