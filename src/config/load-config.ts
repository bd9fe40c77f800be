// Owns: from environment, .env, command line and config.yaml to one valid Config, or to every problem at once. Nothing is
// written while anything is wrong; then, and only then, missing secrets are made.

import { isAbsolute, relative, resolve } from 'node:path';
import { readArguments } from './environment/arguments.ts';
import { readConfigFile, type ConfigFileReading } from './config-file.ts';
import type { AccountName } from '../core/model/ids.ts';
import type { Config, Credentials, EmailConfig, VenueAccount } from './config.ts';
import { credentialsOf, missingCredentials } from './environment/credentials.ts';
import { crossCheck } from './checks/cross-check.ts';
import { envSchema, type Env } from './environment/env-schema.ts';
import { ENV_KEY_NAMES, ENV_KEYS } from './environment/env-table.ts';
import { readEnvironment, type EnvValues } from './environment/env-values.ts';
import { issuesOf } from './field.ts';
import { GENERATED_NAMES, type GeneratedName, type GeneratedSecrets, secretsFile } from './environment/generated-secrets.ts';
import { mailSender } from './environment/mail-sender.ts';
import { plantedSecrets } from './environment/planted-secrets.ts';
import { problem, sortByPlace, type Problem } from './problem.ts';
import type { FileText } from './read-text-file.ts';
import { applySeedKeys } from './seed-keys.ts';

/** The outside, so that tests own it. */
export interface ConfigInput {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Without node and script. */
  readonly argv: readonly string[];
  /** Absolute; relative paths count from here, and .env is looked for here. */
  readonly cwd: string;
  readonly systemTimeZone: string;
  readonly readFile: (path: string) => FileText;
  readonly openSecrets: (dataDir: string, names: readonly GeneratedName[]) => GeneratedSecrets;
}

export type LoadedConfig =
  | { readonly type: 'ok'; readonly config: Config; readonly warnings: readonly Problem[] }
  | { readonly type: 'invalid'; readonly problems: readonly Problem[] };

export function loadConfig(input: ConfigInput): LoadedConfig {
  const environment = readEnvironment(input.env, input.readFile(resolve(input.cwd, '.env')), '.env');
  const file = readFileNamed(input, environment.values);
  const seeds = applySeedKeys(environment.values, file.renamed);
  const commandLine = applyArguments(input.argv, seeds.values);
  const parsed = parseEnv(commandLine.values);
  const problems = [...environment.problems, ...commandLine.problems, ...seeds.problems, ...parsed.problems, ...file.problems];
  // asked whatever else is wrong: everything is reported at once
  problems.push(...missingCredentials(file.venueAccounts, commandLine.values));
  const warnings = [...environment.warnings, ...seeds.warnings, ...file.warnings];
  const missing = missingFile(file, commandLine.values);
  if (missing !== null) (missing.stops ? problems : warnings).push(missing.problem);
  if (parsed.env !== null) {
    const checked = crossCheck(parsed.env, commandLine.values, file);
    problems.push(...checked.problems);
    warnings.push(...checked.warnings);
  }
  if (problems.length > 0 || parsed.env === null) return { type: 'invalid', problems: sortByPlace(problems) };

  const { env } = parsed;
  const dataDir = resolve(input.cwd, env.DATA_DIR);
  const secrets = input.openSecrets(
    dataDir,
    GENERATED_NAMES.filter((name) => env[name] === undefined),
  );
  if (secrets.type === 'invalid') return secrets;
  const config = build(env, { input, dataDir, configFile: file.path, file, secrets, values: commandLine.values });
  return { type: 'ok', config, warnings: [...warnings, ...secrets.warnings] };
}

interface NamedFile extends ConfigFileReading {
  readonly path: string | null;
  /** It was named, and is not there. */
  readonly missing: Pick<Problem, 'place' | 'message'> | null;
}

/** The configuration file and its absolute path, null where there is none. */
function readFileNamed({ cwd, readFile }: ConfigInput, values: EnvValues): NamedFile {
  const named = values.get('CONFIG_FILE');
  const path = resolve(cwd, named?.text ?? ENV_KEYS.CONFIG_FILE.fallback);
  const text = readFile(path);
  const reading = readConfigFile(text, shownPath(path, cwd));
  if (text.type !== 'absent') return { ...reading, path, missing: null };
  return { ...reading, path: null, missing: named === undefined ? null : { place: named.place, message: `there is no file ${path}.` } };
}

/**
 * A configuration file that is named and not there is told. Where real money was asked for it stops the start: nobody means
 * the demonstration then, and what is open at the venues would be left alone.
 */
function missingFile({ missing }: NamedFile, values: EnvValues): { readonly stops: boolean; readonly problem: Problem } | null {
  if (missing === null) return null;
  const stops = values.get('LIVE_TRADING')?.text.toLowerCase() === 'true';
  const next = stops
    ? 'LIVE_TRADING is on, and without it nothing can trade.'
    : 'until then there is one paper account and one strategy that asks.';
  return { stops, problem: { ...missing, remedy: `Correct the path, or write the file; ${next}` } };
}

