import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { rateKey } from '../../src/core/model/money/exchange-rate.ts';
import type { CopyRules } from '../../src/core/model/settings.ts';
import type { Signal } from '../../src/core/model/signal.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import { ANN, Engine, perpetual, settingsWith } from './engine.ts';

const SYMBOL = 'BTC/USDT:USDT';
const follower = (copy: Partial<CopyRules> = {}): Engine =>
  new Engine(settingsWith({ approval: { type: 'auto' }, copy: { enterOn: 'entry', scale: null, stake: null, ...copy } }));

const event = (type: string, fields: Record<string, unknown> = {}): string =>
  JSON.stringify({ type, trade_id: '7', pair: SYMBOL, direction: 'long', ...fields });

function works(engine: Engine, signal: Signal): void {
  engine.price(signal, '1000');
  const entry = engine.active('entry');
  engine.send(entry);
  engine.fill(entry, entry.qty, '1000');
}

function followed(copy: Partial<CopyRules> = {}, amount = '2'): Engine {
  const engine = follower(copy);
  works(engine, engine.alert(event('entry', { amount, price: '1000' })));
  return engine;
}

describe('a trade of another bot', () => {
  it('is one trade: its entry is followed, its fill is noted with it and never traded', () => {
    const engine = followed();
    const { id } = engine.alert(event('entry', { amount: '9', price: '1000' }).replace('"7"', '"8"'));
    const fill = engine.alert(event('entry_fill', { amount: '2', price: '1001' }));
    expect(fill.state).toBe('noted');
    expect(engine.dueTypes().filter((type) => type === 'price_signal')).toHaveLength(1);
    const trade = [...engine.state.signals.values()].find(({ leader }) => leader?.filled === '2');
    expect(trade?.reading.tradeId).toBe('7');
    expect(trade?.timeline.at(-1)?.detail).toBe(`the leader has filled 2 at 1001 (${fill.id})`);
    expect(engine.signal(id).leader).toMatchObject({ asked: '9', filled: null });
  });

  it('that only ever tells of fills is entered on them, where config.yaml says so', () => {
    const engine = follower({ enterOn: 'entry_fill' });
    expect(engine.alert(event('entry', { amount: '2' })).state).toBe('noted');
    works(engine, engine.alert(event('entry_fill', { amount: '2', price: '1000' })));
    expect(engine.position()?.qty).toBe('2');
    engine.alert(event('exit_fill', { amount: '2', price: '1100' }));
    expect(engine.active('exit')).toMatchObject({ side: 'sell', qty: '2', reduceOnly: true });
  });

  it('whose fill says no side is not entered by a guess', () => {
    const engine = follower({ enterOn: 'entry_fill' });
    const signal = engine.alert(JSON.stringify({ action: 'entry_fill', pair: SYMBOL, amount: '2', price: '1000' }));
    expect(signal).toMatchObject({ state: 'denied', error: { code: 'MISSING_ACTION' } });
  });

  it('takes its side from the entry that was told before the fill', () => {
    const engine = follower({ enterOn: 'entry_fill' });
    engine.alert(JSON.stringify({ action: 'entry', pair: SYMBOL, direction: 'short', stake_amount: '100', price: '1000' }));
    const signal = engine.alert(JSON.stringify({ action: 'entry_fill', pair: SYMBOL, amount: '2', price: '1000' }));
    expect(signal.entry).toMatchObject({ side: 'sell' });
  });

  it.each([
    ['a ratio', { scale: decimal('0.5') }, '1'],
    ['a fixed stake', { stake: decimal('300') }, '0.3'],
  ])('is copied by %s', (_, rules, qty) => {
    expect(followed(rules).position()?.qty).toBe(qty);
  });

  it('is copied without its leverage, which is shown', () => {
    const signal = follower().alert(event('entry', { amount: '2', leverage: '5' }));
    expect(signal.reading.leverage).toBe('5');
    expect(signal.reading.warnings.join()).toContain("The leader's leverage 5 is shown, not taken.");
  });

  it('closes the fraction that the leader closes, of what is held', () => {
    const engine = followed({ scale: decimal('0.5') }, '4');
    engine.alert(event('exit', { amount: '1' }));
    const exit = engine.active('exit');
    expect(exit.qty).toBe('0.5');
    engine.send(exit);
    engine.fill(exit, exit.qty, '1000');
    // 1 of the 3 that the leader has left
    engine.alert(event('exit', { amount: '1', price: '1001' }));
    expect(engine.active('exit').qty).toBe('0.5');
  });

  it('counts what the leader has really filled', () => {
    const engine = followed({}, '4');
    engine.alert(event('entry_fill', { amount: '2', price: '1000' }));
    engine.alert(event('exit', { amount: '1' }));
    expect(engine.active('exit').qty).toBe('2');
  });

  it('is remembered as long as it is open, however long ago it was entered, and forgotten when it is over', () => {
    const engine = followed({ scale: decimal('0.5') }, '4');
    const [entry] = engine.orders();
    engine.now += 30 * 24 * 3_600_000;
    engine.run({ type: 'clock' });
    engine.alert(event('exit', { amount: '1' }));
    const exit = engine.active('exit');
    // a quarter of the 2 that are held: with its amounts forgotten it would be everything
    expect(exit.qty).toBe('0.5');
    engine.send(exit);
    engine.fill(exit, exit.qty, '1000');
    engine.alert('CLOSE BTCUSDT.P');
    const last = engine.active('exit');
    engine.send(last);
    engine.fill(last, last.qty, '1000');
    engine.now += 30 * 24 * 3_600_000;
    engine.run({ type: 'clock' });
    expect(engine.state.signals.has(entry?.signalId ?? ('' as never))).toBe(false);
  });

  it.each([
    ['rounds down to the step of the market', '301.999', '0.301'],
    ['is no more than the market takes in one order of it', '999999999', null],
    ['below the smallest order is refused, not raised', '4', null],
    ['below the step is refused', '0.5', null],
  ])('a fixed stake %s', (_, stake, qty) => {
    const engine = follower({ stake: decimal(stake) });
    const signal = engine.alert(event('entry', { amount: '2', price: '1000' }));
    engine.price(signal, '1000');
    const entries = engine.orders(({ role }) => role === 'entry');
    expect(entries.map((order) => order.qty)).toEqual(qty === null ? [] : [qty]);
    if (qty === null) expect(engine.signal(signal.id).state).toBe('denied');
  });

  describe('a fixed stake in a market that is priced in other money', () => {
    const ethBtc: Instrument = {
      ...perpetual,
      symbol: 'ETH/BTC:BTC',
      base: 'ETH',
      quote: 'BTC',
      tickSize: decimal('0.00001'),
      notionalMin: decimal('0.0001'),
    };
    const told = (direction: 'long' | 'short'): string =>
      JSON.stringify({ type: 'entry', trade_id: direction, pair: 'ETH/BTC:BTC', direction, amount: '2', price: '0.05' });
    /** With what one bitcoin is worth, in dollars; null: nobody knows. */
    function price(engine: Engine, signal: Signal, bitcoin: string | null): void {
      const quote = engine.quote('0.05', ethBtc);
      const rate = { from: 'BTC', to: 'USDT', price: decimal(bitcoin ?? '1'), at: engine.now, source: 'venue' as const };
      const rates = new Map(bitcoin === null ? [] : [[rateKey({ mode: 'paper', ...rate }), rate]]);
      engine.run({ type: 'price_signal', signalId: signal.id, instrument: ethBtc, quote, nonce: engine.nonce(), rates });
    }

    it('is so much of the money of the account, at the rate of the two, and says how', () => {
      const engine = follower({ stake: decimal('300') });
      const signal = engine.alert(told('long'));
      price(engine, signal, '60000');
      expect(engine.orders().map(({ qty }) => qty)).toEqual(['0.1']);
      expect(engine.signal(signal.id).proposal).toMatchObject({
        notes: ['stake of 300 USDT = 0.005 BTC (1 BTC = 60000 USDT) at 0.05'],
        rates: [{ from: 'BTC', to: 'USDT', price: '60000' }],
      });
    });

    it('is refused where no rate is known, and followed by ratio', () => {
      const staked = follower({ stake: decimal('300') });
      const refused = staked.alert(told('long'));
      price(staked, refused, null);
      expect(staked.signal(refused.id)).toMatchObject({ state: 'denied', error: { code: 'NO_QUANTITY' } });
      expect(staked.signal(refused.id).error?.message).toContain('priced in BTC');
      expect(staked.signal(refused.id).error?.remedy).toContain('No rate of BTC/USDT is known');
      const scaled = follower({ scale: decimal('0.5') });
      price(scaled, scaled.alert(told('long')), null);
      expect(scaled.orders().map(({ qty }) => qty)).toEqual(['1']);
    });

    it('against what is held closes it, and opens nothing by a number of the wrong money', () => {
      const engine = follower({ stake: decimal('300') });
      const signal = engine.alert(told('long'));
      price(engine, signal, '60000');
      const entry = engine.active('entry');
      engine.send(entry);
      engine.fill(entry, '0.1', '0.05');
      const turned = engine.alert(told('short'));
      expect(engine.orders(({ role }) => role !== 'entry').map(({ role, qty }) => [role, qty])).toEqual([['exit', '0.1']]);
      expect(engine.signal(turned.id).entry).toBeNull();
    });
  });

  it('closes everything where the fraction is unknown', () => {
    const engine = followed({ stake: decimal('300') });
    engine.alert(JSON.stringify({ action: 'exit', pair: SYMBOL, direction: 'long' }));
    expect(engine.active('exit').qty).toBe('0.3');
  });

  it('its exit fill is noted and closes nothing more', () => {
    const engine = followed({}, '4');
    engine.alert(event('exit', { amount: '2' }));
    const exit = engine.active('exit');
    engine.send(exit);
    engine.fill(exit, exit.qty, '1000');
    expect(engine.alert(event('exit_fill', { amount: '2', price: '1000' })).state).toBe('noted');
    expect(engine.position()?.qty).toBe('2');
  });

  it('entry_cancel cancels what is open of the entry and the card; what has filled stays', () => {
    const engine = follower();
    const signal = engine.alert(event('entry', { amount: '2', limit: '900', order_type: 'limit' }));
    engine.price(signal, '1000');
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, '0.5', '900');
    engine.alert(event('entry_cancel', { reason: 'timeout' }));
    expect(engine.status(entry.id)).toBe('pending_cancel');
    expect(engine.position()?.qty).toBe('0.5');
    const asks = new Engine();
    const card = asks.alert(event('entry', { amount: '2' }));
    asks.price(card, '1000');
    expect(asks.signal(card.id).state).toBe('awaiting_approval');
    asks.alert(event('entry_cancel'));
    expect(asks.signal(card.id).state).toBe('superseded');
  });

  it('exit_cancel ends our open exit; what has filled stays closed and is never entered again', () => {
    const engine = followed();
    const exiting = engine.alert(event('exit', { amount: '2', limit: '1200', order_type: 'limit' }));
    const exit = engine.active('exit');
    engine.send(exit);
    engine.fill(exit, '0.5', '1200');
    engine.alert(event('exit_cancel'));
    expect(engine.status(exit.id)).toBe('pending_cancel');
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: exit.id, reason: 'cancelled' } });
    expect(engine.position()?.qty).toBe('1.5');
    expect(engine.orders((order) => engine.state.activeOrders.has(order.id))).toEqual([]);
    expect(engine.signal(exiting.id).state).toBe('completed');
  });

  it('a status asks for nothing', () => {
    expect(follower().alert('{"action":"status","status":"running"}').state).toBe('noted');
  });

  it('an event that names no strategy goes to the one that follows the trade', () => {
    const engine = follower();
    works(engine, engine.alert(event('entry', { amount: '2', strategy: 'other' })));
    engine.alert(event('exit', { amount: '2' }));
    expect(engine.active('exit')).toMatchObject({ strategy: 'other', qty: '2' });
  });
});

