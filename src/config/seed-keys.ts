// Owns: the keys of the documents that Signalman grew from. One whose meaning is unambiguous works, with a word about its
// new name; the others stop the start and name what replaces them. None is ignored in silence.

import type { EnvKeyName } from './environment/env-table.ts';
import { problem, type Place, type Problem } from './problem.ts';

export const SEED_ENV_KEYS = [
  'WEBHOOK_PORT',
  'WEBHOOK_HOST',
  'ENABLE_DHAN',
  'API_KEY',
  'API_SECRET',
  'EMAIL_USERNAME',
  'EMAIL_PASSWORD',
] as const;

interface Value {
  readonly text: string;
  readonly place: Place;
}

/** An old name that means exactly what a key of the registry means. */
export interface Renamed {
  readonly to: EnvKeyName;
  readonly value: Value;
}

export interface SeedReading {
  readonly values: ReadonlyMap<string, Value>;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** `fromFile`: keys of config.yaml (`webhook:`, `logging:`) that stand for keys of the environment. */
export function applySeedKeys(given: ReadonlyMap<string, Value>, fromFile: readonly Renamed[]): SeedReading {
  const values = new Map(given);
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const renamed = [...fromFile];
  for (const [from, to] of [
    ['WEBHOOK_PORT', 'PORT'],
    ['WEBHOOK_HOST', 'HOST'],
  ] as const) {
    const value = given.get(from);
    if (value !== undefined) renamed.push({ to, value });
  }
  for (const { to, value } of renamed) {
    const name = value.place.key ?? to;
    const present = values.get(to);
    if (present === undefined) values.set(to, value);
    if (present !== undefined && present.text !== value.text)
      problems.push(
        problem(value.place, `${name} and ${present.place.key ?? to} say two different things.`, `Keep ${to} and delete ${name}.`),
      );
    else warnings.push(problem(value.place, `${name} is called ${to} here. It works.`, `Write ${to} in .env instead.`));
  }
  const results = [enableDhan(given), brokerKeys(given), emailAccount(given, values)];
  for (const result of results) {
    problems.push(...result.problems);
    warnings.push(...result.warnings);
  }
  return { values, problems, warnings };
}

type Findings = { readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] };
const findings = (problems: readonly Problem[], warnings: readonly Problem[] = []): Findings => ({ problems, warnings });

/** `false` is what LIVE_TRADING is without being set. `true` meant "place real orders at Dhan", which is now said of all venues. */
function enableDhan(given: ReadonlyMap<string, Value>): Findings {
  const old = given.get('ENABLE_DHAN');
  if (old === undefined) return findings([]);
  const [enabled, live] = [old.text.toLowerCase() === 'true', given.get('LIVE_TRADING')?.text.toLowerCase() === 'true'];
  if (enabled === live) {
    return findings([], [problem(old.place, 'ENABLE_DHAN is replaced by LIVE_TRADING, which says the same.', 'Delete the line.')]);
  }
  const remedy = enabled
    ? 'Delete it. Real orders need LIVE_TRADING=true and an account with broker: dhan in config.yaml.'
    : 'Delete it; LIVE_TRADING alone decides.';
  return findings([problem(old.place, 'ENABLE_DHAN is replaced by LIVE_TRADING, which says something else.', remedy)]);
}

/** Nothing says which venue these are for. */
function brokerKeys(given: ReadonlyMap<string, Value>): Findings {
  return findings(
    (['API_KEY', 'API_SECRET'] as const).flatMap((name) => {
      const value = given.get(name);
      if (value === undefined) return [];
      const alpaca = name === 'API_KEY' ? 'APCA_API_KEY_ID' : 'APCA_API_SECRET_KEY';
      return [
        problem(
          value.place,
          `${name} does not say which venue it is for.`,
          `Write ${alpaca} for Alpaca, or <ACCOUNT>_${name} for an account of config.yaml.`,
        ),
      ];
    }),
  );
}

const GMAIL = /^[^\s@]+@(?:gmail|googlemail)\.com$/i;

/** A Gmail account says everything: host, port, sender and receiver. Fills `values`. */
function emailAccount(given: ReadonlyMap<string, Value>, values: Map<string, Value>): Findings {
  const [user, password] = [given.get('EMAIL_USERNAME'), given.get('EMAIL_PASSWORD')];
  const first = user ?? password;
  if (first === undefined) return findings([]);
  const replaced = 'EMAIL_USERNAME and EMAIL_PASSWORD are replaced by SMTP_URL, EMAIL_FROM and EMAIL_TO';
  const remedy = 'Write SMTP_URL=smtps://user:password@host:465 and EMAIL_TO=you@example.com instead.';
  if (given.has('SMTP_URL'))
    return findings([problem(first.place, `${replaced}, and SMTP_URL is set too.`, 'Keep SMTP_URL and delete the other two.')]);
  if (user === undefined || password === undefined) {
    return findings([problem(first.place, `${replaced}; ${user === undefined ? 'EMAIL_USERNAME' : 'EMAIL_PASSWORD'} is missing.`, remedy)]);
  }
  if (!GMAIL.test(user.text)) return findings([problem(user.place, `${replaced}: the mail server of this address is not known.`, remedy)]);
  // Google shows app passwords in four groups.
  const bare = /^(?:[a-z]{4} ){3}[a-z]{4}$/.test(password.text) ? password.text.replaceAll(' ', '') : password.text;
  values.set('SMTP_URL', {
    text: `smtps://${encodeURIComponent(user.text)}:${encodeURIComponent(bare)}@smtp.gmail.com:465`,
    place: password.place,
  });
  for (const name of ['EMAIL_FROM', 'EMAIL_TO']) if (!values.has(name)) values.set(name, { text: user.text, place: user.place });
  return findings(
    [],
    [problem(user.place, `${replaced}. Mails go through smtp.gmail.com.`, 'Write SMTP_URL, EMAIL_FROM and EMAIL_TO instead.')],
  );
}
