import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { featuresPage, metadataPage, orderPage, supportPage } from './work/support.ts';

// Writes the generated pages of docs/reference: `npm run reference`.
const folder = join(import.meta.dirname, '../../../docs/reference');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'support.md'), supportPage());
writeFileSync(join(folder, 'order-of-execution.md'), orderPage());
writeFileSync(join(folder, 'features.md'), featuresPage());
writeFileSync(join(folder, 'metadata.md'), metadataPage());
console.log('docs/reference: support.md, order-of-execution.md, features.md, metadata.md');
