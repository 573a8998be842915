import type { Position } from '../../contracts/diagnostics.ts';
import type { ExprNode } from '../syntax/index.ts';

/**
 * Where the platform's compiler says that an expression of several parts stands: at the name of the leftmost call, and at
 * the first of the names that follow it (seen from the platform's own compiler).
 */
export function placeOf(node: ExprNode): Position {
  switch (node.kind) {
    case 'paren':
      return placeOf(node.value);
    case 'binary':
      return placeOf(node.left);
    case 'instanceof':
      return placeOf(node.value);
    case 'conditional':
      return placeOf(node.test);
    case 'assign':
    case 'index':
      return placeOf(node.target);
    case 'dot':
      return node.target.kind === 'name' || node.target.kind === 'dot' ? placeOf(node.target) : node.pos;
    default:
      return node.pos;
  }
}
