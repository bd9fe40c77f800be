// Owns: the risk checks: small, ordered, each with one reason. All of them hold back entries only.

import { gt, gte, isPositive, lt, lte, mul, round, type Decimal } from '../model/decimal.ts';
import { deny, type Denial, type DenialCode } from '../model/denial.ts';
import { isFarStop, isFarTarget } from '../model/exits/far-level.ts';
import { qtyMaxOf } from '../model/markets/qty-max-of.ts';
import type { Proposal } from '../model/signal.ts';
import { ENTRY_RULE_CHECKS } from './entry-rule-checks.ts';
import type { CheckSubject, RiskCheck } from './risk-check.ts';
import { madeUp } from '../model/markets/price-origin.ts';

/** Also where the distance that a sender wrote leads to nothing or below: no venue takes such a price, and the position would stand without it. */
const wrongSide = (level: Decimal | null, price: Decimal, shouldBeAbove: boolean): boolean =>
  level !== null && (!isPositive(level) || (shouldBeAbove ? lte(level, price) : gte(level, price)));

/** "44000 for a buy at 45000: risk 100 USDT". */
function levelShown(
  { side, price, stopLoss, takeProfit, riskAmount, rewardAmount, instrument }: Proposal,
  kind: 'stop' | 'target',
): string {
  const [level, word, amount] = kind === 'stop' ? [stopLoss, 'risk', riskAmount] : [takeProfit, 'reward', rewardAmount];
  if (level === null) return `the alert has no ${kind}`;
  return `${level} for a ${side} at ${price}${amount === null ? '' : `: ${word} ${amount} ${instrument.quote}`}`;
}

const BEGINS = 'Write the price of the market into the alert ("price": …, or @ …): made-up prices begin there.';

/** Without a price in the alert a made-up market is somewhere else than its levels: that is no fault of theirs. */
const denyLevel = (code: DenialCode, { proposal, reading }: CheckSubject, words: string): Denial =>
  proposal.quote.source === 'demo' && proposal.orderType === 'market' && reading.signalPrice === null
    ? deny(code, `${words}${madeUp('demo')}`, BEGINS)
    : deny(code, words);

const LEFT = 'What is held there from before is left all the same, at market.';
const NOT_LEFT = 'What is held there has to be closed by hand, at the venue.';

/** Null: it takes some orders. */
function refuseUntraded({
  proposal: { instrument },
  traits: { orderTypes, untraded },
}: Pick<CheckSubject, 'proposal' | 'traits'>): Denial | null {
  if (instrument.notEntered !== undefined) return deny('UNSUPPORTED', instrument.notEntered);
  if (orderTypes.length > 0) return null;
  if (untraded === undefined)
    return deny(
      'UNSUPPORTED',
      `what the venue of ${instrument.symbol} takes is not known yet`,
      'Send it again when the account is connected.',
    );
  const remedy = `Use an account at another exchange. ${untraded.isLeft ? LEFT : NOT_LEFT}`;
  return deny('UNSUPPORTED', `no entry is sent to the venue of ${instrument.symbol}: ${untraded.reason}`, remedy);
}

/** Refused here, with its name: a venue that does not know a condition may ignore it, and fill what should have waited. */
function refuseOrderType({ proposal, traits }: CheckSubject): Denial | null {
  const { orderType, terms, instrument } = proposal;
  const unable = (what: string, remedy: string): Denial =>
    deny('UNSUPPORTED', `the venue of ${instrument.symbol} takes no ${what} here`, remedy);
  const untraded = refuseUntraded({ proposal, traits });
  if (untraded !== null) return untraded;
  if (!traits.orderTypes.includes(orderType))
    return unable(`${orderType.replace('_', '-')} orders`, `Use ${traits.orderTypes.join(', ').replaceAll('_', '-')}.`);
  if (terms === undefined) return null;
  const { timeInForce } = terms;
  if (timeInForce !== null && !traits.timesInForce.includes(timeInForce))
    return unable(`orders with time in force ${timeInForce}`, `Send ${[...traits.timesInForce, 'none'].join(', ')}.`);
  if (terms.postOnly && !(traits.postOnly && orderType === 'limit'))
    return unable(`post-only ${orderType} orders`, traits.postOnly ? 'Send a limit order.' : 'Send the limit order without it.');
  if (!terms.extendedHours) return null;
  if (!traits.extendedHours) return unable('orders outside its session', 'Send the order without extended hours.');
  return orderType === 'limit' && (timeInForce === null || timeInForce === 'day')
    ? null
    : unable(`${orderType.replace('_', '-')} orders outside its session`, 'Send a limit order for the day.');
}

function refuseQtyAbove({ proposal: { qty, instrument, orderType } }: CheckSubject): Denial | null {
  const { symbol, qtyMax } = instrument;
  const most = qtyMaxOf(instrument, orderType);
  if (most === null || !gt(qty, most)) return null;
  if (most === qtyMax) return deny('QUANTITY_TOO_LARGE', `${qty} is above the maximum ${most} of ${symbol}`);
  return deny(
    'QUANTITY_TOO_LARGE',
    `${qty} is above ${most}, the most of ${symbol} that the venue takes in one ${orderType.replace('_', '-')} order`,
    `Ask for ${most} at most, or for a limit order${qtyMax === null ? '' : ` of at most ${qtyMax}`}.`,
  );
}

/** All of them, the last one too. */
const targetsOf = ({ takeProfit, exits }: Proposal): readonly Decimal[] => [
  ...(exits?.partials ?? []).map(({ price }) => price),
  ...(takeProfit === null ? [] : [takeProfit]),
];

/** In the money of the account; null: nobody knows. */
function worthOf({ proposal: { notional, instrument }, quoteCurrency, rate }: CheckSubject): Decimal | null {
  if (instrument.quote === quoteCurrency) return notional;
  return rate === null ? null : mul(notional, rate.price);
}

