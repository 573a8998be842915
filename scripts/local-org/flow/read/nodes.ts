import type { ElementReader } from '../../metadata/index.ts';
import type {
  ActionNode,
  ChangeNode,
  CollectionNode,
  CreateNode,
  FlowNode,
  LookupNode,
  MatchModel,
  RelatedLookup
} from '../model.ts';
import { readTransform } from './transform.ts';
import {
  readAssignmentItems,
  readConditions,
  readConnector,
  readFieldAssignments,
  readFilters,
  readNamedValues,
  readOutputs,
  readValue,
  skipDesigner
} from './values.ts';

interface Base {
  readonly name: string;
  readonly label: string;
  readonly line: number;
}

function base(from: ElementReader): Base {
  skipDesigner(from);
  from.without('drawing only', 'locationX', 'locationY', 'group');
  const name = from.required('name');
  return { name, label: from.text('label') ?? name, line: from.line };
}

const isDescending = (from: ElementReader): boolean => from.oneOf('sortOrder', ['Asc', 'Desc']) === 'Desc';

/** Parts of an element that the platform knows and the local org does not run. */
function refuseParts(from: ElementReader, ...names: readonly string[]): void {
  for (const name of names) {
    for (const part of from.all(name))
      from.refuse(`<${name}> of a flow element is not supported by the local org`, part.element);
  }
}

const READERS: Readonly<Record<string, (from: ElementReader, node: Base) => FlowNode>> = {
  assignments: (from, node) => ({
    ...node,
    kind: 'assignment',
    items: readAssignmentItems(from, 'assignmentItems', 'assignToReference'),
    next: readConnector(from, 'connector')
  }),
  decisions: (from, node) => {
    from.without('shown in Flow Builder', 'defaultConnectorLabel');
    refuseParts(from, 'attributes');
    return {
      ...node,
      kind: 'decision',
      rules: from.all('rules').map(readRule),
      otherwise: readConnector(from, 'defaultConnector')
    };
  },
  loops: (from, node) => ({
    ...node,
    kind: 'loop',
    collection: from.required('collectionReference'),
    variable: from.text('assignNextValueToReference'),
    descending: from.oneOf('iterationOrder', ['Asc', 'Desc']) === 'Desc',
    body: readConnector(from, 'nextValueConnector'),
    after: readConnector(from, 'noMoreValuesConnector')
  }),
  recordLookups: readLookup,
  recordCreates: readCreate,
  recordUpdates: (from, node) => readChange(from, node, 'update'),
  recordDeletes: (from, node) => readChange(from, node, 'delete'),
  actionCalls: readAction,
  subflows: (from, node) => {
    from.without('outputs are always stored', 'storeOutputAutomatically');
    return {
      ...node,
      kind: 'subflow',
      flowName: from.required('flowName'),
      inputs: readNamedValues(from, 'inputAssignments'),
      outputs: readOutputs(from, 'outputAssignments', 'name'),
      next: readConnector(from, 'connector')
    };
  },
  collectionProcessors: readCollection,
  transforms: (from, node) => readTransform(from, node, readConnector(from, 'connector')),
  customErrors: (from, node) => ({
    ...node,
    kind: 'customError',
    messages: from.all('customErrorMessages').map((message) => {
      skipDesigner(message);
      const field = message.text('fieldSelection');
      const isField = message.boolean('isFieldError');
      return { text: message.rawText('errorMessage') ?? '', field: isField ? field : undefined, line: message.line };
    }),
    next: readConnector(from, 'connector')
  }),
  recordRollbacks: (from, node) => ({ ...node, kind: 'rollback', next: readConnector(from, 'connector') }),
  ends: (_from, node) => ({ ...node, kind: 'end' })
};

function readRule(from: ElementReader): Extract<FlowNode, { kind: 'decision' }>['rules'][number] {
  skipDesigner(from);
  from.without('shown in Flow Builder', 'label');
  refuseParts(from, 'attributes');
  return {
    name: from.required('name'),
    conditions: readConditions(from),
    next: readConnector(from, 'connector'),
    onlyWhenChanged: from.boolean('doesRequireRecordChangedToMeetCriteria'),
    line: from.line
  };
}

/** Salesforce publishes it as a beta: what it holds, and not how a flow names what it found. */
function readRelated(from: ElementReader): RelatedLookup {
  skipDesigner(from);
  return {
    object: from.required('relatedObject'),
    relationshipField: from.required('relationshipField'),
    filters: readFilters(from),
    fields: from.texts('queriedFields'),
    firstOnly: from.boolean('getFirstRecordOnly'),
    sort: readSort(from),
    limit: readValue(from.one('limit')),
    related: from.all('relatedRecords').map(readRelated),
    line: from.line
  };
}

function readSort(from: ElementReader): LookupNode['sort'] {
  const field = from.text('sortField');
  const descending = isDescending(from);
  return field === undefined ? undefined : { field, descending };
}

function readLookup(from: ElementReader, node: Base): LookupNode {
  return {
    ...node,
    kind: 'lookup',
    object: from.required('object'),
    filters: readFilters(from),
    fields: from.texts('queriedFields'),
    firstOnly: from.boolean('getFirstRecordOnly'),
    sort: readSort(from),
    limit: readValue(from.one('limit')),
    related: from.all('relatedRecords').map(readRelated),
    storeAutomatically: from.boolean('storeOutputAutomatically'),
    outputReference: from.text('outputReference'),
    outputAssignments: readOutputs(from, 'outputAssignments', 'field'),
    nullWhenNone: from.boolean('assignNullValuesIfNoRecordsFound'),
    next: readConnector(from, 'connector'),
    fault: readConnector(from, 'faultConnector')
  };
}

