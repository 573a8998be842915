import type { Position } from '../../contracts/diagnostics.ts';

/** Where a text stops being Apex or SOQL; `found` is the token or character that does not fit, when it is one. */
export class SyntaxFailure extends Error {
  readonly pos: Position;
  readonly found: string | null;

  constructor(pos: Position, message: string, found: string | null = null) {
    super(message);
    this.name = 'SyntaxFailure';
    this.pos = pos;
    this.found = found;
  }
}

/** Text that is not a query. The message is worded as the platform words it in a QueryException. */
export class SoqlSyntaxError extends Error {
  readonly pos: Position;

  constructor(pos: Position, message: string) {
    super(message);
    this.name = 'SoqlSyntaxError';
    this.pos = pos;
  }
}

/** Part of the grammar that the platform accepts and the local org does not. */
export class UnsupportedSyntax extends Error {
  readonly pos: Position;

  constructor(pos: Position, feature: string) {
    super(feature);
    this.name = 'UnsupportedSyntax';
    this.pos = pos;
  }
}
