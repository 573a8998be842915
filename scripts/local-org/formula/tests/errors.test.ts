import { describe, expect, it } from 'vitest';
import { DiagnosticError } from '../../contracts/diagnostics.ts';
import { listFunctions } from '../index.ts';
import { compiled } from './kit.ts';
import type { Given } from './kit.ts';

function problem(text: string, given: Given = {}): string {
  try {
    compiled(text, given);
  } catch (error) {
    if (error instanceof DiagnosticError)
      return error.diagnostics.map((d) => `${d.line}:${d.column} ${d.message}`).join();
    throw error;
  }
  return 'compiled';
}

describe('formula errors', () => {
  it.each([
    ['Missing__c > 1', '10:1 Field Missing__c does not exist. Check spelling.'],
    ['1 +\n  Maker__r.Gone__c', '11:3 Field Maker__r.Gone__c does not exist. Check spelling.'],
    ['Owner.Email', '10:1 Field Owner.Email does not exist. Check spelling.'],
    ['FROBNICATE(1)', '10:1 Unknown function FROBNICATE. Check spelling.'],
    ['LEFT("a")', "10:1 Incorrect number of parameters for function 'LEFT()'. Expected 2, received 1"],
    ['LEFT(1, 2)', "10:6 Incorrect parameter type for function 'LEFT()'. Expected Text, received Number"],
    ['"a" & 1', "10:7 Incorrect parameter type for operator '&'. Expected Text, received Number"],
    ['Due__c + Due__c', "10:10 Incorrect parameter type for operator '+'. Expected Number, received Date"],
    ['IF(TRUE, 1, "a")', "10:13 Incorrect parameter type for function 'IF()'. Expected Number, received Text"],
    [
      'State__c = "Open"',
      '10:1 Field State__c is a picklist field. Picklist fields are only supported in certain functions.'
    ],
    ['(1 + 2', "10:7 Syntax error.  Missing ')'"],
    ['1 + 2)', "10:6 Syntax error. Extra ')'"],
    ['1 + * 2', "10:5 Syntax error.  Found '*'"],
    ['"open', "10:1 Syntax error.  Missing '\"'"],
    ['{!x}', "10:1 Syntax error.  Found '{!x}'"],
    ['VLOOKUP(1)', "10:1 Incorrect number of parameters for function 'VLOOKUP()'. Expected 3, received 1"],
    ['VLOOKUP(Name, Name, Name)', "10:9 Incorrect parameter for function 'VLOOKUP()'. Expected Field reference."],
    [
      'VLOOKUP($ObjectType.Gone__c.Fields.Name, $ObjectType.Gone__c.Fields.Name, Name)',
      '10:9 Field $ObjectType.Gone__c.Fields.Name does not exist. Check spelling.'
    ],
    [
      'VLOOKUP($ObjectType.Maker__c.Fields.Country__c, $ObjectType.Maker__c.Fields.Country__c, Name)',
      "10:1 Incorrect parameter for function 'VLOOKUP()'. Expected Record Name field."
    ],
    [
      'PARENTGROUPVAL(1)',
      '10:1 Not supported by the local org: function PARENTGROUPVAL() (PARENTGROUPVAL serves reports)'
    ],
    ['$Api.Session_ID', '10:1 Not supported by the local org: $Api.Session_ID']
  ])('%s: %s', (text, expected) => {
    expect(problem(text)).toBe(expected);
  });

  it('a result of the wrong type is named', () => {
    expect(problem('"a"', { scope: { returnType: 'Boolean' } })).toBe(
      '10:1 Formula result is data type (Text), incompatible with expected data type (Boolean).'
    );
  });

  it('a function outside its dialects is refused', () => {
    expect(problem('ISNEW()', { dialect: 'field' })).toBe(
      '10:1 Function ISNEW may not be used in this type of formula'
    );
    expect(problem('ISNEW()')).toBe('compiled');
  });

  it('fields are out of reach of a default value', () => {
    expect(problem('Name', { dialect: 'default' })).toBe('10:1 Field Name does not exist. Check spelling.');
  });

  it('the paths that it reads are listed once, spelled as the schema spells them', () => {
    expect(compiled('name & maker__r.country__c & Name').reads).toEqual([['Name'], ['Maker__r', 'Country__c']]);
  });

  it('a regular expression that cannot be read has no value', () => {
    const formula = compiled('REGEX("a", "(")');
    expect(() => formula.value({ tx: {} as never, field: () => null })).toThrow(/Invalid regex/);
  });
});

describe('the support table', () => {
  it('names every function once and says why one is refused', () => {
    const names = listFunctions().map((f) => f.name);
    expect(new Set(names).size).toBe(names.length);
    expect(listFunctions().find((f) => f.name === 'PREDICT')?.refused).toContain('Einstein');
    expect(names.length).toBeGreaterThan(90);
  });
});