/** What each operation on matching records means; absent is what Flow Builder offers first (assumed). */
function readMatch(from: ElementReader): MatchModel | undefined {
  const filters = readFilters(from);
  const zero = from.oneOf('operationZeroMatchingRecords', ['None', 'CreateRecord']);
  const one = from.oneOf('operationOneMatchingRecord', ['None', 'UpdateAllRecords']);
  const several = from.oneOf('operationMultMatchingRecords', ['None', 'UpdateAllRecords', 'UpdateLatestRecord']);
  if (filters.items.length === 0) return undefined;
  return {
    filters,
    none: zero === 'None' ? 'skip' : 'create',
    one: one === 'None' ? 'skip' : 'update',
    several: ({ None: 'skip', UpdateAllRecords: 'updateAll', UpdateLatestRecord: 'updateLatest' } as const)[
      several ?? 'UpdateLatestRecord'
    ]
  };
}

function readCreate(from: ElementReader, node: Base): CreateNode {
  from.without('the id is always stored', 'storeOutputAutomatically');
  const doesUpsert = from.boolean('doesUpsert');
  const allOrNone = from.boolean('doesUpsertAllOrNone', true);
  const external = from.text('upsertExternalIdField');
  const standard = from.text('upsertStandardIdField');
  const match = readMatch(from);
  return {
    ...node,
    kind: 'create',
    partly: doesUpsert && !allOrNone,
    match: doesUpsert ? undefined : match,
    object: from.text('object'),
    assignments: readFieldAssignments(from),
    inputReference: from.text('inputReference'),
    assignIdTo: from.text('assignRecordIdToReference'),
    upsertField: doesUpsert ? (external ?? standard ?? 'Id') : undefined,
    next: readConnector(from, 'connector'),
    fault: readConnector(from, 'faultConnector')
  };
}

function readChange(from: ElementReader, node: Base, kind: 'update' | 'delete'): ChangeNode {
  return {
    ...node,
    kind,
    object: from.text('object'),
    filters: readFilters(from),
    assignments: kind === 'update' ? readFieldAssignments(from) : [],
    inputReference: from.text('inputReference'),
    next: readConnector(from, 'connector'),
    fault: readConnector(from, 'faultConnector')
  };
}

/** Whether an action with a callout begins a transaction of its own (Metadata API: FlowActionCall, flowTransactionModel). */
function refuseTransactions(from: ElementReader): void {
  const model = from.oneOf('flowTransactionModel', ['CurrentTransaction', 'Automatic', 'NewTransaction']);
  if (model === 'NewTransaction')
    from.refuse('a flow action in a transaction of its own is not supported by the local org');
}

function readAction(from: ElementReader, node: Base): ActionNode {
  from.without(
    'outputs are always stored',
    'storeOutputAutomatically',
    'nameSegment',
    'versionSegment',
    'versionString'
  );
  refuseTransactions(from);
  refuseParts(from, 'actionCallPaths', 'isWaitUntilCompleted', 'offsetUnit', 'timeoutConnector', 'timeoutPathUsage');
  if ((from.integer('offset') ?? 0) !== 0)
    from.refuse('an action that waits (<offset>) is not supported by the local org');
  return {
    ...node,
    kind: 'action',
    actionName: from.required('actionName'),
    actionType: from.required('actionType'),
    inputs: readNamedValues(from, 'inputParameters'),
    outputs: readOutputs(from, 'outputParameters', 'name'),
    recordTypes: from.all('dataTypeMappings').map((mapping) => {
      skipDesigner(mapping);
      refuseParts(
        mapping,
        'apexClass',
        'schemaUri',
        'valueMappingKey',
        'valueMappingTarget',
        'valueMappingTransformType'
      );
      return { parameter: mapping.required('typeName').replace(/^[TU]__/, ''), object: mapping.required('typeValue') };
    }),
    next: readConnector(from, 'connector'),
    fault: readConnector(from, 'faultConnector')
  };
}

const PROCESSORS = {
  SortCollectionProcessor: 'sort',
  FilterCollectionProcessor: 'filter',
  RecommendationMapCollectionProcessor: 'map'
} as const;

function readCollection(from: ElementReader, node: Base): CollectionNode {
  from.without('repeats the kind', 'elementSubtype');
  const type = from.oneOf('collectionProcessorType', Object.keys(PROCESSORS) as (keyof typeof PROCESSORS)[]);
  return {
    ...node,
    kind: 'collection',
    processor: PROCESSORS[type ?? 'SortCollectionProcessor'],
    collection: from.required('collectionReference'),
    variable: from.text('assignNextValueToReference'),
    conditions: readConditions(from),
    formula: from.rawText('formula'),
    sorts: from.all('sortOptions').map((option) => {
      skipDesigner(option);
      return {
        field: option.text('sortField') ?? '',
        descending: isDescending(option),
        nullsFirst: option.boolean('doesPutEmptyStringAndNullFirst')
      };
    }),
    limit: from.integer('limit'),
    mapItems: readAssignmentItems(from, 'mapItems', 'assignToFieldReference'),
    outputObject: from.text('outputSObjectType'),
    next: readConnector(from, 'connector')
  };
}

/** The metadata names of the elements that run. */
export const ELEMENTS: readonly string[] = Object.keys(READERS);

/** Every element of the flow that runs, in file order. */
export function readNodes(flow: ElementReader): FlowNode[] {
  return Object.entries(READERS).flatMap(([element, read]) => flow.all(element).map((from) => read(from, base(from))));
}
