import { describe, expect, it } from 'vitest';
import type { AccountMode } from '../../src/core/model/account.ts';
import { decimal, ZERO } from '../../src/core/model/decimal.ts';
import { rateKey, type ExchangeRates } from '../../src/core/model/money/exchange-rate.ts';
import type { Funds } from '../../src/core/model/money/funds.ts';
import { strategyName } from '../../src/core/model/ids.ts';
import { ORDER_FRESH_MS, PENDING_APPROVALS_MAX, PRICE_WAIT_MS, RATE_FRESH_MS } from '../../src/core/model/limits.ts';
import type { Settings } from '../../src/core/model/settings.ts';
import { ANN, BOB, Engine, perpetual, settingsWith, spot, T0 } from './engine.ts';

const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 tp=47000 sl=44000';

describe('an entry', () => {
  it('waits for a price, then for a person, then becomes exactly one order', () => {
    const engine = new Engine();
    const signal = engine.alert(BUY);
    expect(signal.state).toBe('received');
    expect(engine.dueTypes()).toEqual(['price_signal']);
    engine.price(signal, '45010');
    expect(engine.signal(signal.id).state).toBe('awaiting_approval');
    expect(engine.dueTypes()).toEqual(['watch_price', 'show_card']);
    engine.approve(signal, '45010');
    expect(engine.signal(signal.id).state).toBe('working');
    const [order] = engine.orders();
    expect(order).toMatchObject({ role: 'entry', side: 'buy', type: 'market', qty: '0.1', status: 'initialized', reduceOnly: false });
    expect(engine.orders()).toHaveLength(1);
  });

  it('counts cost and risk from the price that it would pay', () => {
    const engine = new Engine();
    const signal = engine.alert(BUY);
    engine.price(signal, '45010');
    expect(engine.signal(signal.id).proposal).toMatchObject({ notional: '4501', riskAmount: '101', rewardAmount: '199' });
  });

  it('is approved once: the second tap hears who was first', () => {
    const engine = new Engine();
    const signal = engine.alert(BUY);
    engine.price(signal, '45000');
    expect(engine.approve(signal, '45000', perpetual, ANN)).toEqual({ type: 'done', detail: 'Approved' });
    const second = engine.approve(signal, '45000', perpetual, BOB);
    expect(second).toEqual({ type: 'skipped', detail: 'ann has answered already (approve)' });
    expect(engine.orders()).toHaveLength(1);
  });

  it('has no second effect when Telegram delivers the same update again', () => {
    const engine = new Engine();
    const signal = engine.alert(BUY);
    engine.price(signal, '45000');
    const nonce = engine.signal(signal.id).approval?.nonce;
    if (nonce === undefined) throw new Error('no card');
    const tap = { type: 'halve', nonce, nextNonce: nonce, by: ANN, quote: engine.quote('45000'), updateId: 5 } as const;
    engine.run(tap);
    expect(engine.run(tap)).toEqual({ type: 'skipped', detail: 'done already' });
    expect(engine.signal(signal.id).proposal?.qty).toBe('0.05');
  });

  it('approved at a price that is too old is priced anew before the order is made', () => {
    const engine = new Engine();
    const signal = engine.alert(BUY);
    engine.price(signal, '45000');
    const nonce = engine.signal(signal.id).approval?.nonce;
    if (nonce === undefined) throw new Error('no card');
    engine.run({ type: 'approve', nonce, by: ANN, quote: { ...engine.quote('45000'), at: engine.now - 5_001 }, updateId: null });
    expect(engine.orders()).toHaveLength(0);
    expect(engine.dueTypes()).toContain('price_signal');
    engine.price(signal, '45100');
    expect(engine.orders()).toHaveLength(1);
    expect(engine.signal(signal.id).proposal?.price).toBe('45100');
  });

  it('is refused at the tap when the price has run past its stop', () => {
    const engine = new Engine();
    const signal = engine.alert(BUY);
    engine.price(signal, '45000');
    const reply = engine.approve(signal, '43900');
    expect(reply).toMatchObject({ type: 'refused', denial: { code: 'STOP_WRONG_SIDE' } });
    expect(engine.signal(signal.id).state).toBe('denied');
    expect(engine.orders()).toHaveLength(0);
  });

  it('can be halved before it is approved, down to what the venue takes', () => {
    const engine = new Engine();
    const signal = engine.alert('BUY BTCUSDT.P qty=0.003');
    engine.price(signal, '45000');
    const halve = () => {
      const nonce = engine.signal(signal.id).approval?.nonce;
      if (nonce === undefined) throw new Error('no card');
      return engine.run({ type: 'halve', nonce, nextNonce: engine.nonce(), by: ANN, quote: engine.quote('45000'), updateId: null });
    };
    expect(halve()).toEqual({ type: 'done', detail: 'Now 0.001 BTC' });
    expect(halve()).toMatchObject({ type: 'refused', denial: { code: 'QUANTITY_TOO_SMALL' } });
    engine.approve(signal, '45000');
    expect(engine.orders()[0]?.qty).toBe('0.001');
  });

  it('declined with pause leaves the strategy paused', () => {
    const engine = new Engine();
    const signal = engine.alert(BUY);
    engine.price(signal, '45000');
    const nonce = engine.signal(signal.id).approval?.nonce;
    if (nonce === undefined) throw new Error('no card');
    engine.run({ type: 'decline', nonce, by: ANN, updateId: null, pauseStrategy: true });
    expect(engine.signal(signal.id).state).toBe('declined');
    expect(engine.alert(BUY)).toMatchObject({ state: 'denied', error: { code: 'STRATEGY_PAUSED' } });
  });

  it('expires when nobody answers', () => {
    const engine = new Engine();
    const signal = engine.alert(BUY);
    engine.price(signal, '45000');
    expect(engine.wakeAt()).toBe(engine.now + 120_000);
    engine.now += 120_000;
    expect(engine.dueTypes()).toContain('clock');
    engine.run({ type: 'clock' });
    expect(engine.signal(signal.id).state).toBe('expired');
    expect(engine.approve(signal, '45000')).toMatchObject({ type: 'skipped' });
  });

  it('is denied when no price comes in time', () => {
    const engine = new Engine();
    const signal = engine.alert(BUY);
    engine.now += PRICE_WAIT_MS;
    engine.run({ type: 'clock' });
    expect(engine.signal(signal.id)).toMatchObject({ state: 'denied', error: { code: 'NO_PRICE' } });
  });
});

