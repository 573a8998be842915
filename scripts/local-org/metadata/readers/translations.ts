import type { MetadataReader, ReadContext } from '../component.ts';
import type { TranslatedText, TranslatedTextsModel } from '../models.ts';
import type { ElementReader } from '../reader.ts';

const GRAMMAR = 'grammar of names, which no text here declines';
const SCREENS = 'screens show these in the language they were written in';

/** `Widget__c-pt_BR`: the object, or the value set, and the language. */
function parted(name: string): { readonly of: string; readonly language: string } {
  const dash = name.lastIndexOf('-');
  return { of: name.slice(0, dash), language: name.slice(dash + 1) };
}

/** An element without a text leaves what was written. */
function text(kind: TranslatedText['kind'], name: string, value: string | undefined): TranslatedText[] {
  return value === undefined ? [] : [{ kind, name, text: value }];
}

/** An entry for each element that translates the text of a part of the object, by its own name. */
function parts(
  from: ElementReader,
  object: string,
  element: string,
  kind: TranslatedText['kind'],
  holds: string
): TranslatedText[] {
  return from.all(element).flatMap((one) => text(kind, `${object}.${one.required('name')}`, one.text(holds)));
}

function readObject(from: ElementReader, object: string): TranslatedText[] {
  from.without(GRAMMAR, 'gender', 'startsWith');
  from.without(SCREENS, 'layouts', 'quickActions', 'webLinks', 'sharingReasons', 'workflowTasks');
  from.all('recordTypes').forEach((one) => one.without(SCREENS, 'description'));
  return [
    ...readNames(from, object),
    ...text('field', `${object}.Name`, from.text('nameFieldLabel')),
    ...parts(from, object, 'standardFields', 'field', 'label'),
    ...parts(from, object, 'recordTypes', 'recordType', 'label'),
    ...parts(from, object, 'validationRules', 'rule', 'errorMessage'),
    ...parts(from, object, 'fieldSets', 'fieldSet', 'label'),
    ...from.all('fields').flatMap((field) => readField(field, object))
  ];
}

/** The name of the object: one and many, in the first case that is given of each. */
function readNames(from: ElementReader, object: string): TranslatedText[] {
  const cases = from.all('caseValues').map((one) => {
    one.without(GRAMMAR, 'article', 'caseType', 'possessive');
    return { plural: one.boolean('plural'), value: one.text('value') };
  });
  const first = (plural: boolean) => cases.find((one) => one.plural === plural && one.value !== undefined)?.value;
  return [...text('object', object, first(false)), ...text('objects', object, first(true))];
}

function readField(from: ElementReader, object: string): TranslatedText[] {
  from.without(GRAMMAR, 'caseValues', 'gender', 'startsWith');
  from.without(SCREENS, 'relationshipLabel');
  const name = `${object}.${from.required('name')}`;
  const filter = from.one('lookupFilter');
  filter?.without(SCREENS, 'informationalMessage');
  return [
    ...text('field', name, from.text('label')),
    ...text('help', name, from.text('help')),
    ...text('filter', name, filter?.text('errorMessage')),
    ...readValues(from, 'picklistValues', 'value', name)
  ];
}

function readValues(
  from: ElementReader,
  element: string,
  kind: 'value' | 'globalValue',
  name: string
): TranslatedText[] {
  return from
    .all(element)
    .flatMap((one) => text(kind, `${name}.${one.required('masterLabel')}`, one.text('translation')));
}

function reader(
  type: string,
  read: (from: ElementReader, of: string) => TranslatedText[],
  nameOf: (context: ReadContext) => string = ({ component }) => component.fullName
): MetadataReader {
  return {
    type,
    read: (from, context): TranslatedTextsModel => {
      const { of, language } = parted(nameOf(context));
      const model = { language, texts: read(from, of) };
      // By file: one object may be translated in several package directories.
      context.add('TranslatedTexts', context.component.file, model);
      return model;
    }
  };
}

export const translationReaders: readonly MetadataReader[] = [
  reader('CustomObjectTranslation', readObject),
  reader('CustomFieldTranslation', readField, ({ component }) => component.fullName.split('.')[0] ?? ''),
  reader('GlobalValueSetTranslation', (from, set) => readValues(from, 'valueTranslation', 'globalValue', set))
];
