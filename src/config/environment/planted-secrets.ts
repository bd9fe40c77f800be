// Owns: which values of the configuration are secrets, for the redactor: those in use, and those that are only there.

import { ACCOUNT_KEY, ENV_KEY_NAMES, envKey } from './env-table.ts';
import type { EnvValues } from './env-values.ts';

const SEED_SECRETS = ['API_KEY', 'API_SECRET', 'EMAIL_PASSWORD'];

export function plantedSecrets(values: EnvValues, own: readonly string[]): readonly string[] {
  const secrets = new Set(own);
  for (const [key, { text }] of values) {
    const isSecret = ENV_KEY_NAMES.some((name) => name === key && envKey(name).secret === true);
    if (isSecret || SEED_SECRETS.includes(key) || ACCOUNT_KEY.test(key)) secrets.add(text);
    // Without its number the token is as good as with it.
    if (key === 'TELEGRAM_BOT_TOKEN') secrets.add(text.slice(text.indexOf(':') + 1));
    if (key === 'SMTP_URL' && URL.canParse(text)) for (const part of passwordForms(new URL(text).password)) secrets.add(part);
  }
  return [...secrets].filter((secret) => secret !== '');
}

const passwordForms = (encoded: string): string[] => {
  try {
    return [encoded, decodeURIComponent(encoded)];
  } catch (error) {
    // Not percent-encoded after all; the schema refuses such an address, so that only the text as written is in use.
    if (!(error instanceof URIError)) throw error;
    return [encoded];
  }
};
