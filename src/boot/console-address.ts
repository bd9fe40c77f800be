// Owns: by which name a browser on this machine reaches the local page, or why it does not.

import type { Config } from '../config/config.ts';
import { isLoopback } from '../config/endpoint-mode.ts';
import { listensEverywhere, localHost } from '../config/local-host.ts';

export type ConsoleAddress =
  | { readonly type: 'open'; readonly host: string }
  /** `reason`: with what to do about it. */
  | { readonly type: 'closed'; readonly reason: string };

export function consoleAddress({ host, settings }: Pick<Config, 'host' | 'settings'>): ConsoleAddress {
  if ([...settings.accounts.values()].some((account) => account.mode === 'live')) {
    return { type: 'closed', reason: 'none, as the local page stays closed beside a LIVE account: set TELEGRAM_BOT_TOKEN' };
  }
  if (listensEverywhere(host) || isLoopback(host)) return { type: 'open', host: localHost(host) };
  return {
    type: 'closed',
    reason: `none, as HOST=${host} is no address of the local page: set HOST=127.0.0.1, 0.0.0.0 or TELEGRAM_BOT_TOKEN`,
  };
}