describe('a cancel by symbol', () => {
  const resting = (): Engine => {
    const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
    for (const text of ['BUY BTCUSDT.P qty=1 limit=900', 'SELL ETHUSDT.P qty=1 limit=2000']) {
      const signal = engine.alert(text);
      engine.price(signal, '1000');
    }
    for (const order of engine.orders()) engine.send(order);
    return engine;
  };

  it('ends the orders of that symbol and side, and no others', () => {
    const engine = resting();
    const cancel = '60700112233,cancelshort,BTCUSDT.P,secret=a-secret-of-tests';
    expect(engine.alert(cancel).timeline.at(-1)?.detail).toBe('0 open entry order(s) of BTC/USDT:USDT cancelled');
    engine.alert(cancel.replace('short', 'long'));
    const states = engine.orders().map(({ status }) => status);
    expect(states.filter((status) => status === 'pending_cancel')).toHaveLength(1);
  });
});

describe('a cancel by symbol of what was approved', () => {
  it('takes it back as long as it waits for its price', () => {
    const engine = new Engine();
    const { id } = engine.alert('BUY BTCUSDT.P qty=1');
    engine.price(engine.signal(id), '1000');
    const nonce = engine.signal(id).approval?.nonce;
    if (nonce === undefined) throw new Error('no card');
    engine.run({ type: 'approve', nonce, by: ANN, quote: null, updateId: null });
    engine.alert('{"action":"cancel","symbol":"BTCUSDT.P"}');
    expect(engine.signal(id).state).toBe('superseded');
    expect(engine.dueTypes()).not.toContain('price_signal');
  });
});

