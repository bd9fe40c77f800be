// Texts of senders with a format of their own: what must never be read as an order, or as another one.

import { describe, expect, it } from 'vitest';
import { readAlert } from './read-alert.ts';

const refusalOf = (text: string): string | undefined => readAlert(text).refusal?.message;

describe('alertatron', () => {
  it('an unknown command refuses the whole message: the rest may depend on it', () => {
    expect(readAlert('Main(LTCUSDT) { continue(if=positionFlat); market(side=buy, amount=3); }')).toMatchObject({ kind: 'reject' });
    expect(readAlert('Main(LTCUSDT) { wait(5m); }').kind).toBe('reject');
  });

  it('a wait holds back the entries behind it, and no exit', () => {
    const { action, legs } = readAlert(
      'Main(LTCUSDT) { market(position=0); wait(5s); wait(1m); limit(side=buy, amount=3, offset=@95); stopMarket(side=sell, amount=3, offset=@90); }',
    );
    expect(action).toBe('multi');
    expect(legs.map((leg) => [leg.action, leg.delayMs])).toEqual([
      ['close', null],
      ['buy', 65_000],
    ]);
    expect(legs[1]).toMatchObject({ stopLoss: { price: '90' } });
    expect(readAlert('Main(LTCUSDT) { wait(10s); market(side=sell, amount=3); }')).toMatchObject({ action: 'sell', delayMs: 10_000 });
  });

  it('a short wait between two entries is the turn that they take anyway; a longer one holds back the second alone', () => {
    const ladder = (wait: string): string => `Main(LTCUSDT) { market(side=buy, amount=3); wait(${wait}); market(side=buy, amount=1); }`;
    expect(readAlert(ladder('1s')).legs.map(({ delayMs, quantity }) => [quantity, delayMs])).toEqual([
      ['3', null],
      ['1', null],
    ]);
    expect(readAlert(ladder('2m')).legs.map(({ delayMs }) => delayMs)).toEqual([null, 120_000]);
    for (const time of ['soon', '5', '2d', '99999h', '-1s', '']) expect(readAlert(ladder(time)).kind, time).toBe('reject');
  });

  it('a close behind an entry would be worked before it, and is refused; before it, and for another account, it is not', () => {
    expect(refusalOf('Main(LTCUSDT) { market(side=buy, amount=3); wait(1s); market(position=0); }')).toContain('closes it');
    expect(readAlert('Main(LTCUSDT) { market(position=0); wait(1s); market(side=buy, amount=3); }').kind).toBe('order');
    expect(readAlert('Main(LTCUSDT) { market(side=buy, amount=3); }\nTwo(LTCUSDT) { market(position=0); }').kind).toBe('order');
  });

  it('a target position is a target, and a position of 0 a close', () => {
    expect(readAlert('Main(LTCUSDT) { market(position=-4); }')).toMatchObject({
      side: 'sell',
      positionTarget: 'short',
      positionSize: '-4',
      quantity: null,
    });
    expect(readAlert('Main(LTCUSDT) { market(side=sell, position=0); }')).toMatchObject({ action: 'close', quantity: null });
  });

  it('a stop and a target on the other side belong to the entry before them', () => {
    const text =
      'Main(LTCUSDT) { market(side=buy, amount=3); stopMarket(side=sell, amount=3, offset=e2%); limit(side=sell, amount=50%p, offset=@95, reduceOnly=true); }';
    expect(readAlert(text)).toMatchObject({
      action: 'buy',
      stopLoss: { percent: '2' },
      takeProfits: [{ price: '95', share: '50' }],
      legs: [],
    });
  });

  it('an offset from a market that nobody has seen is refused', () => {
    expect(refusalOf('Main(LTCUSDT) { limit(side=buy, amount=3, offset=1%); }')).toContain('offset');
  });

  it('orders for two accounts are two orders', () => {
    const { action, legs } = readAlert('One(LTCUSDT) { market(side=buy, amount=3); }\nTwo(LTCUSDT) { market(side=buy, amount=1); }');
    expect(action).toBe('multi');
    expect(legs.map(({ account, quantity }) => [account, quantity])).toEqual([
      ['One', '3'],
      ['Two', '1'],
    ]);
  });
});

