export type * from './ast.ts';
export { parseSoql } from './parse-soql.ts';
export { parseUnit } from './parse-unit.ts';
export type { ParsedUnit, Source } from './parse-unit.ts';
export { SoqlSyntaxError, UnsupportedSyntax } from './problems.ts';
