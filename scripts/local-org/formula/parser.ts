import type { BinaryOperator, Node, UnaryOperator } from './ast.ts';
import { formulaProblem } from './errors.ts';
import type { FormulaPlace } from './errors.ts';
import { tokenize } from './lexer.ts';
import type { Token } from './lexer.ts';

/**
 * Binary operators from loosest to tightest, all left-associative. `^` binds looser than `*` and `/`: so says the
 * grammar of Salesforce's open formula engine (Formula.g4, multiplicativeExpression over exponentExpression).
 */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['=', '==', '<>', '!='],
  ['<', '>', '<=', '>='],
  ['+', '-', '&'],
  ['^'],
  ['*', '/']
];

const SPELLING: Readonly<Record<string, BinaryOperator>> = { '==': '=', '!=': '<>' };

class Parser {
  private readonly tokens: readonly Token[];
  private readonly place: FormulaPlace;
  private readonly merges: boolean;
  private index = 0;

  constructor(place: FormulaPlace, merges: boolean) {
    this.place = place;
    this.merges = merges;
    this.tokens = tokenize(place);
  }

  parse(): Node {
    if (this.peek().kind === 'end') throw formulaProblem(this.place, 0, "Syntax error.  Missing 'end of formula'");
    const node = this.binary(0);
    const rest = this.peek();
    if (rest.kind !== 'end') throw formulaProblem(this.place, rest.at, `Syntax error. Extra '${rest.text}'`);
    return node;
  }

  private peek(): Token {
    return this.tokens[this.index] as Token;
  }

  private isOperator(text: string): boolean {
    const token = this.peek();
    return token.kind === 'operator' && token.text === text;
  }

  private expect(text: string): void {
    if (!this.isOperator(text)) throw formulaProblem(this.place, this.peek().at, `Syntax error.  Missing '${text}'`);
    this.index++;
  }

  private binary(level: number): Node {
    const operators = LEVELS[level];
    if (!operators) return this.unary();
    let left = this.binary(level + 1);
    for (let token = this.peek(); token.kind === 'operator' && operators.includes(token.text); token = this.peek()) {
      this.index++;
      const op = SPELLING[token.text] ?? (token.text as BinaryOperator);
      left = { kind: 'binary', op, left, right: this.binary(level + 1), at: token.at };
    }
    return left;
  }

  private unary(): Node {
    const token = this.peek();
    const isSign = token.kind === 'operator' && (token.text === '-' || token.text === '+' || token.text === '!');
    const isNot =
      token.kind === 'name' && token.text.toUpperCase() === 'NOT' && this.tokens[this.index + 1]?.text !== '(';
    if (!isSign && !isNot) return this.primary();
    this.index++;
    return { kind: 'unary', op: isNot ? '!' : (token.text as UnaryOperator), operand: this.unary(), at: token.at };
  }

  private primary(): Node {
    const token = this.peek();
    this.index++;
    if (token.kind === 'number') return { kind: 'number', text: token.text, at: token.at };
    if (token.kind === 'text') return { kind: 'text', value: token.text, at: token.at };
    if (token.kind === 'merge') return this.merge(token);
    if (token.kind === 'name') return this.name(token);
    if (token.kind === 'operator' && token.text === '(') {
      const inner = this.binary(0);
      this.expect(')');
      return inner;
    }
    throw formulaProblem(
      this.place,
      token.at,
      token.kind === 'end' ? "Syntax error.  Missing ')'" : `Syntax error.  Found '${token.text}'`
    );
  }

  private merge(token: Token): Node {
    if (!this.merges) throw formulaProblem(this.place, token.at, `Syntax error.  Found '{!${token.text}}'`);
    return { kind: 'reference', name: token.text, at: token.at };
  }

  private name(token: Token): Node {
    const upper = token.text.toUpperCase();
    if (this.isOperator('(')) return { kind: 'call', name: upper, args: this.args(), at: token.at };
    if (upper === 'TRUE' || upper === 'FALSE') return { kind: 'boolean', value: upper === 'TRUE', at: token.at };
    if (upper === 'NULL') return { kind: 'null', at: token.at };
    return { kind: 'reference', name: token.text, at: token.at };
  }

  private args(): Node[] {
    this.expect('(');
    const args: Node[] = [];
    if (!this.isOperator(')')) {
      args.push(this.binary(0));
      while (this.isOperator(',')) {
        this.index++;
        args.push(this.binary(0));
      }
    }
    this.expect(')');
    return args;
  }
}

/** Parses one formula. `merges` allows `{!x}` references, as flows write them. */
export function parseFormula(place: FormulaPlace, merges: boolean): Node {
  return new Parser(place, merges).parse();
}
