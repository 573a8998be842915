import type { XmlElement } from '../../../local-org/metadata/index.ts';
import type { Finding } from '../../contracts.ts';
import { formulaNames } from './formulas.ts';
import { finding, needs, needsField, when, type Source } from './reference.ts';
import { children, descendants, text } from './xml.ts';

/** `Widget__c.Color__c` to `Widget__c`. */
function objectOf({ name }: Source): string {
  return name.slice(0, name.indexOf('.'));
}

export function customField(source: Source): Finding[] {
  const { root, known } = source;
  const target = text(root, 'referenceTo');
  const formula = children(root, 'formula')[0];
  return [
    ...when(
      target !== '' && known.lacksObject(target),
      source,
      root,
      'missing-reference',
      `there is no object ${target}`
    ),
    ...(formula ? formulaNames(source, formula, formula.text, objectOf(source)) : []),
    ...children(root, 'valueSet').flatMap((v) =>
      text(v, 'valueSetName') ? needs(source, v, 'GlobalValueSet', text(v, 'valueSetName')) : []
    ),
    ...shape(source)
  ];
}

const SIZED: Readonly<Record<string, readonly string[]>> = {
  Text: ['length'],
  LongTextArea: ['length', 'visibleLines'],
  Html: ['length', 'visibleLines'],
  Number: ['precision', 'scale'],
  Currency: ['precision', 'scale'],
  Percent: ['precision', 'scale'],
  Lookup: ['referenceTo'],
  MasterDetail: ['referenceTo', 'relationshipName'],
  Checkbox: ['defaultValue']
};

/** What a type needs besides itself (CustomField, Metadata API Developer Guide). Fields of formulas need less. */
function shape(source: Source): Finding[] {
  const { root } = source;
  const type = text(root, 'type');
  const isFormula = children(root, 'formula').length > 0;
  const inSettings = source.known.object(objectOf(source))?.kind === 'customMetadata';
  const isCustom = source.name.endsWith('__c');
  const lacking =
    isFormula || inSettings || !isCustom ? [] : (SIZED[type] ?? []).filter((name) => children(root, name).length === 0);
  const setNull = text(root, 'deleteConstraint') === 'SetNull' && text(root, 'required') === 'true';
  return [
    ...lacking.map((name) => finding(source, root, 'field-shape', `a field of type ${type} needs <${name}>`)),
    ...when(setNull, source, root, 'field-shape', 'a required lookup cannot clear itself on delete (SetNull)')
  ];
}

export function validationRule(source: Source): Finding[] {
  const formula = children(source.root, 'errorConditionFormula')[0];
  const field = text(source.root, 'errorDisplayField');
  return [
    ...(formula ? formulaNames(source, formula, formula.text, objectOf(source)) : []),
    ...(field ? needsField(source, source.root, objectOf(source), field) : [])
  ];
}

export function listView(source: Source): Finding[] {
  const named = [...children(source.root, 'columns'), ...descendants(source.root, 'field')];
  return named.flatMap((e) => needsField(source, e, objectOf(source), e.text.trim()));
}

export function compactLayout(source: Source): Finding[] {
  return children(source.root, 'fields').flatMap((e) => needsField(source, e, objectOf(source), e.text.trim()));
}

export function fieldSet(source: Source): Finding[] {
  const items = descendants(source.root, 'field').filter((e) => !e.text.includes('.'));
  return items.flatMap((e) => needsField(source, e, objectOf(source), e.text.trim()));
}

export function recordType(source: Source): Finding[] {
  return children(source.root, 'picklistValues').flatMap((p) =>
    needsField(source, p, objectOf(source), text(p, 'picklist'))
  );
}

export function customObject(source: Source): Finding[] {
  const { root, name, known } = source;
  const compact = text(root, 'compactLayoutAssignment');
  const own = !['', 'SYSTEM'].includes(compact) && known.isOwnCustom(name);
  const searched = descendants(
    root,
    'customTabListAdditionalFields',
    'searchResultsAdditionalFields',
    'lookupDialogsAdditionalFields',
    'searchFilterFields'
  );
  return [
    ...(own ? needs(source, root, 'CompactLayout', `${name}.${compact}`) : []),
    ...searched.flatMap((e) => needsField(source, e, name, e.text.trim())),
    ...descendants(root, 'actionOverrides').flatMap((o) => override(source, o))
  ];
}

function override(source: Source, at: XmlElement): Finding[] {
  const type = text(at, 'type').toLowerCase();
  const content = text(at, 'content');
  if (type === 'flexipage') return needs(source, at, 'FlexiPage', content);
  return type === 'visualforce' ? needs(source, at, 'ApexPage', content) : [];
}

export function customMetadata(source: Source): Finding[] {
  const object = `${source.name.split('.')[0] ?? ''}__mdt`;
  return children(source.root, 'values').flatMap((v) => needsField(source, v, object, text(v, 'field')));
}

/** Two lookups to one object may not call their children alike. */
export function childRelationships(known: Source['known']): Finding[] {
  const first = new Map<string, string>();
  return [...known.fields.values()].flatMap(({ model, fullName, file }) => {
    const { referenceTo, relationshipName } = model as { referenceTo?: string; relationshipName?: string };
    if (!referenceTo || !relationshipName) return [];
    const key = `${referenceTo}.${relationshipName}`.toLowerCase();
    const other = first.get(key);
    if (!other) first.set(key, fullName);
    return when(
      other !== undefined,
      { file },
      undefined,
      'child-relationship',
      `children of ${referenceTo} are called ${relationshipName} by ${other} already`
    );
  });
}
