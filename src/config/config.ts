// Owns: the shape of a valid configuration. Read-only while the process runs.

import type { Decimal } from '../core/model/decimal.ts';
import type { AccountName, StrategyName } from '../core/model/ids.ts';
import type { Settings } from '../core/model/settings.ts';
import type { LogLevel } from '../log.ts';
import type { ChatTarget } from './env-fields.ts';

export interface Config {
  /** What core decides by. */
  readonly settings: Settings;
  /** The start of each paper account; what it holds since then lies in dataDir. */
  readonly paperAccounts: ReadonlyMap<AccountName, PaperAccountConfig>;

  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  /** Under which senders reach it, without a slash at its end; null = as it listens. */
  readonly publicUrl: string | null;
  /** Absolute path. */
  readonly dataDir: string;
  /** Absolute path of config.yaml; null = there is none, the demo configuration holds. */
  readonly configFile: string | null;
  /** IANA name, such as Europe/Berlin. */
  readonly timezone: string;
  readonly logLevel: LogLevel;
  readonly liveTrading: boolean;

  readonly webhookSecret: string;
  /** Secrets that open one strategy only. */
  readonly strategySecrets: ReadonlyMap<StrategyName, string>;
  /** Null: signatures are not accepted as proof. */
  readonly webhookHmacSecret: string | null;
  readonly requireHmac: boolean;
  readonly requireTimestamp: boolean;
  /** Addresses, CIDR ranges and the word `tradingview`; empty = any address. */
  readonly allowedIps: readonly string[];
  /** Addresses and CIDR ranges. */
  readonly trustedProxies: readonly string[];
  /** Entries per minute and sender. */
  readonly rateLimit: number;
  /** At most 2500. */
  readonly waitMs: number;
  readonly adminToken: string;
  readonly consoleToken: string;

  readonly telegram: TelegramConfig;
  readonly email: EmailConfig | null;

  /** Secrets that were made at this start, by their key: printed once. */
  readonly generated: readonly string[];
  /** Every secret value that this process knows, for the redactor. */
  readonly secrets: readonly string[];
}

export interface PaperAccountConfig {
  /** Currency to amount, in the order of the file; the first is the quote currency. */
  readonly balances: ReadonlyMap<string, Decimal>;
  readonly prices: 'demo' | 'signal';
}

export interface TelegramConfig {
  /** Null: the chat is the local console. */
  readonly token: string | null;
  readonly admins: readonly number[];
  readonly traders: readonly number[];
  readonly viewers: readonly number[];
  /** Where cards and alerts go; empty = the private chats of the admins (those paired later too). */
  readonly chats: readonly ChatTarget[];
  /** Without a trailing slash. */
  readonly apiRoot: string;
}

export interface EmailConfig {
  readonly smtpUrl: string;
  readonly from: string;
  readonly to: readonly string[];
}
