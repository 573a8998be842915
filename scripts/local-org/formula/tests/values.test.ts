import { describe, expect, it } from 'vitest';
import { shown, valueOf } from './kit.ts';

const cases: readonly (readonly [string, unknown])[] = [
  // arithmetic
  ['0.1 + 0.2', '0.3'],
  ['1 / 3 * 3', '0.999999999999999999999999999999999999999'],
  ['CEILING(1 / 3 * 3)', '1'],
  ['TEXT(1 / 4)', '0.25'],
  ['-Amount__c', '-12.345'],
  ['2 * 3 ^ 2', '36'],
  ['2 ^ -2', '0.25'],
  ['2 - 3 - 4', '-5'],
  ['ROUND(2.5, 0)', '3'],
  ['ROUND(-2.5, 0)', '-3'],
  ['ROUND(1234.567, -2)', '1200'],
  ['TRUNC(-1.99, 1)', '-1.9'],
  ['CEILING(-1.1)', '-2'],
  ['MCEILING(-1.1)', '-1'],
  ['FLOOR(-1.1)', '-1'],
  ['MFLOOR(-1.1)', '-2'],
  ['MOD(-7, 3)', '-1'],
  ['MAX(1, 7, 3)', '7'],
  ['MIN(4, 2, 9)', '2'],
  ['ABS(-4.20)', '4.2'],
  ['SQRT(16)', '4'],
  ['LOG(1000)', '3'],
  ['VALUE("12.5") + 1', '13.5'],
  ['Share__c * 2', '1'],
  // text
  ['"a" & "b" + "c"', 'abc'],
  ['LEFT("widget", 3) & RIGHT("widget", 2)', 'widet'],
  ['MID("widget", 2, 3)', 'idg'],
  ['FIND("d", "widget")', '3'],
  ['SUBSTITUTE("a-b-c", "-", "+")', 'a+b+c'],
  ['LPAD("7", 3, "0")', '007'],
  ['RPAD("widget", 3)', 'wid'],
  ['TRIM("  a   b ")', 'a   b'],
  ['UPPER("i", "tr_TR") & UPPER("i")', 'İI'],
  ['CHR(0)', null],
  ['INITCAP("blue widget")', 'Blue Widget'],
  ['REVERSE("abc")', 'cba'],
  ['LEN(Name)', '11'],
  ['LOWER("É")', 'é'],
  ['ASCII("A")', '65'],
  ['CHR(65)', 'A'],
  ['CASESAFEID("001D000000IRFma")', '001D000000IRFmaIAH'],
  ['HTMLENCODE("<a>")', '&lt;a&gt;'],
  ['HYPERLINK("/x", "Go", "_top")', '<a href="/x" target="_top">Go</a>'],
  ['TEXT(DATE(2026, 3, 9))', '2026-03-09'],
  ['TEXT(At__c)', '2026-01-31 12:00:00Z'],
  ['TEXT(Opens__c)', '09:30:00.000'],
  ['TEXT(State__c) & "!"', 'Open!'],
  // dates
  ['TODAY()', '2026-02-28'],
  ['NOW()', '2026-03-01T04:30:00.000Z'],
  ['Due__c + 1.9', '2026-02-01'],
  ['At__c + 0.5', '2026-02-01T00:00:00.000Z'],
  ['Due__c - DATE(2026, 1, 1)', '30'],
  ['At__c - DATETIMEVALUE("2026-01-30 00:00:00")', '1.5'],
  ['ADDMONTHS(Due__c, 1)', '2026-02-28'],
  ['ADDMONTHS(DATE(2026, 2, 28), 1)', '2026-03-31'],
  ['ADDMONTHS(DATE(2026, 3, 15), -3)', '2025-12-15'],
  ['DATEVALUE(NOW())', '2026-02-28'],
  ['WEEKDAY(DATE(2026, 3, 1))', '1'],
  ['ISOWEEK(DATE(2027, 1, 1))', '53'],
  ['ISOYEAR(DATE(2027, 1, 1))', '2026'],
  ['DAYOFYEAR(DATE(2024, 12, 31))', '366'],
  ['ISOWEEK(DATETIMEVALUE("2027-01-01 23:00:00"))', '53'],
  ['ROUND(DISTANCE(GEOLOCATION(0, 0), GEOLOCATION(33.37088, -122.61715), "mi"), 6)', '8066.897427'],
  ['HOUR(Opens__c) * 100 + MINUTE(Opens__c)', '930'],
  ['UNIXTIMESTAMP(FROMUNIXTIME(1000))', '1000'],
  ['FORMATDURATION(3661)', '01:01:01'],
  ['FORMATDURATION(90061, TRUE)', '1:01:01:01'],
  ['YEAR(Due__c) + MONTH(Due__c) + DAY(Due__c)', '2058'],
  // logic
  ['IF(Amount__c > 12, "big", "small")', 'big'],
  ['CASE(State__c, "New", 1, "Open", 2, 3)', '2'],
  ['CASE(WEEKDAY(Due__c), 7, "Saturday", "other")', 'Saturday'],
  ['ISPICKVAL(State__c, "Open")', true],
  ['INCLUDES(Tags__c, "blue") && !INCLUDES(Tags__c, "green")', true],
  ['PICKLISTCOUNT(Tags__c)', '2'],
  ['NOT Active__c', false],
  ['OR(FALSE, Active__c)', true],
  ['ISNUMBER("1e3") && NOT(ISNUMBER("1 3"))', true],
  ['REGEX("AB-12", "[A-Z]{2}-\\\\d+")', true],
  ['REGEX("AB-12x", "[A-Z]{2}-\\\\d+")', false],
  ['REGEX("Ab", "\\\\p{Alpha}+") && NOT(REGEX("Ab1", "\\\\p{Alpha}+"))', true],
  ['IFERROR(1 / 0, -1)', '-1'],
  ['Maker__r.Country__c = "Chile"', true],
  ['Owner:User.Email', 'owner@example.com'],
  ['$User.Email', 'ann@example.com'],
  ['$RecordType.DeveloperName & RecordType.DeveloperName', 'LargeLarge'],
  ['$Permission.Can_Fly && NOT($Permission.Can_Dive)', true],
  ['1 /* one */ + 1', '2']
];

