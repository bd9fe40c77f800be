// Owns: how much of a position an exit takes, what only reduces, which side of a hedge is meant, what is cancelled or closed before, and
// in what a size is counted, under the names that people make up.

import {
  alert,
  buy,
  cancel,
  close,
  closeLong,
  closeShort,
  noOrder,
  orRefused,
  report,
  sell,
  sl,
  tp,
  type WrittenAlert,
} from './written-alert.ts';

const S = 'DOTUSDT';
const dot = (more: object): object => ({ symbol: S, ...more });
const label = (fields: object): string => JSON.stringify(fields);
const half = { percent: 50, percent_of: 'position' };

/** A close of a part: right as that part, and refused. */
const part = (fields: object, more: object = half): WrittenAlert =>
  alert(label(fields), dot({ action: 'close', ...fields }), orRefused(close(S, more)));
/** A sell that may only reduce. */
const reduces = (fields: object): WrittenAlert =>
  alert(label(fields), dot({ action: 'sell', qty: 4, ...fields }), {
    ...orRefused(closeLong(S, { quantity: 4 })),
    accept_actions: ['close'],
  });
/** The same, where the order itself is marked. */
const reduceOnly = (fields: object): WrittenAlert =>
  alert(label(fields), dot({ action: 'sell', qty: 4, ...fields }), {
    ...orRefused(closeLong(S, { quantity: 4 })),
    accept_actions: ['close', 'sell'],
  });
/** A buy of such a size, or refused. */
const sized = (fields: object, more: object): WrittenAlert =>
  alert(label(fields), dot({ action: 'buy', ...fields }), orRefused(buy(S, more)));
const only = (fields: object): WrittenAlert => report(label(fields), dot(fields));

const cancelThenBuy = {
  ...noOrder,
  kind: 'order',
  action: 'multi',
  accept_kinds: ['reject'],
  symbol: S,
  legs: [cancel(S), buy(S, { quantity: 4 })],
};
const first = (fields: object): WrittenAlert => alert(`first: ${label(fields)}`, dot({ action: 'buy', qty: 4, ...fields }), cancelThenBuy);

