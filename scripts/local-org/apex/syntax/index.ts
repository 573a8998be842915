export { parseSoql } from './parse-soql.ts';
export { SoqlSyntaxError, UnsupportedSyntax } from './problems.ts';
