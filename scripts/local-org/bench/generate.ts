import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const META =
  '<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>67.0</apiVersion><status>Active</status></ApexClass>';
const OBJECT = `<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">
  <label>Part</label><pluralLabel>Parts</pluralLabel><deploymentStatus>Deployed</deploymentStatus><sharingModel>ReadWrite</sharingModel>
  <nameField><label>Name</label><type>Text</type></nameField>
</CustomObject>`;

function field(name: string, rest: string): string {
  return `<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>${name}</fullName><label>${name}</label>${rest}</CustomField>`;
}

const FIELDS: Readonly<Record<string, string>> = {
  Code__c: '<type>Text</type><length>40</length><externalId>true</externalId><unique>true</unique>',
  Size__c: '<type>Number</type><precision>18</precision><scale>0</scale>',
  Price__c: '<type>Currency</type><precision>16</precision><scale>2</scale>'
};

/** Writes a project with one object and the given classes into a new folder, and returns the folder. */
export function writeProject(classes: ReadonlyMap<string, string>): string {
  const dir = mkdtempSync(join(tmpdir(), 'local-org-bench-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  };
  write(
    'sfdx-project.json',
    JSON.stringify({ packageDirectories: [{ path: 'app', default: true }], sourceApiVersion: '67.0' })
  );
  write('app/objects/Part__c/Part__c.object-meta.xml', OBJECT);
  for (const [name, rest] of Object.entries(FIELDS))
    write(`app/objects/Part__c/fields/${name}.field-meta.xml`, field(name, rest));
  for (const [name, text] of classes) {
    write(`app/classes/${name}.cls`, text);
    write(`app/classes/${name}.cls-meta.xml`, META);
  }
  return dir;
}

/** About as long as a class of a real project; every class calls its predecessor, so that all depend on all. */
const METHODS_PER_CLASS = 9;

function method(at: number, callee: string | null): string {
  return `
    /** Sums what the words weigh, and keeps the heavy ones. */
    public Decimal weigh${at}(List<String> words, Integer most) {
        Map<String, Integer> counts = new Map<String, Integer>();
        Decimal total = 0;
        for (String word : words) {
            Integer count = counts.get(word);
            counts.put(word, count == null ? 1 : count + 1);
            if (count != null && count > most) {
                total += count * 1.25;
            } else {
                total += word.length();
            }
        }
        ${callee === null ? '' : `total += ${callee};`}
        return total.setScale(2);
    }`;
}

function codeClass(name: string, before: string | null): string {
  const methods = Array.from({ length: METHODS_PER_CLASS }, (_, at) =>
    method(
      at,
      before === null ? null : `new ${before}(1).weigh${(at + 1) % METHODS_PER_CLASS}(new List<String>(), most)`
    )
  );
  return `/** A generated class. */
public with sharing class ${name} {
    public enum Grade { LOW, HIGH }
    public class Item implements Comparable {
        public Integer rank { get; set; }
        public Item(Integer rank) { this.rank = rank; }
        public Integer compareTo(Object other) { return rank - ((Item) other).rank; }
    }
    private static final Integer LIMIT_OF_PARTS = 50;
    private Integer depth = 0;
    public ${name}(Integer depth) {
        this.depth = depth;
    }
${methods.join('\n')}

    public List<Part__c> find(Set<String> codes) {
        return [SELECT Id, Name, Code__c, Size__c FROM Part__c WHERE Code__c IN :codes AND Size__c > :depth ORDER BY Code__c LIMIT :LIMIT_OF_PARTS];
    }

    public Grade grade(Integer value) {
        switch on value {
            when 1, 2, 3 { return Grade.LOW; }
            when else { return value > 100 ? Grade.HIGH : Grade.LOW; }
        }
    }
}
`;
}

function testClass(name: string, tests: number, body: (at: number) => string): string {
  const methods = Array.from(
    { length: tests },
    (_, at) => `    @IsTest\n    static void case${at}() {\n        ${body(at)}\n    }`
  );
  return `@IsTest\nprivate class ${name} {\n${methods.join('\n')}\n}\n`;
}

/** A project with that many classes, a share of them tests. */
export function project(classes: number, testClasses: number, testsPerClass: number): Map<string, string> {
  const all = new Map<string, string>();
  for (let at = 0; at < classes - testClasses; at++)
    all.set(`Part${at}`, codeClass(`Part${at}`, at === 0 ? null : `Part${at - 1}`));
  for (let at = 0; at < testClasses; at++) {
    all.set(
      `Part${at}Test`,
      testClass(
        `Part${at}Test`,
        testsPerClass,
        (n) =>
          `Assert.isTrue(new Part0(${n}).weigh${n % METHODS_PER_CLASS}(new List<String>{ 'a', 'b', 'a' }, 1) >= 3);`
      )
    );
  }
  return all;
}

/** Tests that touch no record, or each insert and query one. */
export function onlyTests(classes: number, testsPerClass: number, withRecords: boolean): Map<string, string> {
  const body = (n: number): string =>
    withRecords
      ? `insert new Part__c(Name = 'Part', Code__c = 'code-${n}', Size__c = ${n}); Assert.areEqual(${n}, (Integer) [SELECT Size__c FROM Part__c WHERE Code__c = 'code-${n}'].Size__c);`
      : `Integer sum = 0; for (Integer i = 0; i < 10; i++) { sum += i; } Assert.areEqual(45, sum); Assert.areEqual('a${n}', 'A${n}'.toLowerCase());`;
  return new Map(
    Array.from({ length: classes }, (_, at) => [`Test${at}`, testClass(`Test${at}`, testsPerClass, body)])
  );
}

export function lineCount(classes: ReadonlyMap<string, string>): number {
  return [...classes.values()].reduce((sum, text) => sum + text.split('\n').length - 1, 0);
}