describe('autoview', () => {
  it('fsl and ftp are prices, and with sl and tp two answers', () => {
    expect(readAlert('s=ltcusd b=long q=2 t=limit fp=90 fsl=85.5 ftp=99')).toMatchObject({
      limitPrice: '90',
      stopLoss: { price: '85.5' },
      takeProfits: [{ price: '99' }],
    });
    expect(refusalOf('s=ltcusd b=long q=2 sl=2% fsl=85.5')).toContain('sl= and fsl=');
    expect(refusalOf('s=ltcusd b=long q=2 tp=2% ftp=99')).toContain('tp= and ftp=');
    expect(readAlert('s=ltcusd b=long q=2 t=limit fp=90 fsl=95').refusal?.code).toBe('STOP_WRONG_SIDE');
    expect(readAlert('s=ltcusd b=long q=2 fsl=85-86').kind).toBe('reject');
    expect(readAlert('s=ltcusd b=long q=2 ts=2%')).toMatchObject({ trailing: { percent: '2' } });
    expect(readAlert('s=ltcusd b=long q=2 ts=1.5')).toMatchObject({ trailing: { amount: '1.5' } });
  });
});

describe('pineconnector', () => {
  it('risk= never becomes a size, and raw levels stay raw', () => {
    const reading = readAlert('70555000111,buy,EURJPY,risk=2,sl=20,tp=0');
    expect(reading).toMatchObject({ quantity: null, percent: null, riskPercent: null, stopLoss: { raw: '20' }, takeProfits: [] });
    expect(reading.warnings.join()).toContain('risk');
  });

  it('a change of stops opens nothing, and without stops is refused', () => {
    expect(readAlert('70555000111,newsltplong,EURJPY,tp=160').action).toBe('modify');
    expect(readAlert('70555000111,newsltplong,EURJPY').kind).toBe('reject');
  });

  it('commands to the advisor and close-and-open-again are refused', () => {
    for (const command of ['eaoff', 'eaon', 'closelongbuy', 'closelongwhatever']) {
      expect(readAlert(`70555000111,${command},EURJPY`).kind, command).toBe('reject');
    }
  });

  it('a close that would also switch the advisor off closes, and says what it does not do', () => {
    const reading = readAlert('70555000111,closealleaoff,EURJPY');
    expect(reading).toMatchObject({ kind: 'order', action: 'close', symbol: 'EURJPY', everything: null });
    expect(reading.warnings.join()).toContain('/pause');
    expect(readAlert('70555000111,closealleaoff')).toMatchObject({ kind: 'order', action: 'close', everything: true });
  });

  it('a close without a symbol is of everything only where its command is', () => {
    expect(readAlert('70555000111,closelong').refusal?.code).toBe('MISSING_SYMBOL');
    expect(readAlert('desk:close').refusal?.code).toBe('MISSING_SYMBOL');
    expect(readAlert('key=example-of-a-secret;command=CLOSEPOSITION;account=Sim7;').kind).toBe('reject');
    for (const text of ['desk:closeall', 'key=example-of-a-secret;command=FLATTEN;account=Sim7;'])
      expect(readAlert(text), text).toMatchObject({ kind: 'order', action: 'close', symbol: null, everything: true });
  });

  it('a pending order without a price is refused', () => expect(refusalOf('70555000111,buylimit,EURJPY,vol_lots=0.1')).toContain('price'));

  it('action, symbol and numbers alone are no line of it', () => expect(readAlert('buy,sell,EURJPY').kind).toBe('reject'));
});

describe('crosstrade', () => {
  const place = (more: string): ReturnType<typeof readAlert> =>
    readAlert(`key=example-of-a-secret; command=PLACE; account=Sim7; instrument=YM 06-26; qty=2; order_type=MARKET; tif=DAY; ${more}`);
  it('reads ticks, points and percent as what they are', () => {
    expect(place('action=BUY; take_profit=20ticks; stop_loss=-12 ticks;')).toMatchObject({
      kind: 'order',
      takeProfits: [{ points: '20' }],
      stopLoss: { points: '12' },
    });
    expect(place('action=SELL; take_profit=-7.5 points; stop_loss=+0.8%;')).toMatchObject({
      kind: 'order',
      takeProfits: [{ amount: '7.5' }],
      stopLoss: { percent: '0.8' },
    });
  });
  it('refuses a distance on the wrong side, and one for the price of the order', () => {
    expect(place('action=BUY; stop_loss=+20 ticks;')).toMatchObject({ kind: 'reject', refusal: { code: 'INVALID_PRICE' } });
    expect(place('action=SELL; take_profit=+1%;')).toMatchObject({ kind: 'reject', refusal: { code: 'INVALID_PRICE' } });
    expect(place('action=BUY; limit_price=-10 ticks;')).toMatchObject({ kind: 'reject' });
  });
  it('refuses an entry whose conditions nobody here looks at, and closes all the same', () => {
    for (const condition of ['require_market_position=flat', 'flatten_first=true'])
      expect(place(`action=BUY; ${condition};`)).toMatchObject({ kind: 'reject', refusal: { code: 'UNSUPPORTED' } });
    expect(place('action=BUY; flatten_first=false;')).toMatchObject({ kind: 'order' });
    const close = 'key=example-of-a-secret; command=CLOSEPOSITION; account=Sim7; instrument=YM 06-26; require_market_position=long;';
    expect(readAlert(close)).toMatchObject({ kind: 'order', action: 'close' });
  });
});

