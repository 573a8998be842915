import type { XmlElement } from '../../../local-org/metadata/index.ts';
import type { Finding } from '../../contracts.ts';
import { finding, needs, needsField, when, type Source } from './reference.ts';
import { children, text } from './xml.ts';

const ON_RECORDS = ['start', 'recordLookups', 'recordCreates', 'recordUpdates', 'recordDeletes'];

/** Objects, fields, classes, flows and labels that a flow names. */
export function flow(source: Source): Finding[] {
  const { root } = source;
  return [
    ...ON_RECORDS.flatMap((name) => children(root, name)).flatMap((e) => records(source, e)),
    ...children(root, 'actionCalls')
      .filter((a) => text(a, 'actionType') === 'apex')
      .flatMap((a) => apexAction(source, a)),
    ...children(root, 'subflows').flatMap((s) => needs(source, s, 'Flow', text(s, 'flowName'))),
    ...labels(source)
  ];
}

function records(source: Source, at: XmlElement): Finding[] {
  const object = text(at, 'object');
  const fields = ['filters', 'inputAssignments', 'outputAssignments'].flatMap((name) => children(at, name));
  const paths = children(at, 'scheduledPaths').filter((p) => text(p, 'recordField') !== '');
  return [
    ...when(source.known.lacksObject(object), source, at, 'missing-reference', `there is no object ${object}`),
    ...fields.flatMap((f) => needsField(source, f, object, text(f, 'field'))),
    ...paths.flatMap((p) => pathField(source, p, object))
  ];
}

function pathField(source: Source, path: XmlElement, object: string): Finding[] {
  const name = text(path, 'recordField');
  const type = source.known.object(object)?.field(source.known.local(name))?.type;
  const wrong = type !== undefined && type !== 'Datetime' && type !== 'Date';
  return [
    ...needsField(source, path, object, name),
    ...when(wrong, source, path, 'field-type', `${name} is no date, and a scheduled path waits for one`)
  ];
}

function apexAction(source: Source, at: XmlElement): Finding[] {
  const name = text(at, 'actionName');
  if (!source.known.has('ApexClass', name)) return needs(source, at, 'ApexClass', name);
  const parsed = source.known.classes.has(name.toLowerCase());
  const lacks = parsed && source.known.annotated(name, 'invocablemethod').length === 0;
  return when(lacks, source, at, 'invocable', `class ${name} has no @InvocableMethod`);
}

const LABEL = /\$Label\.(\w+)(?!\w|\.)/g;

function labels(source: Source): Finding[] {
  const found: Finding[] = [];
  const visit = (e: XmlElement): void => {
    for (const [, name = ''] of e.text.matchAll(LABEL)) {
      if (!source.known.has('CustomLabel', name))
        found.push(finding(source, e, 'missing-reference', `there is no label ${name}`));
    }
    e.children.forEach(visit);
  };
  visit(source.root);
  return found;
}