/** "4500 USDT", "4500 USDT = 4140 EUR (1 USDT = 0.92 EUR)". */
function worthShown(subject: CheckSubject): string {
  const { proposal, quoteCurrency, rate } = subject;
  const { quote } = proposal.instrument;
  const worth = worthOf(subject);
  const known =
    worth === null || rate === null ? '' : ` = ${round(worth, 2)} ${quoteCurrency} (1 ${quote} = ${round(rate.price, 8)} ${quoteCurrency})`;
  return `${proposal.notional} ${quote}${known}`;
}

export const RISK_CHECKS: readonly RiskCheck[] = [
  {
    name: 'the venue takes such orders',
    shows: ({ proposal: { orderType, terms } }) =>
      [orderType.replace('_', '-'), terms?.timeInForce ?? '', terms?.postOnly === true ? 'post-only' : ''].filter(Boolean).join(' '),
    refuse: refuseOrderType,
  },
  {
    name: 'no short on spot',
    shows: ({ proposal: { side, instrument } }) => `${side}, ${instrument.kind}${instrument.canShort ? ', which can be sold short' : ''}`,
    refuse: ({ proposal: { side, instrument } }) =>
      side === 'sell' && !instrument.canShort
        ? deny('SHORT_ON_SPOT', `${instrument.symbol} is a spot market: selling it short is not possible`)
        : null,
  },
  {
    name: 'minimum quantity',
    shows: ({ proposal: { qty, instrument } }) => `${qty} of at least ${instrument.qtyMin} ${instrument.base}`,
    refuse: ({ proposal: { qty, instrument } }) =>
      lt(qty, instrument.qtyMin)
        ? deny('QUANTITY_TOO_SMALL', `${qty} is below the minimum ${instrument.qtyMin} of ${instrument.symbol}`)
        : null,
  },
  {
    name: 'maximum quantity',
    shows: ({ proposal: { qty, instrument, orderType } }) => {
      const most = qtyMaxOf(instrument, orderType);
      return most === null ? 'the venue has none' : `${qty} of at most ${most} ${instrument.base}`;
    },
    refuse: refuseQtyAbove,
  },
  {
    name: 'minimum value',
    shows: ({ proposal: { notional, instrument } }) => `${notional} of at least ${instrument.notionalMin} ${instrument.quote}`,
    refuse: ({ proposal: { notional, instrument } }) =>
      lt(notional, instrument.notionalMin)
        ? deny(
            'NOTIONAL_TOO_SMALL',
            `${notional} ${instrument.quote} is below the minimum order value ${instrument.notionalMin} of ${instrument.symbol}`,
          )
        : null,
  },
  {
    name: 'max_notional',
    shows(subject) {
      const { strategy, quoteCurrency, proposal } = subject;
      const isSame = proposal.instrument.quote === quoteCurrency;
      return strategy.maxNotional === null
        ? `${strategy.name} has none`
        : `${isSame ? proposal.notional : worthShown(subject)} of at most ${strategy.maxNotional} ${quoteCurrency}`;
    },
    refuse(subject) {
      const { proposal, strategy, quoteCurrency } = subject;
      const { maxNotional, name } = strategy;
      const { base, quote } = proposal.instrument;
      if (maxNotional === null) return null;
      const worth = worthOf(subject);
      // 900 of one money may be more than 1000 of another: a limit that cannot be compared has to hold
      if (worth === null)
        return deny(
          'MAX_NOTIONAL',
          `${proposal.notional} ${quote} cannot be compared with max_notional ${maxNotional} ${quoteCurrency} of ${name}`,
          `No rate of ${quote}/${quoteCurrency} is known: let an account see that pair (some venue has to trade it), trade ${base} in ${quoteCurrency}, or give the strategy an account whose currency is ${quote}.`,
        );
      return gt(worth, maxNotional) ? deny('MAX_NOTIONAL', `${worthShown(subject)} is above max_notional ${maxNotional} of ${name}`) : null;
    },
  },
  {
    name: 'stop on the right side',
    shows: ({ proposal }) => levelShown(proposal, 'stop'),
    refuse(subject) {
      const { side, price, stopLoss } = subject.proposal;
      return wrongSide(stopLoss, price, side === 'sell')
        ? denyLevel('STOP_WRONG_SIDE', subject, `a stop at ${stopLoss} does not protect a ${side} at ${price}`)
        : null;
    },
  },
  {
    name: 'target on the right side',
    shows: ({ proposal }) => levelShown(proposal, 'target'),
    refuse(subject) {
      const { side, price } = subject.proposal;
      const wrong = targetsOf(subject.proposal).find((target) => wrongSide(target, price, side === 'buy'));
      return wrong === undefined
        ? null
        : denyLevel('TARGET_WRONG_SIDE', subject, `a target of ${wrong} is no profit for a ${side} at ${price}`);
    },
  },
  {
    name: 'stop and target are prices, not distances',
    shows: ({ proposal: { price, stopLoss, takeProfit } }) =>
      `${stopLoss ?? 'no stop'} and ${takeProfit ?? 'no target'} beside the price ${price}`,
    refuse: ({ proposal }) => {
      const { price, stopLoss, instrument } = proposal;
      const stop = stopLoss !== null && isFarStop(stopLoss, price, instrument) ? stopLoss : null;
      const far = stop ?? targetsOf(proposal).find((target) => isFarTarget(target, price, instrument)) ?? null;
      return far === null
        ? null
        : deny('INVALID_PRICE', `${far} is far from the price ${price}: it may be a distance`, 'Send stop-loss and take-profit as prices.');
    },
  },
  ...ENTRY_RULE_CHECKS,
];
