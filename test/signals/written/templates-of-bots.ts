// Owns: templates that public bots and dashboards give to their users, filled in: what they mean is by the code behind them.

import { alert, buy, close, closeLong, closeShort, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const KEY = 'a-made-up-secret';
/** TradingView's placeholders in two objects. */
const inObjects = (strategy: object): object => ({
  passphrase: KEY,
  time: '2026-03-02T09:15:00Z',
  exchange: 'BINANCE',
  ticker: 'LTCUSDT',
  bar: { time: '2026-03-02T09:00:00Z', open: '67', high: '69', low: '66', close: '68', volume: '812' },
  strategy,
});

export const TEMPLATES_OF_BOTS: readonly WrittenAlert[] = [
  alert(
    'names with dashes below data',
    {
      data: { 'strategy-order-action': 'buy', 'strategy-order-price': 1.2511, 'sl-offset': 0.003, 'tp-offset': 0.002, ticker: 'GBP/USD' },
      key: KEY,
    },
    buy('GBP/USD', { signal_price: 1.2511, stop_loss: { amount: 0.003 }, take_profits: [{ amount: 0.002 }] }),
  ),
  report('the same as a heartbeat', { data: { 'strategy-order-action': 'buy', heartbeat: true, ticker: 'GBP/USD' }, key: KEY }),
  alert(
    'a bar and a strategy in objects, flat',
    inObjects({
      order_action: 'sell',
      order_contracts: '0.4',
      order_price: '68',
      order_id: 'x',
      position_size: '0',
      market_position: 'flat',
      prev_market_position: 'long',
    }),
    closeLong('LTCUSDT', { quantity: 0.4 }),
  ),
  alert(
    'camel case, flat',
    {
      token: KEY,
      ticker: 'LTCUSDT',
      side: 'buy',
      price: 68,
      strategy: { order: { id: 'x', comment: '' }, marketPosition: 'flat', prevMarketPosition: 'short' },
    },
    closeShort('LTCUSDT', { signal_price: 68 }),
  ),
  alert(
    'current and previous position',
    { strategy: { order: { action: 'sell', contracts: '3' }, current_position: 'flat', prev_position: 'long' }, ticker: 'SOLUSD' },
    closeLong('SOLUSD', { quantity: 3 }),
  ),
  alert(
    'a relay in front of a bridge',
    'relay_user=me;\nrelay_id=5min;\ncommand=PLACE;\naccount=Sim102;\ninstrument=MNQH2027;\naction=sell;\nqty=2;\norder_type=MARKET;\ntif=DAY;\nsync_strategy=true;\nmarket_position=flat;\nprev_market_position=long;\nout_of_sync=flatten;',
    closeLong('MNQH2027', { quantity: 2, order_type: 'market' }),
  ),
  alert(
    'market, size, order',
    { market: 'ETH-USDC', size: '0.4', order: 'buy', position: 'long', price: '3300' },
    buy('ETH-USDC', { quantity: 0.4 }),
  ),
  alert(
    'market, size, order, flat',
    { market: 'ETH-USDC', size: '0.4', order: 'sell', position: 'flat', price: '3300' },
    closeLong('ETH-USDC', { quantity: 0.4 }),
  ),
  alert(
    'data: exit',
    { symbol: 'NQORB', signalType: 'exit', data: 'exit', position: 'flat', quantity: '2', price: '21400', token: KEY },
    close('NQORB', { quantity: 2 }),
  ),
  report('data with a mark of a test', { symbol: 'NQORB', data: 'buy', price: 21400, token: KEY, isTest: true }),
  alert(
    'the number of contracts in words',
    { key: KEY, data: { action: 'buy', symbol: 'LTCUSDT', noofcontracts: '0.4', price: '68', market_position: 'long' } },
    buy('LTCUSDT', { quantity: 0.4, signal_price: 68 }),
  ),
  alert('close_sell', { action: 'close_sell', symbol: 'GBPUSD' }, closeShort('GBPUSD')),
  alert(
    'exit_short for a safety net',
    { action: 'exit_short', symbol: 'NAS100', price: 21400, reason: 'safety_net' },
    closeShort('NAS100'),
  ),
  alert('close_long with a quantity of 0', { action: 'close_long', symbol: 'LTCUSDT', quantity: 0 }, closeLong('LTCUSDT')),
  alert(
    't1 and t2',
    { side: 'BUY', symbol: 'MSFT', price: 400, sl: 392, t1: 410, t2: 418 },
    buy('MSFT', { ...sl(392), take_profits: tp(410, 418) }),
  ),
  alert(
    'stop and target',
    { action: 'sell', symbol: 'MES1!', qty: 2, price: 5300, stop: 5310, target: 5280 },
    sell('MES1!', { quantity: 2, ...sl(5310), take_profits: tp(5280) }),
  ),
  alert(
    'sl of a long in percent',
    { action: 'sl', side: 'long', symbol: 'LTCUSDT', size_type: 'percent', size: 100 },
    closeLong('LTCUSDT', { percent: 100 }),
  ),
  alert(
    'tp of a short in percent',
    { action: 'tp', side: 'short', symbol: 'LTCUSDT', size_type: 'percent', size: 40 },
    closeShort('LTCUSDT', { percent: 40 }),
  ),
  report('a target that is to be set', { ticker: 'LTCUSDT', action: 'limit_tp', sentiment: 'long', quantity: 1, takeProfit: '72' }),
  report('an entry beside its exit price', { passphrase: KEY, action: 'sell', symbol: 'MSFT', exit: '402.5' }),
  report('three values behind commas', 'MSFT,buy,402.5,4'),
  report('a trade that was closed', 'Long trade closed. 12 EMA crossed above 20 EMA on two consecutive bars.'),
  report('a thought', 'Stochastic bearish crossover! Consider buying a put option.'),
  report('a scan', {
    stocks: 'TCS,INFY',
    trigger_prices: '3565,1540',
    triggered_at: '11:04 am',
    scan_name: 'Breakouts',
    alert_name: 'Alert for Breakouts',
  }),
];
