// Owns: the size that loses a given sum where it goes wrong: at the stop-loss, or so many average true ranges away. Where an
// alert asks for both, the wider of the two counts: nearer the market's own movement would do it, further the stop costs more.

import { abs, decimal, div, gt, isPositive, isZero, mul, percentOf, round, sub, type Decimal } from '../model/decimal.ts';
import { deny, type Denial } from '../model/denial.ts';
import type { AtrFound } from '../model/markets/atr.ts';
import type { ExchangeRate } from '../model/money/exchange-rate.ts';
import type { Funds } from '../model/money/funds.ts';
import type { Instrument } from '../model/markets/instrument.ts';
import type { Strategy } from '../model/settings.ts';
import type { Reading } from '../model/signal.ts';

/** A size before rounding, with the steps that led to it. */
export interface Asked {
  readonly qty: Decimal;
  readonly notes: readonly string[];
}

/** What sizes are counted from beside the alert itself. */
export interface SizeGround {
  readonly price: Decimal;
  /** Absolute; null = the entry has none. */
  readonly stopLoss: Decimal | null;
  /** Null: the account could not be asked. */
  readonly funds: Funds | null;
  /** What funds are counted in. */
  readonly fundsCurrency: string;
  /** What the market's money is worth in that; null or absent: it is the same, or nobody knows. */
  readonly rate?: ExchangeRate | null;
  /** Of the same strategy and instrument now, unsigned, base units. */
  readonly qtyHeld: Decimal;
  /** Null: nobody has asked for candles, or there are none. */
  readonly atr: AtrFound | null;
  /** Of the account, by ccxt's name; null or absent: none of them. */
  readonly exchange?: string | null;
}

/** The account's own money, in that of the instrument: a number of one currency is no number of another. */
export function fundsIn({ funds, fundsCurrency, rate = null }: SizeGround, { quote, symbol }: Instrument): Funds | Denial {
  if (funds === null) return deny('NO_FUNDS', 'the size is counted from the balance of the account, and the venue did not tell it');
  if (quote === fundsCurrency) return funds;
  if (rate !== null) return { equity: round(div(funds.equity, rate.price), 8), available: round(div(funds.available, rate.price), 8) };
  const remedy = `No rate of ${quote}/${fundsCurrency} is known: let an account see that pair (some venue has to trade it), send a quantity, or give the strategy an account whose currency is ${quote}.`;
  return deny('NO_FUNDS', `the account is counted in ${fundsCurrency}, and ${symbol} is priced in ${quote}`, remedy);
}

interface Far {
  readonly distance: Decimal;
  readonly words: string;
  /** What was compared before, a step of its own. */
  readonly before?: string;
}

/** Digits that nobody reads are left out of the words; the sum has all of them. */
const SHORTENED_FROM = decimal('0.001');
const shown = (value: Decimal): Decimal => (gt(value, SHORTENED_FROM) ? round(value, 8) : value);

function toStop({ price, stopLoss }: SizeGround): Far | Denial | null {
  if (stopLoss === null) return null;
  const distance = abs(sub(price, stopLoss));
  return isZero(distance)
    ? deny('STOP_WRONG_SIDE', `the stop at ${stopLoss} is the price itself`)
    : { distance, words: `to the stop ${stopLoss} it is ${shown(distance)}` };
}

/** "14 × 1h", and whose candles they are. */
const sourceOf = ({ period, timeframe, source }: AtrFound): string =>
  `${period} × ${timeframe}, ${source === 'demo' ? 'made-up candles' : 'candles of the venue'}`;

function toAtr(reading: Reading, { atr }: Strategy, ground: SizeGround, { symbol }: Instrument): Far | Denial {
  const value = reading.atr ?? ground.atr?.value ?? null;
  if (value === null) return deny('NO_CANDLES', `the size is counted from the average true range, and nobody tells that of ${symbol}`);
  if (!isPositive(value)) return deny('NO_CANDLES', `the average true range of ${symbol} is ${value}: its candles do not move`);
  const from = reading.atr !== null || ground.atr === null ? 'from the alert' : sourceOf(ground.atr);
  const distance = mul(value, atr.multiplier);
  return { distance, words: `average true range ${value} (${from}) × ${atr.multiplier} = ${shown(distance)}` };
}

/** How far it may go wrong, quote currency for each unit. */
function farOf(reading: Reading, strategy: Strategy, ground: SizeGround, instrument: Instrument, why: string): Far | Denial {
  const stop = toStop(ground);
  if (stop !== null && 'code' in stop) return stop;
  if (reading.atrSizing !== true) {
    if (stop !== null) return stop;
    const remedy = 'Send "stop_loss" in the alert, or a quantity.';
    return deny('NO_QUANTITY', `${why} is counted to the stop-loss, and the alert has none`, remedy);
  }
  const atr = toAtr(reading, strategy, ground, instrument);
  if (stop === null || 'code' in atr) return atr;
  const wider = gt(stop.distance, atr.distance) ? stop : atr;
  return { distance: wider.distance, before: `${stop.words}, ${atr.words}`, words: `the wider counts: ${shown(wider.distance)}` };
}

/** What may be lost, quote currency; null where neither alert nor strategy says it. `rule`: percent by the strategy. */
function moneyAtRisk(
  reading: Reading,
  rule: Decimal | null,
  ground: SizeGround,
  instrument: Instrument,
): { readonly money: Decimal; readonly why: string } | Denial | null {
  if (reading.riskAmount !== null) return { money: reading.riskAmount, why: 'risk of the alert' };
  const percent = reading.riskPercent ?? rule;
  if (percent === null) return null;
  const funds = fundsIn(ground, instrument);
  if ('code' in funds) return funds;
  return { money: percentOf(funds.equity, percent), why: `risk ${percent} % of ${funds.equity} ${instrument.quote}` };
}

/** By risk, where alert or strategy say so. Null: they do not. `rule`: percent of the equity, by the strategy. */
export function byRisk(
  reading: Reading,
  rule: Decimal | null,
  strategy: Strategy,
  ground: SizeGround,
  instrument: Instrument,
): Asked | Denial | null {
  const { base, quote } = instrument;
  const risk = moneyAtRisk(reading, rule, ground, instrument);
  if (risk === null && reading.atrSizing === true)
    return deny(
      'NO_QUANTITY',
      'atr_sizing says how far it may go wrong, and nobody says how much may be lost',
      'Send "risk_percent" in the alert, set risk_percent for the strategy, or send the quantity without atr_sizing.',
    );
  if (risk === null || 'code' in risk) return risk;
  const far = farOf(reading, strategy, ground, instrument, risk.why);
  if ('code' in far) return far;
  const qty = div(risk.money, far.distance);
  const steps = [`${risk.why} = ${shown(risk.money)} ${quote}`, far.before, `${far.words} for each ${base}: ${shown(qty)} ${base}`];
  return { qty, notes: steps.filter((step) => step !== undefined) };
}
