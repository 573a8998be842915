import { describe, expect, it } from 'vitest';
import { ApexDate, ApexDatetime, ApexList, Decimal } from '../../values/index.ts';
import { objects, strings } from '../define.ts';
import { compileJavaRegex } from '../../values/regex.ts';
import { call } from './call.ts';

const on = (member: string, self: string, ...args: unknown[]) => {
  const out = call(`System.String.${member}`, self, args);
  return out instanceof ApexList ? out.items : out;
};

describe('String', () => {
  it.each<[string, string, unknown[], unknown]>([
    ['abbreviate(Integer)', 'Hello Maximillian', [8], 'Hello...'],
    ['abbreviate(Integer)', 'Hello', [8], 'Hello'],
    ['abbreviate(Integer,Integer)', 'Hello Maximillian', [10, 10], '...millian'],
    ['capitalize()', 'hello', [], 'Hello'],
    ['center(Integer)', 'hello', [9], '  hello  '],
    ['center(Integer,String)', 'hello', [10, '-'], '--hello---'],
    ['charAt(Integer)', 'Ability', [0], 65],
    ['compareTo(String)', 'abcde', ['abcd'], 1],
    ['contains(String)', 'SFDC', ['FD'], true],
    ['contains(String)', 'SFDC', ['fd'], false],
    ['containsIgnoreCase(String)', 'SFDC', ['fd'], true],
    ['containsNone(String)', 'abcde', ['fg'], true],
    ['containsOnly(String)', 'abba', ['abcd'], true],
    ['countMatches(String)', 'Hello Jane, Hello Hans', ['Hello'], 2],
    ['difference(String)', 'Hello Jane', ['Hello Max'], 'Max'],
    ['equals(Object)', 'a', ['A'], false],
    ['equalsIgnoreCase(String)', 'abcd', ['ABCD'], true],
    ['getLevenshteinDistance(String)', 'Hello Joe', ['Hello Max'], 3],
    ['getLevenshteinDistance(String,Integer)', 'Hello Joe', ['Hello Max', 2], -1],
    ['indexOfAny(String)', 'abcd', ['xc'], 2],
    ['indexOfDifference(String)', 'abcd', ['abxc'], 2],
    ['isAlphaSpace()', 'aA Bb', [], true],
    ['isNumeric()', '1.2', [], false],
    ['isNumeric()', '', [], false],
    ['left(Integer)', 'abcdaacd', [3], 'abc'],
    ['leftPad(Integer,String)', 'ab', [5, 'xy'], 'xyxab'],
    ['mid(Integer,Integer)', 'abcde', [2, 3], 'cde'],
    ['normalizeSpace()', ' a \t b ', [], 'a b'],
    ['overlay(String,Integer,Integer)', 'abcdef', ['zzzz', 2, 4], 'abzzzzef'],
    ['remove(String)', 'Salesforce and force.com', ['force'], 'Sales and .com'],
    ['removeEnd(String)', 'a.com', ['.com'], 'a'],
    ['repeat(String,Integer)', 'a', ['-', 3], 'a-a-a'],
    ['replace(String,String)', 'abcdbca', ['bc', '$&'], 'a$&d$&a'],
    ['replaceAll(String,String)', 'SFDC 4dm1n', ['[^a-zA-Z]', ''], 'SFDCdmn'],
    ['replaceAll(String,String)', 'john doe', ['(\\w+) (\\w+)', '$2 $1'], 'doe john'],
    ['replaceFirst(String,String)', 'aab', ['a', 'x'], 'xab'],
    ['reverse()', 'abc', [], 'cba'],
    ['right(Integer)', 'Hello Max', [3], 'Max'],
    ['split(String)', 'a.b.c..', ['\\.'], ['a', 'b', 'c']],
    ['split(String)', 'boo:and:foo', ['o'], ['b', '', ':and:f']],
    ['split(String,Integer)', 'boo:and:foo', ['o', -1], ['b', '', ':and:f', '', '']],
    ['split(String,Integer)', 'boo:and:foo', [':', 2], ['boo', 'and:foo']],
    ['split(String)', 'abc', [''], ['a', 'b', 'c']],
    ['split(String)', '', [','], ['']],
    ['splitByCharacterType()', 'Lightning.platform', [], ['L', 'ightning', '.', 'platform']],
    ['splitByCharacterTypeCamelCase()', 'LightningPlatform2', [], ['Lightning', 'Platform', '2']],
    ['substring(Integer,Integer)', 'hamburger', [4, 8], 'urge'],
    ['substringAfter(String)', 'Salesforce.Lightning.platform', ['.'], 'Lightning.platform'],
    ['substringAfterLast(String)', 'Salesforce.Lightning.platform', ['.'], 'platform'],
    ['substringBeforeLast(String)', 'Salesforce.Lightning.platform', ['.'], 'Salesforce.Lightning'],
    ['substringBetween(String,String)', 'xx(a)', ['(', ')'], 'a'],
    ['substringBetween(String)', 'tagYtag', ['tag'], 'Y'],
    ['swapCase()', 'Force.com', [], 'fORCE.COM'],
    ['trim()', '  a b\n', [], 'a b'],
    ['escapeCsv()', 'Max1, "Max2"', [], '"Max1, ""Max2"""'],
    ['unescapeCsv()', '"Max1, ""Max2"""', [], 'Max1, "Max2"'],
    ['escapeHtml4()', '"<Caf\u00e9>" & \'x\'', [], "&quot;&lt;Caf&eacute;&gt;&quot; &amp; 'x'"],
    ['unescapeHtml4()', '&lt;Caf&eacute;&#33;&gt;', [], '<Caf\u00e9!>'],
    ['escapeXml()', '<a b="c">\'', [], '&lt;a b=&quot;c&quot;&gt;&apos;'],
    ['escapeJava()', 'a"\n\u00e9', [], 'a\\"\\n\\u00E9'],
    ['unescapeJava()', 'a\\"\\n\\u00e9', [], 'a"\n\u00e9'],
    ['escapeEcmaScript()', "it's/x", [], "it\\'s\\/x"],
    ['stripHtmlTags()', '<b>hi</b>', [], 'hi']
  ])('%s of %j with %j', (member, self, args, expected) => {
    expect(on(member, self, ...args)).toEqual(expected);
  });

  it('says which position is out of bounds', () => {
    expect(() => on('substring(Integer,Integer)', 'abc', -1, 2)).toThrow('Starting position out of bounds: -1');
    expect(() => on('substring(Integer,Integer)', 'abc', 1, 9)).toThrow('Ending position out of bounds: 9');
    expect(() => on('contains(String)', 'abc', null)).toThrow('Argument cannot be null.');
    expect(() => on('split(String)', 'abc', '[')).toThrow('Invalid regex');
  });

  it('gives text of every type by valueOf', () => {
    const valueOf = (type: string, v: unknown) => call(`System.String.valueOf(${type})`, null, [v]);
    expect(valueOf('Double', 5)).toBe('5.0');
    expect(valueOf('Integer', 5)).toBe('5');
    expect(valueOf('Decimal', Decimal.parse('5.10'))).toBe('5.10');
    expect(valueOf('Date', ApexDate.of(2026, 1, 2))).toBe('2026-01-02');
    expect(valueOf('Datetime', new ApexDatetime(Date.UTC(2026, 0, 2, 3)))).toBe('2026-01-02 04:00:00');
    expect(valueOf('Object', null)).toBeNull();
  });

  it('fills patterns by index, with quotes as MessageFormat reads them', () => {
    const format = (p: string, ...v: unknown[]) =>
      call('System.String.format(String,List<Object>)', null, [p, objects(v)]);
    expect(format('Hello {0}, {1} and {0}', 'A', 'B')).toBe('Hello A, B and A');
    expect(format("It''s {0}", 'x')).toBe("It's x");
    expect(format("'{0}' {0}", 'x')).toBe('{0} x');
    expect(format('{0} {2}', 'x')).toBe('x {2}');
    expect(format('{0}', 1234567)).toBe('1,234,567');
  });

  it('joins lists with the text of each', () => {
    expect(call('System.String.join(Object,String)', null, [objects([1, 'a', true]), '-'])).toBe('1-a-true');
    expect(call('System.String.join(Object,String)', null, [strings([]), ','])).toBe('');
    expect(call('System.String.isBlank(String)', null, [' '])).toBe(true);
    expect(call('System.String.escapeSingleQuotes(String)', null, ["it's"])).toBe("it\\'s");
  });
});

