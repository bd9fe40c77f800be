import { describe, expect, it } from 'vitest';
import type { Signal } from '../../src/core/model/signal.ts';
import { decimal, HUNDRED } from '../../src/core/model/decimal.ts';
import { makeSignalId } from '../../src/core/model/ids.ts';
import { ANN, Engine, perpetual, settingsWith, spot } from './engine.ts';

const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 tp=47000 sl=44000';
const auto = () => new Engine(settingsWith({ approval: { type: 'auto' } }));

function closeWith(engine: Engine, price: string): void {
  const exit = engine.active('exit');
  engine.send(exit);
  engine.fill(exit, exit.qty, price);
}

describe('an exit', () => {
  it('is an order in the commit of its alert: reduce-only, at market, for everything', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const signal = engine.alert('CLOSE BTCUSDT.P');
    expect(signal.state).toBe('working');
    expect(engine.active('exit')).toMatchObject({ side: 'sell', type: 'market', qty: '0.1', reduceOnly: true });
    closeWith(engine, '45500');
    expect(engine.position()).toMatchObject({ qty: '0', plan: null, realizedPnl: '50' });
    expect(engine.signal(signal.id).state).toBe('completed');
  });

  it('passes halt, pause, age and rate', () => {
    const engine = new Engine(settingsWith({ approval: { type: 'auto' }, maxLagMs: 1_000 }, { entriesPerMinuteMax: 1 }));
    engine.enter(BUY, '45000');
    engine.run({ type: 'pause', strategy: null, by: ANN, updateId: null });
    const nonce = engine.nonce();
    engine.run({ type: 'ask', action: { type: 'kill' }, nonce, by: ANN, updateId: null });
    const old = JSON.stringify({ action: 'close', symbol: 'BTCUSDT.P', timenow: '2020-01-01T00:00:00Z' });
    expect(engine.alert(old).state).toBe('working');
    expect(engine.active('exit').qty).toBe('0.1');
  });

  it('does not queue behind an entry whose outcome is unknown, and closes what fills late', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    engine.price(engine.alert('BUY BTCUSDT.P qty=0.2'), '45000');
    const second = engine.active('entry');
    engine.run({ type: 'begin_submit', orderId: second.id });
    engine.run({ type: 'submit_failed', orderId: second.id, outcome: 'ambiguous', reason: 'time-out' });
    const close = engine.alert('CLOSE BTCUSDT.P');
    expect(engine.due()[0]).toMatchObject({ type: 'submit_order', urgent: true });
    closeWith(engine, '45000');
    expect(engine.position()?.qty).toBe('0');
    expect(engine.signal(close.id).state).toBe('working');
    engine.fill(second, '0.2', '45000');
    expect(engine.active('exit').qty).toBe('0.2');
    closeWith(engine, '45000');
    expect(engine.position()?.qty).toBe('0');
    expect(engine.signal(close.id).state).toBe('completed');
  });

  it.each([
    ['percent', 'CLOSE BTCUSDT.P 50%', '0.05'],
    ['quantity', 'CLOSE BTCUSDT.P qty=0.03', '0.03'],
    ['more than there is', 'CLOSE BTCUSDT.P qty=5', '0.1'],
  ])('closes a part by %s', (_, text, qty) => {
    const engine = auto();
    engine.enter(BUY, '45000');
    engine.alert(text);
    expect(engine.active('exit').qty).toBe(qty);
  });

  it('of a sender that is flat closes everything, whatever quantity it names', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    engine.alert(JSON.stringify({ action: 'sell', symbol: 'BTCUSDT.P', quantity: 0.03, market_position: 'flat' }));
    expect(engine.active('exit').qty).toBe('0.1');
  });

  it('of a part resizes stop and target in place and keeps them', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    engine.alert('CLOSE BTCUSDT.P 50%');
    closeWith(engine, '45100');
    const stop = engine.active('stop_loss');
    expect(stop).toMatchObject({ status: 'pending_modify', modify: { qty: '0.05' } });
    engine.run({ type: 'venue_report', report: { type: 'amended', orderId: stop.id, qty: decimal('0.05') } });
    expect(engine.active('stop_loss')).toMatchObject({ status: 'accepted', qty: '0.05', modify: null });
  });

  it('on a flat book ends at once and says so', () => {
    const engine = auto();
    const signal = engine.alert('CLOSE BTCUSDT.P');
    expect(signal.state).toBe('completed');
    expect(signal.timeline.at(-1)?.detail).toContain('NOTHING_TO_CLOSE');
  });

  it('withdraws the cards of its strategy and symbol, and cancels resting entries', () => {
    const engine = new Engine();
    const card = engine.alert(BUY);
    engine.price(card, '45000');
    const resting = engine.alert(
      JSON.stringify({ action: 'buy', symbol: 'BTCUSDT.P', quantity: 0.1, order_type: 'limit', limit_price: 44000 }),
    );
    engine.price(resting, '45000');
    engine.approve(resting, '45000');
    const order = engine.active('entry');
    engine.send(order);
    engine.alert('CLOSE BTCUSDT.P');
    expect(engine.signal(card.id).state).toBe('superseded');
    expect(engine.status(order.id)).toBe('pending_cancel');
    expect(engine.dueTypes()).toContain('cancel_order');
  });

  it('that the venue refuses is sent again under a new id: at once, after 5 s, after 10 s', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    engine.alert('CLOSE BTCUSDT.P');
    const refuse = () => {
      const exit = engine.active('exit');
      engine.run({ type: 'begin_submit', orderId: exit.id });
      engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: exit.id, reason: 'engine overloaded' } });
      return exit.id;
    };
    const first = refuse();
    expect(engine.active('exit').id).not.toBe(first);
    refuse();
    expect(() => engine.active('exit')).toThrow('0 active exit');
    expect(engine.wakeAt()).toBe(engine.now + 5_000);
    engine.now += 5_000;
    engine.run({ type: 'clock' });
    refuse();
    expect(engine.wakeAt()).toBe(engine.now + 10_000);
    expect([...engine.state.notifications.values()].some((each) => each.severity === 'alarm')).toBe(true);
  });

  it('is repeated for as long as the venue cannot be reached, and an entry is given up', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    engine.alert('CLOSE BTCUSDT.P');
    const exit = engine.active('exit');
    for (let n = 0; n < 6; n += 1) {
      engine.run({ type: 'begin_submit', orderId: exit.id });
      engine.run({ type: 'submit_failed', orderId: exit.id, outcome: 'unavailable', reason: 'refused' });
      expect(engine.status(exit.id)).toBe('initialized');
      engine.now += 10_000;
    }
  });

  it.each(['close', 'sell'])('by stop order (%s) is refused, not done at once', (action) => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const signal = engine.alert(JSON.stringify({ action, symbol: 'BTCUSDT.P', quantity: 0.1, order_type: 'stop', stop_price: 44500 }));
    expect(signal).toMatchObject({ state: 'denied', error: { code: 'UNSUPPORTED' } });
    expect(engine.orders((order) => order.role === 'exit')).toEqual([]);
  });
});