describe('policy', () => {
  it('auto sends without asking, auto_below only below the value', () => {
    const auto = new Engine(settingsWith({ approval: { type: 'auto' } }));
    auto.price(auto.alert(BUY), '45000');
    expect(auto.orders()).toHaveLength(1);
    const below = new Engine(settingsWith({ approval: { type: 'auto_below', notional: decimal('4500') } }));
    const exactly = below.alert(BUY);
    below.price(exactly, '45000');
    expect(below.signal(exactly.id).state).toBe('awaiting_approval');
    const smaller = below.alert('BUY BTCUSDT.P qty=0.099');
    below.price(smaller, '45000');
    expect(below.signal(smaller.id).state).toBe('working');
  });

  it('auto_below asks where the value is not in the currency of the account: 0.5 BTC is not below 500 USDT', () => {
    const cross = {
      ...perpetual,
      symbol: 'ETH/BTC',
      kind: 'spot' as const,
      base: 'ETH',
      quote: 'BTC',
      tickSize: decimal('0.00001'),
      notionalMin: ZERO,
    };
    const engine = new Engine(settingsWith({ approval: { type: 'auto_below', notional: decimal('500') } }));
    const signal = engine.alert('BUY ETHBTC qty=10');
    engine.price(signal, '0.05', cross);
    expect(engine.signal(signal.id)).toMatchObject({ state: 'awaiting_approval', proposal: { notional: '0.5' } });
  });

  it('/mode in the chat wins over config.yaml', () => {
    const engine = new Engine();
    engine.run({ type: 'set_approval_mode', strategy: 'default' as never, mode: 'auto', by: ANN, updateId: null });
    engine.price(engine.alert(BUY), '45000');
    expect(engine.orders()).toHaveLength(1);
  });
});

