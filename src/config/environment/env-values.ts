// Owns: which text each environment key has and where it comes from: the real environment wins over .env. Empty counts as
// absent, except for secrets, where it is a mistake that must not pass unseen.

import { parseEnvFile } from './env-file.ts';
import { ACCOUNT_KEY, ENV_KEY_NAMES, envKey } from './env-table.ts';
import { openFile, problem, type Place, type Problem } from '../problem.ts';
import { SEED_ENV_KEYS } from '../seed-keys.ts';
import { type FileText, readableRemedy } from '../read-text-file.ts';
import { nearestKey } from '../suggest-name.ts';

export interface EnvValue {
  readonly text: string;
  readonly place: Place;
}
export type EnvValues = ReadonlyMap<string, EnvValue>;

export interface EnvReading {
  readonly values: EnvValues;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

const SECRET_NAMES: ReadonlySet<string> = new Set(ENV_KEY_NAMES.filter((name) => envKey(name).secret === true && name !== 'SMTP_URL'));

/** Keys of other programs may stand in .env too; these prefixes are ours, so that a slip there is worth a word. */
const OUR_PREFIX = /^(?:WEBHOOK|TELEGRAM|SIGNALMAN)_/;

/** `file`: the name of the .env file as it is shown. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>, envFile: FileText, file: string): EnvReading {
  const values = new Map<string, EnvValue>();
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  if (envFile.type === 'unreadable') {
    problems.push(problem({ file, line: null, key: null }, `the file cannot be read: ${envFile.reason}.`, readableRemedy()));
  }
  const parsed = parseEnvFile(envFile.type === 'text' ? envFile.text : '', file);
  problems.push(...parsed.problems);
  if (envFile.type === 'text' && envFile.open === true && parsed.entries.some(({ key, value }) => value !== '' && isSecretKey(key)))
    warnings.push(openFile(file));
  for (const { key, value, line } of parsed.entries) {
    const place = { file, line, key };
    values.set(key, { text: value, place });
    if (isKnown(key)) continue;
    const nearest = nearestKey(key, ENV_KEY_NAMES);
    if (nearest !== null) problems.push(problem(place, `the key ${key} is not known.`, `Did you mean ${nearest}?`));
    else if (!ACCOUNT_KEY.test(key))
      warnings.push(problem(place, `the key ${key} is not known and is ignored.`, 'See .env.example for the keys that there are.'));
  }
  for (const [key, text] of Object.entries(env)) {
    if (text === undefined) continue;
    const place = { file: null, line: null, key };
    if (isKnown(key) || ACCOUNT_KEY.test(key)) {
      const written = values.get(key);
      if (written !== undefined && written.text !== text)
        warnings.push(
          problem(
            written.place,
            `the environment has ${key} too, with another value, and wins.`,
            'Keep one of the two, unless this start is meant to differ.',
          ),
        );
      values.set(key, { text, place });
    } else if (OUR_PREFIX.test(key)) {
      const nearest = nearestKey(key, ENV_KEY_NAMES);
      warnings.push(
        problem(
          place,
          `the key ${key} is not known and is ignored.`,
          nearest === null ? 'See .env.example for the keys that there are.' : `Did you mean ${nearest}?`,
        ),
      );
    }
  }
  return { values: new Map([...values].filter(([key, { text }]) => text.trim() !== '' || SECRET_NAMES.has(key))), problems, warnings };
}

const isSecretKey = (key: string): boolean => SECRET_NAMES.has(key) || key === 'SMTP_URL' || ACCOUNT_KEY.test(key);
const isKnown = (key: string): boolean => ENV_KEY_NAMES.some((name) => name === key) || SEED_ENV_KEYS.some((name) => name === key);
