// Named JSON senders: what would trade the wrong way round, or open where the sender closes.

import { expect, it } from 'vitest';
import { readAlert } from './read-alert.ts';

const algoway = (action: string, type: string): ReturnType<typeof readAlert> =>
  readAlert(JSON.stringify({ platform_name: 'bybit', order_action: action, ticker: 'LTCUSDT.P', order_contracts: '2', trade_type: type }));

it('trade_type inverse turns the side round however it is written', () => {
  for (const type of ['inverse', 'Inverse', ' INVERSE ']) expect(algoway('Buy', type)).toMatchObject({ kind: 'order', side: 'sell' });
});

it('a trade_type that is not known is refused, never passed over', () => {
  expect(algoway('buy', 'mirror')).toMatchObject({ kind: 'reject', side: null, refusal: { code: 'UNSUPPORTED' } });
  expect(algoway('close_long', 'inverse')).toMatchObject({ kind: 'reject' });
});

it('a close is a close whichever way round', () => {
  for (const type of ['inverse', 'mirror']) expect(algoway('close', type)).toMatchObject({ kind: 'order', action: 'close', refusal: null });
});

const hook = (parts: object): ReturnType<typeof readAlert> =>
  readAlert(JSON.stringify({ name: 'swing', secret: 'example-of-a-secret', side: 'sell', symbol: 'LTCUSDT', ...parts }));

it('a hook that only closes, or whose open is switched off, opens nothing', () => {
  for (const parts of [
    { close: {} },
    { close: { enabled: true } },
    { open: { enabled: false }, close: { enabled: true } },
    { open: { enabled: 'false', amount: '2' } },
  ]) {
    expect(hook(parts)).toMatchObject({ kind: 'reject', dialect: 'finandy', refusal: { code: 'CONTRADICTION' } });
  }
  expect(hook({ open: { enabled: true, amount: '2' }, close: { enabled: false } })).toMatchObject({ kind: 'order', action: 'sell' });
});

it('the order type and trigger of FIX and BitMEX are read, never passed over for a market order', () => {
  const order = { symbol: 'LTCUSD', side: 'Sell', orderQty: 20, ordType: 'StopLimit', price: 79, stopPx: 80 };
  expect(readAlert(JSON.stringify(order))).toMatchObject({ orderType: 'stop_limit', limitPrice: '79', stopPrice: '80', refusal: null });
  expect(readAlert(JSON.stringify({ ...order, ordType: 'LastIfTouched' }))).toMatchObject({ kind: 'reject' });
});
