import type { Finding, Gate } from '../../contracts.ts';
import type { Workspace } from '../../workspace.ts';
import { bundle } from './components.ts';
import { flow } from './flows.ts';
import { Known } from './known.ts';
import * as objects from './objects.ts';
import * as pages from './pages.ts';
import { permissionSet, permissionSetGroup } from './permissions.ts';
import type { Check } from './reference.ts';
import * as reports from './reports.ts';

export { Known } from './known.ts';

const CHECKS: Readonly<Record<string, Check>> = {
  PermissionSet: permissionSet,
  PermissionSetGroup: permissionSetGroup,
  CustomObject: objects.customObject,
  CustomField: objects.customField,
  ValidationRule: objects.validationRule,
  ListView: objects.listView,
  CompactLayout: objects.compactLayout,
  FieldSet: objects.fieldSet,
  RecordType: objects.recordType,
  CustomMetadata: objects.customMetadata,
  Layout: pages.layout,
  CustomTab: pages.customTab,
  CustomApplication: pages.application,
  FlexiPage: pages.flexiPage,
  QuickAction: pages.quickAction,
  Report: reports.report,
  ReportType: reports.reportType,
  Dashboard: reports.dashboard,
  Flow: flow
};

/** Whether everything that a component names is there. */
export const references: Gate = {
  name: 'references',
  purpose: 'names that components use: objects, fields, classes, labels, flows, pages, columns, imports',
  needs: [],
  concerns: (file) => file.startsWith('force-app/') || file === 'sfdx-project.json',
  run: (workspace) => ({ findings: check(workspace) })
};

function check(workspace: Workspace): Finding[] {
  const known = Known.of(workspace);
  const files = workspace.project.components.flatMap(({ type, file, fullName: name }) => {
    const root = CHECKS[type] && workspace.xml(file);
    return root ? (CHECKS[type]?.({ known, file, name, root }) ?? []) : [];
  });
  const bundles = workspace.project.bundles.filter((b) => b.type === 'LightningComponentBundle');
  return [
    ...files,
    ...bundles.flatMap((b) => bundle(known, b)),
    ...objects.childRelationships(known),
    ...permissionsInCode(known)
  ];
}

const CHECKED = /checkPermission\(\s*'(\w+)'\s*\)/g;

/** `FeatureManagement.checkPermission('X')`: a name that nothing declares is simply never granted. */
function permissionsInCode(known: Known): Finding[] {
  return known.workspace.project.apex.flatMap(({ file, text }) =>
    [...text.matchAll(CHECKED)].flatMap(({ 1: name = '', index }) => {
      const there = name.includes('__') || known.has('CustomPermission', name);
      const line = text.slice(0, index).split('\n').length;
      return there ? [] : [{ file, line, rule: 'missing-reference', message: `there is no CustomPermission ${name}` }];
    })
  );
}
