import { DiagnosticError } from '../contracts/diagnostics.ts';
import type { Formula } from '../contracts/formula.ts';
import type { ClassMembers, Program } from '../contracts/program.ts';
import type { FieldType, ObjectInfo, Schema } from '../contracts/schema.ts';
import { compileFormula } from '../formula/index.ts';
import { ApexDate, ApexDatetime, ApexTime, Decimal, SObject } from '../values/index.ts';
import { coerce, fromApex, textOf, toApex, toField } from './coerce.ts';
import { FlowFault, flowProblem } from './faults.ts';
import type { Interview } from './interview.ts';
import type { FlowDataType, FlowModel, FlowValue, LiteralValue } from './model.ts';
import type { FlowProgram } from './program.ts';
import { readField, recordOfRow } from './records.ts';
import { relatedRecords } from './related.ts';
import { ANY, asCollection, fieldTypeOfData, recordType, scalar } from './types.ts';
import type { FlowType } from './types.ts';

export type Get = (interview: Interview) => unknown;
export type Set = (interview: Interview, value: unknown) => void;

/** Something a flow can name: how to read it and, for variables, how to write it. */
export interface Resource {
  readonly type: FlowType;
  readonly get: Get;
  readonly set?: Set;
}

/** What the compiler of a flow may ask of the org. */
export interface FlowHost {
  readonly schema: Schema;
  /** Compiled Apex, for the types of actions and Apex-defined variables. */
  readonly program?: Pick<Program, 'type'> | undefined;
  /** Another flow of the org by name, for subflows. */
  flow(name: string): FlowModel | undefined;
  programOf(model: FlowModel): FlowProgram;
  /** The Default Workflow User of the org, once it is known. */
  workflowUser(): string | null;
}

/** The names of one flow. Everything is resolved once, when the flow is compiled. */
export class FlowScope {
  readonly host: FlowHost;
  readonly model: FlowModel;
  readonly object: ObjectInfo | undefined;
  private readonly named = new Map<string, () => Resource>();
  private readonly resolved = new Map<string, Resource>();
  private readonly open: string[] = [];

  constructor(host: FlowHost, model: FlowModel, object: ObjectInfo | undefined) {
    this.host = host;
    this.model = model;
    this.object = object;
    for (const v of model.variables) this.define(v.name, v.line, () => this.stored(v.name, this.typeOf(v)));
    for (const f of model.formulas)
      this.define(f.name, f.line, () => this.formulaResource(f.expression, f.dataType, f.scale, f.line));
    for (const c of model.constants)
      this.define(c.name, c.line, () => ({
        type: scalar(fieldTypeOfData(c.dataType) ?? 'String'),
        get: this.value(c.value).get
      }));
    for (const t of model.templates)
      this.define(t.name, t.line, () => ({ type: scalar('String'), get: this.template(t.text, t.line) }));
  }

  /** Adds a name; a second use of one is an error of the flow. */
  define(name: string, line: number, make: () => Resource): void {
    const key = name.toLowerCase();
    if (this.named.has(key)) throw this.problem(line, `The name ${name} is used twice.`);
    this.named.set(key, make);
  }

  /** A resource kept in the interview under its own name. */
  stored(name: string, type: FlowType): Resource {
    const key = name.toLowerCase();
    return {
      type,
      get: (interview) => interview.values.get(key) ?? (type.collection ? [] : null),
      set: (interview, value) => interview.values.set(key, coerce(value, type, interview.tx))
    };
  }

  objectNamed(name: string | undefined, line: number): ObjectInfo {
    const object = name === undefined ? undefined : this.host.schema.object(name);
    if (!object) throw this.problem(line, `The object ${name ?? ''} does not exist.`);
    return object;
  }

  typeOf(v: {
    readonly dataType: FlowDataType;
    readonly isCollection: boolean;
    readonly objectType: string | undefined;
    readonly apexClass: string | undefined;
    readonly scale: number | undefined;
    readonly line: number;
  }): FlowType {
    if (v.dataType === 'SObject') return recordType(this.objectNamed(v.objectType, v.line), v.isCollection);
    if (v.dataType === 'Apex') return { base: 'apex', className: v.apexClass ?? '', collection: v.isCollection };
    return scalar(fieldTypeOfData(v.dataType) ?? 'String', v.isCollection, v.scale);
  }

