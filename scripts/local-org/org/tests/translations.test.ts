import { describe, expect, it } from 'vitest';
import { readMetadata, readProject } from '../../metadata/index.ts';
import { projectWith, xml } from '../../metadata/tests/files.ts';
import { translationsOf } from '../translations.ts';

const field = (name: string, set: string) =>
  xml(
    'CustomField',
    `<fullName>${name}</fullName><label>${name}</label><type>Picklist</type><valueSet><valueSetName>${set}</valueSetName></valueSet>`
  );

const translations = translationsOf(
  readMetadata(
    readProject(
      projectWith({
        'app/objects/W__c/fields/Color__c.field-meta.xml': field('Color__c', 'Colors'),
        'app/globalValueSetTranslations/Colors-pt_BR.globalValueSetTranslation-meta.xml': xml(
          'GlobalValueSetTranslation',
          '<valueTranslation><masterLabel>No. 1</masterLabel><translation>Vermelho</translation></valueTranslation>'
        ),
        'app/objectTranslations/W__c-pt_BR.objectTranslation': xml(
          'CustomObjectTranslation',
          '<fields><label>Cor</label><name>Color__c</name></fields><nameFieldLabel>Nome</nameFieldLabel>'
        )
      })
    )
  ).registry,
  'ns'
);

describe('Translations', () => {
  it('are found with and without the namespace, in any case of letters', () => {
    expect(translations('pt_BR', 'field', 'ns__W__c.ns__Color__c')).toBe('Cor');
    expect(translations('pt_BR', 'field', 'w__c.color__c')).toBe('Cor');
    expect(translations('pt_BR', 'field', 'W__c.Name')).toBe('Nome');
  });

  it('of a global value set are those of the fields that have it', () => {
    expect(translations('pt_BR', 'value', 'ns__W__c.ns__Color__c.No. 1')).toBe('Vermelho');
  });

  it('are of one language only', () => {
    expect(translations('de', 'field', 'W__c.Color__c')).toBeUndefined();
  });
});
