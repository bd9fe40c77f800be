// Owns: what people hear at a start of entries, positions and pauses that config.yaml does not lead to any more as it did: the
// word of their alerts means something else, or their strategy or account is gone.

import { isZero } from '../../model/decimal.ts';
import { shortId } from '../../model/ids.ts';
import type { Order } from '../../model/order.ts';
import type { Settings } from '../../model/settings.ts';
import type { Signal } from '../../model/signal.ts';
import { alertsBehind } from '../alerts/in-former-words.ts';
import { routeOn } from '../alerts/route-alert.ts';
import { tell, type Draft } from '../draft.ts';
import { hasAnything } from '../exits/open-exit.ts';
import { tradesOn } from '../strategy-on.ts';
import { pausedAndGone } from '../strategy-switches.ts';
import { otherMeaning } from './account-meaning.ts';

/** What the word of the alert means now, in words; null: what it meant. */
function meansNow(settings: Settings, { strategy: name, account, reading, symbol }: Signal): string | null {
  const strategy = name === null ? undefined : settings.strategies.get(name);
  if (strategy === undefined || account === null || symbol === null || reading.symbol === null) return null;
  if (!settings.accounts.has(account) || !tradesOn(strategy, account)) return null;
  const route = routeOn(settings, strategy, account, reading);
  if ('code' in route) return `nothing that is known (${route.message.replace(/\.$/, '')})`;
  return route.symbol === symbol ? null : route.symbol;
}

/** Exits by that word still reach it (in-former-words.ts); whatever buys or sells by it means the other one. */
export function tellRenamed(draft: Draft): void {
  const told = new Set<string>();
  for (const signal of alertsBehind(draft.state, () => true)) {
    const { positionKey: key, account, strategy, symbol, reading } = signal;
    if (key === null || account === null || told.has(key) || !hasAnything(draft.state, key)) continue;
    const now = meansNow(draft.settings, signal);
    if (now === null || otherMeaning(draft.settings, draft.state, account) !== null) continue;
    told.add(key);
    const held = draft.state.positions.get(key)?.qty ?? '0';
    const mode = draft.settings.accounts.get(account)?.mode.toUpperCase() ?? '';
    tell(draft, {
      severity: 'alarm',
      groupKey: `renamed:${key}`,
      title: `${reading.symbol ?? ''} means something else now`,
      text: `${strategy ?? ''} on ${account} (${mode}): ${held === '0' ? 'an entry rests' : `${held} is held`} in ${symbol ?? ''}, which its alerts call ${reading.symbol ?? ''}; config.yaml makes that ${now}. A close or a cancel by that word still reaches it, as long as nothing is held by its new meaning; a buy or a sell does not.`,
      nextStep: `Put symbols: of the strategy back as it was, or close it: /close ${symbol ?? ''}.`,
      signalId: signal.id,
    });
  }
}

interface Lost {
  readonly why: string;
  /** How it is taken back. */
  readonly way: string;
}

function lost({ accounts, strategies }: Settings, { account, strategy, id }: Order): Lost | null {
  if (!accounts.has(account))
    return {
      why: `the account ${account} is not in config.yaml any more, so nothing can be sent for it`,
      way: 'take it back by hand at the venue',
    };
  if (strategies.has(strategy)) return null;
  return { why: `the strategy ${strategy} is not in config.yaml any more`, way: `take it back: /cancel ${shortId(id)}` };
}

/** It may fill any time. */
export function tellLeftEntries(draft: Draft): void {
  for (const id of draft.state.activeOrders) {
    const order = draft.state.orders.get(id);
    const found = order?.role === 'entry' && order.cancel === null ? lost(draft.settings, order) : null;
    if (order === undefined || found === null) continue;
    const { strategy, account, mode, side, qty, qtyFilled, instrument } = order;
    tell(draft, {
      severity: 'alarm',
      groupKey: `left-entry:${order.positionKey}`,
      title: `${instrument.symbol}: an entry rests and no alert reaches it`,
      text: `${strategy} on ${account} (${mode.toUpperCase()}): ${side} ${qty} ${instrument.symbol}${isZero(qtyFilled) ? '' : `, ${qtyFilled} filled`}, and ${found.why}.`,
      nextStep: `Put config.yaml back as it was, or ${found.way}.`,
      signalId: order.signalId,
    });
  }
}

/** Somebody who renames a paused strategy means it to stay paused. */
export function tellLeftPauses(draft: Draft): void {
  for (const name of pausedAndGone(draft)) {
    const by = draft.state.strategies.get(name)?.paused?.by.userName ?? 'somebody';
    tell(draft, {
      severity: 'warning',
      groupKey: `left-pause:${name}`,
      title: `${name} was paused and is not in config.yaml any more`,
      text: `${by} had paused it. A strategy that has another name now is not paused by that: its entries pass.`,
      nextStep: `/pause it by its new name. /resume ${name} ends the old pause, and this message.`,
    });
  }
}
