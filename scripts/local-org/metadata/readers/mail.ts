import type { MetadataReader, ReadContext } from '../component.ts';
import type { EmailFolderModel, EmailTemplateModel } from '../models.ts';
import type { ElementReader } from '../reader.ts';
import { present } from './fields.ts';

const lastName = (fullName: string): string => fullName.slice(fullName.lastIndexOf('/') + 1);

/** The folder of the file: templates lie in one, or right in `email` or in `unfiled$public`, which belong to the org. */
function folderOf(file: string): string | undefined {
  const folder = file.split('/').at(-2);
  return folder === 'email' || folder === 'unfiled$public' ? undefined : folder;
}

/** A template has a row, and its text is what the file beside it holds; letterheads and attachments of templates are not added to mail. */
function readTemplate(from: ElementReader, { component }: ReadContext): EmailTemplateModel {
  const template = {
    name: lastName(component.fullName),
    label: from.required('name'),
    active: from.boolean('available', false),
    type: from.required('type'),
    style: from.text('style') ?? 'none',
    encoding: from.text('encodingKey') ?? 'UTF-8',
    uiType: from.text('uiType') ?? 'Aloha',
    ...present({
      folder: folderOf(component.file),
      subject: from.text('subject'),
      description: from.text('description'),
      textOnly: from.text('textOnly'),
      relatedEntityType: from.text('relatedEntityType'),
      path: component.content
    })
  };
  from.rest('letterheads and attachments of a template are not added to mail');
  return template;
}

function readFolder(from: ElementReader, { component }: ReadContext): EmailFolderModel {
  const folder = {
    name: lastName(component.fullName),
    label: from.text('name') ?? component.fullName,
    access: from.text('accessType') ?? 'Hidden'
  };
  from.rest('everybody reaches the folders of templates');
  return folder;
}

export const mailReaders: readonly MetadataReader[] = [
  { type: 'EmailFolder', read: readFolder },
  { type: 'EmailTemplate', read: readTemplate }
];