describe('whook', () => {
  it('a position in money or contracts of the venue are refused', () => {
    expect(readAlert('second LTCUSDT pos -40$').kind).toBe('reject');
    expect(refusalOf('second LTCUSDT buy 3@')).toContain('contracts');
  });

  it('words that change what a size means are not passed over', () =>
    expect(refusalOf('second LTCUSDT buy 30$ x3 nominal')).toContain('nominal'));

  it('chatter in its words is none of it', () => {
    for (const text of ['maybe buy BTCUSDT later', 'people buy BTCUSDT and sell 5', 'they sell BTCUSDT now', 'close BTCUSDT soon please']) {
      expect(readAlert(text).kind, text).toBe('reject');
    }
  });
});

describe('posts of signals', () => {
  const of = (...lines: readonly string[]): ReturnType<typeof readAlert> => readAlert(lines.join('\n'));

  it('keep every target of a line of them', () => {
    expect(of('#LTCUSDT', 'Short', 'Entry zone: 81.2 - 82.4', 'Targets:', '80 - 79 - 78', 'Stop-loss: 84').takeProfits).toEqual([
      { price: '80' },
      { price: '79' },
      { price: '78' },
    ]);
    expect(of('#LTCUSDT Long', 'Entry: 81', 'Targets:', '1) 90', '2. 95', '3 - 99', 'Stop: 78').takeProfits).toEqual([
      { price: '90' },
      { price: '95' },
      { price: '99' },
    ]);
  });

  it('with an entry in words that are not understood are no signal', () => {
    for (const entry of ['Enter once it is above 81', 'Buy below 81', 'Enter above 81 with care', 'Entry: 5%'])
      expect(of('LTC/USDT', entry, 'Sell 90 95', 'Stop 78').kind, entry).toBe('reject');
  });

  it('that enter above or below a price wait for it', () => {
    expect(of('LTC/USDT', 'Enter above 81', 'Sell 90 95', 'Stop 78')).toMatchObject({
      action: 'buy',
      orderType: 'stop',
      stopPrice: '81',
      takeProfits: [{ price: '90' }, { price: '95' }],
      stopLoss: { price: '78' },
    });
    expect(of('#LTC/USDT', 'Enter below 81', 'Take Profit: 75', 'Stop: 84')).toMatchObject({
      action: 'sell',
      orderType: 'stop',
      stopPrice: '81',
    });
    expect(of('#LTC/USDT LONG', 'Enter below 81', 'TP 90').kind).toBe('reject');
    expect(of('#LTC/USDT', 'Enter above 81 - 83', 'TP 90').kind).toBe('reject');
  });

  it('with a percentage behind a price say what enters or leaves there: it is no price', () => {
    const post = of(
      '#LTC/USDT LONG',
      'Entry Targets:',
      '1) 80.5 - 60%',
      '2) 78 – 40%',
      'Targets:',
      '1) 90 - 70%',
      '2) 95 (30%)',
      'Stop: 70 (12%)',
    );
    expect(post).toMatchObject({
      entries: [
        { price: '80.5', share: '60' },
        { price: '78', share: '40' },
      ],
      limitPrice: '80.5',
      takeProfits: [
        { price: '90', share: '70' },
        { price: '95', share: '30' },
      ],
      stopLoss: { price: '70' },
    });
    // how far they are away, not what leaves there
    expect(of('#LTC/USDT LONG', 'Entry: 80', 'TP1: 84 (5%)', 'TP2: 88 (+10%)', 'SL: 76 (-5%)')).toMatchObject({
      takeProfits: [{ price: '84' }, { price: '88' }],
    });
  });

  it('with a title, a size in the words of Cornix, a range of leverage and its trailing lines are read', () => {
    const post = of(
      'New setup from the team!',
      'COIN: $LTC/USDT (3-5x)',
      'Type: SHORT',
      'Amount per trade: 2%',
      'Entry: 81',
      'TP: 75 - 70',
      'Stop: 84',
      'Trailing Configuration:',
      'Stop: Moving Target - Trigger: Target (1)',
    );
    expect(post).toMatchObject({
      action: 'sell',
      symbol: 'LTC/USDT',
      leverage: '3',
      percent: '2',
      percentOf: 'equity',
      takeProfits: [{ price: '75' }, { price: '70' }],
      stopLoss: { price: '84' },
    });
    expect(of('#LTC/USDT LONG', 'Use 5% of portfolio', 'TP 90')).toMatchObject({ percent: '5' });
    expect(of('#LTC/USDT LONG', 'Amount: 1% Risk', 'SL 70')).toMatchObject({ riskPercent: '1', percent: null });
    expect(of('#LTC/USDT LONG', 'Size: 2 lots', 'SL 70')).toMatchObject({ quantity: '2', quantityUnit: 'lots' });
    expect(of('#LTC/USDT LONG', 'Amount: 100 USDT', 'SL 70')).toMatchObject({ notional: '100', quantity: null });
    for (const line of ['Amount: 100 USDT\nLeverage: 5x', 'Trailing Configuration:\nEntry: Percentage (0.5%)'])
      expect(of('#LTC/USDT LONG', line, 'SL 70').kind, line).toBe('reject');
  });

  it('money behind the market is neither price nor left out', () => {
    for (const text of ['BUY LTCUSDT 100 USDT', 'BUY LTCUSDT 100 USDT\nTP 90', 'LONG LTCUSDT 50 dollars'])
      expect(readAlert(text).kind, text).toBe('reject');
  });

  it('a number in two notations is read where another of the post shows which', () => {
    expect(of('KAUFEN BTCUSDT', 'Einstieg: 61.000,50', 'Ziel: 62.000', 'Stop: 59.500,00')).toMatchObject({
      limitPrice: '61000.5',
      takeProfits: [{ price: '62000' }],
      stopLoss: { price: '59500' },
    });
    expect(of('KAUFEN BTCUSDT', 'Einstieg: 61.000', 'Ziel: 62.000').refusal?.message).toContain('two ways');
  });

  it('in the marks of a chat program, with bars between its parts', () => {
    expect(readAlert('**New Alert** 🟢\n**BUY** `AAPL` @ $231.07\nStop: $228.00 | Target: $236.50')).toMatchObject({
      action: 'buy',
      symbol: 'AAPL',
      signalPrice: '231.07',
      stopLoss: { price: '228' },
      takeProfits: [{ price: '236.5' }],
    });
  });

  it('whose stop or target is on the other side are refused', () => {
    expect(of('LTC/USDT', 'Sell 90', 'Stop 78')).toMatchObject({ kind: 'reject' });
    expect(of('GOLD Buy 2391', 'TP 2380', 'SL 2370')).toMatchObject({ kind: 'reject' });
    expect(of('GOLD Buy 2391', 'TP 2400', 'SL 2370')).toMatchObject({ kind: 'order', action: 'buy' });
  });

  it('that tell of results, or talk, are no signal', () => {
    for (const text of [
      'LTC/USDT TP1 hit +3 %',
      'LTC/USDT LONG closed at TP2, profit 12%',
      'LTC/USDT\nAll targets achieved\nProfit: 58.2%',
      'Cancel LTC/USDT signal',
      'Move SL to entry LTC/USDT',
      'LTCUSDT long from 80 now 90, +10%',
    ]) {
      expect(readAlert(text).kind, text).toBe('reject');
    }
  });
});

