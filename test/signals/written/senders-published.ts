// Owns: lines and JSON in the forms that services and bots publish in their documents and tests, beside what other tables hold.

import { alert, buy, close, closeLong, noOrder, report, sell, sl, type WrittenAlert } from './written-alert.ts';

const script = (...commands: string[]): string => `Keys(SOLUSDT) {\n  ${commands.map((command) => `${command};`).join('\n  ')}\n}\n#bot`;
const steps = (sign: '' | '-'): string[] => [
  `limit(position=${sign}60%p, offset=e${sign}2%, reduceOnly=true)`,
  `limit(position=0, offset=e${sign}3%, reduceOnly=true)`,
];
const LADDER = {
  take_profits: [
    { percent: 2, share: 40 },
    { percent: 3, share: 60 },
  ],
};

export const SENDERS_PUBLISHED: readonly WrittenAlert[] = [
  ...['sl=-3%', 'tp=2%', 'ts=1%', 'fsl=61000', 'ftp=70000', 'sl=-3% p=-2.9%'].map((level) =>
    report(`Autoview: a stop of what is held closes nothing now: ${level}`, `e=deribit s=SOLUSDT c=position b=long ${level}`),
  ),
  alert('Autoview: a close at once', 'e=deribit s=SOLUSDT c=position b=long t=market', closeLong('SOLUSDT')),
  alert(
    'Alertatron: a stop below and a ladder of targets',
    script(
      'market(side=buy, amount=50%a)',
      'stopOrder(side=sell, amount=100%p, stop=e-1.5%, reduceOnly=true)',
      'oneCancelsOther(which=all)',
      ...steps(''),
      'oneCancelsOther()',
    ),
    buy('SOLUSDT', { percent: 50, percent_of: 'available', order_type: 'market', stop_loss: { percent: 1.5 }, ...LADDER }),
  ),
  alert(
    'Alertatron: the same of a short',
    script('market(side=sell, amount=4)', 'stopOrder(side=buy, amount=100%p, stop=e+1.5%, reduceOnly=true)', ...steps('-')),
    sell('SOLUSDT', { quantity: 4, order_type: 'market', stop_loss: { percent: 1.5 }, ...LADDER }),
  ),
  ...[
    ['a stop on the other side', 'market(side=buy, amount=4)', 'stopOrder(side=sell, amount=100%p, stop=e+1.5%, reduceOnly=true)'],
    ['a ladder that holds more with each step', 'market(side=buy, amount=4)', ...steps('').toReversed()],
    ['a ladder of the other side', 'market(side=buy, amount=4)', ...steps('-')],
    [
      'entries of which one cancels the other',
      'oneCancelsOther(which=all)',
      'limit(side=buy, amount=4, offset=@140)',
      'limit(side=buy, amount=4, offset=@135)',
      'oneCancelsOther()',
    ],
  ].map(([name = '', ...commands]) => alert(`Alertatron: ${name}`, script(...commands), noOrder)),
  alert(
    'TradingConnector: long with a price',
    'long tradesymbol=GBPCAD lotsize=0.3 slprice=1.69',
    buy('GBPCAD', { quantity: 0.3, quantity_unit: 'lots', ...sl(1.69) }),
  ),
  alert('TradingConnector: short', 'short tradesymbol=GBPCAD', sell('GBPCAD')),
  alert('TradingConnector: everything', 'closeall', close(null)),
  alert('TradingConnector: all of a market', 'closeall_on_ticker tradesymbol=GBPCAD', close('GBPCAD')),
  alert(
    'a password and levels in percent',
    'a-made-up-secret\nshort SOLUSD q=2 tp=3% sl=1.5%',
    sell('SOLUSD', { quantity: 2, stop_loss: { percent: 1.5 }, take_profits: [{ percent: 3 }] }),
  ),
  ...['BUY AAPL 12', 'AAPL buy 12', 'INFY1! sell 4', 'NIFTY261229C24000 buy 1'].map((line) =>
    report(`how many, or the price: ${line}`, line),
  ),
  alert('three digits are a price', 'BUY AAPL 229', buy('AAPL', { signal_price: 229 })),
  alert('shares and the price', 'BUY AAPL 12 @ 229.5', buy('AAPL', { quantity: 12, signal_price: 229.5 })),
  alert('contracts and the price', 'SELL ESZ2026 2 @6850.25', sell('ESZ2026', { quantity: 2, signal_price: 6850.25 })),
  alert('coins and the price', 'SELL 0.5 SOLUSDT @ 140', sell('SOLUSDT', { quantity: 0.5, signal_price: 140 })),
  report('lots or units of currencies', 'BUY EURUSD 2 @ 1.085'),
  alert(
    'the order in its details',
    { symbol: 'NSE:INFY', exchange: 'NSE', trade_details: { order_action: 'SELL', quantity: 3 } },
    sell('NSE:INFY', { quantity: 3, exchange: 'NSE' }),
  ),
  alert('the type of the signal', { type_of_signal: 'close', pair: 'ICP-USDT-SWAP' }, close('ICP-USDT-SWAP')),
  alert(
    'a trail in percent in two letters',
    { side: 'BUY', symbol: 'SOLUSDT', price: 140.5, sl_pct: 2, ts_pct: 1.5 },
    buy('SOLUSDT', { signal_price: 140.5, stop_loss: { percent: 2 }, trailing: { percent: 1.5 } }),
  ),
  alert('the side in a letter', { productid: 'TXFF7', bs: 'S', orderqty: 2 }, sell('TXFF7', { quantity: 2 })),
  alert('a price glued to the market of a desk', 'BTO FORD@2.50', buy('FORD', { signal_price: 2.5 })),
  alert('the market in front of its exit', 'GOLD close now', close('GOLD')),
  alert('a hash in front of an exit', '#SOLUSDT: exit all', close('SOLUSDT')),
  alert('the side in front of an exit', 'SOLUSDT long close at market', { ...close('SOLUSDT'), action: 'close_long' }),
  ...['GOLD close', 'NYSE close now', 'please close now', 'We exit now', 'GOLD close now or wait'].map((line) =>
    report(`no exit: ${line}`, line),
  ),
];
