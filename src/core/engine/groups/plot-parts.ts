// Owns: which orders an alert stands for: its legs, and for each of them the accounts of its strategy. Reads only; nothing
// is decided here. An alert for one order on one account has no parts. What gets out is also for the accounts that its strategy
// has left.

import { ONE, type Decimal } from '../../model/decimal.ts';
import { deny, type Denial } from '../../model/denial.ts';
import { accountName } from '../../model/ids.ts';
import { LEGS_MAX, PARTS_MAX } from '../../model/limits.ts';
import type { AccountShare, Settings, Strategy } from '../../model/settings.ts';
import type { Reading } from '../../model/signal.ts';
import type { ReceiveAlert } from '../command.ts';
import { routesLeft } from '../alerts/left-accounts.ts';
import { planFor } from '../alerts/plan-action.ts';
import { routeOn, routeStrategy, type Route } from '../alerts/route-alert.ts';
import { scaleReading } from '../alerts/scale-reading.ts';
import type { State } from '../state.ts';
import { accountsOf } from '../strategy-on.ts';
import { isCancel, isNamedCancel } from './is-cancel.ts';

export interface PlottedPart {
  readonly leg: number;
  readonly rank: number;
  readonly lane: number;
  readonly scale: Decimal;
  /** In the size of its account. */
  readonly reading: Reading;
  readonly route: Route | Denial;
  /** A way out on an account that the strategy has left. */
  readonly isLeft?: true;
}

/** By what it is told where the parts go. */
interface Ground {
  readonly settings: Settings;
  readonly state: State;
}

/** What a leg does not say holds for it as it stands in the alert. */
const inherit = (whole: Reading, leg: Reading): Reading => ({
  ...leg,
  strategy: leg.strategy ?? whole.strategy,
  account: leg.account ?? whole.account,
  exchange: leg.exchange ?? whole.exchange,
  sentAt: leg.sentAt ?? whole.sentAt,
  maxLagMs: leg.maxLagMs ?? whole.maxLagMs,
  delayMs: leg.delayMs ?? whole.delayMs,
  comment: leg.comment ?? whole.comment,
});

/** Dense, from 0: legs of the same place share one; where the alert says none, each waits for the one before it. */
function ranksOf(legs: readonly Reading[]): readonly number[] {
  const ranks: number[] = [];
  legs.forEach((leg, index) => {
    const before = legs[index - 1];
    const together = before !== undefined && leg.sortOrder !== null && leg.sortOrder === before.sortOrder;
    ranks.push(before === undefined ? 0 : (ranks[index - 1] ?? 0) + (together ? 0 : 1));
  });
  return ranks;
}

/** The accounts of the strategy that this order is for; a leg may name one of them by its venue too. */
function sharesFor(strategy: Strategy, reading: Reading, isLeg: boolean): readonly AccountShare[] {
  const all: readonly AccountShare[] =
    strategy.accounts.length > 0
      ? strategy.accounts
      : [{ name: strategy.account, scale: ONE, symbols: {}, approval: null, maxNotional: null }];
  const venue = isLeg ? (reading.exchange?.toLowerCase() ?? null) : null;
  const named = all.filter(({ name }) => name === accountName(reading.account ?? '') || name.toLowerCase() === venue);
  return named.length > 0 ? named : all;
}

function understood(leg: Reading): Denial | null {
  if (leg.refusal !== null) return leg.refusal;
  const isPlainCancel = isCancel(leg) && leg.copyEvent === null;
  if (!isPlainCancel && (leg.kind !== 'order' || leg.action === 'multi' || leg.action === null))
    return deny('UNSUPPORTED', `a leg that is a ${leg.action ?? leg.kind} is not supported`, 'Send legs that buy, sell, close or cancel.');
  if (leg.condition !== null)
    return deny(
      'UNSUPPORTED',
      'a leg with a condition of its own is not supported',
      'Put the condition beside the legs, or send an alert of its own.',
    );
  return null;
}

