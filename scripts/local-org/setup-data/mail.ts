import { readFileSync } from 'node:fs';
import type { EmailFolderModel, EmailTemplateModel } from '../metadata/index.ts';
import type { DeployedInput } from './deployed.ts';
import type { SetupRows } from './rows.ts';

/** Rows of email templates and of the folders that they lie in. */
export function writeTemplates(rows: SetupRows, { registry, namespace }: DeployedInput): void {
  const folders = new Map<string, string>();
  for (const { model } of registry.all('EmailFolder')) {
    const { name, label, access } = model as EmailFolderModel;
    const values = { Name: label, NamespacePrefix: namespace, AccessType: access };
    folders.set(name, rows.upsert('Folder', { DeveloperName: name, Type: 'Email' }, values));
  }
  for (const { model } of registry.all('EmailTemplate')) {
    const template = model as EmailTemplateModel;
    rows.upsert(
      'EmailTemplate',
      { DeveloperName: template.name },
      { NamespacePrefix: namespace, ...valuesOf(template, folders) }
    );
  }
}

function valuesOf(template: EmailTemplateModel, folders: ReadonlyMap<string, string>): Record<string, unknown> {
  const content = template.path === undefined ? '' : readFileSync(template.path, 'utf8');
  const plain = template.type === 'text';
  return {
    Name: template.label,
    FolderId: folders.get(template.folder ?? '') ?? null,
    IsActive: template.active,
    TemplateType: template.type,
    TemplateStyle: template.style,
    Encoding: template.encoding,
    UiType: template.uiType,
    Subject: template.subject ?? null,
    Description: template.description ?? null,
    RelatedEntityType: template.relatedEntityType ?? null,
    Body: plain ? content : (template.textOnly ?? null),
    HtmlValue: plain ? null : content
  };
}