describe('an alert that changes stop and target', () => {
  const held = (): Engine => {
    const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
    engine.enter('BUY BTCUSDT.P qty=1 sl=900 tp=1200', '1000');
    return engine;
  };
  const modify = (engine: Engine, fields: Record<string, unknown>): Signal =>
    engine.alert(JSON.stringify({ action: 'buy', symbol: 'BTCUSDT.P', ...fields }), {
      reading: {
        ...engine.alertCommand(JSON.stringify({ action: 'close', symbol: 'BTCUSDT.P', ...fields })).reading,
        action: 'modify',
        side: null,
      },
    });

  it('moves the stop of what is held, keeps the target, and opens nothing', () => {
    const engine = held();
    const entries = engine.orders(({ role }) => role === 'entry').length;
    expect(modify(engine, { stop_loss: 950 })).toMatchObject({ state: 'completed', error: null });
    expect(engine.position()?.plan).toMatchObject({ stopLoss: '950', takeProfit: '1200' });
    const stops = engine.orders(({ role, status }) => role === 'stop_loss' && status === 'initialized');
    expect(stops).toMatchObject([{ stopPrice: '950', qty: '1' }]);
    expect(engine.orders(({ role }) => role === 'entry')).toHaveLength(entries);
  });

  it.each([
    ['without a position', () => modify(new Engine(), { stop_loss: 950 }), 'NOTHING_TO_MODIFY'],
    ['without a level', (engine: Engine) => modify(engine, {}), 'INVALID_FIELD'],
    ['with a stop beyond the target', (engine: Engine) => modify(engine, { stop_loss: 1300 }), 'STOP_WRONG_SIDE'],
  ])('is refused %s', (_, act, code) => {
    expect(act(held())).toMatchObject({ state: 'denied', error: { code } });
  });
});
