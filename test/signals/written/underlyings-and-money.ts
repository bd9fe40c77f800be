// Owns: alerts that name less than the market that is meant: the underlying of an option, money alone, a number that may be how many
// or the price; and a kind of order that stands inside of the signal.

import { alert, at, buy, close, report, sell, type WrittenAlert } from './written-alert.ts';

const SPY = { symbol: 'SPY', action: 'buy', qty: 1 };
const NIFTY = { symbol: 'NIFTY', action: 'buy', qty: 75 };
const said = (type: string): object => ({ signal: { type, side: 'BUY', symbol: 'BTCUSDT', price: 60000, qty: 0.1 } });

export const UNDERLYINGS_AND_MONEY: readonly WrittenAlert[] = [
  report('an option in an object', { ...SPY, option: { type: 'call', delta: 0.3, dte: 7 } }),
  report('an option by its details', { ...SPY, option_details: { type: 'call', strike: 600 } }),
  report('an option by its instrument', { ...NIFTY, instrument_type: 'CE' }),
  report('an option by its segment', { ...NIFTY, segment: 'OPT' }),
  report('an option by the choice of its strike', { ...NIFTY, strike_selection: 'ATM' }),
  report('an option by what it is worth in itself', { ...NIFTY, moneyness: 'ATM' }),
  report('an option by call or put in two letters', { ...NIFTY, cp: 'CE' }),
  report('an option as a leg', { ...NIFTY, expiry_day: 'weekly', leg: 'CE' }),
  report('an option by its chain', { ...NIFTY, option_chain: 'weekly' }),
  report('an option by its way from the money', { ...NIFTY, otm: 2 }),
  report('an option of an expiry', { ...NIFTY, expiry_type: 'weekly' }),
  report('an option by its days', { ...SPY, delta: 0.3, dte: 7 }),
  alert(
    'what is told of options names none',
    { ...SPY, delta: 12, put_call_ratio: 0.9, option_volume: 1200, options_flow: 'bullish', option: false, segment: 'EQ' },
    buy('SPY', { quantity: 1 }),
  ),
  alert('a way out needs no days', { symbol: 'SPY', action: 'close', dte: 7 }, close('SPY')),
  report('only to be shown, as a mode', { ...SPY, mode: 'signal_only' }),
  alert('a mode that trades', { ...SPY, mode: 'live' }, buy('SPY', { quantity: 1 })),

  alert('the signal is a limit', said('LIMIT'), buy('BTCUSDT', { quantity: 0.1, order_type: 'limit', limit_price: 60000 })),
  alert('the signal is at market', said('MARKET'), buy('BTCUSDT', { quantity: 0.1, order_type: 'market', ...at(60000) })),
  alert('the signal is an entry', said('entry'), buy('BTCUSDT', { quantity: 0.1, ...at(60000) })),

  report('money for nothing', 'buy usdt'),
  report('a sum for nothing', 'buy 100usdt'),
  report('how much money', 'BUY USDT qty=100'),
  report('money as a symbol', { symbol: 'USD', action: 'buy', qty: 100 }),
  report('money as a coin', { coin: 'USDT', action: 'sell', qty: 100 }),
  report('a chart as a symbol', { symbol: '4h', action: 'buy', qty: 1 }),
  report('all as a symbol', { symbol: 'all', action: 'buy', qty: 1 }),
  alert('a share of that name', { symbol: 'ALL', action: 'buy', qty: 1 }, buy('ALL', { quantity: 1 })),
  alert('metals have the name of money', { symbol: 'XAU', action: 'buy', qty: 1 }, buy('XAU', { quantity: 1 })),
  alert('coins count in their names', 'buy 1000PEPEUSDT qty=1', buy('1000PEPEUSDT', { quantity: 1 })),

  ...['RELIANCE sell 250', 'TCS buy 3500', 'SBIN sell 750', 'SELL SBIN 750', 'AAPL buy 229', 'DOGEUSDT buy 1234'].map((line) =>
    report(`how many, or the price: ${line}`, line),
  ),
  ...['EURUSD sell 10000', 'buy EURUSD 100000', 'GOLD BUY 10', 'GOLD BUY 50'].map((line) =>
    report(`lots, units or the price: ${line}`, line),
  ),
  alert('a price to the tick', 'TCS sell 3501.35', sell('TCS', { signal_price: 3501.35 })),
  alert('nobody buys so many', 'BANKNIFTY buy 52100', buy('BANKNIFTY', { signal_price: 52100 })),
  alert('a round price of gold', 'GOLD SELL 3000', sell('GOLD', { signal_price: 3000 })),
  alert('a round price of an index', 'DE40 buy 18000', buy('DE40', { signal_price: 18_000 })),
  alert('a price of gold', 'GOLD BUY 2340', buy('GOLD', { signal_price: 2340 })),

  // what is held under such a name is left, and shares have some of them
  ...['NOK', 'USD', 'USDT', 'DAI'].map((symbol) => alert(`a way out of ${symbol}`, { symbol, action: 'close' }, close(symbol))),
  ...['NOK', 'HKD'].map((symbol) => alert(`a share: ${symbol}`, { symbol, action: 'buy', qty: 5 }, buy(symbol, { quantity: 5 }))),
  alert('a fund of that name', { ticker: 'USD', exchange: 'AMEX', action: 'buy', qty: 5 }, buy('USD', { quantity: 5 })),
  report('money at an exchange of coins', { symbol: 'USDT', exchange: 'BINANCE', action: 'buy', qty: 5 }),
  report('a sum in the name of a share', 'buy 100nok'),

  ...[{ instrument_type: 'CE' }, { instrument_type: 'OPTIDX' }, { segment: 'OPT' }].map((more) =>
    alert(
      `an option by its own name: ${JSON.stringify(more)}`,
      { symbol: 'NIFTY25JAN22000CE', action: 'close', ...more },
      close('NIFTY25JAN22000CE'),
    ),
  ),
  alert('the same, entered', { ...NIFTY, symbol: 'NIFTY25JAN22000CE', instrument_type: 'CE' }, buy('NIFTY25JAN22000CE', { quantity: 75 })),

  report('a stop as the signal, entered', { symbol: 'BTCUSDT', action: 'buy', signal_type: 'stop', price: 60000, qty: 0.1 }),
  alert(
    'a stop as the signal, left',
    { symbol: 'BTCUSDT', action: 'close', signal_type: 'stop', price: 60000 },
    close('BTCUSDT', at(60000)),
  ),
  alert(
    'an order type beside a sort of signal',
    { symbol: 'BTCUSDT', action: 'close', order_type: 'market', signal_type: 'limit', price: 60000 },
    close('BTCUSDT', { order_type: 'market', ...at(60000) }),
  ),
];