describe('sizes', () => {
  it('are rounded down to the step, and the rounding is told', () => {
    const engine = new Engine();
    const signal = engine.alert('BUY BTCUSDT.P qty=0.12399');
    engine.price(signal, '45000');
    expect(engine.signal(signal.id).proposal).toMatchObject({ qty: '0.123', qtyAsked: '0.12399' });
    expect(engine.signal(signal.id).proposal?.notes.join()).toContain('rounded down from 0.12399 to 0.123');
  });

  it.each([
    ['below the step', {}, 'BUY BTCUSDT.P qty=0.0004', 'QUANTITY_TOO_SMALL'],
    ['above the maximum', {}, 'BUY BTCUSDT.P qty=101', 'QUANTITY_TOO_LARGE'],
    ['above max_notional', { maxNotional: decimal('4499') }, BUY, 'MAX_NOTIONAL'],
    ['a stop on the wrong side', {}, 'BUY BTCUSDT.P qty=0.1 sl=46000', 'STOP_WRONG_SIDE'],
    ['a target on the wrong side', {}, 'SELL BTCUSDT.P qty=0.1 tp=46000', 'TARGET_WRONG_SIDE'],
  ])('refuses %s', (_, change, text, code) => {
    const engine = new Engine(settingsWith(change));
    const signal = engine.alert(text);
    expect(engine.price(signal, '45000')).toMatchObject({ type: 'refused', denial: { code } });
    expect(engine.signal(signal.id).state).toBe('denied');
    expect([...engine.state.notifications.values()].map((each) => each.title)).toEqual([`Entry refused: ${code}`]);
  });

  it('that neither alert nor strategy names are refused at once; an exit and a reversal name theirs by what is held', () => {
    const engine = new Engine();
    const refused = engine.alert('BUY BTCUSDT.P');
    expect([refused.state, refused.error?.code]).toEqual(['denied', 'NO_QUANTITY']);
    expect([...engine.state.notifications.values()].map((each) => each.title)).toEqual(['Alert refused: NO_QUANTITY']);
    for (const change of [{ defaultQuantity: decimal('0.1') }, { defaultNotional: decimal('9') }, { riskPercent: decimal('1') }])
      expect(new Engine(settingsWith(change)).alert('BUY BTCUSDT.P').state).toBe('received');

    const held = new Engine(settingsWith({ approval: { type: 'auto' } }));
    held.enter(BUY, '45000');
    expect(held.alert('REVERSE BTCUSDT.P').state).toBe('working');
  });

  it.each([
    ['a stop that is a distance', '{"action":"buy","symbol":"BTCUSDT.P","quantity":1,"stop_loss":300}', 'INVALID_PRICE'],
    [
      'a limit that may not rest',
      '{"action":"buy","symbol":"BTCUSDT.P","quantity":1,"order_type":"limit","limit_price":44000,"time_in_force":"fok"}',
      'UNSUPPORTED',
    ],
  ])('refuses %s', (_, text, code) => {
    const engine = new Engine();
    const signal = engine.alert(text);
    expect(signal.state).toBe('received');
    expect(engine.price(signal, '45000')).toMatchObject({ type: 'refused', denial: { code } });
  });

  it('refuses an entry in another money than max_notional is counted in, and lets it pass where there is no such limit', () => {
    const inUsdt = settingsWith({ maxNotional: decimal('100000') });
    const accounts = new Map([...inUsdt.accounts].map(([name, account]) => [name, { ...account, quoteCurrency: 'EUR' }]));
    const limited = new Engine({ ...inUsdt, accounts });
    expect(limited.price(limited.alert(BUY), '45000')).toMatchObject({
      type: 'refused',
      denial: { code: 'MAX_NOTIONAL', message: '4500 USDT cannot be compared with max_notional 100000 EUR of default' },
    });
    expect(limited.signal([...limited.state.signals.keys()][0] ?? ('' as never)).error?.remedy).toContain('No rate of USDT/EUR is known');
    const free = new Engine({ ...settingsWith(), accounts });
    expect(free.price(free.alert(BUY), '45000')).toMatchObject({ type: 'done' });
  });

  it('compares it with max_notional, and counts percents of the account, at a rate that is fresh and good for the account', () => {
    const rate = (price: string, ageMs = 0, mode: AccountMode = 'paper'): ExchangeRates => {
      const wanted = { mode, from: 'USDT', to: 'EUR' };
      return new Map([[rateKey(wanted), { from: 'USDT', to: 'EUR', price: decimal(price), at: T0 - ageMs, source: 'venue' as const }]]);
    };
    const inEuro = (max: string): Settings => {
      const inUsdt = settingsWith({ maxNotional: decimal(max) });
      return { ...inUsdt, accounts: new Map([...inUsdt.accounts].map(([name, account]) => [name, { ...account, quoteCurrency: 'EUR' }])) };
    };
    const become = (max: string, text: string, rates: ExchangeRates, funds: Funds | null = null) => {
      const engine = new Engine(inEuro(max));
      const { id: signalId } = engine.alert(text);
      const quote = engine.quote('45000');
      engine.run({ type: 'price_signal', signalId, instrument: perpetual, quote, nonce: engine.nonce(), rates, funds });
      return engine.signal(signalId);
    };
    // 4500 USDT are 4140 EUR
    expect(become('4140', BUY, rate('0.92')).state).toBe('awaiting_approval');
    expect(become('4139', BUY, rate('0.92')).error).toMatchObject({
      code: 'MAX_NOTIONAL',
      message: '4500 USDT = 4140 EUR (1 USDT = 0.92 EUR) is above max_notional 4139 of default',
    });
    for (const useless of [rate('0.92', RATE_FRESH_MS + 1), rate('0.92', 0, 'live')])
      expect(become('4140', BUY, useless).error?.message).toContain('cannot be compared');
    const percent = '{"action":"buy","symbol":"BTCUSDT.P","percent":10,"percent_of":"equity"}';
    const funds = { equity: decimal(9_200), available: decimal(9_200) };
    const sized = become('100000', percent, rate('0.92'), funds);
    // 9200 EUR are 10000 USDT: 10 % of it at 45000, rounded down
    expect(sized.proposal).toMatchObject({ qty: '0.022', rates: [{ from: 'USDT', to: 'EUR' }] });
    expect(sized.proposal?.notes[0]).toBe('the account is counted in EUR: 1 USDT = 0.92 EUR');
    expect(become('100000', percent, new Map(), funds).error).toMatchObject({
      code: 'NO_FUNDS',
      remedy: expect.stringContaining('USDT/EUR'),
    });
  });

  it('refuses an entry that names another account of ours', () => {
    const settings = settingsWith();
    const [paper] = [...settings.accounts.values()];
    if (paper === undefined) throw new Error('no account');
    const second = { ...paper, name: 'second' as typeof paper.name };
    const engine = new Engine({ ...settings, accounts: new Map([...settings.accounts, [second.name, second]]) });
    const named = (account: string) => engine.alert(JSON.stringify({ action: 'buy', symbol: 'BTCUSDT.P', quantity: 1, account }));
    expect(named('second')).toMatchObject({ state: 'denied', error: { code: 'CONTRADICTION' } });
    expect(named('paper').state).toBe('received');
    expect(named('a name of the sender').state).toBe('received');
  });

  it('refuses an order below the minimum value', () => {
    const engine = new Engine();
    const signal = engine.alert('BUY BTCUSDT.P qty=0.001');
    expect(engine.price(signal, '4999')).toMatchObject({ type: 'refused', denial: { code: 'NOTIONAL_TOO_SMALL' } });
  });

  it('comes from the default quantity or the default value of the strategy', () => {
    const byQty = new Engine(settingsWith({ defaultQuantity: decimal('0.25') }));
    const one = byQty.alert('BUY BTCUSDT.P');
    byQty.price(one, '45000');
    expect(byQty.signal(one.id).proposal?.qty).toBe('0.25');
    const byValue = new Engine(settingsWith({ defaultNotional: decimal('1000') }));
    const two = byValue.alert('BUY BTCUSDT.P');
    byValue.price(two, '45000');
    expect(byValue.signal(two.id).proposal?.qty).toBe('0.022');
  });

  it('without market orders an unsaid type is a limit at the price of the alert', () => {
    const engine = new Engine(settingsWith({ useMarketOrders: false, approval: { type: 'auto' } }));
    engine.price(engine.alert('BUY BTCUSDT.P @ 44900.3 qty=0.1'), '45000');
    expect(engine.orders()[0]).toMatchObject({ type: 'limit', limitPrice: '44900.5' });
  });
});

