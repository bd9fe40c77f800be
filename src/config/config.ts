// Owns: the shape of a valid configuration. Read-only while the process runs.

import type { Decimal } from '../core/model/decimal.ts';
import type { AccountName, StrategyName } from '../core/model/ids.ts';
import type { Settings } from '../core/model/settings.ts';
import type { LogLevel } from '../log.ts';
import type { ChatTarget } from './environment/env-fields.ts';

export interface Config {
  /** What core decides by. */
  readonly settings: Settings;
  /** The start of each paper account; what it holds since then lies in dataDir. */
  readonly paperAccounts: ReadonlyMap<AccountName, PaperAccountConfig>;

  /** The accounts that live at a venue. */
  readonly venueAccounts: ReadonlyMap<AccountName, VenueAccount & { readonly credentials: Credentials }>;

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

  /** The file that keeps the secret of senders; null where the environment has it. */
  readonly webhookSecretFile: string | null;
  /** Secrets that were made at this start, by their key: printed once. */
  readonly generated: readonly string[];
  /** Every secret value that this process knows, for the redactor. */
  readonly secrets: readonly string[];
}

/** `demo`: made up; `signal`: those of the alerts; else the public ones of a venue. */
export type PaperPrices = 'demo' | 'signal' | { readonly broker: 'ccxt'; readonly exchange: string } | { readonly broker: 'alpaca' };

export interface PaperAccountConfig {
  /** Currency to amount, in the order of the file; the first is the quote currency. */
  readonly balances: ReadonlyMap<string, Decimal>;
  readonly prices: PaperPrices;
}

/** Where an account lives, as config.yaml says. Null addresses: those that the venue has published. */
export type VenueAccount =
  | {
      readonly broker: 'ccxt';
      /** ccxt's id. */
      readonly exchange: string;
      readonly market: 'spot' | 'swap' | 'future';
      readonly sandbox: boolean;
      /** Passed to ccxt's constructor. */
      readonly options: Readonly<Record<string, unknown>>;
    }
  | {
      readonly broker: 'alpaca';
      readonly paper: boolean;
      readonly baseUrl: string | null;
      readonly dataUrl: string | null;
      readonly streamUrl: string | null;
    }
  | {
      readonly broker: 'dhan';
      readonly baseUrl: string | null;
      readonly streamUrl: string | null;
      readonly scripMasterUrl: string | null;
      /** Product of entries whose alert names none: C delivery, I intraday, M margin. */
      readonly product: 'C' | 'I' | 'M';
      /** By `MCX:NICKEL`: rupees that a lot gains when its price rises by one. */
      readonly lotUnits: Readonly<Record<string, Decimal>>;
    };

/** Key and secret; of Dhan client id and access token. */
export interface Credentials {
  readonly key: string;
  readonly secret: string;
  /** A third word that some exchanges want. */
  readonly password: string | null;
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
