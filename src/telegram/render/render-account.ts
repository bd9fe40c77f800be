// Owns: the line that says whose money a message is about, and whether it is real.

import type { AccountMode } from '../../core/model/account.ts';
import type { AccountName, StrategyName } from '../../core/model/ids.ts';
import { escapeHtml } from './escape-html.ts';

export interface AccountView {
  readonly name: AccountName;
  readonly mode: AccountMode;
  /** False: LIVE_TRADING is off, so that orders of a live account end as test_mode. */
  readonly sends: boolean;
}

/** PAPER, SANDBOX or LIVE, always in bold capitals. */
export const renderMode = (mode: AccountMode): string => `<b>${mode.toUpperCase()}</b>`;

/** Of an account of which the books know more than anybody can ask. */
export const LOST_ACCOUNT = 'It is not in config.yaml any more: nothing can be asked or sent there';

export function renderAccount(account: AccountView, strategy: StrategyName | null = null): string {
  const parts = [renderMode(account.mode), escapeHtml(account.name)];
  if (strategy !== null && strategy !== String(account.name)) parts.push(escapeHtml(strategy));
  const line = parts.join(' · ');
  return account.sends ? line : `${line}\nLive trading is switched off: nothing is sent`;
}
