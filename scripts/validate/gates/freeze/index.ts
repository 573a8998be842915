import type { Gate } from '../../contracts.ts';
import { compareCode, components, signatures } from './code.ts';
import { compareObjects, PAGE } from './fields.ts';
import { readPage } from './page.ts';

/** What can never change after the first release, as the data model page states it. */
export const freeze: Gate = {
  name: 'freeze',
  purpose: `types, key flags, names, global signatures, exposed properties against ${PAGE}`,
  needs: [],
  concerns: (file) => file === PAGE || (file.startsWith('force-app/') && /\.(cls|ts|xml)$/.test(file)),
  run: (workspace) => {
    if (!workspace.files.includes(PAGE)) return { findings: [], notes: [`no ${PAGE}`] };
    const page = readPage(workspace.text(PAGE));
    const counts = `${page.objects.length} objects, ${page.objects.flatMap((o) => o.fields).length} fields`;
    const code = `${signatures(workspace).length} global names, ${components(workspace).length} of exposed components`;
    return {
      findings: [...compareObjects(workspace, page.objects), ...compareCode(workspace, page)],
      notes: [`${counts}; ${code}`]
    };
  }
};
