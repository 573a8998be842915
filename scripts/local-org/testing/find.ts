import type { MethodInfo, Program } from '../contracts/program.ts';

export interface TestClass {
  readonly name: string;
  readonly setup: readonly string[];
  readonly methods: readonly TestMethod[];
}

export interface TestMethod {
  readonly name: string;
  readonly line: number;
  readonly seeAllData: boolean;
}

export interface TestFilter {
  /** Class names, any case; empty or absent: all. */
  readonly classes?: readonly string[];
  /** `Class.method` or `method`, any case. */
  readonly methods?: readonly string[];
}

/** The test classes of a program in order of name, each with its methods in order of the source. Throws for a filter that names nothing. */
export function findTests(program: Program, filter: TestFilter = {}): TestClass[] {
  const all = [...program.classNames()].sort().flatMap((name) => testClass(program, name));
  refuseUnknown(all, filter);
  return all
    .map((c) => ({ ...c, methods: c.methods.filter((m) => wanted(c.name, m.name, filter)) }))
    .filter((c) => c.methods.length > 0);
}

function testClass(program: Program, name: string): TestClass[] {
  const members = program.type(name)?.members;
  if (!members) return [];
  const all = members.annotations.some((a) => a.name.toLowerCase() === 'istest' && truthy(a.values, 'seealldata'));
  const methods = members.methods
    .filter((m) => m.isTest && !has(m, 'testsetup'))
    .map((m) => ({ name: m.name, line: m.line, seeAllData: all || seesAllData(m) }));
  const setup = members.methods.filter((m) => has(m, 'testsetup')).map((m) => m.name);
  return methods.length === 0 ? [] : [{ name, setup, methods }];
}

function has(m: MethodInfo, annotation: string): boolean {
  return m.annotations.some((a) => a.name.toLowerCase() === annotation);
}

function seesAllData(m: MethodInfo): boolean {
  return m.annotations.some((a) => a.name.toLowerCase() === 'istest' && truthy(a.values, 'seealldata'));
}

function truthy(values: Readonly<Record<string, string>>, key: string): boolean {
  return Object.entries(values).some(([k, v]) => k.toLowerCase() === key && v.toLowerCase().includes('true'));
}

function wanted(className: string, method: string, filter: TestFilter): boolean {
  const classes = (filter.classes ?? []).map((c) => c.toLowerCase());
  const methods = (filter.methods ?? []).map((m) => m.toLowerCase());
  if (classes.length > 0 && !classes.includes(className.toLowerCase())) return false;
  if (methods.length === 0) return true;
  return methods.includes(method.toLowerCase()) || methods.includes(`${className}.${method}`.toLowerCase());
}

function refuseUnknown(all: readonly TestClass[], filter: TestFilter): void {
  for (const name of filter.classes ?? []) {
    if (!all.some((c) => c.name.toLowerCase() === name.toLowerCase())) throw new Error(`no test class ${name}`);
  }
  for (const name of filter.methods ?? []) {
    const key = name.toLowerCase();
    const known = all.some((c) =>
      c.methods.some((m) => m.name.toLowerCase() === key || `${c.name}.${m.name}`.toLowerCase() === key)
    );
    if (!known) throw new Error(`no test method ${name}`);
  }
}