describe('the opposite side', () => {
  it('is first an exit, without approval', () => {
    const engine = new Engine();
    const entry = engine.alert(BUY);
    engine.price(entry, '45000');
    engine.approve(entry, '45000');
    const order = engine.active('entry');
    engine.send(order);
    engine.fill(order, '0.1', '45000');
    const sell = engine.alert('SELL BTCUSDT.P qty=0.04');
    expect(engine.active('exit').qty).toBe('0.04');
    expect(sell.entry).toBeNull();
  });

  it('what exceeds it is an entry, once it is flat', () => {
    const engine = new Engine();
    engine.settings = settingsWith({ approval: { type: 'auto' } });
    engine.enter(BUY, '45000');
    engine.settings = settingsWith();
    const sell = engine.alert('SELL BTCUSDT.P qty=0.25');
    expect(engine.active('exit').qty).toBe('0.1');
    expect(engine.dueTypes()).not.toContain('price_signal');
    closeWith(engine, '45000');
    expect(engine.signal(sell.id).state).toBe('received');
    engine.price(sell, '45000');
    expect(engine.signal(sell.id)).toMatchObject({ state: 'awaiting_approval', proposal: { side: 'sell', qty: '0.15' } });
  });

  it('on spot the excess is refused and the exit goes through', () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT qty=0.1', '45000', spot);
    const sell = engine.alert('SELL BTCUSDT qty=0.3');
    expect(engine.active('exit').qty).toBe('0.1');
    expect(sell.entry).toBeNull();
    expect(sell.timeline.some((line) => line.detail.includes('SHORT_ON_SPOT'))).toBe(true);
  });

  it('an exit passes beside an entry that a gate refuses', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    engine.run({ type: 'pause', strategy: null, by: ANN, updateId: null });
    const sell = engine.alert('SELL BTCUSDT.P qty=0.25');
    expect(engine.active('exit').qty).toBe('0.1');
    expect(sell.entry).toBeNull();
    closeWith(engine, '45000');
    expect(engine.signal(sell.id).state).toBe('completed');
  });
});