describe('gates of entries', () => {
  it('stale alerts are denied by their send time, not by the bar', () => {
    const engine = new Engine(settingsWith({ maxLagMs: 60_000 }));
    const sent = (at: number) =>
      JSON.stringify({
        action: 'buy',
        symbol: 'BTCUSDT.P',
        quantity: 0.1,
        timenow: new Date(at).toISOString(),
        time: '2020-01-01T00:00:00Z',
      });
    expect(engine.alert(sent(engine.now - 60_000)).state).toBe('received');
    expect(engine.alert(sent(engine.now - 60_001))).toMatchObject({ state: 'denied', error: { code: 'STALE_SIGNAL' } });
  });

  it('is stale again when its price comes too late', () => {
    const engine = new Engine(settingsWith({ maxLagMs: 10_000 }));
    const signal = engine.alert(BUY);
    engine.now += 10_001;
    expect(engine.price(signal, '45000')).toMatchObject({ type: 'refused', denial: { code: 'STALE_SIGNAL' } });
  });

  it('entries above the rate of a sender are stored and denied; the next minute is new', () => {
    const engine = new Engine(settingsWith({}, { entriesPerMinuteMax: 2 }));
    expect([engine.alert(BUY), engine.alert(BUY), engine.alert(BUY)].map((each) => each.error?.code ?? each.state)).toEqual([
      'received',
      'received',
      'RATE_LIMITED',
    ]);
    engine.now += 60_000;
    expect(engine.alert(BUY).state).toBe('received');
  });

  it('no more cards than a person can answer', () => {
    const engine = new Engine(settingsWith({}, { entriesPerMinuteMax: 10_000 }));
    for (let n = 0; n < PENDING_APPROVALS_MAX; n += 1) expect(engine.alert(BUY).state).toBe('received');
    expect(engine.alert(BUY)).toMatchObject({ state: 'denied', error: { code: 'TOO_MANY_PENDING' } });
  });

  it('a spot market is not sold short', () => {
    const engine = new Engine();
    expect(engine.alert('SELL BTCUSDT qty=0.1')).toMatchObject({ state: 'denied', error: { code: 'SHORT_ON_SPOT' } });
    engine.enter('BUY BTCUSDT qty=0.1', '45000', spot);
    expect(engine.position('BTC/USDT')?.qty).toBe('0.1');
  });

  it('an order that waits too long to be sent is denied and told', () => {
    const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
    const signal = engine.alert(BUY);
    engine.price(signal, '45000');
    engine.now += ORDER_FRESH_MS + 1;
    engine.run({ type: 'begin_submit', orderId: engine.active('entry').id });
    expect(engine.signal(signal.id)).toMatchObject({ state: 'denied', error: { code: 'ORDER_EXPIRED' } });
  });

  it('unknown strategies and contradictions between URL and alert are refused', () => {
    const engine = new Engine();
    expect(engine.alert('BUY BTCUSDT.P qty=1 strategy=nosuch')).toMatchObject({ state: 'denied', error: { code: 'UNKNOWN_STRATEGY' } });
    expect(engine.alert('BUY BTCUSDT.P qty=1 strategy=other', { strategyHint: 'default' })).toMatchObject({
      error: { code: 'CONTRADICTION' },
    });
    expect(engine.alert('BUY BTCUSDT.P qty=1', { strategyHint: 'other' }).strategy).toBe('other');
  });
});

