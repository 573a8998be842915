import { methodJsName, type Type } from '../../contracts/bound.ts';
import type { Position } from '../../contracts/diagnostics.ts';
import type {
  Accessor,
  ConstructorDecl,
  FieldDecl,
  MethodDecl,
  Modifiers,
  PropertyDecl,
  TypeDecl,
  TypeRef
} from '../syntax/index.ts';
import type { ClassSymbol, ConstructorSymbol, FieldSymbol, MethodSymbol, Visibility } from './class-symbol.ts';
import { classType, VOID, type ClassType } from './types.ts';

/** How a class asks for the meaning of a type name written inside it; reports what it cannot resolve. */
export type Resolver = (ref: TypeRef, scope: ProjectClass, at?: Position) => Type;

/**
 * A class of the project. Its header is known at once; supertypes and member types are resolved at the first
 * question, so that a thousand classes cost a thousand headers. A class that is asked while it is answering
 * (a cycle of supertypes) answers with what it has.
 */
export class ProjectClass implements ClassSymbol {
  readonly decl: TypeDecl;
  readonly file: string;
  readonly outer: ProjectClass | null;
  /** Namespace of the other package that brings it, in lower case; null: the project's own. */
  readonly guest: string | null;
  readonly name: string;
  readonly key: string;
  readonly type: ClassType;
  readonly source = 'project' as const;
  readonly form: ClassSymbol['form'];
  readonly inner = new Map<string, ProjectClass>();
  readonly enumValues: readonly string[];
  private readonly resolve: Resolver;
  private state: 'declared' | 'completing' | 'complete' = 'declared';
  private superType: ClassType | null = null;
  private interfaceTypes: readonly Type[] = [];
  private fieldMap: Map<string, FieldSymbol> | null = null;
  private methodMap: Map<string, MethodSymbol[]> | null = null;
  private constructorList: readonly ConstructorSymbol[] | null = null;

  constructor(
    decl: TypeDecl,
    file: string,
    outer: ProjectClass | null,
    resolve: Resolver,
    name = outer && outer.name !== '' ? `${outer.name}.${decl.name.text}` : decl.name.text,
    guest: string | null = outer?.guest ?? null
  ) {
    this.guest = guest;
    this.decl = decl;
    this.file = file;
    this.outer = outer;
    this.resolve = resolve;
    this.name = name;
    this.key = decl.name.key;
    this.form = decl.form;
    this.type = classType(decl.form, 'project', this.name);
    this.enumValues = decl.enumValues.map((v) => v.text);
    for (const member of decl.members) {
      if (member.kind === 'type' && !this.inner.has(member.name.key))
        this.inner.set(member.name.key, new ProjectClass(member, file, this, resolve));
    }
  }

  /** The top-level class around this one. */
  get top(): ProjectClass {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the walk outwards starts here
    let c: ProjectClass = this;
    while (c.outer) c = c.outer;
    return c;
  }

  get access(): Visibility {
    return visibility(this.decl.modifiers, 'private');
  }

  get abstract(): boolean {
    return this.form === 'interface' || has(this.decl.modifiers, 'abstract');
  }

  get virtual(): boolean {
    return this.abstract || has(this.decl.modifiers, 'virtual');
  }

  /** Test classes may reach members marked @TestVisible. */
  get isTest(): boolean {
    return this.decl.modifiers.annotations.some((a) => a.key === 'istest') || (this.outer?.isTest ?? false);
  }

  get superclass(): ClassType | null {
    this.completeSupers();
    return this.superType;
  }

  get interfaces(): readonly Type[] {
    this.completeSupers();
    return this.interfaceTypes;
  }

  private completeSupers(): void {
    if (this.state !== 'declared') return;
    this.state = 'completing';
    const base = this.decl.superclass ? this.resolve(this.decl.superclass, this) : null;
    this.superType = base?.kind === 'class' && base !== this.type ? base : null;
    this.interfaceTypes = this.decl.interfaces.map((i) => this.resolve(i, this));
    this.state = 'complete';
  }

  field(key: string): FieldSymbol | undefined {
    return this.fields().get(key);
  }

  get allFields(): readonly FieldSymbol[] {
    return [...this.fields().values()];
  }

  methods(key: string): readonly MethodSymbol[] {
    return this.methodIndex().get(key) ?? [];
  }

  get allMethods(): readonly MethodSymbol[] {
    return [...this.methodIndex().values()].flat();
  }

