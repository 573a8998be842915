export type BinaryOperator = '||' | '&&' | '=' | '<>' | '<' | '>' | '<=' | '>=' | '+' | '-' | '&' | '*' | '/' | '^';
export type UnaryOperator = '-' | '+' | '!';

/** `at` is the offset of the node's own token in the formula text. */
export type Node =
  | { readonly kind: 'number'; readonly text: string; readonly at: number }
  | { readonly kind: 'text'; readonly value: string; readonly at: number }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly at: number }
  | { readonly kind: 'null'; readonly at: number }
  | { readonly kind: 'reference'; readonly name: string; readonly at: number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Node[]; readonly at: number }
  | { readonly kind: 'unary'; readonly op: UnaryOperator; readonly operand: Node; readonly at: number }
  | {
      readonly kind: 'binary';
      readonly op: BinaryOperator;
      readonly left: Node;
      readonly right: Node;
      readonly at: number;
    };