it('two names of one meaning that differ refuse, in every text', () => {
  for (const text of [
    's=LTCUSD b=buy q=1 l=2 sl=3% tp=6% ro=maybe',
    'signal=long,symbol=AUDNZD,symbol=EURUSD',
    'example-of-a-secret\nlong LTCUSD q=1 q=2',
  ]) {
    expect(readAlert(text).kind, text).toBe('reject');
  }
});

it('large texts of these shapes are judged fast', () => {
  for (const unit of ['a=b ', 'x(y) { ', 'A(B){', 'buy,', 'one:long a=b\n', 'acct BTCUSDT buy 1\n', 'a|', 's=b b=buy ']) {
    const started = performance.now();
    readAlert(unit.repeat(Math.floor(65_000 / unit.length)));
    expect(performance.now() - started, unit).toBeLessThan(250);
  }
});

it('whook: a number without a unit is a size in the order of its documents only; where people talk it is a price', () => {
  expect(readAlert('main BTC/USDT buy 0.5')).toMatchObject({ dialect: 'whook', quantity: '0.5', account: 'main' });
  expect(readAlert('BTC/USDT main buy 150$')).toMatchObject({ dialect: 'whook', notional: '150' });
  for (const text of [
    'BUY XAUUSD 2340 NOW',
    'BTCUSDT LONG 65000 scalp',
    'AVERAGE BUY BTCUSDT 65000',
    'signal BTCUSDT buy 65000',
    'scalp BTCUSDT long 65000',
  ])
    expect(readAlert(text)).toMatchObject({ quantity: null, notional: null, percent: null });
});

