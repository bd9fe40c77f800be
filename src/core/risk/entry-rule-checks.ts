// Owns: the rules of `entries:` as risk checks: how often, how far apart and when a strategy adds to what it has, and how far
// the price may have run away from its alert.

import { abs, gt, lt, lte, mul, ONE, percentOf, sub, type Decimal } from '../model/decimal.ts';
import { deny, type Denial } from '../model/denial.ts';
import type { PriceStep, Pyramiding } from '../model/entry-rules.ts';
import type { Proposal, Reading } from '../model/signal.ts';
import type { CheckSubject, RiskCheck } from './risk-check.ts';

const stepShown = ({ percent, atr }: PriceStep): string => (percent === undefined ? `${atr ?? ''} ATR` : `${percent} %`);

/** In quote currency; null where it is in average true ranges and none is known. */
function stepFrom(price: Decimal, { percent, atr }: PriceStep, range: Decimal | null): Decimal | null {
  if (percent !== undefined) return percentOf(price, percent);
  return atr === undefined || range === null ? null : mul(range, atr);
}

const noRange = (code: 'PYRAMIDING_SPACING' | 'PRICE_GUARD', step: PriceStep): Denial =>
  deny(code, `the distance of ${stepShown(step)} cannot be told: the average true range is not known`, 'Write the distance in percent.');

/** What the size of the nth entry is multiplied with. */
export function shrinkOf({ shrink }: Pyramiding, entriesBefore: number): Decimal {
  let factor = ONE;
  if (shrink !== null) for (let n = 0; n < entriesBefore; n += 1) factor = mul(factor, shrink);
  return factor;
}

function refuseCount({ strategy, standing }: CheckSubject): Denial | null {
  const { max } = strategy.entries.pyramiding;
  if (max === null || standing.entries < max) return null;
  return deny('PYRAMIDING_MAX', `${standing.entries} of ${max} entries of ${strategy.name} are made already`);
}

function refuseSpacing({ strategy, standing, proposal }: CheckSubject): Denial | null {
  const { minSpacing } = strategy.entries.pyramiding;
  if (minSpacing === null) return null;
  for (const last of standing.lastPrices) {
    const least = stepFrom(last, minSpacing, standing.atr);
    if (least === null) return noRange('PYRAMIDING_SPACING', minSpacing);
    const distance = abs(sub(proposal.price, last));
    if (lt(distance, least))
      return deny(
        'PYRAMIDING_SPACING',
        `${proposal.price} is ${distance} from the entry at ${last}; at least ${stepShown(minSpacing)} (${least}) apart`,
      );
  }
  return null;
}

/** At the price that leaving now would get. */
const leavingPrice = ({ side, quote }: Proposal): Decimal => (side === 'buy' ? quote.bid : quote.ask);

function refuseLosing({ strategy, standing, proposal }: CheckSubject): Denial | null {
  if (!strategy.entries.pyramiding.onlyInProfit || standing.entries === 0) return null;
  const { entryPrice } = standing;
  if (entryPrice === null)
    return deny('PYRAMIDING_LOSS', 'an entry is under way, and nothing of it has filled: there is no profit to add to');
  const price = leavingPrice(proposal);
  const loses = proposal.side === 'buy' ? lte(price, entryPrice) : lte(entryPrice, price);
  return loses ? deny('PYRAMIDING_LOSS', `the position was entered at ${entryPrice} and is not in profit at ${price}`) : null;
}

/** The price that the alert means; null where it names none that could be compared. A limit of its own guards a stop-limit order. */
function priceOfAlert({ orderType, limitPrice, stopPrice, signalPrice, waitedFor }: Reading): Decimal | null {
  if (orderType === 'limit') return limitPrice;
  if (orderType === 'stop') return stopPrice;
  return orderType === null || orderType === 'market' ? (waitedFor ?? signalPrice) : null;
}

function refuseRunaway({ strategy, standing, proposal, reading }: CheckSubject): Denial | null {
  const { priceGuard } = strategy.entries;
  const alert = priceOfAlert(reading);
  if (priceGuard === null || alert === null) return null;
  const most = stepFrom(alert, priceGuard, standing.atr);
  if (most === null) return noRange('PRICE_GUARD', priceGuard);
  const worse = proposal.side === 'buy' ? sub(proposal.price, alert) : sub(alert, proposal.price);
  return gt(worse, most)
    ? deny(
        'PRICE_GUARD',
        `the price is ${proposal.price} and the alert says ${alert}: ${worse} worse, at most ${stepShown(priceGuard)} (${most})`,
      )
    : null;
}

const ordinal = (entries: number): string => `entry ${entries + 1}`;

export const ENTRY_RULE_CHECKS: readonly RiskCheck[] = [
  {
    name: 'pyramiding',
    shows: ({ strategy: { entries }, standing }) =>
      `${ordinal(standing.entries)} of ${entries.pyramiding.max === null ? 'any number' : `at most ${entries.pyramiding.max}`}`,
    refuse: refuseCount,
  },
  {
    name: 'spacing of entries',
    shows: ({ strategy: { entries }, standing, proposal }) => {
      const { minSpacing } = entries.pyramiding;
      if (minSpacing === null) return 'none is set';
      return standing.lastPrices.length === 0
        ? 'it is the first entry'
        : `${proposal.price} beside ${standing.lastPrices.join(', ')}; at least ${stepShown(minSpacing)}`;
    },
    refuse: refuseSpacing,
  },
  {
    name: 'adds in profit only',
    shows: ({ strategy: { entries }, standing, proposal }) => {
      if (!entries.pyramiding.onlyInProfit) return 'not asked for';
      return standing.entryPrice === null ? 'nothing is held' : `entered at ${standing.entryPrice}, now ${leavingPrice(proposal)}`;
    },
    refuse: refuseLosing,
  },
  {
    name: 'price guard',
    shows: ({ strategy: { entries }, proposal, reading }) => {
      const alert = priceOfAlert(reading);
      if (entries.priceGuard === null) return 'none is set';
      return alert === null
        ? 'the alert names no price to compare with'
        : `${proposal.price}, the alert says ${alert}; at most ${stepShown(entries.priceGuard)} worse`;
    },
    refuse: refuseRunaway,
  },
];