function partsOfLeg(settings: Settings, hint: string | null, reading: Reading, isLeg: boolean, at: { leg: number; rank: number }) {
  const refusal = isLeg ? understood(reading) : null;
  const strategy = refusal ?? routeStrategy(settings, hint, reading);
  if ('code' in strategy) return [{ ...at, lane: 0, scale: ONE, reading, route: strategy }];
  const shares = sharesFor(strategy, reading, isLeg);
  // the name says which order, wherever it is
  return (isNamedCancel(reading) ? shares.slice(0, 1) : shares).map((share, lane): PlottedPart => {
    const sized = scaleReading({ ...reading, symbol: reading.symbol ?? strategy.defaultSymbol }, share.scale);
    return { ...at, lane, scale: share.scale, reading: sized, route: routeOn(settings, strategy, share.name, sized) };
  });
}

/** Its ways out on accounts that its strategy has left, in lanes behind those of its own. */
function partsLeft(
  { settings, state }: Ground,
  hint: string | null,
  reading: Reading,
  at: { leg: number; rank: number; lane: number },
): readonly PlottedPart[] {
  if (reading.refusal !== null || isNamedCancel(reading)) return [];
  const strategy = routeStrategy(settings, hint, reading);
  if ('code' in strategy) return [];
  const entryRefusal = deny('STRATEGY_MOVED', `the strategy ${strategy.name} does not trade there any more`);
  const leaving: Reading = { ...reading, symbol: reading.symbol ?? strategy.defaultSymbol, entryRefusal };
  // one by a stop order is refused there, and is no entry here for that
  const atMarket: Reading = { ...leaving, orderType: 'market' };
  return routesLeft(settings, state, strategy, leaving)
    .filter((route) => isCancel(leaving) || planFor(state, atMarket, route).exit !== null)
    .map((route, index) => ({ ...at, lane: at.lane + index, scale: ONE, reading: leaving, route, isLeft: true }));
}

const isDenial = (route: Route | Denial): route is Denial => 'code' in route;

/** Null: one order on one account, or none. A denial: the parts do not belong together. */
export function plotParts(
  { settings, state }: Ground,
  { reading, strategyHint }: Pick<ReceiveAlert, 'reading' | 'strategyHint'>,
): readonly PlottedPart[] | Denial | null {
  if (reading.kind !== 'order') return null;
  if (reading.action !== 'multi') {
    const strategy = routeStrategy(settings, strategyHint, reading);
    if ('code' in strategy) return null;
    const at = { leg: 1, rank: 0 };
    const left = partsLeft({ settings, state }, strategyHint, reading, { ...at, lane: accountsOf(strategy).length });
    if (left.length === 0 && strategy.accounts.length === 0) return null;
    return [...partsOfLeg(settings, strategyHint, reading, false, at), ...left];
  }
  const { length } = reading.legs;
  if (length === 0 || length > LEGS_MAX)
    return deny('INVALID_FIELD', `the alert has ${length} legs; 1 to ${LEGS_MAX} are understood`, 'Send the legs in one list.');
  const ranks = ranksOf(reading.legs);
  const parts = reading.legs.map((leg, index) =>
    partsOfLeg(settings, strategyHint, inherit(reading, leg), true, { leg: index + 1, rank: ranks[index] ?? index }),
  );
  const spread = parts.filter(([first]) => first !== undefined && !isDenial(first.route) && !isNamedCancel(first.reading));
  const counts = new Set(spread.map((each) => each.length));
  if (counts.size > 1)
    return deny(
      'CONTRADICTION',
      'the legs go to different numbers of accounts, so that some accounts would get a part of the alert only',
      'Name the account of each leg, or use strategies with the same number of accounts.',
    );
  const [lane = 1] = counts;
  const left = reading.legs.flatMap((leg, index) =>
    partsLeft({ settings, state }, strategyHint, inherit(reading, leg), { leg: index + 1, rank: ranks[index] ?? index, lane }),
  );
  // a way out is not one too many
  const all = parts.flat();
  if (all.length > PARTS_MAX)
    return deny(
      'INVALID_FIELD',
      `${length} legs on several accounts are ${all.length} orders; ${PARTS_MAX} are the most of one alert`,
      'Send the legs in several alerts.',
    );
  return [...all, ...left];
}
