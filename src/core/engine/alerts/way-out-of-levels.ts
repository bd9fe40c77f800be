// Owns: a buy or a sell that is refused for a stop or a target on the wrong side of its price, where its strategy holds the other side:
// strategies send the levels of their entry with every order, and what closes a long has the long's stop below the price. Invariants:
// it only closes, without these levels; nothing else may be wrong with it; a post is none, whose levels say which side it means.

import type { Settings } from '../../model/settings.ts';
import type { Reading } from '../../model/signal.ts';
import { isPositive } from '../../model/decimal.ts';
import { isHeld } from '../../positions/is-held.ts';
import type { State } from '../state.ts';
import { routeOn, routeStrategy } from './route-alert.ts';

const CODES: ReadonlySet<string> = new Set(['STOP_WRONG_SIDE', 'TARGET_WRONG_SIDE']);
const POSTS: ReadonlySet<string> = new Set(['channel_text', 'cornix']);

/** At once, at market, and of one market. */
function isPlain({ action, orderType, limitPrice, stopPrice, entries, legs, condition, delayMs, copyEvent }: Reading): boolean {
  const goesNow = (orderType === null || orderType === 'market') && limitPrice === null && stopPrice === null && delayMs === null;
  return (
    goesNow && (action === 'buy' || action === 'sell') && entries.length + legs.length === 0 && condition === null && copyEvent === null
  );
}

function holdsOtherSide(settings: Settings, state: State, hint: string | null, reading: Reading): boolean {
  const strategy = routeStrategy(settings, hint, reading);
  if ('code' in strategy) return false;
  const accounts = strategy.accounts.length === 0 ? [strategy.account] : strategy.accounts.map(({ name }) => name);
  return accounts.some((account) => {
    const route = routeOn(settings, strategy, account, reading);
    const position = 'code' in route ? undefined : state.positions.get(route.key);
    return isHeld(position) && isPositive(position.qty) === (reading.side === 'sell');
  });
}

/** The reading as what closes the other side; itself where it is something else. */
export function wayOutOfLevels(settings: Settings, state: State, hint: string | null, reading: Reading): Reading {
  const { kind, refusal, dialect, symbol } = reading;
  if (kind !== 'reject' || refusal === null || !CODES.has(refusal.code) || symbol === null || POSTS.has(dialect)) return reading;
  if (!isPlain(reading) || !holdsOtherSide(settings, state, hint, reading)) return reading;
  return {
    ...reading,
    kind: 'order',
    refusal: null,
    reduceOnly: true,
    // what is to be held afterwards would be entered without its stop
    positionTarget: null,
    positionSize: null,
    sizeAfter: null,
    stopLoss: null,
    takeProfits: [],
    trailing: null,
    profitLock: null,
    breakEvenAfter: null,
    warnings: [...reading.warnings, `${refusal.message} What is held of the other side is closed, and nothing is entered.`],
  };
}
