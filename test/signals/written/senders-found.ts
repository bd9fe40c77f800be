// Owns: further senders whose documents show their messages: NinjaSync, Trading Router for NinjaTrader, and the parts of an alert under general
// and market.

import { alert, buy, cancel, close, closeLong, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const ninja = (words: string, more: object = {}): object => ({ alert: words, account: 'Sim7', ticker: 'ES 06-26', ...more });
const ES = 'ES 06-26';
const parts = (action: string, position: string, before: string, more: object = {}): object => ({
  general: { strategy: 'Momentum', ticker: 'LTCUSDT', exchange: 'BYBIT', interval: '15', timenow: '2026-03-02T09:20:01Z', ...more },
  symbol_data: { open: '89', close: '90.5', high: '91', low: '88', volume: '41213' },
  order: { action, contracts: '2', price: '90.5', id: 'L' },
  market: {
    position,
    position_size: position === 'flat' ? '0' : '2',
    previous_position: before,
    previous_position_size: before === 'flat' ? '0' : '2',
  },
});

export const SENDERS_FOUND: readonly WrittenAlert[] = [
  alert('NinjaSync: at market', ninja('Market Short', { qty: '2' }), sell(ES, { quantity: 2, order_type: 'market' })),
  alert('NinjaSync: the month in letters', ninja('market long', { ticker: 'NQ JUN26', qty: '1' }), buy('NQ JUN26', { quantity: 1 })),
  alert('NinjaSync: continuous', ninja('Market Long', { ticker: 'NQ1!', qty: '1' }), buy('NQ1!', { quantity: 1 })),
  alert('NinjaSync: leaves', ninja('Market Close'), close(ES)),
  alert(
    'NinjaSync: a limit with its bracket',
    ninja('OCO Limit Long', { qty: '1', limit_price: '5300', take_profit_price: '5320', stop_loss_price: '5290' }),
    buy(ES, { quantity: 1, order_type: 'limit', limit_price: 5300, ...sl(5290), take_profits: tp(5320) }),
  ),
  alert(
    'NinjaSync: a stop',
    ninja('STOPMARKET Short', { qty: '1', stop_price: '5280' }),
    sell(ES, { quantity: 1, order_type: 'stop', stop_price: 5280 }),
  ),
  alert(
    'NinjaSync: a stop with a limit',
    ninja('OCO StopLimit Entry Long', { qty: '1', entry_stop_price: '5310', limit_price: '5311', stop_loss_price: '5300' }),
    buy(ES, { quantity: 1, order_type: 'stop_limit', stop_price: 5310, limit_price: 5311, ...sl(5300) }),
  ),
  ...['Cancel All', 'cancel all orders', 'Cancel Orders'].map((words) =>
    alert(`NinjaSync: ${words}`, ninja(words), { ...cancel(ES), accept_kinds: [] }),
  ),
  ...['Cancel OCO', 'Adjusted OCO', 'ATM Market Long', 'Close Then Market Long', 'Market Filled', 'Market open long'].map((words) =>
    report(`NinjaSync: ${words}`, ninja(words, { qty: '1', strategy: 'Mine' })),
  ),
  report('NinjaSync: no size in a limit without a price', ninja('Limit Long', { qty: '1' })),
  // Trading Router for NinjaTrader
  alert('Trading Router: its sign in front', 'token=a-made-up-secret,n_signal=buy,n_symbol=NQ1!,n_qty=2', buy('NQ1!', { quantity: 2 })),
  alert('Trading Router: leaves', 'token=a-made-up-secret, n_signal=closelong, n_symbol=ES1!', closeLong('ES1!')),
  report('Trading Router: turned off', 'token=a-made-up-secret,n_signal=eaoff'),
  report('Trading Router: no size', 'token=a-made-up-secret,n_signal=buy,n_symbol=NQ1!,n_qty='),
  // parts of an alert
  alert('parts: opens', parts('buy', 'long', 'flat'), buy('LTCUSDT', { quantity: 2, position_target: 'long' })),
  alert('parts: leaves', parts('sell', 'flat', 'long'), closeLong('LTCUSDT', { quantity: 2, position_target: 'flat' })),
  alert(
    'parts: leverage',
    parts('buy', 'long', 'flat', { leverage: '3' }),
    buy('LTCUSDT', { quantity: 2, leverage: 3, position_target: 'long' }),
  ),
  alert(
    'what the market itself has',
    { action: 'buy', ticker: 'LTCUSDT', market: { id: '5', price: '90', volume: '5000' } },
    buy('LTCUSDT', { signal_price: 90 }),
  ),
  alert(
    'a post with the word of the segment',
    'BUY RELIANCE CASH CMP 2850 SL 2810 TGT 2920',
    buy('RELIANCE', { ...sl(2810), take_profits: tp(2920), signal_price: 2850 }),
  ),
];
