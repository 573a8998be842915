import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

/** Where distributions and vendors put Chrome and Chromium. */
const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe'
];

/**
 * A Chromium for tests: the one that `CHROMIUM_PATH` names, else an installed one, else the one from npm. Throws when
 * `CHROMIUM_PATH` names a file that does not exist, rather than testing with another browser than the one asked for.
 */
export async function launchBrowser(): Promise<Browser> {
  const named = process.env['CHROMIUM_PATH'];
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist.`);
  const path = named ?? INSTALLED.find((one) => existsSync(one));
  return path ? chromium.launch({ executablePath: path, args: sandboxArguments() }) : launchFromPackage();
}

/** Root cannot use Chromium's sandbox. */
function sandboxArguments(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** The package unpacks its shared libraries only where it believes that it runs on Lambda. */
async function launchFromPackage(): Promise<Browser> {
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs20.x';
  const { default: packaged } = await import('@sparticuz/chromium');
  const args = packaged.args.filter((argument) => argument !== '--single-process');
  return chromium.launch({ executablePath: await packaged.executablePath(), args: [...args, ...sandboxArguments()] });
}