const shownPath = (path: string, cwd: string): string => {
  const fromHere = relative(cwd, path);
  return fromHere.startsWith('..') || isAbsolute(fromHere) ? path : fromHere;
};

/** The command line wins over everything. Asking for help is not a problem: main has answered it before. */
function applyArguments(argv: readonly string[], given: EnvValues): { readonly values: EnvValues; readonly problems: readonly Problem[] } {
  const read = readArguments(argv);
  if (read.type === 'invalid') return { values: given, problems: read.problems };
  if ((read.type !== 'run' && read.type !== 'doctor') || read.port === null) return { values: given, problems: [] };
  return { values: new Map([...given, ['PORT', { text: read.port, place: { file: null, line: null, key: '--port' } }]]), problems: [] };
}

function parseEnv(values: EnvValues): { readonly env: Env | null; readonly problems: readonly Problem[] } {
  const parsed = envSchema.safeParse(Object.fromEntries(ENV_KEY_NAMES.map((name) => [name, values.get(name)?.text])));
  if (parsed.success) return { env: parsed.data, problems: [] };
  const problems = issuesOf(parsed.error, ENV_KEY_NAMES).map(({ path, message, remedy }) => {
    const key = String(path[0] ?? '');
    return problem(values.get(key)?.place ?? { file: null, line: null, key }, message, remedy);
  });
  return { env: null, problems };
}

interface Parts {
  readonly input: ConfigInput;
  readonly dataDir: string;
  readonly configFile: string | null;
  readonly file: ConfigFileReading;
  readonly secrets: Extract<GeneratedSecrets, { type: 'ok' }>;
  readonly values: EnvValues;
}

function build(env: Env, { input, dataDir, configFile, file, secrets, values }: Parts): Config {
  const secretOf = (name: GeneratedName): string => {
    const secret = env[name] ?? secrets.secrets.get(name);
    if (secret === undefined) throw new Error(`${name} was neither set nor made`);
    return secret;
  };
  const keysOf = (name: AccountName, venue: VenueAccount): Credentials => {
    const credentials = credentialsOf(name, venue, values);
    if (credentials === null) throw new Error(`the keys of ${name} were not checked`);
    return credentials;
  };
  const email = emailOf(env);
  const timezone = env.TIMEZONE ?? input.systemTimeZone;
  const own = { webhookSecret: secretOf('WEBHOOK_SECRET'), adminToken: secretOf('ADMIN_TOKEN'), consoleToken: secretOf('CONSOLE_TOKEN') };
  return {
    settings: {
      accounts: file.accounts,
      strategies: file.strategies,
      liveTrading: env.LIVE_TRADING,
      entriesPerMinuteMax: env.WEBHOOK_RATE_LIMIT,
      mail: email !== null,
      timeZone: timezone,
      calendars: file.calendars,
      notifications: file.notifications,
      ...(file.risk === null ? {} : { risk: file.risk }),
    },
    paperAccounts: file.paperAccounts,
    venueAccounts: new Map([...file.venueAccounts].map(([name, venue]) => [name, { ...venue, credentials: keysOf(name, venue) }])),
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL ?? null,
    dataDir,
    configFile,
    timezone,
    logLevel: env.LOG_LEVEL,
    liveTrading: env.LIVE_TRADING,
    ...own,
    strategySecrets: file.strategySecrets,
    webhookHmacSecret: env.WEBHOOK_HMAC_SECRET ?? null,
    requireHmac: env.WEBHOOK_REQUIRE_HMAC,
    requireTimestamp: env.WEBHOOK_REQUIRE_TIMESTAMP,
    allowedIps: env.WEBHOOK_ALLOWED_IPS ?? [],
    trustedProxies: env.TRUSTED_PROXIES ?? [],
    rateLimit: env.WEBHOOK_RATE_LIMIT,
    waitMs: env.WEBHOOK_WAIT_MS,
    telegram: {
      token: env.TELEGRAM_BOT_TOKEN ?? null,
      admins: env.TELEGRAM_ADMINS ?? [],
      traders: env.TELEGRAM_TRADERS ?? [],
      viewers: env.TELEGRAM_VIEWERS ?? [],
      chats: env.TELEGRAM_CHAT_ID ?? [],
      apiRoot: env.TELEGRAM_API_ROOT,
    },
    email,
    webhookSecretFile: env.WEBHOOK_SECRET === undefined ? secretsFile(dataDir) : null,
    generated: secrets.created,
    secrets: plantedSecrets(values, [...Object.values(own), ...file.strategySecrets.values()]),
  };
}

/** Cross-checked before: with SMTP_URL there is someone to write to, and a sender. */
function emailOf(env: Env): EmailConfig | null {
  const from = mailSender(env);
  return env.SMTP_URL === undefined || env.EMAIL_TO === undefined || from === null
    ? null
    : { smtpUrl: env.SMTP_URL, from, to: env.EMAIL_TO };
}
