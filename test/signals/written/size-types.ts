// Owns: sizes whose number says nothing without the type beside it.

import { buy, close, noOrder, sell, type WrittenAlert } from './written-alert.ts';

const sized = (action: string, size_type: string | null, size_value: number | string, more: object = {}): object => ({
  action,
  symbol: 'BTCUSDT',
  ...(size_type === null ? {} : { size_type }),
  size_value,
  ...more,
});

export const SIZE_TYPES: readonly WrittenAlert[] = [
  { name: 'percent', body: sized('buy', 'percent', 5), expect: buy('BTCUSDT', { percent: 5 }) },
  {
    name: 'percent of the equity',
    body: sized('buy', 'percent_of_equity', '5'),
    expect: buy('BTCUSDT', { percent: 5, percent_of: 'equity' }),
  },
  { name: 'dollars', body: sized('buy', 'usd', 150), expect: buy('BTCUSDT', { notional: 150 }) },
  { name: 'the quote currency', body: sized('sell', 'quote', '150.5'), expect: sell('BTCUSDT', { notional: 150.5 }) },
  { name: 'units', body: sized('sell', 'units', '0.25'), expect: sell('BTCUSDT', { quantity: 0.25 }) },
  { name: 'contracts', body: sized('buy', 'contracts', 3), expect: buy('BTCUSDT', { quantity: 3 }) },
  {
    name: 'lots',
    body: { action: 'buy', symbol: 'EURUSD', quantity_type: 'lots', quantity_value: 0.2 },
    expect: buy('EURUSD', { quantity: 0.2, quantity_unit: 'lots' }),
  },
  {
    name: 'a part of what is held, which was a close of everything',
    body: sized('close', 'percent', 50),
    expect: close('BTCUSDT', { percent: 50, percent_of: 'position' }),
  },
  { name: 'no type', body: sized('buy', null, 150), expect: noOrder },
  { name: 'a type of no size', body: sized('buy', 'risk', 1), expect: noOrder },
  { name: 'a type beside two sizes', body: sized('buy', 'percent', 5, { quantity: 0.1 }), expect: noOrder },
];
