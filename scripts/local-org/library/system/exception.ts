import type { LibraryClass } from '../../contracts/library.ts';
import type { RuntimeType } from '../../contracts/program.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import {
  ApexException,
  ApexMap,
  type DmlRow,
  apexFrames,
  mapType,
  setType,
  stackText,
  stringType,
  throwApex
} from '../../values/index.ts';
import { type Members, libraryClass, listOf, need, stringSet, strings } from '../define.ts';
import { platformClass, platformEnum } from '../registry.ts';
import { platformClasses } from '../signatures/additions.ts';
import { fieldToken } from '../schema/tokens.ts';
import { qualifiedName } from './type.ts';

function row(e: ApexException, index: number): DmlRow {
  return e.dmlRows[need(index)] ?? throwApex('System.ListException', `List index out of bounds: ${index}`);
}

const dml: Members = {
  'Integer getNumDml()': (_, e: ApexException) => e.dmlRows.length,
  'String getDmlMessage(Integer i)': (_, e: ApexException, i: number) => row(e, i).message,
  'String getDmlId(Integer i)': (_, e: ApexException, i: number) => row(e, i).id,
  'Integer getDmlIndex(Integer i)': (_, e: ApexException, i: number) => row(e, i).index,
  'List<String> getDmlFieldNames(Integer i)': (_, e: ApexException, i: number) => strings([...row(e, i).fields]),
  'List<Schema.SObjectField> getDmlFields(Integer i)': (tx, e: ApexException, i: number) => {
    const { fields, id } = row(e, i);
    const object = id === null ? (e.facts.get('object') as string | undefined) : tx.org.schema.byPrefix(id)?.name;
    return listOf('Schema.SObjectField', object === undefined ? [] : fields.map((f) => fieldToken(object, f)));
  },
  'String getDmlStatusCode(Integer i)': (_, e: ApexException, i: number) => row(e, i).status,
  'StatusCode getDmlType(Integer i)': (_, e: ApexException, i: number) =>
    platformEnum('System.StatusCode', row(e, i).status)
};

/** Throws TypeException where a cause is set twice, as documented for `initCause`. */
function initCause(e: ApexException, cause: ApexException | null): void {
  if (e.cause !== null) throwApex('System.TypeException', 'Cause already set');
  e.cause = cause;
}

/** Classes and triggers of a project with a namespace are named with it (a public managed package looks for its name there). */
function namespaced(stack: string, namespace: string | null): string {
  return namespace ? stack.replace(/^(Class|Trigger)\./gm, `$1.${namespace}.`) : stack;
}

/** An exception class of a project is named as `Type.getName` names it (assumed: a public suite compares the two). */
function nameOf(tx: Transaction, e: ApexException): string {
  const type: RuntimeType | undefined = e.$type;
  return type?.source === 'project' ? qualifiedName(tx, type) : e.typeName;
}

export const exceptionClass = libraryClass('System.Exception', dml, {
  'Exception getCause()': (_, e: ApexException) => e.cause,
  'Integer getLineNumber()': (_, e: ApexException) => apexFrames(e)[0]?.line ?? null,
  'String getMessage()': (_, e: ApexException) => e.message,
  'String getStackTraceString()': (tx, e: ApexException) => namespaced(stackText(e), tx.org.organization.namespace),
  'String getTypeName()': (tx, e: ApexException) => nameOf(tx, e),
  'void initCause(Exception cause)': (_, e: ApexException, cause: ApexException) => initCause(e, cause),
  'void setMessage(String text)': (_, e: ApexException, text: string) => e.setText(text)
});

export const queryExceptionClass = libraryClass('System.QueryException', {
  'Map<String,Set<String>> getInaccessibleFields()': (_, e: ApexException) => {
    const found = e.facts.get('inaccessibleFields') as ReadonlyMap<string, Iterable<string>> | undefined;
    return new ApexMap(
      mapType(stringType, setType(stringType)),
      [...(found ?? [])].map(([k, v]) => [k, stringSet(v)] as const)
    );
  }
});

function isException(name: string): boolean {
  for (let c = platformClass(name); c; c = c.superclass === undefined ? undefined : platformClass(c.superclass)) {
    if (c.superclass === 'Exception' || c.name === 'System.Exception') return true;
  }
  return false;
}

/** The text of an AuraHandledException goes to the browser; Apex reads it only after `setMessage`. */
function handled(text: string): ApexException {
  const e = new ApexException(null, null, 'System.AuraHandledException');
  e.facts.set('auraMessage', text);
  return e;
}

function constructors(name: string): LibraryClass {
  const simple = name.split('.').pop() as string;
  const members: Members = {};
  for (const { params } of platformClass(name)?.constructors ?? []) {
    if (params.some((p) => p !== 'String' && p !== 'Exception') || params.join() === 'String,String') continue;
    members[`${simple}(${params.map((p, i) => `${p} p${i}`).join(', ')})`] = (_, __, ...args) => {
      if (name === 'System.AuraHandledException') return handled(args[0] as string);
      const cause = args.find((a) => a instanceof ApexException) ?? null;
      const text = (args[params.indexOf('String')] as string | undefined) ?? null;
      const made = new ApexException(text, cause as ApexException | null, name);
      made.facts.set('made', true);
      return made;
    };
  }
  return libraryClass(name, members);
}

/** `new QueryException('...')` and its like, for every exception of the platform. */
const constructible: LibraryClass[] = platformClasses()
  .filter((c) => c.kind === 'class' && c.name !== 'System.Exception' && isException(c.name))
  .map((c) => constructors(c.name));

export const exceptionClasses: readonly LibraryClass[] = [
  exceptionClass,
  ...constructible.map((c) =>
    c.name === queryExceptionClass.name ? libraryClass(c.name, c.members, queryExceptionClass.members) : c
  )
];
