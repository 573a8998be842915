import type { Transaction } from '../../contracts/transaction.ts';
import { ApexList, SObject, listType, stringType, toIdOrNull } from '../../values/index.ts';
import { textOf } from '../coerce.ts';
import { FlowFault } from '../faults.ts';
import type { Interview } from '../interview.ts';
import type { ActionNode } from '../model.ts';
import type { BulkElement } from '../program.ts';
import type { FlowScope } from '../scope.ts';
import { saveGroup } from './group.ts';

type Inputs = ReadonlyMap<string, unknown>;

/** The inputs of Post to Chatter (Actions Developer Guide, Post to Chatter Actions). */
export const CHATTER_INPUTS = {
  required: ['text', 'subjectNameOrId'],
  optional: ['type', 'communityId', 'visibility']
};

/** By which field a user or a Chatter group is named when the subject is no Id. */
const NAMED = {
  user: { object: 'User', field: 'Username' },
  group: { object: 'CollaborationGroup', field: 'Name' }
} as const;

function subjectOf(tx: Transaction, inputs: Inputs): string {
  const subject = textOf(inputs.get('subjectnameorid'));
  const type = textOf(inputs.get('type')).toLowerCase();
  if (type === '') {
    const id = toIdOrNull(subject);
    if (id !== null) return id;
    throw new FlowFault(`Post to Chatter needs the input type for a subject that is no Id: ${subject}`);
  }
  const named = NAMED[type as keyof typeof NAMED] as (typeof NAMED)[keyof typeof NAMED] | undefined;
  if (!named) throw new FlowFault(`Post to Chatter takes the types User and Group, not ${type}.`);
  const id = toIdOrNull(subject);
  const wanted = new ApexList(listType(stringType), [id ?? subject]);
  const { records } = tx.org.queries.runText(
    tx,
    `SELECT Id FROM ${named.object} WHERE ${id === null ? named.field : 'Id'} IN :wanted`,
    () => wanted,
    { mode: 'system', sharing: 'without' }
  );
  const found = records[0]?.id;
  if (found) return found;
  throw new FlowFault(`There is no ${named.object} ${subject}.`);
}

/** Post to Chatter: one feed item an interview, in one statement for the group; its Id is the output `feedItemId`. */
export function chatterPost(
  node: ActionNode,
  inputsOf: (interview: Interview) => Inputs,
  scope: FlowScope
): BulkElement {
  const object = scope.objectNamed('FeedItem', node.line);
  const parent = object.field('ParentId')?.slot ?? 0;
  const body = object.field('Body')?.slot ?? 0;
  const output = `${node.name.toLowerCase()}.feeditemid`;
  const targets = node.outputs.map((out) => ({ from: out.from, target: scope.target(out.to, out.line) }));
  const post = (interview: Interview): SObject => {
    const inputs = inputsOf(interview);
    const item = new SObject(object);
    item.v[parent] = subjectOf(interview.tx, inputs);
    item.v[body] = textOf(inputs.get('text'));
    return item;
  };
  return {
    name: node.name,
    bulk: true,
    run: (group) =>
      saveGroup(node, group, {
        op: 'insert',
        verb: 'create',
        records: (interview) => [post(interview)],
        saved: (interview, _records, results) => {
          const id = results[0]?.id ?? null;
          interview.values.set(output, id);
          for (const { target } of targets) target.set(interview, id);
        }
      })
  };
}

/** Post to Chatter for code that calls the action by its name: the Id of the feed item. */
export function postOne(tx: Transaction, inputs: Inputs): string {
  const object = tx.org.schema.object('FeedItem');
  if (!object) throw new FlowFault('The org has no feed.');
  const item = new SObject(object);
  item.v[item.fieldNamed('ParentId').slot] = subjectOf(tx, inputs);
  item.v[item.fieldNamed('Body').slot] = textOf(inputs.get('text'));
  const access = { mode: 'system', sharing: 'without' } as const;
  const [result] = tx.org.save.run(tx, 'insert', [item], { access, allOrNone: false, source: 'flow' });
  if (!result?.success) throw new FlowFault(result?.errors[0]?.message ?? 'The post was not saved.');
  return result.id as string;
}
