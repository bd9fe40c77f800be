// Owns: what must hold between keys that are right one by one.

import type { ConfigFileReading } from '../config-file.ts';
import type { Env } from '../environment/env-schema.ts';
import { ACCOUNT_KEY, ENV_KEY_NAMES, type EnvKeyName } from '../environment/env-table.ts';
import type { EnvValues } from '../environment/env-values.ts';
import { usedKeys } from '../environment/credentials.ts';
import { exposureCheck } from './exposure-check.ts';
import { mailSender } from '../environment/mail-sender.ts';
import { problem, type Problem } from '../problem.ts';
import { SEED_ENV_KEYS } from '../seed-keys.ts';

export function crossCheck(
  env: Env,
  values: EnvValues,
  file: ConfigFileReading,
): { readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] } {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const at = (key: EnvKeyName) => values.get(key)?.place ?? { file: null, line: null, key };
  const refuse = (key: EnvKeyName, message: string, remedy: string): void => void problems.push(problem(at(key), message, remedy));
  const warn = (key: EnvKeyName, message: string, remedy: string): void => void warnings.push(problem(at(key), message, remedy));

  if (env.WEBHOOK_HMAC_SECRET === undefined) {
    for (const key of ['WEBHOOK_REQUIRE_HMAC', 'WEBHOOK_REQUIRE_TIMESTAMP'] as const) {
      if (env[key])
        refuse(
          key,
          'signatures are demanded, but there is no WEBHOOK_HMAC_SECRET to check them with.',
          `Set WEBHOOK_HMAC_SECRET, or delete ${key}.`,
        );
    }
  } else if (env.WEBHOOK_REQUIRE_HMAC || env.WEBHOOK_REQUIRE_TIMESTAMP) {
    warn(
      env.WEBHOOK_REQUIRE_HMAC ? 'WEBHOOK_REQUIRE_HMAC' : 'WEBHOOK_REQUIRE_TIMESTAMP',
      'every alert must be signed, and TradingView cannot sign: its alerts are refused.',
      'Set it to false if alerts come from TradingView.',
    );
  }

  if (env.SMTP_URL !== undefined) {
    if (env.EMAIL_TO === undefined) refuse('SMTP_URL', 'there is nobody to write to.', 'Set EMAIL_TO=you@example.com.');
    if (mailSender(env) === null) refuse('SMTP_URL', 'the mails have no sender.', 'Set EMAIL_FROM=signalman@example.com.');
  } else {
    for (const key of ['EMAIL_TO', 'EMAIL_FROM'] as const) {
      if (env[key] !== undefined)
        refuse(key, 'there is no SMTP_URL: no mail would ever be sent.', `Set SMTP_URL=smtps://user:password@host:465, or delete ${key}.`);
    }
  }

  const secrets = ['WEBHOOK_SECRET', 'WEBHOOK_HMAC_SECRET', 'ADMIN_TOKEN', 'CONSOLE_TOKEN'] as const;
  for (const [index, key] of secrets.entries()) {
    const twin = secrets.slice(0, index).find((other) => env[key] !== undefined && env[other] === env[key]);
    if (twin !== undefined) warn(key, `it is the same as ${twin}: who may do the one may do the other.`, 'Use different secrets.');
    const strategies = [...file.strategySecrets].flatMap(([name, secret]) => (secret === env[key] ? [name] : []));
    if (strategies.length > 0)
      refuse(
        key,
        `it is the same as the secret of strategy ${strategies.join(', ')}, which would open more than that strategy.`,
        'Use different secrets.',
      );
  }

  if (env.LIVE_TRADING && [...file.accounts.values()].every(({ mode }) => mode !== 'live')) {
    warn('LIVE_TRADING', 'no account is live: no real money moves.', 'Delete the line, or write the live account into config.yaml.');
  }
  const used = usedKeys(file.venueAccounts);
  for (const [key, { place }] of values) {
    const isCredential = /^(?:APCA|DHAN)_/.test(key) ? ENV_KEY_NAMES.some((name) => name === key) : ACCOUNT_KEY.test(key);
    if (isCredential && !used.has(key) && !SEED_ENV_KEYS.some((name) => name === key))
      warnings.push(problem(place, 'no account of config.yaml uses this key.', 'Delete the line, or write the account into config.yaml.'));
  }
  warnings.push(...exposureCheck(env, values));
  return { problems, warnings };
}