export const SHARES_AND_FLAGS: readonly WrittenAlert[] = [
  part({ part: '50%' }),
  part({ portion: 0.5 }),
  part({ fraction: 0.5 }),
  part({ fraction: '1/2' }),
  part({ amount_pct: 50 }),
  part({ percentage: 50 }),
  // may be a statistic of the trade: nothing makes less of an exit by a guess
  part({ pct: '50%' }, {}),
  part({ close_part: 50 }),
  part({ close_fraction: 0.5 }),
  part({ qty_pct: 50 }),
  part({ size_pct: 50 }),
  part({ volume_percent: 50 }),
  part({ lots_percent: 50 }),
  part({ sell_percent: 50 }),
  part({ sell_pct: 50 }),
  part({ reduce_by: '50%' }),
  part({ reduce_percent: 50 }),
  part({ take: '50%' }),
  part({ share: '50%' }),
  part({ position_percent: 50 }),
  part({ percent_of_position: 50 }),
  part({ exit_share: 50 }),
  part({ closing_percentage: '50' }),
  part({ qty: 'half' }),
  part({ amount: '1/2' }),
  part({ quantity: '50%' }),
  part({ partial: true, percent: 50 }),
  only({ action: 'close', partial: true }),
  only({ action: 'close_partial' }),
  only({ action: 'close', keep: 5 }),
  only({ action: 'close', leave: '50%' }),
  part({ remaining: 5 }, {}),
  part({ lots: 0.5 }, { quantity: 0.5, quantity_unit: 'lots' }),
  part({ contracts_to_close: 4 }, { quantity: 4 }),
  part({ qty_to_close: 4 }, { quantity: 4 }),
  part({ close: 4, action: 'exit' }, { signal_price: 4 }),
  part({ ticket: 881234 }, {}),
  part({ entry_id: 'Long 1' }, {}),
  part({ from_entry: 'Long 1' }, {}),
  // an exit waits for nothing
  part({ only_profitable: true }, {}),
  part({ if_profit: true }, {}),
  part({ min_profit: '1%' }, {}),
  part({ order_type: 'limit', limit_price: 7.1 }, { order_type: 'limit', limit_price: 7.1 }),
  alert('a scale out by its number', dot({ action: 'scale_out', step: 1, steps: 3 }), noOrder),
  alert('a close under long in percent', dot({ action: 'close_long', pct: 25 }), orRefused(closeLong(S))),
  alert('an exit that says 100', dot({ action: 'exit', percentage: 100 }), orRefused(close(S, { percent: 100 }))),
  // reduces
  reduceOnly({ reduce: true }),
  reduceOnly({ ro: true }),
  reduceOnly({ reduce_only: 'yes' }),
  reduceOnly({ reduceonly: 1 }),
  reduceOnly({ REDUCE_ONLY: 'TRUE' }),
  reduces({ close_position: true }),
  reduces({ closePosition: 'true' }),
  reduces({ is_exit: 'true' }),
  reduces({ isClose: true }),
  reduces({ exit: true }),
  reduces({ close: true }),
  reduces({ closing: 1 }),
  reduces({ is_closing: true }),
  reduces({ open: false }),
  reduces({ entry: false }),
  reduces({ effect: 'close' }),
  reduces({ position_effect: 'CLOSING' }),
  reduces({ openClose: 'C' }),
  reduces({ offset: 'close' }),
  reduces({ offsetFlag: 'CLOSE' }),
  reduces({ trade_side: 'close' }),
  reduces({ purpose: 'exit' }),
  reduces({ leg: 'exit' }),
  reduces({ execInst: 'Close' }),
  reduces({ execInst: 'ReduceOnly' }),
  reduces({ positionFill: 'REDUCE_ONLY' }),
  reduces({ flags: ['reduce_only'] }),
  reduceOnly({ params: { reduceOnly: true } }),
  reduces({ options: { reduce_only: true } }),
  reduces({ closeOnTrigger: true }),
  reduces({ close_only: 1 }),
  reduces({ position_id: 'Exit Long' }),
  reduces({ signal_name: 'Long Exit' }),
  alert(
    'not a close',
    dot({ action: 'sell', qty: 4, reduce: false, close: false, is_exit: 0, exit: 'false' }),
    orRefused(sell(S, { quantity: 4 })),
  ),
  alert('a buy that closes, by a flag', dot({ action: 'buy', qty: 4, close: true }), {
    ...orRefused(closeShort(S, { quantity: 4 })),
    accept_actions: ['close', 'buy'],
  }),
  alert(
    'a buy under a position that is short',
    dot({ action: 'buy', qty: 4, open_only: true, position: 'short' }),
    orRefused(closeShort(S, { quantity: 4 })),
  ),
  // hedges
  alert(
    'Bybit: a sell of the long side of a hedge',
    dot({ side: 'Sell', qty: 4, positionIdx: 1 }),
    orRefused(closeLong(S, { quantity: 4 })),
  ),
  alert(
    'Bybit: a buy of the short side of a hedge',
    dot({ side: 'Buy', qty: 4, positionIdx: 2 }),
    orRefused(closeShort(S, { quantity: 4 })),
  ),
  alert('Bybit: a sell of the short side of a hedge', dot({ side: 'Sell', qty: 4, positionIdx: 2 }), orRefused(sell(S, { quantity: 4 }))),
  alert('position_idx in words', dot({ side: 'sell', qty: 4, position_idx: '1' }), orRefused(closeLong(S, { quantity: 4 }))),
  alert('Bitget: trade side close of a buy is the long', dot({ side: 'buy', tradeSide: 'close', size: 4 }), {
    ...orRefused(closeLong(S, { quantity: 4 })),
    accept_actions: ['close'],
  }),
  alert(
    'HTX: a buy whose offset is close',
    dot({ direction: 'buy', offset: 'close', volume: 4 }),
    orRefused(closeShort(S, { quantity: 4 })),
  ),
  alert('HTX: a sell whose offset is open', dot({ direction: 'sell', offset: 'open', volume: 4 }), orRefused(sell(S, { quantity: 4 }))),
  only({ side: 3, vol: 4, openType: 1, type: 5 }),
  only({ side: 2, qty: 4 }),
  only({ side: 4, qty: 4 }),
  only({ cmd: 1, volume: 0.4 }),
  only({ type: 1, volume: 0.4, magic: 77 }),
  only({ action: 1, type: 1, volume: 0.4, deviation: 20 }),
  only({ hedge: true, side: 'sell', qty: 4, hedge_ratio: 0.5 }),
  only({ action: 'sell', qty: 4, hedge_with: 'ADAUSDT' }),
  only({ action: 'sell', qty: 4, hedge_against: 'long' }),
  alert(
    'hedge mode beside the side of the position',
    dot({ side: 'SELL', positionSide: 'LONG', quantity: 4, hedge_mode: true }),
    orRefused(closeLong(S, { quantity: 4 })),
  ),
  // what is cancelled or closed before
  first({ cancel_all: true }),
  first({ cancel_orders: true }),
  first({ cancel_existing: true }),
  first({ cancel_existing_orders: 'true' }),
  first({ cancel_pending: true }),
  first({ cancelPending: 1 }),
  first({ cancel_before: true }),
  first({ cancel_open_orders: 'yes' }),
  first({ cancelAllOrders: true }),
  first({ replace_existing: true }),
  first({ close_existing: true }),
  first({ close_previous: true }),
  first({ close_all: true }),
  first({ close_current_position: true }),
  first({ flatten_first: true }),
  first({ exit_existing: true }),
  alert(
    'nothing is cancelled or closed before',
    dot({ action: 'buy', qty: 4, cancel_all: false, close_existing: 'false', cancel_before: 0, flatten_first: null }),
    orRefused(buy(S, { quantity: 4 })),
  ),
  alert('a close that cancels too', dot({ action: 'close', cancel_all: true }), orRefused(close(S))),
  alert('a close that cancels the orders too', dot({ action: 'close_long', cancel_orders: true }), orRefused(closeLong(S))),
  alert(
    'the other side is closed before',
    dot({ action: 'buy', qty: 4, close_opposite_positions: true }),
    orRefused(buy(S, { quantity: 4 })),
  ),
  // in what a size is counted
  sized({ qty: 100, qty_unit: 'usd' }, { notional: 100 }),
  sized({ qty: 100, quantity_mode: 'usdt' }, { notional: 100 }),
  sized({ qty: 10, qty_mode: 'percent' }, { percent: 10 }),
  sized({ qty: 10, is_percent: true }, { percent: 10 }),
  sized({ qty: 10, use_percent: 'true' }, { percent: 10 }),
  sized({ qty: 10, percent: true }, { percent: 10 }),
  sized({ qty: 100, qty_is_quote: true }, { notional: 100 }),
  sized({ qty: 100, in_usd: true }, { notional: 100 }),
  sized({ qty: 100, is_quote: 1 }, { notional: 100 }),
  sized({ qty: 100, qty_currency: 'USDT' }, { notional: 100 }),
  sized({ amount: 100, amount_currency: 'USD' }, { notional: 100 }),
  sized({ amount: 100, currency: 'USDT' }, { notional: 100 }),
  sized({ amount: 100, denomination: 'quote' }, { notional: 100 }),
  sized({ qty: 100, base_or_quote: 'quote' }, { notional: 100 }),
  sized({ amount: 100, amount_in: 'quote' }, { notional: 100 }),
  sized({ quantity: 100, tgtCcy: 'quote_ccy' }, { notional: 100 }),
  sized({ quantity: 100, marketUnit: 'quoteCoin' }, { notional: 100 }),
  sized({ qty: 2, is_lots: true }, { quantity: 2, quantity_unit: 'lots' }),
  sized({ qty: 2, quantity_in: 'lots' }, { quantity: 2, quantity_unit: 'lots' }),
  sized({ qty: '2 lots' }, { quantity: 2, quantity_unit: 'lots' }),
  sized({ qty: '100$' }, { notional: 100 }),
  sized({ qty: '100 usd' }, { notional: 100 }),
  sized({ quoteOrderQty: '100' }, { notional: 100 }),
  sized({ quote_size: '100' }, { notional: 100 }),
  sized({ quote_qty: '100' }, { notional: 100 }),
  sized({ base_size: '4' }, { quantity: 4 }),
  sized({ funds: '100' }, { notional: 100 }),
  sized({ cashQty: 100 }, { notional: 100 }),
  sized({ cash_amount: 100 }, { notional: 100 }),
  sized({ cost: 100 }, { notional: 100 }),
  sized({ stakeamount: 100 }, { notional: 100 }),
  sized({ usdt: 100 }, { notional: 100 }),
  sized({ usd_amount: '$1,000' }, { notional: 1000 }),
  sized({ wallet_percent: 5 }, { percent: 5 }),
  sized({ balance_pct: 5 }, { percent: 5 }),
  sized({ equity_percent: 5 }, { percent: 5, percent_of: 'equity' }),
  sized({ allocation: '5%' }, { percent: 5 }),
  sized({ capital_pct: '5' }, { percent: 5 }),
  sized({ portfolio_percent: 5 }, { percent: 5 }),
  only({ action: 'buy', target_weight: 0.2 }),
  // where to leave, in percent
  sized({ target_percent: 20 }, { take_profits: [{ percent: 20 }] }),
  only({ action: 'buy', weight: 0.2 }),
  only({ action: 'buy', kelly: 0.2 }),
  only({ action: 'buy', risk_reward_size: 2 }),
  only({ action: 'buy', qty: '0.5R' }),
  only({ action: 'buy', qty: '2x' }),
  only({ action: 'buy', qty: '1/3' }),
  only({ action: 'buy', qty: 'all-in' }),
  only({ action: 'buy', qty: 'max' }),
  only({ action: 'buy', qty: '12a%' }),
  only({ action: 'buy', qty: '10%p' }),
  sized({ qty: 4, amount: 100 }, { quantity: 4 }),
  only({ action: 'buy', margin: 50 }),
  only({ action: 'buy', collateral: 50, leverage: 5 }),
  sized({ qty: 4, qty_unit: 'contracts', contract_size: 10 }, { quantity: 4 }),
  // shares of targets
  alert(
    'a target for a part by quantity',
    dot({ action: 'buy', qty: 10, tp: 7.5, tp_qty: 5, sl: 6.1 }),
    orRefused(buy(S, { quantity: 10, ...sl(6.1), take_profits: [{ price: 7.5, share: 50 }] })),
  ),
  alert(
    'a target for a part by percent',
    dot({ action: 'buy', qty: 10, tp: 7.5, tp_close_percent: 50, sl: 6.1 }),
    orRefused(buy(S, { quantity: 10, ...sl(6.1), take_profits: [{ price: 7.5, share: 50 }] })),
  ),
  alert(
    'parts of targets in a text',
    dot({ action: 'buy', qty: 10, tp1: 7.2, tp2: 7.5, tp_split: '60/40' }),
    orRefused(
      buy(S, {
        quantity: 10,
        take_profits: [
          { price: 7.2, share: 60 },
          { price: 7.5, share: 40 },
        ],
      }),
    ),
  ),
  alert(
    'parts of targets in a list',
    dot({ action: 'buy', qty: 10, tps: [7.2, 7.5], tp_allocation: [60, 40] }),
    orRefused(
      buy(S, {
        quantity: 10,
        take_profits: [
          { price: 7.2, share: 60 },
          { price: 7.5, share: 40 },
        ],
      }),
    ),
  ),
  alert(
    'a part of a target in units',
    dot({ action: 'buy', qty: 10, tp1: 7.2, tp1_qty: 6, tp2: 7.5, tp2_qty: 4 }),
    orRefused(
      buy(S, {
        quantity: 10,
        take_profits: [
          { price: 7.2, share: 60 },
          { price: 7.5, share: 40 },
        ],
      }),
    ),
  ),
  alert(
    'levels in percent by a switch',
    dot({ action: 'buy', qty: 10, sl: 2, tp: 4, sl_in_percent: true, tp_in_percent: true }),
    orRefused(buy(S, { quantity: 10, stop_loss: { percent: 2 }, take_profits: [{ percent: 4 }] })),
  ),
  alert(
    'levels by the units of MetaApi',
    dot({ action: 'buy', qty: 10, stopLoss: 20, stopLossUnits: 'RELATIVE_PIPS', takeProfit: 40, takeProfitUnits: 'RELATIVE_PIPS' }),
    orRefused(buy(S, { quantity: 10, stop_loss: { pips: 20 }, take_profits: [{ pips: 40 }] })),
  ),
  alert(
    'a trail in percent by its type',
    dot({ action: 'buy', qty: 10, sl_type: 'trailing', sl_percent: 2 }),
    orRefused(buy(S, { quantity: 10, trailing: { percent: 2 } })),
  ),
  alert(
    'targets as prices in an object by number',
    dot({ action: 'buy', qty: 10, tp: { 1: 7.2, 2: 7.5 } }),
    orRefused(buy(S, { quantity: 10, take_profits: tp(7.2, 7.5) })),
  ),
];