describe('Java regular expressions', () => {
  it.each<[string, string, boolean]>([
    ['^[A-Z0-9._%+-]+@[A-Z0-9.-]+\\.[A-Z]{2,4}$', 'A.B@C.COM', true],
    ['(?i)hello', 'HeLLo', true],
    ['^a$', 'b\na\nc', false],
    ['(?m)^a$', 'b\na\nc', true],
    ['\\Qa.b\\E', 'axb', false],
    ['\\Qa.b\\E', 'a.b', true],
    ['[a-z&&[^aeiou]]', 'e', false],
    ['[a-z&&[^aeiou]]', 'f', true],
    ['\\p{Alpha}+\\p{Punct}', 'ab!', true],
    ['\\p{L}', '\u00e9', true],
    ['\\w', '\u00e9', false],
    ['a++b', 'aaab', true],
    ['a++ab', 'aaab', false],
    ['a\\Z', 'a\n', true],
    ['a\\z', 'a\n', false],
    ['(\\w)\\1', 'xaab', true],
    ['[\\w-]+', '-', true],
    ['[-a]', '-', true],
    ['[^\\s,;]+', 'ab', true],
    ['{x}', '{x}', true],
    ['\\d{3}', '123', true],
    ['[#&!]', '&', true],
    ['(?<y>\\d{4})-\\k<y>', '2020-2020', true],
    ['\\u0041', 'A', true],
    ['a.c', 'a\nc', false],
    ['(?s)a.c', 'a\nc', true],
    ['(?s)^x (.+?) y$', 'x a\nb y', true],
    ['(?x) a b # both', 'ab', true],
    ['^a(?s:.)c.d$', 'a\nc\nd', false],
    ['^a(?s:.)c.d$', 'a\ncxd', true],
    ['x|(?m)^b', 'a\nb', true],
    ['(?m)a$', 'a\r\nb', true],
    ['^(ab)++abc', 'ababc', false],
    ['^(?>a+)ab', 'aaab', false],
    ['a++(b)\\1', 'aabb', true],
    ['\\Gb', 'ab', false],
    ['\\p{IsLatin}\\p{IsUppercase}\\p{IsPunctuation}', 'aB!', true]
  ])('%s on %j', (pattern, text, found) => {
    expect(compileJavaRegex(pattern, '').test(text)).toBe(found);
  });

  it('refuses what it does not know', () => {
    for (const pattern of ['\\X', 'a\\G', '(?d)a', '(?i)a(?-i)b', '(', '\\1'])
      expect(() => compileJavaRegex(pattern, '')).toThrow('Invalid regex');
  });
});
