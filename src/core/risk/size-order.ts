// Owns: how much an entry is, and every step of that sum in words. Rounds down to the venue's step, never up.

import {
  div,
  eq,
  floorToStep,
  gt,
  HUNDRED,
  isPositive,
  isZero,
  lt,
  lte,
  mul,
  percentOf,
  round,
  sub,
  type Decimal,
} from '../model/decimal.ts';
import { deny, type Denial } from '../model/denial.ts';
import { defaultInUnits, lotOf, sizesInUnits } from '../model/markets/lots-counted.ts';
import { countUnits, isInUnits } from '../model/markets/unit-size.ts';
import type { Instrument } from '../model/markets/instrument.ts';
import { FEE_ROOM_PERCENT } from '../model/limits.ts';
import type { Strategy } from '../model/settings.ts';
import type { Reading } from '../model/signal.ts';
import { byRisk, fundsIn, type Asked, type SizeGround } from './risk-size.ts';

export interface Sizing {
  readonly qty: Decimal;
  readonly qtyAsked: Decimal;
  readonly notes: readonly string[];
}

/** Percent of what: of the account, of what is free in it, or of the position. */
function percentSize(percent: Decimal, of: Reading['percentOf'], ground: SizeGround, instrument: Instrument): Asked | Denial {
  const { base, quote } = instrument;
  if (of === 'position') {
    if (isZero(ground.qtyHeld)) return deny('NO_QUANTITY', `${percent} % of a position that is flat is nothing`);
    const qty = percentOf(ground.qtyHeld, percent);
    return { qty, notes: [`${percent} % of the ${ground.qtyHeld} ${base} held = ${qty} ${base}`] };
  }
  const funds = fundsIn(ground, instrument);
  if ('code' in funds) return funds;
  const [whole, name] = of === 'available' ? [funds.available, 'free'] : [funds.equity, 'equity'];
  const asked = percentOf(whole, percent);
  const most = percentOf(funds.available, sub(HUNDRED, FEE_ROOM_PERCENT));
  // all of it, or nearly: no venue takes that, since fees come on top. What is more than there is stays as it was asked for
  const isAll = (of === 'available' || instrument.kind === 'spot') && gt(asked, most) && lte(asked, funds.available);
  const money = isAll ? most : asked;
  const notes = [
    `${percent} % of ${whole} ${quote} ${name} = ${asked} ${quote}${isAll ? '' : ` at ${ground.price}`}`,
    ...(isAll ? [`${FEE_ROOM_PERCENT} % of what is free stays for fees: ${money} ${quote} at ${ground.price}`] : []),
  ];
  return { qty: div(money, ground.price), notes };
}

/** A fixed stake is money of the account: 300 of it is no 300 BTC where the leader trades ETH/BTC. */
export const isStake = ({ copyEvent, notional }: Reading, { copy: { stake } }: Strategy): boolean =>
  copyEvent !== null && stake !== null && notional !== null;

/** So is the default of a strategy, which may be followed in markets of several currencies. */
export const isDefaultNotional = (reading: Reading, { defaultQuantity, defaultNotional, riskPercent }: Strategy): boolean =>
  defaultNotional !== null &&
  defaultQuantity === null &&
  riskPercent === null &&
  [reading.quantity, reading.notional, reading.percent, reading.riskPercent, reading.riskAmount].every((size) => size === null);

interface Money {
  readonly amount: Decimal;
  /** What it is called in the sum. */
  readonly name: string;
  /** What would do without a rate. */
  readonly instead: string;
}

/** Money of the account in a market that is priced in another. */
function byMoney(
  { amount, name, instead }: Money,
  { price, fundsCurrency, rate = null }: SizeGround,
  { quote, symbol }: Instrument,
): Asked | Denial {
  if (rate === null) {
    const remedy = `No rate of ${quote}/${fundsCurrency} is known: let an account see that pair (some venue has to trade it), ${instead}, or give the strategy an account whose currency is ${quote}.`;
    return deny('NO_QUANTITY', `the ${name} of ${amount} is counted in ${fundsCurrency}, and ${symbol} is priced in ${quote}`, remedy);
  }
  const money = div(amount, rate.price);
  const words = `${name} of ${amount} ${fundsCurrency} = ${round(money, 8)} ${quote} (1 ${quote} = ${round(rate.price, 8)} ${fundsCurrency})`;
  return { qty: div(money, price), notes: [`${words} at ${price}`] };
}

/** The size that the alert itself names. */
function byAlert(reading: Reading, strategy: Strategy, ground: SizeGround, instrument: Instrument): Asked | Denial | null {
  const { base, quote } = instrument;
  if (isInUnits(reading)) {
    const counted = countUnits(reading, ground.exchange ?? null, instrument);
    return 'code' in counted ? counted : { qty: counted.qty, notes: [`${counted.words} from the alert`] };
  }
  if (reading.quantity !== null) return { qty: reading.quantity, notes: [`quantity ${reading.quantity} ${base} from the alert`] };
  if (reading.notional !== null && isStake(reading, strategy) && quote !== ground.fundsCurrency)
    return byMoney({ amount: reading.notional, name: 'stake', instead: 'copy by ratio (copy.scale)' }, ground, instrument);
  if (reading.notional !== null)
    return { qty: div(reading.notional, ground.price), notes: [`${reading.notional} ${quote} from the alert at ${ground.price}`] };
  return reading.percent === null ? null : percentSize(reading.percent, reading.percentOf ?? 'equity', ground, instrument);
}