describe('reverse', () => {
  function reversed(engine: Engine): Signal {
    engine.enter(BUY, '45000');
    return engine.alert('REVERSE BTCUSDT.P');
  }

  it('waits for flat, then enters the other side with what was closed', () => {
    const engine = auto();
    const signal = reversed(engine);
    expect(engine.orders((order) => order.role === 'entry')).toHaveLength(1);
    const exit = engine.active('exit');
    engine.send(exit);
    engine.fill(exit, '0.06', '45000');
    expect(engine.signal(signal.id).state).toBe('working');
    engine.fill(exit, '0.04', '45000');
    expect(engine.signal(signal.id).state).toBe('received');
    engine.price(signal, '45000');
    const entry = engine.active('entry');
    expect(entry).toMatchObject({ side: 'sell', qty: '0.1' });
    engine.send(entry);
    engine.fill(entry, '0.1', '45000');
    expect(engine.position()?.qty).toBe('-0.1');
    expect(engine.signal(signal.id).state).toBe('completed');
  });

  it('whose entry is refused when it is flat is no refused signal: it has closed, and says what it did not do', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const signal = engine.alert('{"action":"reverse","symbol":"BTCUSDT.P","stop_loss":44000}');
    closeWith(engine, '45000');
    engine.price(signal, '45000');
    expect(engine.signal(signal.id)).toMatchObject({ state: 'completed', error: { code: 'STOP_WRONG_SIDE' } });
  });

  it('whose card is open at a /kill has closed all the same', () => {
    const engine = new Engine();
    engine.enter(BUY, '45000');
    const signal = engine.alert('REVERSE BTCUSDT.P');
    closeWith(engine, '45000');
    engine.price(signal, '45000');
    expect(engine.signal(signal.id).state).toBe('awaiting_approval');
    const nonce = engine.nonce();
    engine.run({ type: 'ask', action: { type: 'kill' }, nonce, by: ANN, updateId: null });
    engine.run({ type: 'confirm', nonce, by: ANN, idSeed: '00000000000ff', updateId: null });
    expect(engine.signal(signal.id)).toMatchObject({ state: 'completed', error: { code: 'TRADING_HALTED' } });
  });

  it('whose entry the venue rejects says so beside what it closed', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const signal = engine.alert('REVERSE BTCUSDT.P');
    closeWith(engine, '45000');
    engine.price(signal, '45000');
    const entry = engine.active('entry');
    engine.run({ type: 'begin_submit', orderId: entry.id });
    engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: entry.id, reason: 'insufficient margin' } });
    expect(engine.signal(signal.id)).toMatchObject({ state: 'completed', error: { code: 'VENUE_REJECTED' } });
  });

  it('on a flat book is refused', () => {
    expect(auto().alert('REVERSE BTCUSDT.P')).toMatchObject({ state: 'denied', error: { code: 'NOTHING_TO_CLOSE' } });
  });
});

describe('two strategies on one account', () => {
  it('close only their own share', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    engine.enter('BUY BTCUSDT.P qty=0.7 strategy=other', '45000');
    engine.alert('CLOSE BTCUSDT.P strategy=other');
    expect(engine.active('exit').qty).toBe('0.7');
    closeWith(engine, '45000');
    expect(engine.position()?.qty).toBe('0.1');
    expect(engine.position('BTC/USDT:USDT', 'other')?.qty).toBe('0');
  });
});

