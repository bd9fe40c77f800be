// Owns: signs of levels and percentages, a close in a switch, switches of a trial, words of action where nothing but a symbol may
// stand, and what else a symbol may be in TradingView's sentence.

import { alert, buy, close, report, type WrittenAlert } from './written-alert.ts';

const ORDER = { ticker: 'XOM', action: 'BUY', quantity: 3 };
const CLOSING = { symbol: 'LTC-USDT-SWAP', closePosition: true };

export const SIGNS_AND_SWITCHES: readonly WrittenAlert[] = [
  alert(
    'percent with its sign',
    { ...ORDER, stop_loss_percent: '2%', take_profit_percent: '5 %' },
    buy('XOM', { quantity: 3, stop_loss: { percent: 2 }, take_profits: [{ percent: 5 }] }),
  ),
  alert(
    'percent with its sign in an object',
    { ...ORDER, stopLoss: { percent: '2%' } },
    buy('XOM', { quantity: 3, stop_loss: { percent: 2 } }),
  ),
  alert('of a kind', { ...ORDER, sl: '2%', sl_type: 'percent' }, buy('XOM', { quantity: 3, stop_loss: { percent: 2 } })),
  report('a sign and no number', { ...ORDER, take_profit_percent: '%' }),
  report('two signs', { ...ORDER, take_profit_percent: '5%%%' }),
  report('a sign in another unit', { ...ORDER, sl: '2%', sl_type: 'points' }),
  report('percent that may be a fraction', { ...ORDER, stop_loss_percent: '0.02%' }),
  // a close in a switch
  alert('a switch', CLOSING, close('LTC-USDT-SWAP')),
  alert(
    'a switch beside a price',
    { ...CLOSING, price: 81.5 },
    close('LTC-USDT-SWAP', { signal_price: 81.5, accept_any_price_role: true }),
  ),
  report('a switch that is off', { ...CLOSING, closePosition: false }),
  report('a switch of a stop', { ...CLOSING, type: 'STOP_MARKET', stopPrice: 80 }),
  report('a switch of a target', { ...CLOSING, type: 'TAKE_PROFIT_MARKET' }),
  report('a switch of an order that there is', { ...CLOSING, orderId: 81234 }),
  report('a switch in a report', { ...CLOSING, status: 'FILLED' }),
  report('a switch beside an entry', { ...CLOSING, isBuy: true }),
  report('a switch that was not filled in', { ...CLOSING, closePosition: '{{close}}' }),
  // words of action as symbols
  ...['buy', 'SELL', 'long', 'Short'].map((word) => report(`a symbol of ${word}`, { action: 'buy', symbol: word, quantity: 1 })),
  report('a line with two actions', 'example-of-a-secret-1|x|buy|sell'),
  report('a market of sell', { action: 'buy', market: 'sell', quantity: 1 }),
  ...['tp', 'sl', 'take_profit', 'limit_price'].map((name) => report(`${name} with a plus`, { ...ORDER, [name]: '+40' })),
  report('a plus in an object', { ...ORDER, stop_loss: { price: '+40' } }),
  report('a plus in a list', { ...ORDER, take_profits: ['+40', '+80'] }),
  // what is tried
  report('a mode of tests', { ...ORDER, testmode: 'on' }),
  report('a practice account', { ...ORDER, practice_account: true }),
  report('a network of tests', { ...ORDER, network: 'testnet' }),
  alert('a network', { ...ORDER, network: 'mainnet' }, buy('XOM', { quantity: 3 })),
  alert('no practice', { ...ORDER, practice: false }, buy('XOM', { quantity: 3 })),
  // TradingView's sentence
  ...['F', 'T'].map((symbol) =>
    alert(
      `a share of one letter: ${symbol}`,
      `Turtle: order buy @ 10 filled on ${symbol}. New strategy position is 10`,
      buy(symbol, { quantity: 10, order_type: 'market', position_target: 'long', position_size: 10, strategy: 'Turtle' }),
    ),
  ),
  report('no share', 'Turtle: order buy @ 10 filled on . New strategy position is 10'),
  report('two orders in a sentence', 'Turtle: order buy @ 1 sell @ 1 filled on LTCUSDT. New strategy position is 0'),
];
