/** Blocks of Unicode (unicode.org, Blocks.txt) by the names that Java knows them by: first and last character. */
const BLOCKS: readonly (readonly [string, number, number])[] = [
  ['Basic Latin', 0x0, 0x7f],
  ['Latin-1 Supplement', 0x80, 0xff],
  ['Latin Extended-A', 0x100, 0x17f],
  ['Latin Extended-B', 0x180, 0x24f],
  ['IPA Extensions', 0x250, 0x2af],
  ['Spacing Modifier Letters', 0x2b0, 0x2ff],
  ['Combining Diacritical Marks', 0x300, 0x36f],
  ['Greek', 0x370, 0x3ff],
  ['Greek and Coptic', 0x370, 0x3ff],
  ['Cyrillic', 0x400, 0x4ff],
  ['Cyrillic Supplementary', 0x500, 0x52f],
  ['Armenian', 0x530, 0x58f],
  ['Hebrew', 0x590, 0x5ff],
  ['Arabic', 0x600, 0x6ff],
  ['Syriac', 0x700, 0x74f],
  ['Thaana', 0x780, 0x7bf],
  ['Devanagari', 0x900, 0x97f],
  ['Bengali', 0x980, 0x9ff],
  ['Gurmukhi', 0xa00, 0xa7f],
  ['Gujarati', 0xa80, 0xaff],
  ['Oriya', 0xb00, 0xb7f],
  ['Tamil', 0xb80, 0xbff],
  ['Telugu', 0xc00, 0xc7f],
  ['Kannada', 0xc80, 0xcff],
  ['Malayalam', 0xd00, 0xd7f],
  ['Sinhala', 0xd80, 0xdff],
  ['Thai', 0xe00, 0xe7f],
  ['Lao', 0xe80, 0xeff],
  ['Tibetan', 0xf00, 0xfff],
  ['Myanmar', 0x1000, 0x109f],
  ['Georgian', 0x10a0, 0x10ff],
  ['Hangul Jamo', 0x1100, 0x11ff],
  ['Ethiopic', 0x1200, 0x137f],
  ['Cherokee', 0x13a0, 0x13ff],
  ['Khmer', 0x1780, 0x17ff],
  ['Mongolian', 0x1800, 0x18af],
  ['Phonetic Extensions', 0x1d00, 0x1d7f],
  ['Combining Diacritical Marks Supplement', 0x1dc0, 0x1dff],
  ['Latin Extended Additional', 0x1e00, 0x1eff],
  ['Greek Extended', 0x1f00, 0x1fff],
  ['General Punctuation', 0x2000, 0x206f],
  ['Superscripts and Subscripts', 0x2070, 0x209f],
  ['Currency Symbols', 0x20a0, 0x20cf],
  ['Combining Marks for Symbols', 0x20d0, 0x20ff],
  ['Letterlike Symbols', 0x2100, 0x214f],
  ['Number Forms', 0x2150, 0x218f],
  ['Arrows', 0x2190, 0x21ff],
  ['Mathematical Operators', 0x2200, 0x22ff],
  ['Miscellaneous Technical', 0x2300, 0x23ff],
  ['Control Pictures', 0x2400, 0x243f],
  ['Optical Character Recognition', 0x2440, 0x245f],
  ['Enclosed Alphanumerics', 0x2460, 0x24ff],
  ['Box Drawing', 0x2500, 0x257f],
  ['Block Elements', 0x2580, 0x259f],
  ['Geometric Shapes', 0x25a0, 0x25ff],
  ['Miscellaneous Symbols', 0x2600, 0x26ff],
  ['Dingbats', 0x2700, 0x27bf],
  ['Supplemental Arrows-A', 0x27f0, 0x27ff],
  ['Braille Patterns', 0x2800, 0x28ff],
  ['CJK Radicals Supplement', 0x2e80, 0x2eff],
  ['Kangxi Radicals', 0x2f00, 0x2fdf],
  ['CJK Symbols and Punctuation', 0x3000, 0x303f],
  ['Hiragana', 0x3040, 0x309f],
  ['Katakana', 0x30a0, 0x30ff],
  ['Bopomofo', 0x3100, 0x312f],
  ['Hangul Compatibility Jamo', 0x3130, 0x318f],
  ['Katakana Phonetic Extensions', 0x31f0, 0x31ff],
  ['Enclosed CJK Letters and Months', 0x3200, 0x32ff],
  ['CJK Compatibility', 0x3300, 0x33ff],
  ['CJK Unified Ideographs Extension A', 0x3400, 0x4dbf],
  ['CJK Unified Ideographs', 0x4e00, 0x9fff],
  ['Yi Syllables', 0xa000, 0xa48f],
  ['Hangul Syllables', 0xac00, 0xd7af],
  ['Private Use Area', 0xe000, 0xf8ff],
  ['CJK Compatibility Ideographs', 0xf900, 0xfaff],
  ['Alphabetic Presentation Forms', 0xfb00, 0xfb4f],
  ['Arabic Presentation Forms-A', 0xfb50, 0xfdff],
  ['Combining Half Marks', 0xfe20, 0xfe2f],
  ['CJK Compatibility Forms', 0xfe30, 0xfe4f],
  ['Small Form Variants', 0xfe50, 0xfe6f],
  ['Arabic Presentation Forms-B', 0xfe70, 0xfeff],
  ['Halfwidth and Fullwidth Forms', 0xff00, 0xffef],
  ['Specials', 0xfff0, 0xffff],
  ['Emoticons', 0x1f600, 0x1f64f]
];

const byName = new Map(BLOCKS.map(([name, first, last]) => [bare(name), `\\u{${hex(first)}}-\\u{${hex(last)}}`]));

/**
 * The characters of a block, for a class of a JavaScript expression with the flag `v`: `InGreek`, `InBASIC_LATIN`,
 * `block=Greek` (java.util.regex.Pattern, "Unicode blocks"). Undefined for what is no block, or none that is known.
 */
export function charactersOfBlock(property: string): string | undefined {
  const m = /^(?:In(?=[A-Z])|(?:blk|block)=)(.+)$/.exec(property);
  return m ? byName.get(bare(m[1] as string)) : undefined;
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[ _-]/g, '');
}

function hex(code: number): string {
  return code.toString(16);
}
