// Owns: the line of PineBridge: `signal=…,symbol=…` and further pairs between commas. `size` counts lots, `qty` units;
// TradingRouter says it with risk_lots and risk_pct_bal_loss (of the balance, lost at the stop), and other sizes of it are refused.
// `tv_price` is the price on the chart, `tv_time` when the alert was made.

import { decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import type { Dialect } from './dialect.ts';
import { rejected, UNKNOWN_READING } from '../fields/draft-reading.ts';
import { COMMAND_TEXT_MAX, putPairs, readOrderFields, readPair, saidTwice, type OrderFields, type Pair } from '../texts/word-fields.ts';
import { inText } from '../texts/in-text.ts';

const NAME = 'pinebridge_kv';
const NAMES: ReadonlyMap<string, string> = new Map([
  ['signal', 'action'],
  ['symbol', 'symbol'],
  ['qty', 'quantity'],
  ['size', 'lots'],
  ['risklots', 'lots'],
  ['riskpctballoss', 'risk_percent'],
  ['entryprice', 'entry_price'],
  ['tvprice', 'price'],
  ['slprice', 'stop_loss'],
  ['tpprice', 'take_profit'],
  ['strategy', 'strategy'],
  ['tvtime', 'timenow'],
  ['comment', 'comment'],
  ['percent', 'percent'],
  ['pct', 'percent'],
]);
const PIPS: ReadonlyMap<string, string> = new Map([
  ['slpips', 'stop_loss'],
  ['tppips', 'take_profit'],
]);

/** TradingRouter's other words for its two entries. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['bull', 'long'],
  ['bullish', 'long'],
  ['bear', 'short'],
  ['bearish', 'short'],
]);
const inOurWords = (pair: Pair): Pair => ({
  ...pair,
  value: (pair.name === 'signal' ? WORDS.get(pair.value.toLowerCase()) : null) ?? pair.value,
});
/** A limit that rests for a zone, and the end of it: `armlong` at its limit_price, `cancellong`. */
const RESTING = /^(arm|cancel)(long|short)$/i;

/** What a signal about a resting order means in the fields of an order; null of any other signal. */
function restingOf(pairs: readonly Pair[]): OrderFields | null {
  const [, verb = '', position = ''] = RESTING.exec(pairs.find(({ name }) => name === 'signal')?.value ?? '') ?? [];
  if (verb === '') return null;
  const side = position.toLowerCase();
  return /^arm$/i.test(verb)
    ? new Map([
        ['action', side],
        ['order_type', 'limit'],
      ])
    : new Map([
        ['action', 'cancel'],
        ['position_side', side],
      ]);
}

function readPairs(text: string): readonly Pair[] | null {
  const line = text.trim();
  if (line.length > COMMAND_TEXT_MAX || line.includes('\n') || !line.includes(',')) return null;
  const pairs = line.split(',').map((part) => readPair(part.trim()));
  const known = pairs.filter((pair): pair is Pair => pair !== null);
  const has = (name: string): boolean => known.some((pair) => pair.name === name);
  return known.length === pairs.length && has('signal') && has('symbol') ? known : null;
}

const pairsIn = inText(readPairs);

export const pinebridgeKv: Dialect = {
  name: NAME,
  claims: (body) => (pairsIn(body) !== null ? 'certain' : 'no'),
  read(body) {
    const pairs = pairsIn(body);
    if (pairs === null) return UNKNOWN_READING;
    const resting = restingOf(pairs);
    const fields: OrderFields = resting ?? new Map();
    const named = pairs.filter(({ name }) => !PIPS.has(name) && !(resting !== null && name === 'signal')).map(inOurWords);
    const twice = saidTwice(pairs) ?? putPairs(fields, named, NAMES);
    if (twice !== null) return rejected(NAME, deny('CONTRADICTION', `${twice}= stands twice with different values.`));
    for (const { name, value } of pairs) {
      const field = PIPS.get(name);
      if (field === undefined) continue;
      if (fields.has(field)) return rejected(NAME, deny('CONTRADICTION', `${field} stands in the message as a price and in pips.`));
      fields.set(field, new Map([['pips', value]]));
    }
    return readOrderFields(fields, NAME);
  },
  examples: [
    {
      body: 'signal=short,symbol=AUDNZD,qty=20000,entry_price=1.0912,sl_price=1.0955,tp_pips=60,strategy=north',
      reading: {
        action: 'sell',
        symbol: 'AUDNZD',
        quantity: decimal('20000'),
        quantityUnit: null,
        positionSide: 'short',
        signalPrice: decimal('1.0912'),
        stopLoss: { price: decimal('1.0955') },
        takeProfits: [{ pips: decimal('60') }],
        strategy: 'north',
      },
    },
    { body: 'signal=long,symbol=XAGUSD,size=0.5', reading: { action: 'buy', quantity: decimal('0.5'), quantityUnit: 'lots' } },
    {
      body: 'token=example-of-a-secret, signal=sell, symbol=AUDNZD, risk_pct_bal_loss=1.5, sl_pips=40',
      reading: { action: 'sell', riskPercent: decimal('1.5'), stopLoss: { pips: decimal('40') }, quantity: null },
    },
    {
      body: 'token=example-of-a-secret,signal=bullish,symbol=AUDNZD,risk_lots=0.2,sl_price=1.08',
      reading: { action: 'buy', quantity: decimal('0.2'), quantityUnit: 'lots', stopLoss: { price: decimal('1.08') } },
    },
    {
      body: 'signal=armshort,symbol=AUDNZD,qty=2000,limit_price=1.0955,zone_id=77,zone_src=OB',
      reading: { action: 'sell', orderType: 'limit', limitPrice: decimal('1.0955'), quantity: decimal('2000') },
    },
    { body: 'signal=cancelshort,symbol=AUDNZD,zone_id=77', reading: { kind: 'cancel', positionSide: 'short' } },
    { body: 'signal=closeshort,symbol=AUDNZD', reading: { action: 'close_short', side: 'buy' } },
  ],
};