describe('lanes', () => {
  it('the title of a script in the default message of TradingView is no strategy of ours: default takes it, unless ours is called the same', () => {
    const engine = new Engine();
    const text = 'Turtle (20, close): order buy @ 1 filled on BTCUSDT.P. New strategy position is 1';
    expect(engine.alert(text)).toMatchObject({ state: 'received', strategy: 'default' });
    const { accounts, strategies } = settingsWith();
    const own = strategies.get(strategyName('default'));
    if (own === undefined) throw new Error('no default');
    const titled = { ...own, name: strategyName('Turtle (20, close)') };
    const both = new Engine({ ...settingsWith(), accounts, strategies: new Map([...strategies, [titled.name, titled]]) });
    expect(both.alert(text)).toMatchObject({ strategy: 'Turtle (20, close)' });
    const none = new Engine({ ...settingsWith(), accounts, strategies: new Map() });
    expect(none.alert(text)).toMatchObject({ state: 'denied', error: { code: 'UNKNOWN_STRATEGY' } });
  });

  it('the next entry of an instrument waits until the outcome of this one is known', () => {
    const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
    engine.price(engine.alert(BUY), '45000');
    engine.price(engine.alert('BUY BTCUSDT.P qty=0.2'), '45000');
    const submits = () => engine.due().flatMap((work) => (work.type === 'submit_order' ? [engine.order(work.orderId).qty] : []));
    expect(submits()).toEqual(['0.1']);
    const first = engine.orders()[0];
    if (first === undefined) throw new Error('no order');
    engine.run({ type: 'begin_submit', orderId: first.id });
    expect(submits()).toEqual([]);
    engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: first.id, reason: 'no money' } });
    expect(submits()).toEqual(['0.2']);
  });
});