  /* ---- names ---- */

  resolve(name: string, line: number): Resource {
    const found = this.find(name, line);
    if (!found) throw this.problem(line, `The resource ${name} does not exist in the flow.`);
    return found;
  }

  /** A resource that the flow may write. */
  target(name: string, line: number): Resource & { readonly set: Set } {
    const found = this.resolve(name, line);
    if (!found.set) throw this.problem(line, `The resource ${name} cannot be assigned a value.`);
    return found as Resource & { readonly set: Set };
  }

  find(name: string, line: number): Resource | undefined {
    const known = this.resolved.get(name.toLowerCase());
    if (known) return known;
    const path = name.split('.');
    const found = this.start(path, line);
    if (found) this.resolved.set(name.toLowerCase(), found);
    return found;
  }

  private start(path: readonly string[], line: number): Resource | undefined {
    const [first = '', ...rest] = path;
    if (SYSTEM.test(first)) return this.system(first, rest, line);
    if (first.startsWith('$')) return this.global(path.join('.'), line);
    for (let length = path.length; length > 0; length--) {
      const make = this.named.get(path.slice(0, length).join('.').toLowerCase());
      if (make) return this.member(this.made(path.slice(0, length).join('.'), make, line), path.slice(length), line);
    }
    return undefined;
  }

  private made(name: string, make: () => Resource, line: number): Resource {
    const key = name.toLowerCase();
    if (this.open.includes(key)) throw this.problem(line, `The resource ${name} refers to itself.`);
    this.open.push(key);
    try {
      return make();
    } finally {
      this.open.pop();
    }
  }

  private system(first: string, rest: readonly string[], line: number): Resource | undefined {
    switch (first.toLowerCase()) {
      case '$record':
        return (
          this.object && this.member({ type: recordType(this.object), get: (i) => i.record, set: noSet }, rest, line)
        );
      case '$record__prior':
        return (
          this.object &&
          this.member({ type: recordType(this.object), get: (i) => i.trigger?.prior ?? null }, rest, line)
        );
      case '$flow':
        return FLOW_FACTS[(rest[0] ?? '').toLowerCase()];
      case '$globalconstant':
        return CONSTANTS[(rest[0] ?? '').toLowerCase()];
      default:
        return undefined;
    }
  }

  /** `$User.Email`, `$Label.X`: the globals of the formula language. */
  private global(name: string, line: number): Resource | undefined {
    const formula = this.compile(name, line, undefined);
    return { type: scalar(formula.type), get: (i) => formula.value({ tx: i.tx, field: () => null }) };
  }

  /** A field or member further along a path. */
  private member(base: Resource, path: readonly string[], line: number): Resource | undefined {
    if (path.length === 0) return base.set === noSet ? { type: base.type, get: base.get } : base;
    if (base.type.collection) return undefined;
    if (base.type.base === 'record') return this.recordMember(base, base.type.object, path);
    return base.type.base === 'apex' ? this.apexMember(base, base.type.className, path, line) : undefined;
  }

  private recordMember(base: Resource, object: ObjectInfo, path: readonly string[]): Resource | undefined {
    const owner = this.walk(object, path.slice(0, -1));
    const last = path[path.length - 1] as string;
    const field = owner?.field(last);
    if (owner && !field && owner.parentRelationship(last)) return this.parentRecord(base, object, path);
    if (path.length === 1 && !field) return relatedRecords(base, object, last, this);
    if (!owner || !field) return undefined;
    const spelled = [...path.slice(0, -1), field.name];
    const get: Get = (i) => {
      const record = base.get(i);
      return record instanceof SObject ? fromApex(readField(i.tx, record, spelled)) : null;
    };
    if (path.length > 1 || !base.set) return { type: scalar(field.type), get };
    return {
      type: scalar(field.type),
      get,
      set: (i, value) => {
        let record = base.get(i);
        if (!(record instanceof SObject)) base.set?.(i, (record = new SObject(object)));
        (record as SObject).v[field.slot] = toField(value, field, i.tx);
      }
    };
  }

