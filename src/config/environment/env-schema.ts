// Owns: the types of the environment. Its keys are those of the registry (a test holds that).

import { z } from 'zod';
import {
  addressList,
  integerBetween,
  readBotToken,
  readChats,
  readCredential,
  readFlag,
  readHost,
  readHttpUrl,
  readLogLevel,
  readMailAddress,
  readMailAddresses,
  readOwnSecret,
  readSmtpUrl,
  readText,
  readTimeZone,
  readUserIds,
} from './env-fields.ts';
import { ENV_KEYS, type EnvKeyName } from './env-table.ts';
import { field, type Read } from '../field.ts';

/** TradingView gives up after about 3 s: an answer must have left before. */
const WAIT_MS_MAX = 2_500;

const text = <T>(read: (value: string) => Read<T>) => field((value) => read(String(value)));

/** A key without a default: undefined where it is not set. */
const optional = text;

/** A key whose default stands in the registry. */
const defaulted = <T>(name: EnvKeyName, read: (value: string) => Read<T>) =>
  text(read).transform((value): T => {
    if (value !== undefined) return value;
    const fallback = read(ENV_KEYS[name].fallback ?? '');
    if (fallback.type === 'wrong') throw new Error(`the default of ${name} is wrong: ${fallback.message}`);
    return fallback.value;
  });

const generated = 'Delete the line to have one made, or write at least 12 random characters, such as the output of: openssl rand -hex 20';
const chosen = 'Write at least 12 random characters, such as the output of: openssl rand -hex 20, or delete the line.';

export const envSchema = z.strictObject({
  HOST: defaulted('HOST', readHost),
  PORT: defaulted('PORT', integerBetween(0, 65_535)),
  PUBLIC_URL: optional(readHttpUrl),
  DATA_DIR: defaulted('DATA_DIR', readText),
  CONFIG_FILE: optional(readText),
  TIMEZONE: optional(readTimeZone),
  LOG_LEVEL: defaulted('LOG_LEVEL', readLogLevel),
  LIVE_TRADING: defaulted('LIVE_TRADING', readFlag),
  WEBHOOK_SECRET: optional(readOwnSecret(generated)),
  WEBHOOK_HMAC_SECRET: optional(readOwnSecret(chosen)),
  WEBHOOK_REQUIRE_HMAC: defaulted('WEBHOOK_REQUIRE_HMAC', readFlag),
  WEBHOOK_REQUIRE_TIMESTAMP: defaulted('WEBHOOK_REQUIRE_TIMESTAMP', readFlag),
  WEBHOOK_ALLOWED_IPS: optional(addressList('tradingview')),
  TRUSTED_PROXIES: optional(addressList()),
  WEBHOOK_RATE_LIMIT: defaulted('WEBHOOK_RATE_LIMIT', integerBetween(1, 1_000_000)),
  WEBHOOK_WAIT_MS: defaulted('WEBHOOK_WAIT_MS', integerBetween(0, WAIT_MS_MAX)),
  ADMIN_TOKEN: optional(readOwnSecret(generated)),
  CONSOLE_TOKEN: optional(readOwnSecret(generated)),
  TELEGRAM_BOT_TOKEN: optional(readBotToken),
  TELEGRAM_ADMINS: optional(readUserIds),
  TELEGRAM_TRADERS: optional(readUserIds),
  TELEGRAM_VIEWERS: optional(readUserIds),
  TELEGRAM_CHAT_ID: optional(readChats),
  TELEGRAM_API_ROOT: defaulted('TELEGRAM_API_ROOT', readHttpUrl),
  SMTP_URL: optional(readSmtpUrl),
  EMAIL_FROM: optional(readMailAddress),
  EMAIL_TO: optional(readMailAddresses),
  APCA_API_KEY_ID: optional(readCredential),
  APCA_API_SECRET_KEY: optional(readCredential),
  DHAN_CLIENT_ID: optional(readCredential),
  DHAN_ACCESS_TOKEN: optional(readCredential),
});

export type Env = z.output<typeof envSchema>;
