import type { XmlElement } from '../../local-org/metadata/index.ts';
import type { Finding, Gate } from '../contracts.ts';
import type { Workspace } from '../workspace.ts';
import { child, children, descendants, text } from './references/xml.ts';

const RECORDS = ['recordLookups', 'recordCreates', 'recordUpdates', 'recordDeletes'];
const WRITES = ['recordCreates', 'recordUpdates', 'recordDeletes'];
const ELEMENTS = [
  ...RECORDS,
  'actionCalls',
  'assignments',
  'collectionProcessors',
  'decisions',
  'loops',
  'screens',
  'subflows',
  'transforms',
  'waits',
  'customErrors',
  'recordRollbacks',
  'orchestratedStages',
  'steps',
  'apexPluginCalls'
];
const ID = /^(?!0+$)[a-zA-Z0-9]{5}0{3}[a-zA-Z0-9]{7}(?:[A-Z0-9]{3})?$/;

/** Flow lint: what deploys and then fails, or a review refuses. */
export const flow: Gate = {
  name: 'flow',
  purpose: 'flows: connections, loops, fault paths, scheduled paths, ids',
  needs: [],
  concerns: (file) => file.endsWith('.flow-meta.xml'),
  run: (workspace) => {
    const flows = workspace.project.components.filter((c) => c.type === 'Flow');
    return { findings: flows.flatMap(({ file }) => check(workspace, file)), notes: [`${flows.length} flows`] };
  }
};

interface Graph {
  readonly file: string;
  readonly root: XmlElement;
  readonly elements: ReadonlyMap<string, XmlElement>;
}

function check(workspace: Workspace, file: string): Finding[] {
  const root = workspace.xml(file);
  if (!root) return [];
  const elements = new Map(ELEMENTS.flatMap((n) => children(root, n)).map((e) => [text(e, 'name'), e]));
  const graph = { file, root, elements };
  const everywhere = [...targets(graph), ...loops(graph), ...paths(graph), ...twice(graph)];
  return workspace.project.namespace === null
    ? everywhere
    : [...everywhere, ...unreached(graph), ...faults(graph), ...ids(graph), ...ofPackages(graph)];
}

function found({ file }: Graph, at: XmlElement, rule: string, message: string): Finding {
  return { file, line: at.line, rule, message };
}

/** Names of the elements that something leads to, with the element that says so. */
function references(element: XmlElement): XmlElement[] {
  const named = descendants(element, 'targetReference');
  const old = element.name === 'Flow' ? children(element, 'startElementReference') : [];
  return [...named, ...old];
}

function targets(graph: Graph): Finding[] {
  const open = references(graph.root).filter((t) => !graph.elements.has(t.text.trim()));
  return open.map((t) => found(graph, t, 'connector', `there is no element ${t.text.trim()}`));
}

function twice(graph: Graph): Finding[] {
  const seen = new Set<string>();
  const all = [
    ...ELEMENTS,
    'variables',
    'formulas',
    'constants',
    'textTemplates',
    'choices',
    'dynamicChoiceSets'
  ].flatMap((n) => children(graph.root, n));
  const again = all.filter((e) => seen.has(text(e, 'name').toLowerCase()) || !seen.add(text(e, 'name').toLowerCase()));
  return again.map((e) => found(graph, e, 'duplicate-name', `the name ${text(e, 'name')} is taken in this flow`));
}

/** Everything that can run after an element, itself left out. */
function reach(graph: Graph, from: readonly XmlElement[]): Set<string> {
  const seen = new Set<string>();
  const queue = from.map((t) => t.text.trim());
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const element = graph.elements.get(name);
    if (element) queue.push(...references(element).map((t) => t.text.trim()));
  }
  return seen;
}

/** A query or save between a loop and its way back runs once per item. */
function loops(graph: Graph): Finding[] {
  return children(graph.root, 'loops').flatMap((loop) => {
    const next = child(loop, 'nextValueConnector');
    const name = text(loop, 'name');
    const inside = next ? between(graph, references(next), name) : [];
    return inside
      .filter((e) => RECORDS.includes(e.name))
      .map((e) => found(graph, e, 'in-loop', `${text(e, 'name')} reads or saves inside the loop ${name}`));
  });
}