describe('/kill', () => {
  function pull(engine: Engine): void {
    const nonce = engine.nonce();
    engine.run({ type: 'ask', action: { type: 'kill' }, nonce, by: ANN, updateId: null });
    expect(engine.state.tradingState).toBe('active');
    engine.run({ type: 'confirm', nonce, by: ANN, idSeed: '00000000000ff', updateId: null });
    expect(engine.run({ type: 'confirm', nonce, by: ANN, idSeed: '00000000000ff', updateId: null }).type).toBe('skipped');
  }

  it('takes two taps, blocks and cancels entries, closes, and only then takes the stops away', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    engine.price(engine.alert('BUY BTCUSDT.P qty=0.2'), '45000');
    const waiting = engine.active('entry');
    pull(engine);
    expect(engine.state.tradingState).toBe('halted');
    expect(engine.status(waiting.id)).toBe('canceled');
    expect(engine.active('exit').qty).toBe('0.1');
    expect(engine.active('stop_loss').cancel).toBeNull();
    closeWith(engine, '45000');
    expect(engine.active('stop_loss').status).toBe('pending_cancel');
    expect(engine.alert(BUY)).toMatchObject({ state: 'denied', error: { code: 'TRADING_HALTED' } });
  });

  it('tells the modes of the accounts, and counts positions, not orders', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    engine.price(engine.alert('BUY ETHUSDT.P qty=0.2', { strategyHint: 'other' }), '45000', { ...perpetual, symbol: 'ETH/USDT:USDT' });
    pull(engine);
    const told = [...engine.state.notifications.values()].find(({ title }) => title.startsWith('KILL'));
    expect(told?.text).toBe(
      'ann pulled the kill switch for paper (PAPER): entries are blocked and cancelled, 1 position(s) are being closed.',
    );
  });

  it('is undone only by a deliberate unlock', () => {
    const engine = auto();
    pull(engine);
    const nonce = engine.nonce();
    engine.run({ type: 'ask', action: { type: 'unlock' }, nonce, by: ANN, updateId: null });
    engine.run({ type: 'confirm', nonce, by: ANN, idSeed: '00000000000fe', updateId: null });
    expect(engine.alert(BUY).state).toBe('received');
  });

  it('closes what an unknown entry fills later', () => {
    const engine = auto();
    engine.price(engine.alert(BUY), '45000');
    const entry = engine.active('entry');
    engine.run({ type: 'begin_submit', orderId: entry.id });
    pull(engine);
    engine.fill(entry, '0.1', '45000');
    expect(engine.active('exit').qty).toBe('0.1');
  });

  it('a confirmation that is too old does nothing', () => {
    const engine = auto();
    const nonce = engine.nonce();
    engine.run({ type: 'ask', action: { type: 'kill' }, nonce, by: ANN, updateId: null });
    engine.now += 120_000;
    expect(engine.run({ type: 'confirm', nonce, by: ANN, idSeed: '00000000000ff', updateId: null }).type).toBe('skipped');
    expect(engine.state.tradingState).toBe('active');
  });
});

describe('/close', () => {
  it('closes by percent and refuses what is flat', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const key = engine.position()?.key;
    if (key === undefined) throw new Error('no position');
    const close = (percent: string, n: string) =>
      engine.run({
        type: 'close_position',
        signalId: makeSignalId(engine.now, n),
        positionKey: key,
        percent: decimal(percent),
        by: ANN,
        updateId: null,
      });
    close('25', 'fffffffffff01');
    expect(engine.active('exit').qty).toBe('0.025');
    // what was asked for stands on its card
    expect(engine.signal(engine.active('exit').signalId).reading).toMatchObject({ percent: '25', percentOf: 'position' });
    closeWith(engine, '45000');
    close(HUNDRED, 'fffffffffff02');
    expect(engine.active('exit').qty).toBe('0.075');
    closeWith(engine, '45000');
    for (const order of engine.orders((each) => each.status === 'pending_cancel'))
      engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: order.id, reason: 'done' } });
    expect(close('50', 'fffffffffff03')).toMatchObject({ type: 'refused', denial: { code: 'NOTHING_TO_CLOSE' } });
  });
});
