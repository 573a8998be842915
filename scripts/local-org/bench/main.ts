/**
 * `npm run bench [-- language|compile|tests|rows]`: what the local org costs on this machine, beside what the project
 * wants of it. Prints figures only; nothing fails on a slow machine.
 */
import { compile, compileOne } from './compile.ts';
import { language } from './language.ts';
import { rows } from './rows.ts';
import { tests } from './tests.ts';

const PARTS: Readonly<Record<string, () => void>> = { language, tests, compile, rows };

function main([part, dir]: readonly string[]): void {
  if (part === 'compile-one' && dir !== undefined) return compileOne(dir);
  const chosen = part === undefined ? Object.keys(PARTS) : [part];
  for (const name of chosen) {
    const run = PARTS[name];
    if (!run) throw new Error(`There is no benchmark "${name}"; there are ${Object.keys(PARTS).join(', ')}.`);
    console.log(`\n${name}`);
    run();
  }
}

main(process.argv.slice(2));