it('a close may be said with emphasis', () => {
  for (const text of ['close BTCUSDT now', 'CLOSE BTCUSDT ASAP!', 'exit BTCUSDT please', 'close BTCUSDT all', 'close BTCUSDT entirely now'])
    expect([text, readAlert(text)]).toMatchObject([text, { dialect: 'one-line-text', action: 'close', percent: null, quantity: null }]);
  expect(readAlert('close long BTCUSDT 50% now')).toMatchObject({ action: 'close_long', percent: '50' });
  for (const text of ['buy BTCUSDT now', 'sell BTCUSDT all']) expect([text, readAlert(text).kind]).toEqual([text, 'reject']);
});

it('whook: a word of a sentence is no account, and a price in it no quantity', () => {
  for (const text of [
    'close BTCUSDT half',
    'half BTCUSDT close',
    'close BTCUSDT partially',
    'close BTCUSDT stop 40000',
    'move BTCUSDT close 40000',
    'no close BTCUSDT',
    'close not BTCUSDT',
    'close BTCUSDT tomorrow',
    'close entirely BTCUSDT',
    'close BTCUSDT all but half',
    'now BTCUSDT long 50%',
    'BTCUSDT long profit 50%',
    'ETHUSDT short roi 45%',
    'BTCUSDT long paid 50%',
    'Booked BTCUSDT long 50%',
    'Hold BTCUSDT long 45000',
    'Re-enter BTCUSDT long 45000',
    'buy BTCUSDT risk 2%',
    'BTCUSDT position 40 profit',
    'BTCUSDT buy made 100$',
  ])
    expect([text, readAlert(text)]).toMatchObject([text, { kind: 'reject', quantity: null, refusal: { code: 'NOT_UNDERSTOOD' } }]);
  expect(readAlert('main ADA/USDT close')).toMatchObject({ dialect: 'whook', action: 'close', percent: null, quantity: null });
  expect(readAlert('close ADA/USDT acctKu')).toMatchObject({ dialect: 'whook', action: 'close', account: 'acctKu' });
  expect(readAlert('ADAUSDT.P close 40% spare')).toMatchObject({ dialect: 'whook', action: 'close', percent: '40' });
  expect(readAlert('bybit ADA/USDT buy 40')).toMatchObject({ dialect: 'whook', action: 'buy', quantity: '40' });
  expect(readAlert('main ADA/USDT close 40')).toMatchObject({ dialect: 'whook', action: 'close', quantity: '40' });
});

it('a word in front is no license, no secret, and no order', () => {
  for (const text of ['result,buy,EURUSD', 'closed,short,EURUSD', 'profit, sell, EURUSD, risk=1', 'update | closed | sell | EURUSD'])
    expect([text, readAlert(text)]).toMatchObject([text, { kind: 'reject', refusal: { code: 'NOT_UNDERSTOOD' } }]);
  expect(readAlert('TEST BUY BTCUSDT 45000').kind).toBe('reject');
  expect(readAlert('70555000111,buy,EURUSD').action).toBe('buy');
  expect(readAlert('a-long-secret-of-mine | trend | sell | EURUSD').action).toBe('sell');
});

it('what is said of a key that comes again and again is said once', () => {
  const again = Array.from({ length: 24 }, () => 'risk=0ll').join(',');
  const { refusal, warnings } = readAlert(`ExampleLicence,EURJPY,sell,${again},sl=30,tp1=20`);
  expect(refusal).toBeNull();
  expect(warnings.filter((warning) => warning.startsWith('"risk" is set'))).toHaveLength(1);
});
