/**
 * Generates `platform.json` and `sobjects.json` from Salesforce's own type jars (standard-types and sobject-types,
 * BSD-3-Clause by their POMs), which the Code Analyzer's PMD engine carries. Run when the API version moves:
 *
 *   npx tsx scripts/local-org/library/signatures/generate.ts FOLDER_WITH_THE_JARS
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import type { PlatformClass, PlatformField, PlatformMethod } from '../../contracts/library.ts';
import { ACC_ENUM, ACC_INTERFACE, ACC_PUBLIC, ACC_STATIC, ACC_SYNTHETIC, readClassFile } from './class-file.ts';
import type { JavaClass, JavaMember } from './class-file.ts';
import { apexName, parseClassSignature, parseMethod, parseType } from './java-types.ts';

const HERE = import.meta.dirname;
/** Java's own members of an enum; Apex gives every enum its methods without listing them. */
const ENUM_METHODS = new Set(['values', 'valueOf']);

function classesOf(jarFolder: string, prefix: string): JavaClass[] {
  const jar = readdirSync(jarFolder).find((name) => name.startsWith(prefix) && name.endsWith('.jar'));
  if (!jar) throw new Error(`no ${prefix}*.jar in ${jarFolder}`);
  const files = unzipSync(readFileSync(join(jarFolder, jar)), { filter: (file) => file.name.endsWith('.class') });
  return Object.values(files).map(readClassFile);
}

/** Qualified with its namespace, System included, as the library names it. */
function qualifiedName(javaClass: JavaClass): string {
  const name = apexName(javaClass.name);
  return javaClass.name.includes('/System/') ? `System.${name}` : name;
}

function isOpen(member: JavaMember): boolean {
  return (member.flags & ACC_PUBLIC) !== 0 && (member.flags & ACC_SYNTHETIC) === 0;
}

function methodsOf(javaClass: JavaClass, isEnum: boolean): PlatformMethod[] {
  return javaClass.methods
    .filter((m) => isOpen(m) && !m.name.startsWith('<') && !(isEnum && ENUM_METHODS.has(m.name)))
    .map((m) => ({
      name: m.name.replace(/\$$/, ''),
      ...parseMethod(m.signature),
      static: (m.flags & ACC_STATIC) !== 0
    }));
}

function fieldsOf(javaClass: JavaClass): PlatformField[] {
  return javaClass.fields
    .filter((f) => isOpen(f) && (f.flags & ACC_ENUM) === 0)
    .map((f) => ({
      name: f.name.replace(/\$$/, ''),
      type: parseType(f.signature, 0).text,
      static: (f.flags & ACC_STATIC) !== 0
    }));
}

function supersOf(javaClass: JavaClass): { parameters: string[]; superclass?: string; interfaces: string[] } {
  const parsed = javaClass.signature
    ? parseClassSignature(javaClass.signature)
    : {
        parameters: [],
        supers: [javaClass.superclass ?? 'java/lang/Object', ...javaClass.interfaces].map((name) => apexName(name))
      };
  const [superclass, ...interfaces] = parsed.supers;
  const real = superclass && superclass !== 'Object' && !superclass.startsWith('java.') ? { superclass } : {};
  return { parameters: parsed.parameters, ...real, interfaces: interfaces.filter((name) => !name.startsWith('java.')) };
}

function platformClass(javaClass: JavaClass): PlatformClass {
  const isEnum = (javaClass.flags & ACC_ENUM) !== 0;
  const { parameters, superclass, interfaces } = supersOf(javaClass);
  const enumValues = javaClass.fields.filter((f) => (f.flags & ACC_ENUM) !== 0).map((f) => f.name.replace(/\$$/, ''));
  return {
    name: qualifiedName(javaClass),
    kind: isEnum ? 'enum' : (javaClass.flags & ACC_INTERFACE) !== 0 ? 'interface' : 'class',
    typeParameters: parameters,
    ...(superclass && !isEnum ? { superclass } : {}),
    interfaces,
    ...(isEnum ? { enumValues } : {}),
    fields: fieldsOf(javaClass),
    methods: methodsOf(javaClass, isEnum),
    constructors: isEnum
      ? []
      : javaClass.methods
          .filter((m) => m.name === '<init>' && isOpen(m))
          .map((m) => ({ params: parseMethod(m.signature).params }))
  };
}

/** Field name to Apex type; a parent relationship's type is the parent's name, a child's `List<Child>`. */
export type SObjectFields = Readonly<Record<string, string>>;

function sobjectFields(javaClass: JavaClass): SObjectFields {
  const open = fieldsOf(javaClass).filter((f) => !f.static);
  return Object.fromEntries(open.map((f) => [f.name, f.type]));
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1;
}

function main(): void {
  const folder = process.argv[2];
  if (!folder) throw new Error('usage: generate.ts FOLDER_WITH_THE_JARS');
  const skipped = /\/(Internal|SObjectStubs|Context)\//;
  const platform = classesOf(folder, 'standard-types')
    .filter((c) => !skipped.test(c.name) && !c.name.endsWith('package-info'))
    .map(platformClass)
    .sort(byName);
  writeFileSync(join(HERE, 'platform.json'), `[\n${platform.map((c) => JSON.stringify(c)).join(',\n')}\n]\n`);
  const sobjects = classesOf(folder, 'sobject-types').filter(
    (c) => c.name.includes('/SObjects/') && !c.name.includes('$')
  );
  const lines = sobjects
    .map((c) => ({ name: apexName(c.name), fields: sobjectFields(c) }))
    .sort(byName)
    .map((s) => `${JSON.stringify(s.name)}:${JSON.stringify(s.fields)}`);
  writeFileSync(join(HERE, 'sobjects.json'), `{\n${lines.join(',\n')}\n}\n`);
  console.log(`${platform.length} platform types, ${lines.length} sobjects`);
}

main();
