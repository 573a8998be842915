import { createRequire } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import type { XmlElement } from '../../local-org/metadata/index.ts';
import type { Finding, Gate } from '../contracts.ts';
import type { Workspace } from '../workspace.ts';
import { children, text } from './references/xml.ts';

const LONGEST = 1000;
/** Attributes that people see or hear. */
const SPOKEN =
  /^(label|title|alternative-text|aria-label|placeholder|message-when-[a-z-]+|field-level-help|header|help-text|loading-text|aria-description|alt)$/;

/** Visible words of components stand in labels, and every label gets what its places need. */
export const labels: Gate = {
  name: 'labels',
  purpose: 'visible words of templates in labels; places of labels filled',
  needs: [],
  concerns: (file) => /\.(html|ts)$|\.(labels|translation)-meta\.xml$/.test(file),
  run: (workspace) => {
    const values = labelValues(workspace);
    const files = workspace.project.bundles
      .filter((b) => b.type === 'LightningComponentBundle')
      .flatMap((b) => workspace.bundleFiles(b));
    const templates = files.filter((f) => f.endsWith('.html'));
    const modules = files.filter((f) => f.endsWith('.ts'));
    return {
      findings: [
        ...values.findings,
        ...templates.flatMap((f) => template(workspace, f)),
        ...modules.flatMap((f) => calls(workspace, f, values.places))
      ],
      notes: [`${values.places.size} labels, ${templates.length} templates`]
    };
  }
};

interface Values {
  /** Number of places by label. */
  readonly places: ReadonlyMap<string, number>;
  readonly findings: readonly Finding[];
}

function labelValues(workspace: Workspace): Values {
  const places = new Map<string, number>();
  const findings: Finding[] = [];
  const each = (type: string, visit: (label: XmlElement, file: string) => void): void => {
    for (const { file } of workspace.project.components.filter((c) => c.type === type)) {
      children(workspace.xml(file), type === 'CustomLabels' ? 'labels' : 'customLabels').forEach((label) =>
        visit(label, file)
      );
    }
  };
  each('CustomLabels', (label, file) => {
    const value = text(label, 'value');
    places.set(text(label, 'fullName'), placesIn(value).length);
    findings.push(...valueFaults(file, label, value));
  });
  each('Translations', (label, file) => {
    const wanted = places.get(text(label, 'name'));
    const count = placesIn(text(label, 'label')).length;
    if (wanted !== undefined && wanted !== count)
      findings.push({
        file,
        line: label.line,
        rule: 'places',
        message: `${text(label, 'name')} has ${count} places, the label has ${wanted}`
      });
  });
  return { places, findings };
}

function placesIn(value: string): number[] {
  return [...new Set([...value.matchAll(/\{(\d+)\}/g)].map((m) => Number(m[1])))].sort((a, b) => a - b);
}

function valueFaults(file: string, { line }: XmlElement, value: string): Finding[] {
  const places = placesIn(value);
  const gap = places.some((place, i) => place !== i);
  return [
    ...(gap
      ? [
          {
            file,
            line,
            rule: 'places',
            message: `places are numbered from {0} without gaps; found {${places.join('}, {')}}`
          }
        ]
      : []),
    ...(value.length > LONGEST
      ? [{ file, line, rule: 'length', message: `a label holds ${LONGEST} characters, this one has ${value.length}` }]
      : [])
  ];
}

interface HtmlNode {
  readonly kind: string;
  readonly value?: string;
  readonly name?: string;
  readonly attrs?: readonly { readonly name: string; readonly value: string }[];
  readonly children?: readonly HtmlNode[];
  readonly sourceSpan?: { readonly start: { readonly line: number } };
}

/** Text and spoken attributes of a template are expressions; punctuation alone may stand as it is. */
function template(workspace: Workspace, file: string): Finding[] {
  const root = parseHtml(workspace, file);
  const findings: Finding[] = [];
  const report = (node: HtmlNode, words: string): void => {
    findings.push({
      file,
      line: (node.sourceSpan?.start.line ?? 0) + 1,
      rule: 'visible-text',
      message: `"${words.trim().slice(0, 40)}" is no label`
    });
  };
  const visit = (node: HtmlNode): void => {
    if (node.kind === 'text' && isWords(node.value ?? '')) report(node, node.value ?? '');
    for (const { name, value } of node.attrs ?? []) if (SPOKEN.test(name) && isWords(value)) report(node, value);
    node.children?.forEach(visit);
  };
  visit(root);
  return findings;
}

function isWords(value: string): boolean {
  return /\p{L}/u.test(value.replace(/\{[^}]*\}/g, '').replace(/&\w+;/g, ''));
}

/** Prettier's own parser for templates, so that one grammar decides. */
function parseHtml(workspace: Workspace, file: string): HtmlNode {
  const require = createRequire(join(workspace.home, 'package.json'));
  const { parsers } = require('prettier/plugins/html') as {
    parsers: { lwc: { parse(text: string, options: object): HtmlNode } };
  };
  try {
    return parsers.lwc.parse(workspace.text(file), { filepath: file, originalText: workspace.text(file) });
  } catch {
    // Not a template at all: the format gate names the place.
    return { kind: 'root' };
  }
}

/** `format(Label, a, b)`: as many values as the label has places. Labels are known by their import. */
function calls(workspace: Workspace, file: string, places: ReadonlyMap<string, number>): Finding[] {
  const source = ts.createSourceFile(file, workspace.text(file), ts.ScriptTarget.ESNext, true);
  const imported = new Map(source.statements.filter(ts.isImportDeclaration).flatMap(labelImport));
  const findings: Finding[] = [];
  const check = (call: ts.CallExpression): void => {
    const [label, ...values] = call.arguments;
    const name = label && ts.isIdentifier(label) ? imported.get(label.text) : undefined;
    const wanted = name === undefined ? undefined : places.get(name);
    if (wanted === undefined || wanted === values.length || values.some(ts.isSpreadElement)) return;
    const line = source.getLineAndCharacterOfPosition(call.getStart()).line + 1;
    findings.push({
      file,
      line,
      rule: 'places',
      message: `${name} has ${wanted} places and gets ${values.length} values`
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'format') check(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return findings;
}

function labelImport(node: ts.ImportDeclaration): [string, string][] {
  const path = ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : '';
  const name = /^@salesforce\/label\/c\.(\w+)$/.exec(path)?.[1];
  const local = node.importClause?.name?.text;
  return name && local ? [[local, name]] : [];
}