function between(graph: Graph, from: readonly XmlElement[], loop: string): XmlElement[] {
  const bare = { ...graph, elements: new Map([...graph.elements].filter(([name]) => name !== loop)) };
  return [...reach(bare, from)].flatMap((name) => {
    const element = bare.elements.get(name);
    return element && reach(bare, references(element)).has(loop) ? [element] : [];
  });
}

function unreached(graph: Graph): Finding[] {
  const start = child(graph.root, 'start');
  const first = [...(start ? references(start) : []), ...children(graph.root, 'startElementReference')];
  const seen = reach(graph, first);
  const idle = [...graph.elements].filter(([name]) => !seen.has(name));
  return idle.map(([name, element]) => found(graph, element, 'unreached', `nothing leads to ${name}`));
}

/** A save that fails without a fault path ends the whole batch with a mail to the installer. */
function faults(graph: Graph): Finding[] {
  const bare = WRITES.flatMap((n) => children(graph.root, n)).filter((e) => children(e, 'faultConnector').length === 0);
  return bare.map((e) => found(graph, e, 'fault-path', `${text(e, 'name')} saves without a fault path`));
}

function ids(graph: Graph): Finding[] {
  return descendants(graph.root, 'stringValue')
    .filter((e) => ID.test(e.text.trim()))
    .map((e) => found(graph, e, 'hard-coded-id', `the id ${e.text.trim()} is another one in every org`));
}

const UPDATES = new Set(['Update', 'CreateAndUpdate']);
const MOST_IN_BATCH = 200;

/** Scheduled paths (salesforce-platform facts, 1.1): after-save only, and armed by a change. */
function paths(graph: Graph): Finding[] {
  const start = child(graph.root, 'start');
  const timed = children(start, 'scheduledPaths').filter((p) => text(p, 'pathType') === '');
  if (!start || timed.length === 0) return [];
  const armed =
    !UPDATES.has(text(start, 'recordTriggerType')) || text(start, 'doesRequireRecordChangedToMeetCriteria') === 'true';
  const conditions = children(start, 'filters').length > 0 || text(start, 'filterFormula') !== '';
  return [
    ...(text(start, 'triggerType') === 'RecordAfterSave'
      ? []
      : [found(graph, start, 'scheduled-path', 'only an after-save flow can have scheduled paths')]),
    ...(armed && (conditions || !UPDATES.has(text(start, 'recordTriggerType')))
      ? []
      : [
          found(
            graph,
            start,
            'scheduled-path',
            'a scheduled path on update needs entry conditions and doesRequireRecordChangedToMeetCriteria'
          )
        ]),
    ...timed.flatMap((p) => path(graph, p))
  ];
}

function path(graph: Graph, at: XmlElement): Finding[] {
  const byField = text(at, 'timeSource') === 'RecordField';
  const size = Number(text(at, 'maxBatchSize') || '1');
  return [
    ...(text(at, 'timeSource') === '' || text(at, 'offsetUnit') === ''
      ? [found(graph, at, 'scheduled-path', `${text(at, 'name')} needs timeSource and offsetUnit`)]
      : []),
    ...(byField && text(at, 'recordField') === ''
      ? [found(graph, at, 'scheduled-path', `${text(at, 'name')} waits for a field and names none`)]
      : []),
    ...(size >= 1 && size <= MOST_IN_BATCH
      ? []
      : [found(graph, at, 'scheduled-path', `maxBatchSize is 1 to ${MOST_IN_BATCH}`)])
  ];
}

/** What a packaged flow must say and may not use. */
function ofPackages(graph: Graph): Finding[] {
  const { root } = graph;
  const slack = children(root, 'actionCalls').filter((a) => text(a, 'actionType').startsWith('slack'));
  return [
    ...(text(root, 'description') ? [] : [found(graph, root, 'description', 'says nothing about itself to the admin')]),
    ...(text(root, 'status') === 'Active'
      ? []
      : [found(graph, root, 'status', 'a packaged flow that is not active does nothing after install')]),
    ...(text(root, 'apiVersion') ? [] : [found(graph, root, 'api-version', 'states no API version')]),
    ...slack.map((a) => found(graph, a, 'slack', 'Slack actions do not install where Salesforce for Slack is absent'))
  ];
}
