// Owns: neighbours of what an alert says of itself, and of requests that say all that an order is: other spellings, other places.

import { alert, buy, close, closeLong, closeShort, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const dot = (more: object): object => ({ symbol: 'DOTUSDT', action: 'buy', quantity: 3, ...more });
const off = (fields: object): WrittenAlert => report(`no entry: ${JSON.stringify(fields)}`, dot(fields));
const told = (fields: object, more = {}): WrittenAlert =>
  alert(`an entry: ${JSON.stringify(fields)}`, dot(fields), buy('DOTUSDT', { quantity: 3, ...more }));
const rests = { order_type: 'limit', limit_price: 4 };
const resting = { order_type: 'limit', limit_price: 4 };
const future = (more: object): object => ({
  symbol: 'DOTUSDT',
  productType: 'USDT-FUTURES',
  marginCoin: 'USDT',
  orderType: 'market',
  ...more,
});

export const NEIGHBOURS_OF_GAPS: readonly WrittenAlert[] = [
  off({ enter_long: 0 }),
  off({ signals: { long: false, short: true } }),
  off({ filters: { passed: false } }),
  off({ filter_passed: false }),
  off({ send: false }),
  off({ entry: 'disabled' }),
  off({ trading: 'paused' }),
  off({ bot: 'off' }),
  off({ status: 'disabled' }),
  off({ has_signal: false }),
  off({ take_trade: 0 }),
  off({ close_confirmed: false }),
  off({ extras: { confirmed: false } }),
  off({ may_repaint: true }),
  told({ condition: true }),
  told({ trigger: true }),
  told({ enter_short: 0 }),
  told({ signals: { long: true, short: false } }),
  told({ filters: 'no', filter: false }),
  told({ telegram: { enabled: false, alert: false } }),
  told({ htf_confirmed: false, volume_confirmed: false }),
  report('a text in a field, and a bar that is open', { message: 'BUY DOTUSDT qty=3', bar_closed: false }),
  alert('an exit in a text beside switches', { text: 'CLOSE DOTUSDT', entry: false, bar: { closed: false } }, close('DOTUSDT')),
  report('one of two orders is off', { orders: [dot({ entry: false }), dot({ symbol: 'ADAUSDT' })] }),
  // times in force
  told({ ...rests, tif: 'none' }, resting),
  told({ ...rests, tif: 'FAK' }, resting),
  told({ ...rests, tif: 'until cancelled' }, resting),
  off({ ...rests, tif: 'GTC+EXT' }),
  off({ ...rests, tif: '1h' }),
  off({ ...rests, valid_till: '2026-12-04' }),
  // pairs
  report('pairs: a close above', 'Side: Buy\nSymbol: DOTUSDT\nClose above: 4.2'),
  report('pairs: a target that is lost', 'Side: Buy\nSymbol: DOTUSDT\nClose price target: 5'),
  alert(
    'pairs: no position is to be closed before',
    'Side: Buy\nSymbol: DOTUSDT\nClose position: no\nClose price: 4',
    buy('DOTUSDT', { signal_price: 4 }),
  ),
  // signs in front of a price
  ...['LONG DOTUSDT > 4\nSL 3.5', 'BUY DOTUSDT ≥ 4\nSL 3.5', 'LONG DOTUSDT\nEntry >= 4\nSL 3.5', 'LONG DOTUSDT ↑ 4\nSL 3.5'].map((text) =>
    report(`may wait: ${text}`, text),
  ),
  alert(
    'signs behind stop and target',
    'LONG DOTUSDT 4\nSL > 3.5\nTP > 5',
    buy('DOTUSDT', { signal_price: 4, position_side: 'long', take_profits: tp(5), ...sl(3.5) }),
  ),
  ...['forward-testing', 'old-signal-recap', 'example-signal-only', 'hypothetical'].map((word) =>
    report(`a trial: ${word}`, `${word}\nlong DOTUSDT q=3`),
  ),
  // KuCoin, Tradier, Bitget, MEXC
  alert(
    'KuCoin: the spot market in words',
    { clientOid: 'c', side: 'buy', symbol: 'DOT-USDT', type: 'market', funds: '90', tradeType: 'TRADE' },
    buy('DOT-USDT', { notional: 90, order_type: 'market' }),
  ),
  alert(
    'KuCoin: closes what is held',
    { clientOid: 'c', side: 'sell', symbol: 'DOTUSDTM', type: 'market', closeOrder: true },
    {
      ...closeLong('DOTUSDTM', { order_type: 'market' }),
      side: 'sell',
    },
  ),
  report('Tradier: one that sends another', 'class=oto&duration=day&symbol=KO&side=buy&quantity=1&type=market&side[1]=sell'),
  alert('Bitget: a buy that closes, closes a long', future({ size: '3', side: 'buy', tradeSide: 'close' }), {
    ...closeLong('DOTUSDT', { quantity: 3, order_type: 'market' }),
    side: 'sell',
  }),
  alert('Bitget: a sell that closes, closes a short', future({ size: '3', side: 'sell', tradeSide: 'close' }), {
    ...closeShort('DOTUSDT', { quantity: 3, order_type: 'market' }),
    side: 'buy',
  }),
  report('Bitget: two stops', future({ size: '3', side: 'buy', presetStopLossPrice: '3.5', stop_loss: '3.6' })),
  report('MEXC: an action beside its side', { symbol: 'DOT_USDT', vol: 2, side: 1, type: 5, action: 'sell' }),
  alert(
    'a sell that is only a sell',
    { symbol: 'DOTUSDT', side: 'sell', quantity: 3, tradeSide: 'open' },
    sell('DOTUSDT', { quantity: 3 }),
  ),
];
