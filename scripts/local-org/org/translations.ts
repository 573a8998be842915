import type { TranslatedKind } from '../contracts/transaction.ts';
import type { MetadataRegistry } from '../contracts/transaction.ts';
import type { CustomFieldModel, TranslatedTextsModel } from '../metadata/index.ts';

/** Finds a text by language, kind and name; names with and without the namespace of the project are the same. */
export type Translations = (language: string, kind: TranslatedKind, name: string) => string | undefined;

export function translationsOf(registry: MetadataRegistry, namespace: string | null): Translations {
  const texts = new Map<string, string>();
  for (const { model } of registry.all('TranslatedTexts')) {
    const { language, texts: all } = model as TranslatedTextsModel;
    for (const { kind, name, text } of all) texts.set(keyOf(language, kind, name), text);
  }
  if (texts.size === 0) return () => undefined;
  const sets = valueSets(registry);
  const prefix = namespace ? new RegExp(`(^|\\.)${namespace}__`, 'gi') : undefined;
  return (language, kind, given) => {
    const name = prefix ? given.replace(prefix, '$1') : given;
    const own = texts.get(keyOf(language, kind, name));
    if (own !== undefined || kind !== 'value') return own;
    const [object = '', field = '', ...label] = name.split('.');
    const set = sets.get(`${object}.${field}`.toLowerCase());
    return set === undefined ? undefined : texts.get(keyOf(language, 'globalValue', `${set}.${label.join('.')}`));
  };
}

function keyOf(language: string, kind: string, name: string): string {
  return `${language}:${kind}:${name}`.toLowerCase();
}

/** The global value set of each field that has one. */
function valueSets(registry: MetadataRegistry): ReadonlyMap<string, string> {
  return new Map(
    registry.all('CustomField').flatMap(({ fullName, model }) => {
      const set = (model as CustomFieldModel).valueSet?.valueSetName;
      return set === undefined ? [] : [[fullName.toLowerCase(), set] as const];
    })
  );
}
