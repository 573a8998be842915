import { describe, expect, it } from 'vitest';
import { endSeen } from '../regex-end.ts';
import { anchoredRegex, compileJavaRegex } from '../regex.ts';

const search = (pattern: string, text: string, from = 0) =>
  endSeen(compileJavaRegex(pattern, 'g'), text, { from, search: true, toEnd: false });
const whole = (pattern: string, text: string) =>
  endSeen(compileJavaRegex(pattern, ''), text, { from: 0, search: false, toEnd: true });
const both = { hitEnd: true, requireEnd: true };
const hit = { hitEnd: true, requireEnd: false };
const neither = { hitEnd: false, requireEnd: false };

describe('The end of the input', () => {
  it.each([
    ['Geeks', 'GeeksForGeeks Geek', 0, neither, 'found before the end'],
    ['Geeks', 'GeeksForGeeks Geek', 9, hit, 'found nowhere'],
    ['Geeks$', 'GFG GEEKS Geeks', 0, both, 'anchored at the end'],
    ['Geeks', 'GFG GEEKS Geeks', 0, neither, 'a word that ends there was read no further'],
    ['a*', 'baaa', 1, hit, 'a repetition tries for more'],
    ['a{3}', 'aaa', 0, neither, 'a counted repetition does not'],
    ['a+?', 'aaa', 0, neither, 'a reluctant one takes no more than it needs'],
    ['\\w+\\b', 'one', 0, both, 'a word boundary at the end'],
    ['one(?= )', 'one two', 0, neither, 'looking ahead to what is there'],
    ['one(?! )', 'one', 0, hit, 'looking ahead beyond the end'],
    ['(a)\\1', 'aba', 0, hit, 'a group that does not fit twice'],
    ['(?:ab|a)c?', 'ab', 0, hit, 'a choice'],
    ['(?>a+)b', 'aab', 0, neither, 'a group that is kept'],
    ['a++', 'aa', 0, hit, 'a possessive repetition'],
    ['(?<=a)b', 'ab', 0, neither, 'looking behind'],
    ['x$', 'x\n', 0, both, 'before the last line break']
  ])('of %s in %j from %i is %o: %s', (pattern, text, from, expected) => {
    const { hitEnd, requireEnd } = search(pattern, text, from);
    expect({ hitEnd, requireEnd }).toEqual(expected);
  });

  it('is not asked for by a match of the whole text', () => {
    expect(whole('abc', 'abc')).toMatchObject(neither);
    expect(whole('abc.*', 'abc')).toMatchObject(hit);
    expect(whole('abcd', 'abc')).toMatchObject(hit);
    expect(whole('abx', 'abc')).toMatchObject(neither);
  });

  it('is found in long texts', () => {
    expect(search('.*', 'a'.repeat(200_000))).toMatchObject(hit);
  });

  it('is found by a walk that matches what the expression matches', () => {
    const patterns = [
      'a*b',
      '(a|b)+c',
      '[a-c&&[^b]]+',
      'a??b',
      '(?i)AB',
      '(a(b)?)+',
      '\\p{Alpha}\\d{2,}',
      '(?:a|ab)(?:c|bcd)$'
    ];
    const texts = ['', 'a', 'ab', 'aab', 'abc', 'ac', 'cab', 'a12', 'abcd', 'B'];
    for (const pattern of patterns)
      for (const text of texts) {
        const { hitEnd } = whole(pattern, text);
        const longer = anchoredRegex(compileJavaRegex(pattern, ''), true).test(text);
        // What did not look at the end cannot fail for want of more.
        if (!hitEnd && !longer)
          for (const more of texts)
            expect(anchoredRegex(compileJavaRegex(pattern, ''), true).test(text + more)).toBe(false);
      }
  });
});