describe('formula values', () => {
  it.each(cases)('%s is %s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });
});

describe('blanks', () => {
  const blank = { Amount__c: null, Name: null, State__c: null, Due__c: null };

  it('make arithmetic blank and comparisons unknown, which holds neither as they are nor negated', () => {
    expect(valueOf('Amount__c + 1', { record: blank })).toBeNull();
    expect(valueOf('Amount__c < 5', { record: blank })).toBe(false);
    expect(valueOf('IF(Amount__c < 5, "yes", "no")', { record: blank })).toBe('no');
    expect(valueOf('NOT(Amount__c < 5)', { record: blank })).toBe(false);
    expect(valueOf('NOT(Amount__c < 5)')).toBe(true);
  });

  it('count as zero where the formula says so', () => {
    expect(shown('Amount__c + 1', { record: blank, scope: { blanksAsZero: true } })).toBe('1');
    expect(valueOf('ISBLANK(Amount__c)', { record: blank, scope: { blanksAsZero: true } })).toBe(false);
  });

  it('are empty text in text', () => {
    expect(valueOf('Name & "x"', { record: blank })).toBe('x');
    expect(valueOf('Name = ""', { record: blank })).toBe(true);
    expect(shown('LEN(Name)', { record: blank })).toBe('0');
    expect(valueOf('ISPICKVAL(State__c, "")', { record: blank })).toBe(true);
  });

  it('are replaced by BLANKVALUE, and by NULLVALUE except in text', () => {
    expect(valueOf('BLANKVALUE(Name, "none")', { record: blank })).toBe('none');
    expect(valueOf('NULLVALUE(Name, "none")', { record: blank })).toBeNull();
    expect(shown('NULLVALUE(Due__c, DATE(2020, 1, 1))', { record: blank })).toBe('2020-01-01');
    expect(valueOf('ISNULL(Due__c)', { record: blank })).toBe(true);
  });

  it('become an empty field, also when the formula has no value', () => {
    expect(valueOf('""', { dialect: 'field' })).toBeNull();
    expect(valueOf('1 / 0', { dialect: 'field' })).toBeNull();
    expect(() => valueOf('1 / 0 > 1')).toThrow('Division by zero');
  });
});

describe('what changed', () => {
  it('ISCHANGED and PRIORVALUE look at the old record', () => {
    const prior = { State__c: 'New', Amount__c: null };
    expect(valueOf('ISCHANGED(State__c)', { prior })).toBe(true);
    expect(valueOf('ISCHANGED(Name)', { prior })).toBe(false);
    expect(valueOf('ISPICKVAL(PRIORVALUE(State__c), "New")', { prior })).toBe(true);
    expect(valueOf('ISBLANK(PRIORVALUE(Amount__c)) && ISCHANGED(Amount__c)', { prior })).toBe(true);
  });

  it('a new record has changed nothing', () => {
    expect(valueOf('ISNEW()', { isNew: true })).toBe(true);
    expect(valueOf('ISCHANGED(State__c)', { isNew: true, prior: { State__c: 'New' } })).toBe(false);
    expect(shown('PRIORVALUE(Amount__c)', { isNew: true })).toBe('12.345');
  });
});

describe('flow formulas', () => {
  const resources = {
    '$Record.State__c': { type: 'Picklist', value: 'Open' },
    '$Record.Share__c': { type: 'Percent', value: 50 },
    count: { type: 'Double', value: 3 },
    '$Flow.CurrentDate': { type: 'Date', value: null }
  } as const;

  it('refer to resources by {!name} and see a picklist as text', () => {
    expect(valueOf('{!$Record.State__c} = "Open"', { dialect: 'flow', resources })).toBe(true);
    expect(valueOf('ISPICKVAL({!$Record.State__c}, "Open")', { dialect: 'flow', resources })).toBe(true);
    expect(valueOf('TEXT({!$Record.State__c}) & {!$Record.State__c}', { dialect: 'flow', resources })).toBe('OpenOpen');
    expect(shown('{!count} * 2', { dialect: 'flow', resources })).toBe('6');
    expect(shown('{!$Record.Share__c}', { dialect: 'flow', resources })).toBe('50');
  });

  it('compare with the prior resource', () => {
    const given = { dialect: 'flow', resources, prior: { '$Record.State__c': 'New' } } as const;
    expect(valueOf('ISCHANGED({!$Record.State__c})', given)).toBe(true);
  });
});

describe('return types', () => {
  it('turn the result into what the field holds', () => {
    expect(shown('0.5', { dialect: 'field', scope: { returnType: 'Percent' } })).toBe('50');
    expect(valueOf('2.6', { dialect: 'field', scope: { returnType: 'Integer' } })).toBe(3);
    expect(valueOf('NULL', { dialect: 'field', scope: { returnType: 'Boolean' } })).toBe(false);
    expect(valueOf('"Open"', { dialect: 'default', scope: { returnType: 'Picklist' } })).toBe('Open');
  });

  it('take the date of a date and time as the default of a date', () => {
    expect(shown('NOW()', { dialect: 'default', scope: { returnType: 'Date' } })).toBe('2026-02-28');
  });
});