  get constructors(): readonly ConstructorSymbol[] {
    this.constructorList ??= this.decl.members
      .filter((m) => m.kind === 'constructor')
      .map((c) => this.constructorOf(c));
    return this.constructorList;
  }

  private fields(): Map<string, FieldSymbol> {
    if (this.fieldMap) return this.fieldMap;
    const map = new Map<string, FieldSymbol>();
    this.fieldMap = map;
    for (const member of this.decl.members) {
      if (member.kind === 'field') for (const f of this.fieldsOf(member)) if (!map.has(f.key)) map.set(f.key, f);
      if (member.kind === 'property' && !map.has(member.name.key)) map.set(member.name.key, this.propertyOf(member));
    }
    return map;
  }

  private fieldsOf(decl: FieldDecl): FieldSymbol[] {
    const access = visibility(decl.modifiers, 'private');
    const shared = this.lazyType(decl.type, decl.pos);
    return decl.variables.map((v) => ({
      ...this.common(decl.modifiers, access),
      name: v.name.text,
      key: v.name.key,
      property: null,
      initial: v.initial,
      readAccess: access,
      writeAccess: access,
      pos: v.name.pos,
      get type() {
        return shared();
      }
    }));
  }

  private propertyOf(decl: PropertyDecl): FieldSymbol {
    const access = visibility(decl.modifiers, 'private');
    const type = this.lazyType(decl.type, decl.pos);
    const of = (a: Accessor | null): Visibility | null => (a ? visibility(a.modifiers, access) : null);
    return {
      ...this.common(decl.modifiers, access),
      name: decl.name.text,
      key: decl.name.key,
      property: decl,
      initial: null,
      readAccess: of(decl.getter),
      writeAccess: of(decl.setter),
      pos: decl.pos,
      get type() {
        return type();
      }
    };
  }

  private common(modifiers: Modifiers, access: Visibility) {
    return {
      owner: this,
      static: has(modifiers, 'static'),
      final: has(modifiers, 'final'),
      access,
      modifiers,
      testVisible: modifiers.annotations.some((a) => a.key === 'testvisible')
    };
  }

  private lazyType(ref: TypeRef, at: Position): () => Type {
    let known: Type | null = null;
    return () => (known ??= this.resolve(ref, this, at));
  }

  private methodIndex(): Map<string, MethodSymbol[]> {
    if (this.methodMap) return this.methodMap;
    const map = new Map<string, MethodSymbol[]>();
    this.methodMap = map;
    for (const member of this.decl.members) {
      if (member.kind !== 'method') continue;
      const made = this.methodOf(member);
      const list = map.get(made.key);
      if (list) list.push(made);
      else map.set(made.key, [made]);
    }
    return map;
  }

  private methodOf(decl: MethodDecl): MethodSymbol {
    const words = decl.modifiers;
    const params = decl.params.map((p) => this.resolve(p.type, this, p.name.pos));
    const inInterface = this.form === 'interface';
    return {
      owner: this,
      name: decl.name.text,
      key: decl.name.key,
      params,
      returns: decl.returns ? this.resolve(decl.returns, this, decl.pos) : VOID,
      static: has(words, 'static') || has(words, 'testmethod') || has(words, 'webservice') || this.name === '',
      abstract: inInterface || has(words, 'abstract'),
      virtual: inInterface || has(words, 'virtual') || has(words, 'abstract') || has(words, 'override'),
      override: has(words, 'override'),
      access: inInterface ? (this.access === 'global' ? 'global' : 'public') : visibility(words, 'private'),
      testVisible: words.annotations.some((a) => a.key === 'testvisible'),
      jsName: methodJsName(decl.name.text, params),
      signature: '',
      decl
    };
  }

  private constructorOf(decl: ConstructorDecl): ConstructorSymbol {
    const params = decl.params.map((p) => this.resolve(p.type, this, p.name.pos));
    return {
      owner: this,
      params,
      access: visibility(decl.modifiers, 'private'),
      testVisible: decl.modifiers.annotations.some((a) => a.key === 'testvisible'),
      jsName: methodJsName('new', params),
      signature: '',
      decl
    };
  }
}

export function has(modifiers: Modifiers, word: Modifiers['words'][number]): boolean {
  return modifiers.words.includes(word);
}

export function visibility(modifiers: Modifiers, otherwise: Visibility): Visibility {
  for (const word of modifiers.words) {
    if (word === 'global' || word === 'webservice') return 'global';
    if (word === 'public' || word === 'protected' || word === 'private') return word;
  }
  return otherwise;
}