function byStrategy(strategy: Strategy, ground: SizeGround, instrument: Instrument): Asked | Denial | null {
  const { base, quote } = instrument;
  const { defaultQuantity, defaultNotional, defaultPercentEquity } = strategy;
  if (defaultQuantity !== null) return { qty: defaultQuantity, notes: [`default quantity ${defaultQuantity} ${base}`] };
  if (defaultNotional !== null && quote !== ground.fundsCurrency)
    return byMoney({ amount: defaultNotional, name: 'default', instead: 'send a quantity' }, ground, instrument);
  if (defaultNotional !== null)
    return { qty: div(defaultNotional, ground.price), notes: [`default ${defaultNotional} ${quote} at ${ground.price}`] };
  return defaultPercentEquity === null ? null : percentSize(defaultPercentEquity, 'equity', ground, instrument);
}

/** The smaller of the two, with what was held against what. */
const capped = (risked: Asked, named: Asked): Asked =>
  lt(named.qty, risked.qty)
    ? { qty: named.qty, notes: [...risked.notes, `capped: ${named.notes.join(', ')}`] }
    : { qty: risked.qty, notes: [...risked.notes, `within the cap: ${named.notes.join(', ')}`] };

/** Neither alert nor strategy name a size: known before there is a price, so that the sender learns it at once. */
export function refuseUnsized(reading: Reading, strategy: Strategy): Denial | null {
  const { quantity, notional, percent, riskPercent, riskAmount, atrSizing } = reading;
  const { defaultQuantity, defaultNotional, defaultPercentEquity } = strategy;
  const sizes = [quantity, notional, percent, riskPercent, riskAmount, atrSizing];
  const defaults = [defaultQuantity, defaultNotional, defaultPercentEquity, strategy.riskPercent];
  return [...sizes, ...defaults].every((size) => size === null) ? unsized(strategy) : null;
}

const unsized = ({ name }: Strategy): Denial => deny('NO_QUANTITY', `the alert has no quantity and strategy ${name} has no default`);

/** The quantity before rounding. A size beside a rule of risk is its cap. */
function qtyAsked(
  reading: Reading,
  strategy: Strategy,
  fixedQty: Decimal | null,
  ground: SizeGround,
  instrument: Instrument,
): Asked | Denial {
  const fixed = fixedQty === null ? null : { qty: fixedQty, notes: [`quantity ${fixedQty} ${instrument.base}`] };
  const named = fixed ?? byAlert(reading, strategy, ground, instrument);
  if (named !== null && 'code' in named) return named;
  // the rule of the strategy is for alerts that leave the size to it
  const rule = named === null || reading.atrSizing === true ? strategy.riskPercent : null;
  const risked = byRisk(reading, rule, strategy, ground, instrument);
  if (risked !== null && 'code' in risked) return risked;
  if (risked !== null && named !== null) return capped(risked, named);
  return risked ?? named ?? byStrategy(strategy, ground, instrument) ?? unsized(strategy);
}

/** Whether the size of such an alert is counted from the balance of the account. */
export function needsFunds(reading: Reading, strategy: Strategy): boolean {
  if (reading.riskPercent !== null) return true;
  if (reading.atrSizing === true && reading.riskAmount === null && strategy.riskPercent !== null) return true;
  if (reading.percent !== null) return reading.percentOf !== 'position';
  if (reading.quantity !== null || reading.notional !== null || reading.riskAmount !== null) return false;
  return strategy.riskPercent !== null || strategy.defaultPercentEquity !== null;
}

/** What the sum was counted at, where the balance is of other money. */
function rateNotes(
  reading: Reading,
  strategy: Strategy,
  { fundsCurrency, rate = null }: SizeGround,
  { quote }: Instrument,
): readonly string[] {
  if (rate === null || quote === fundsCurrency || !needsFunds(reading, strategy)) return [];
  return [`the account is counted in ${fundsCurrency}: 1 ${quote} = ${round(rate.price, 8)} ${fundsCurrency}`];
}

/** `factor`: 1, or less after "half size". `fixedQty`: what is left after an exit, or what a reverse opens. */
export function sizeOrder(
  reading: Reading,
  strategy: Strategy,
  instrument: Instrument,
  ground: SizeGround,
  fixedQty: Decimal | null,
  factor: Decimal,
): Sizing | Denial {
  const lot = lotOf(instrument);
  const asked = qtyAsked(sizesInUnits(reading, lot), defaultInUnits(strategy, lot), fixedQty, ground, instrument);
  if ('code' in asked) return asked;
  const wanted = mul(asked.qty, factor);
  const qty = floorToStep(wanted, instrument.stepSize);
  const notes = [...rateNotes(reading, strategy, ground, instrument), ...asked.notes];
  if (!eq(factor, '1' as Decimal)) notes.push(`× ${factor} = ${wanted}`);
  if (!isPositive(qty))
    return deny(
      'QUANTITY_TOO_SMALL',
      `${wanted} ${instrument.base} is below the step ${instrument.stepSize} of ${instrument.symbol}: ${notes.join('; ')}`,
      instrument.lotSize === undefined
        ? undefined
        : lot === null
          ? `A quantity counts units: one lot is ${instrument.lotSize}. Send that, or "lots": 1.`
          : `One lot is ${instrument.lotSize} units.`,
    );
  if (!eq(qty, wanted)) notes.push(`rounded down from ${wanted} to ${qty} (step ${instrument.stepSize})`);
  return { qty, qtyAsked: wanted, notes };
}