  /** `$Record.Parent__r` as a record: what "Update records related to the record that triggered the flow" names. */
  private parentRecord(base: Resource, object: ObjectInfo, path: readonly string[]): Resource | undefined {
    const parent = this.walk(object, path);
    if (!parent) return undefined;
    return {
      type: recordType(parent),
      get: (i) => {
        const record = base.get(i);
        const id = record instanceof SObject ? readField(i.tx, record, [...path, 'Id']) : null;
        const row = typeof id === 'string' ? i.tx.org.store.get(parent, id) : undefined;
        return row ? recordOfRow(parent, row) : null;
      }
    };
  }

  private walk(object: ObjectInfo, steps: readonly string[]): ObjectInfo | undefined {
    let here: ObjectInfo | undefined = object;
    for (const step of steps) {
      const [relationship, chosen] = step.split(':') as [string, string | undefined];
      const lookup: ReturnType<ObjectInfo['parentRelationship']> = here?.parentRelationship(relationship);
      const target: string | undefined = chosen ?? lookup?.referenceTo[0];
      here = lookup && target !== undefined ? this.host.schema.object(target) : undefined;
    }
    return here;
  }

  classMembers(className: string, line: number): ClassMembers {
    const members = this.host.program?.type(className)?.members;
    if (!members) throw this.problem(line, `The Apex class ${className} does not exist.`);
    return members;
  }

  private apexMember(base: Resource, className: string, path: readonly string[], line: number): Resource | undefined {
    const member = this.classMembers(className, line).fields.find(
      (f) => f.name.toLowerCase() === path[0]?.toLowerCase()
    );
    if (!member?.read) return undefined;
    const { read, write, type } = member;
    const resource: Resource = {
      type: this.flowTypeOf(type),
      get: (i) => {
        const self = base.get(i);
        return self === null ? null : fromApex(read(self as object));
      },
      ...(write && base.set
        ? {
            set: (i: Interview, value: unknown): void => {
              let self = base.get(i) as object | null;
              if (self === null) base.set?.(i, (self = i.tx.org.program.construct(i.tx, className)));
              write(self, toApex(value, type, i.tx));
            }
          }
        : {})
    };
    return this.member(resource, path.slice(1), line);
  }

  /** The flow's view of an Apex type. */
  flowTypeOf(type: {
    readonly name: string;
    readonly kind: string;
    readonly element?: { readonly name: string; readonly kind: string };
  }): FlowType {
    if (type.kind === 'list' && type.element) return asCollection(this.flowTypeOf(type.element), true);
    const field = FIELD_OF_APEX[type.name];
    if (field) return scalar(field);
    const object = type.kind === 'sobject' ? this.host.schema.object(type.name) : undefined;
    if (object) return recordType(object);
    return type.kind === 'class' ? { base: 'apex', className: type.name, collection: false } : ANY;
  }

  /* ---- values ---- */

  /** A reference, literal or inline formula; nothing is null. */
  value(value: FlowValue | undefined): Resource {
    if (!value) return { type: ANY, get: () => null };
    switch (value.kind) {
      case 'reference':
        return this.resolve(value.name, value.line);
      case 'formula':
        return this.formulaResource(value.expression, value.dataType, undefined, value.line);
      case 'list': {
        const items = value.items.map((item) => this.value(item));
        return { type: asCollection(items[0]?.type ?? ANY, true), get: (i) => items.map((item) => item.get(i)) };
      }
      case 'text':
        return { type: scalar('String'), get: this.template(value.text, value.line) };
      default:
        return this.literal(value);
    }
  }

  private literal(value: Exclude<LiteralValue, { kind: 'text' }>): Resource {
    const [type, parsed] = parseLiteral(value);
    if (parsed === undefined) throw this.problem(value.line, `A flow value of the type ${value.kind} cannot be read.`);
    return { type: scalar(type), get: () => parsed };
  }

  /** Text with `{!name}` merges. */
  template(text: string, line: number): Get {
    const parts = text.split(/\{!\s*([^{}]+?)\s*\}/);
    if (parts.length === 1) return () => text;
    const pieces = parts.map((part, index) => (index % 2 === 0 ? (): string => part : this.merge(part, line)));
    return (i) => pieces.map((piece) => piece(i)).join('');
  }

  private merge(name: string, line: number): (i: Interview) => string {
    const { get } = this.resolve(name, line);
    return (i) => textOf(get(i));
  }

  /* ---- formulas ---- */

