import { Checker } from '../../apex/check/index.ts';
import type { CheckUnit } from '../../apex/check/index.ts';
import { emitUnit } from '../../apex/emit/index.ts';
import type { EmittedUnit } from '../../apex/emit/index.ts';
import { parseUnit } from '../../apex/syntax/index.ts';
import type { Unit } from '../../apex/syntax/ast.ts';
import { checkEnvironment } from '../../org/compile.ts';
import type { LocalOrg } from '../../org/index.ts';

/** The classes of a project as trees that may be changed, and compiled again one by one. */
export class Trees {
  private readonly units = new Map<string, CheckUnit>();
  private readonly checker: Checker;

  constructor(org: LocalOrg) {
    this.checker = new Checker(checkEnvironment({ schema: org.schema, registry: org.registry, strict: false }));
    const parsed: CheckUnit[] = [];
    for (const source of org.project.apex) {
      if (!source.active) continue;
      const { ast } = parseUnit({ path: source.file, text: source.text, kind: source.kind });
      if (!ast) continue;
      const unit = {
        ast,
        apiVersion: source.apiVersion,
        ...(source.guest === undefined ? {} : { guest: source.guest })
      };
      parsed.push(unit);
      if (ast.kind === 'class') this.units.set(ast.type.name.key, unit);
    }
    this.checker.declare(parsed);
  }

  /** The tree of a class; throws for a class that is not there. */
  tree(name: string): Unit {
    return this.unit(name).ast;
  }

  /** The class as its tree is now; null when it does not compile so. */
  compile(name: string): EmittedUnit | null {
    const { bound } = this.checker.check(this.unit(name));
    return bound ? emitUnit(bound) : null;
  }

  private unit(name: string): CheckUnit {
    const unit = this.units.get(name.toLowerCase());
    if (!unit) throw new Error(`There is no class ${name}.`);
    return unit;
  }
}
