// Owns: which strategy, account and instrument an alert is for.

import { deny, type Denial } from '../../model/denial.ts';
import { positionKey, strategyName, type AccountName, type PositionKey } from '../../model/ids.ts';
import type { Account } from '../../model/account.ts';
import type { InstrumentKind } from '../../model/markets/instrument.ts';
import type { Settings, Strategy } from '../../model/settings.ts';
import type { Reading } from '../../model/signal.ts';
import { symbolInMarket } from '../../signals/order/read-category.ts';
import { resolveSymbol } from '../../signals/symbols/resolve-symbol.ts';
import { strategyOn } from '../strategy-on.ts';

export interface Route {
  readonly strategy: Strategy;
  readonly account: Account;
  readonly symbol: string;
  readonly kind: InstrumentKind;
  readonly key: PositionKey;
}

/** Dialects whose strategy is the title of a script on a chart: people cannot change that text, and rarely call ours the same. */
const TITLED: ReadonlySet<string> = new Set(['tradingview_default']);

/** The strategy named in the URL, else in the alert, else `default`. Two different configured ones are a contradiction. */
export function routeStrategy(settings: Settings, hint: string | null, reading: Reading): Strategy | Denial {
  const named = reading.strategy === null ? undefined : settings.strategies.get(strategyName(reading.strategy));
  if (hint !== null) {
    const hinted = settings.strategies.get(strategyName(hint));
    if (hinted === undefined) return deny('UNKNOWN_STRATEGY', `there is no strategy "${hint}" (from the URL)`);
    if (named !== undefined && named.name !== hinted.name)
      return deny('CONTRADICTION', `the URL says strategy ${hint}, the alert says ${named.name}`);
    return hinted;
  }
  if (named !== undefined) return named;
  if (reading.strategy !== null && !TITLED.has(reading.dialect))
    return deny('UNKNOWN_STRATEGY', `there is no strategy "${reading.strategy}"`);
  return (
    settings.strategies.get(strategyName('default')) ??
    deny(
      'UNKNOWN_STRATEGY',
      reading.strategy === null
        ? 'the alert names no strategy and there is none called default'
        : `there is no strategy "${reading.strategy}", and none called default`,
    )
  );
}

export function routeAlert(settings: Settings, hint: string | null, reading: Reading): Route | Denial {
  const strategy = routeStrategy(settings, hint, reading);
  return 'code' in strategy ? strategy : routeOn(settings, strategy, strategy.account, reading);
}

/** The way to one of the accounts of a strategy; `strategy` of the answer is as it holds there. */
export function routeOn(settings: Settings, whole: Strategy, name: AccountName, reading: Reading): Route | Denial {
  const strategy = strategyOn(whole, name);
  const account = settings.accounts.get(strategy.account);
  if (account === undefined) throw new Error(`strategy ${strategy.name} names unknown account ${strategy.account}`);
  const written = symbolInMarket(reading);
  if (written === null) return deny('MISSING_SYMBOL', 'the alert names no symbol');
  const resolved = resolveSymbol(written, strategy.symbols, account, reading);
  if ('code' in resolved) return resolved;
  return {
    strategy,
    account,
    symbol: resolved.symbol,
    kind: resolved.kind,
    key: positionKey(account.name, resolved.symbol, strategy.name),
  };
}