  private formulaResource(
    expression: string,
    dataType: FlowDataType | undefined,
    scale: number | undefined,
    line: number
  ): Resource {
    const wanted = dataType && fieldTypeOfData(dataType);
    const get = this.formula(expression, line, wanted === 'Picklist' || wanted === 'MultiPicklist' ? 'String' : wanted);
    const type = scalar(wanted ?? 'String', false, scale);
    return { type, get: (i) => coerce(get(i), type, i.tx) };
  }

  /** Compiles a formula of the flow. Throws DiagnosticError with the platform's wording. */
  formula(expression: string, line: number, returnType: FieldType | undefined): Get {
    const formula = this.compile(expression, line, returnType);
    const evaluate = (i: Interview): unknown =>
      formula.value({
        tx: i.tx,
        field: () => null,
        isNew: i.trigger?.isNew ?? false,
        resource: (path) => this.find(path.join('.'), line)?.get(i) ?? null,
        prior: (path) => this.prior(i, path)
      });
    return (i) => {
      try {
        return evaluate(i);
      } catch (error) {
        if (error instanceof Error && error.name === 'FormulaEvaluationError')
          throw new FlowFault(`The formula expression is invalid: ${error.message}`);
        throw error;
      }
    };
  }

  private prior(i: Interview, path: readonly string[]): unknown {
    const { trigger } = i;
    if (path[0]?.toLowerCase() !== '$record') return this.find(path.join('.'), this.model.start.line)?.get(i) ?? null;
    return trigger?.prior ? fromApex(readField(i.tx, trigger.prior, path.slice(1))) : null;
  }

  private compile(expression: string, line: number, returnType: FieldType | undefined): Formula {
    return compileFormula(expression, 'flow', {
      schema: this.host.schema,
      file: this.model.file,
      line,
      resource: (path) => this.formulaType(path, line),
      ...(returnType ? { returnType } : {})
    });
  }

  private formulaType(path: readonly string[], line: number): { readonly type: FieldType } | undefined {
    if (path[0]?.startsWith('$') && !SYSTEM.test(path[0])) return undefined;
    const found = this.find(path.join('.'), line);
    return found?.type.base === 'scalar' && !found.type.collection ? { type: found.type.field } : undefined;
  }

  problem(line: number, message: string, level: 'error' | 'unsupported' = 'error'): DiagnosticError {
    return flowProblem(this.model.file, line, message, level);
  }
}

const noSet: Set = () => undefined;

/** Names that flows have beyond the globals of the formula language. */
const SYSTEM = /^\$(?:record|record__prior|flow|globalconstant)$/i;

const FIELD_OF_APEX: Readonly<Record<string, FieldType>> = {
  String: 'String',
  Id: 'Id',
  Boolean: 'Boolean',
  Integer: 'Double',
  Long: 'Double',
  Double: 'Double',
  Decimal: 'Double',
  Date: 'Date',
  Datetime: 'Datetime',
  Time: 'Time'
};

const FLOW_FACTS: Readonly<Record<string, Resource>> = {
  currentdate: { type: scalar('Date'), get: (i) => new ApexDatetime(i.tx.now()).date(i.tx.user.timeZone) },
  currentdatetime: { type: scalar('Datetime'), get: (i) => new ApexDatetime(i.tx.now()) },
  currentrecord: { type: scalar('String'), get: (i) => i.trigger?.record.id ?? null },
  faultmessage: { type: scalar('String'), get: (i) => i.faultMessage },
  interviewguid: { type: scalar('String'), get: (i) => i.guid },
  interviewstarttime: { type: scalar('Datetime'), get: (i) => new ApexDatetime(i.context.startedAt) }
};

const CONSTANTS: Readonly<Record<string, Resource>> = {
  true: { type: scalar('Boolean'), get: () => true },
  false: { type: scalar('Boolean'), get: () => false },
  emptystring: { type: scalar('String'), get: () => '' }
};

function parseLiteral(value: Exclude<LiteralValue, { kind: 'text' }>): [FieldType, unknown] {
  switch (value.kind) {
    case 'number':
      return ['Double', Decimal.tryParse(value.text)];
    case 'boolean':
      return ['Boolean', value.value];
    case 'date':
      return ['Date', ApexDate.tryParse(value.text)];
    case 'datetime':
      return ['Datetime', ApexDatetime.tryParseIso(value.text)];
    case 'time':
      return ['Time', ApexTime.tryParse(value.text.replace(/Z$/, ''))];
  }
}
