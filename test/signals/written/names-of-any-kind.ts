// Owns: home-made names of what an order is made of: read where they have one meaning, and refused where an entry without them would be
// another one. What they stand beside is the same plain buy.

import { alert, buy, close, closeLong, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const base = (more: object): object => ({ symbol: 'LTCUSDT', action: 'buy', ...more });
const entry = buy('LTCUSDT');
const lost = (fields: Readonly<Record<string, unknown>>): WrittenAlert[] =>
  Object.entries(fields).map(([name, value]) => report(`${name} is not lost`, base({ [name]: value })));

export const NAMES_OF_ANY_KIND: readonly WrittenAlert[] = [
  // names with one meaning
  ...['dir', 'op', 'sig', 'instruction', 'txn', 'txn_type', 'act'].map((name) =>
    alert(`side in ${name}`, { symbol: 'LTCUSDT', [name]: 'sell', qty: 2 }, sell('LTCUSDT', { quantity: 2 })),
  ),
  ...['mkt', 'inst', 'instrument_name', 'market_symbol'].map((name) =>
    alert(`market in ${name}`, { [name]: 'LTC-USDT', action: 'buy', qty: 2 }, buy('LTC-USDT', { quantity: 2 })),
  ),
  ...['otype', 'ot', 'type_of_order'].map((name) =>
    alert(`type in ${name}`, base({ [name]: 'LMT', prc: 92.5 }), { ...entry, order_type: 'limit', limit_price: 92.5 }),
  ),
  ...['prc', 'order_px', 'enter_price'].map((name) => alert(`price in ${name}`, base({ [name]: 92.5 }), { ...entry, signal_price: 92.5 })),
  alert('targets by a short name', base({ tgt1: 95, tgt2: 99, sl: 90 }), { ...entry, take_profits: tp(95, 99), ...sl(90) }),
  alert('one target by a short name', base({ tgt: 95 }), { ...entry, take_profits: tp(95) }),
  ...['lever', 'lvg', 'leverage_x'].map((name) => alert(`leverage in ${name}`, base({ [name]: 5 }), { ...entry, leverage: 5 })),
  alert('volume in short, beside a bar', base({ vol: 50211, interval: '15' }), { ...entry, no_quantity: true }),
  // the same names hold other things, and refuse nothing then
  ...['deal', 'dir', 'op', 'sig', 'instruction', 'txn', 'txn_type', 'act'].map((name) =>
    alert(`${name} beside a close`, { symbol: 'LTCUSDT', signal: 'close', [name]: 'D-77' }, close('LTCUSDT')),
  ),
  ...['dir', 'op', 'sig', 'instruction', 'txn', 'txn_type', 'act'].flatMap((name) => [
    alert(`${name} beside a side`, { symbol: 'LTCUSDT', type: 'sell', [name]: 'x9f86d081' }, sell('LTCUSDT')),
    report(`an exit in ${name}`, { symbol: 'LTCUSDT', type: 'buy', [name]: 'exit now' }),
  ]),
  ...[
    { coin: 'LTC', mkt: 'USDT' },
    { asset: 'LTC', mkt: 'binance' },
    { coin: 'LTC', instrument_name: 'Litecoin' },
    { coin: 'LTC', inst: 'perp' },
  ].map((names) => alert(`where a coin is traded: ${Object.values(names).join(', ')}`, { ...names, action: 'buy' }, buy('LTC'))),
  // names of a size that is not read
  ...lost({
    vol: 3,
    q: 3,
    how_many: 3,
    menge: 3,
    cantidad: 3,
    order_volume: 3,
    fixed_lot: 0.1,
    entry_size: 3,
    exposure: 3,
    spend_usd: 250,
    pct: 5,
  }),
  // names of a level
  ...lost({
    buy_at: 90,
    at: 90,
    desired_price: 90,
    trig: 95,
    trigger_at: 95,
    above: 95,
    break_below: 90,
    breakout_price: 95,
    when_price: 95,
  }),
  alert('the level that a rising market has broken', base({ price: 96, breakout_level: 95 }), { ...entry, signal_price: 96 }),
  report('the level that it has not broken yet', base({ price: 94, breakout_level: 95 })),
  alert(
    'the level that a falling market has broken',
    { symbol: 'LTCUSDT', action: 'sell', price: 94, break_price: 95 },
    {
      ...sell('LTCUSDT'),
      signal_price: 94,
    },
  ),
  report('the level below that it has not', { symbol: 'LTCUSDT', action: 'sell', price: 96, break_price: 95 }),
  alert('a switch is no level', base({ enter: 1, exit: 0 }), entry),
  ...lost({ enter: 90 }),
  ...lost({ slpx: 90, stp: 90, cut: 90, loss_at: 90, trigger_stop: 90 }),
  ...lost({ take1: 95, goal: 95, profit_at: 95, sell_at: 95 }),
  alert('a time is no target', base({ t1: 1772443201 }), entry),
  // how it is worked, and what it is, under any name
  ...lost({ mode_of_order: 'limit', style: 'stop', method: 'stop_limit', ot: 'L' }),
  alert('the type of the target, beside a type', base({ type: 'market', tp: 95, tp_kind_of_order: 'limit' }), {
    ...entry,
    order_type: 'market',
    take_profits: tp(95),
  }),
  ...lost({
    dir: 'short',
    way: 'sell',
    call: 'sell',
    ls: 'short',
    flow: 'sell',
    move: 'exit',
    state: 'exit',
    action_type: 'exit',
    effect: 'exit',
  }),
  // what leaves keeps none of it, and is not kept by any
  ...[
    { vol: 5 },
    { amount: 'n/a' },
    { dir: 'long' },
    { dir: 'short' },
    { op: 'add' },
    { msg: 'buy' },
    { msg: 'cancel' },
    { act: 'enter' },
    { sig: 'entry' },
    { effect: 'exit' },
  ].flatMap((beside) => [
    alert(
      `an end beside ${JSON.stringify(beside)}`,
      { symbol: 'LTCUSDT', action: 'sell', market_position: 'flat', ...beside },
      closeLong('LTCUSDT', { position_target: 'flat' }),
    ),
    alert(
      `a reduction beside ${JSON.stringify(beside)}`,
      { symbol: 'LTCUSDT', action: 'sell', reduce_only: true, ...beside },
      sell('LTCUSDT'),
    ),
  ]),
  alert('a close of what dir names', { symbol: 'LTCUSDT', action: 'close', dir: 'long' }, closeLong('LTCUSDT')),
  alert('op says what is done to the order', { symbol: 'LTCUSDT', action: 'buy', op: 'add' }, buy('LTCUSDT')),
  alert('an exit keeps none of it', { symbol: 'LTCUSDT', action: 'close', above: 95, style: 'limit', way: 'sell', q: 3 }, close('LTCUSDT')),
];
