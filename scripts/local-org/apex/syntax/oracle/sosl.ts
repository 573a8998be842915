import { BoundExpressionContext, FieldSpecContext } from '@apexdevtools/apex-parser';
import type {
  ApexParseTree,
  ApexParserRuleContext,
  ExpressionContext,
  SoslLiteralContext
} from '@apexdevtools/apex-parser';
import { sourceText } from './source.ts';

/** The text of a SOSL literal without brackets, with every bind replaced by its number: `:0`, `:1`. */
export function soslText(ctx: SoslLiteralContext): {
  readonly text: string;
  readonly binds: readonly ExpressionContext[];
} {
  const found = descendants(ctx, BoundExpressionContext);
  const input = ctx.start.getInputStream();
  const parts: string[] = [];
  let at = ctx.start.start + 1;
  found.forEach((bind, index) => {
    parts.push(input.getText(at, bind.start.start - 1), `:${index}`);
    at = (bind.stop ?? bind.start).stop + 1;
  });
  parts.push(input.getText(at, (ctx.stop ?? ctx.start).stop - 1));
  return { text: parts.join('').trim(), binds: found.map((b) => b.expression()) };
}

/** The objects behind RETURNING, as written: the search gives one list of records for each. */
export function soslReturning(ctx: SoslLiteralContext): string[] {
  return descendants(ctx, FieldSpecContext).map((spec) => {
    const [object] = spec.soslId_list();
    return object ? sourceText(object) : sourceText(spec);
  });
}

function descendants<T extends ApexParserRuleContext>(
  root: ApexParserRuleContext,
  kind: abstract new (...args: never[]) => T
): T[] {
  const found: T[] = [];
  const visit = (node: ApexParseTree): void => {
    if (node instanceof kind) found.push(node);
    else for (const child of (node as ApexParserRuleContext).children ?? []) visit(child as ApexParseTree);
  };
  visit(root);
  return found;
}
