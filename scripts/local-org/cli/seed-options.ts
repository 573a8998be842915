import { CliError } from './output.ts';

/** What the seed of a project is told, from `key=value` words. */
export function seedOptions(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    words.map((word) => {
      const at = word.indexOf('=');
      if (at < 1) throw new CliError(`--seed takes key=value, for example days=91; found "${word}".`);
      return [word.slice(0, at), word.slice(at + 1)];
    })
  );
}
