import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName, type SignalId } from '../../src/core/model/ids.ts';
import { PARTS_MAX, SHARES_MAX } from '../../src/core/model/limits.ts';
import type { Settings, Strategy } from '../../src/core/model/settings.ts';
import { ANN, BOB, perpetual, settingsWith } from './engine.ts';
import { BTC, Desk, eth, leg, SHORT_ETH } from './leg-desk.ts';

describe('an alert of two legs', () => {
  it('is one signal with a part for each leg, sent one after the other', () => {
    const desk = Desk.auto();
    const { id } = desk.multi([BTC, SHORT_ETH]);
    expect(desk.signal(id).group?.children).toHaveLength(2);
    expect(desk.states(id)).toEqual(['received', 'received']);
    expect(desk.state.statistics.alerts).toBe(1);
    desk.priceAll();
    const first = desk.active('entry');
    expect(first).toMatchObject({ side: 'buy', qty: '0.1', signalId: desk.part(id, 1).id });
    desk.complete(first);
    const second = desk.active('entry');
    expect(second).toMatchObject({ side: 'sell', qty: '2', signalId: desk.part(id, 2).id });
    expect(desk.signal(id).state).toBe('working');
    desk.complete(second);
    expect(desk.signal(id)).toMatchObject({ state: 'completed', error: null });
    expect(desk.signal(id).timeline.at(-1)?.detail).toBe('2 of 2 done');
  });

  it('of the same sort order goes out at once', () => {
    const desk = Desk.auto();
    desk.multi([
      { ...BTC, sortOrder: 1 },
      { ...SHORT_ETH, sortOrder: 1 },
    ]);
    desk.priceAll();
    expect(desk.orders((order) => order.status === 'initialized')).toHaveLength(2);
  });

  it('goes on when a limit order rests, and does not wait for its fill', () => {
    const desk = Desk.auto();
    const { id } = desk.multi([{ ...BTC, orderType: 'limit', limitPrice: decimal('900') }, SHORT_ETH]);
    desk.priceAll();
    desk.send(desk.entryOf(desk.part(id, 1)));
    expect(desk.entryOf(desk.part(id, 2)).status).toBe('initialized');
  });

  it('is one question: the card of the whole lets both pass, once', () => {
    const desk = new Desk();
    const { id } = desk.multi([BTC, SHORT_ETH]);
    desk.priceAll();
    expect(desk.signal(id)).toMatchObject({ state: 'awaiting_approval', approval: { answer: null } });
    expect(desk.dueTypes().filter((type) => type === 'show_card')).toHaveLength(1);
    expect(desk.orders()).toEqual([]);
    expect(desk.approve(desk.signal(id), '1000')).toEqual({ type: 'done', detail: 'Approved' });
    expect(desk.approve(desk.signal(id), '1000', perpetual, BOB)).toEqual({
      type: 'skipped',
      detail: 'ann has answered already (approve)',
    });
    expect(desk.orders()).toHaveLength(1);
  });

  it('approved at old prices is sized and checked anew before the first leg goes', () => {
    const desk = new Desk(settingsWith({ maxNotional: decimal('3000') }));
    const { id } = desk.multi([BTC, SHORT_ETH]);
    desk.priceAll();
    desk.now += 60_000;
    desk.approve(desk.signal(id), '1000');
    expect(desk.orders()).toEqual([]);
    // what the second leg is worth now is more than the strategy may: the first is not sent either
    desk.priceAll('1600');
    expect(desk.orders()).toEqual([]);
    expect(desk.signal(id)).toMatchObject({ state: 'denied', error: { code: 'MAX_NOTIONAL' } });
    expect(desk.signal(id).error?.message).toMatch(/^leg 2 \(ETH\/USDT:USDT\): /);
  });

  it('can be halved, declined with a pause, and expires, as a whole', () => {
    const desk = new Desk();
    const { id } = desk.multi([BTC, SHORT_ETH]);
    desk.priceAll();
    const nonce = desk.signal(id).approval?.nonce;
    if (nonce === undefined) throw new Error('no card');
    expect(desk.run({ type: 'halve', nonce, nextNonce: desk.nonce(), by: ANN, quote: null, updateId: null })).toEqual({
      type: 'done',
      detail: 'Now 0.05 BTC, 1 ETH',
    });
    const next = desk.signal(id).approval?.nonce;
    if (next === undefined || next === nonce) throw new Error('the button stayed');
    desk.run({ type: 'decline', nonce: next, by: ANN, updateId: null, pauseStrategy: true });
    expect(desk.signal(id).state).toBe('declined');
    expect(desk.states(id)).toEqual(['declined', 'declined']);
    expect(desk.multi([BTC, SHORT_ETH])).toMatchObject({ state: 'denied', error: { code: 'STRATEGY_PAUSED' } });
    const other = new Desk();
    const left = other.multi([BTC, SHORT_ETH]);
    other.priceAll();
    other.now += 120_000;
    expect(other.dueTypes()).toContain('clock');
    other.run({ type: 'clock' });
    expect(other.signal(left.id).state).toBe('expired');
  });

  it.each([
    ['a symbol that is none', leg('??'), 'INVALID_FIELD'],
    ['a short on spot', leg('ETHUSDT', { action: 'sell', side: 'sell' }), 'SHORT_ON_SPOT'],
    ['the other direction of the same symbol', leg('BTCUSDT.P', { action: 'sell', side: 'sell' }), 'CONTRADICTION'],
  ])('of which one is refused at receipt (%s) sends nothing', (_, second, code) => {
    const desk = Desk.auto();
    const signal = desk.multi([BTC, second]);
    expect(signal).toMatchObject({ state: 'denied', error: { code } });
    expect(desk.states(signal.id)).toEqual(['denied', 'denied']);
    expect(desk.part(signal.id, 1).error?.code).toBe('LEG_REFUSED');
    desk.priceAll();
    expect(desk.orders()).toEqual([]);
  });

  it('of which one fails its check when it is priced sends nothing', () => {
    const desk = Desk.auto({ maxNotional: decimal('150') });
    const { id } = desk.multi([BTC, SHORT_ETH]);
    desk.priceAll();
    expect(desk.orders()).toEqual([]);
    expect(desk.signal(id)).toMatchObject({ state: 'denied', error: { code: 'MAX_NOTIONAL' } });
    expect([...desk.state.notifications.values()].map(({ title }) => title)).toEqual(['Alert refused: MAX_NOTIONAL']);
  });

  it('with a close and a refused entry still closes', () => {
    const desk = Desk.auto({ maxNotional: decimal('150') });
    desk.enter('BUY BTCUSDT.P qty=0.1', '1000');
    const { id } = desk.multi([leg('BTCUSDT.P', { action: 'close', side: null, quantity: null }), SHORT_ETH]);
    expect(desk.active('exit')).toMatchObject({ side: 'sell', qty: '0.1' });
    desk.priceAll();
    desk.complete(desk.active('exit'));
    expect(desk.states(id)).toEqual(['completed', 'denied']);
    expect(desk.signal(id)).toMatchObject({ state: 'completed', error: { code: 'MAX_NOTIONAL' } });
  });

  it('that comes again in the same bytes is one alert', () => {
    const desk = Desk.auto();
    const first = desk.multi([BTC, SHORT_ETH]);
    const reading = first.reading;
    const again = desk.run(desk.alertCommand('', { reading, bodyHash: 'hash-1' }));
    expect(again).toEqual({ type: 'signal', signalId: first.id, duplicate: true });
  });

  it('closes and opens the same symbol in that order', () => {
    const desk = Desk.auto();
    desk.enter('BUY BTCUSDT.P qty=0.1', '1000');
    const { id } = desk.multi([
      leg('BTCUSDT.P', { action: 'close', side: null, quantity: null }),
      leg('BTCUSDT.P', { quantity: decimal('0.3') }),
    ]);
    desk.priceAll();
    expect(desk.orders((order) => order.role === 'entry' && order.status === 'initialized')).toEqual([]);
    desk.complete(desk.active('exit'));
    expect(desk.entryOf(desk.part(id, 2))).toMatchObject({ status: 'initialized', qty: '0.3' });
  });
});

describe('a leg that fails after another has filled', () => {
  const failed = (onFailure: Strategy['legs']['onFailure']): { desk: Desk; id: SignalId } => {
    const desk = Desk.auto({ legs: { onFailure, timeoutMs: 60_000 } });
    const { id } = desk.multi([BTC, SHORT_ETH, leg('SOLUSDT.P')]);
    desk.priceAll();
    desk.complete(desk.entryOf(desk.part(id, 1)));
    desk.reject(desk.entryOf(desk.part(id, 2)));
    return { desk, id };
  };

  it('keep: the rest is not sent, what has filled stays, and people are told', () => {
    const { desk, id } = failed('keep');
    expect(desk.part(id, 3)).toMatchObject({ state: 'denied', error: { code: 'LEG_FAILED' } });
    expect(desk.signal(id)).toMatchObject({ state: 'completed', error: { code: 'VENUE_REJECTED' } });
    expect(desk.position()?.qty).toBe('0.1');
    expect([...desk.state.notifications.values()].some(({ title, severity }) => title === 'A leg failed' && severity === 'error')).toBe(
      true,
    );
  });

  it('unwind: closes exactly what the alert has filled, and not what was held before', () => {
    const desk = Desk.auto({ legs: { onFailure: 'unwind', timeoutMs: 60_000 } });
    desk.enter('BUY BTCUSDT.P qty=1', '1000');
    const { id } = desk.multi([BTC, SHORT_ETH]);
    desk.priceAll();
    desk.complete(desk.entryOf(desk.part(id, 1)));
    expect(desk.position()?.qty).toBe('1.1');
    desk.reject(desk.entryOf(desk.part(id, 2)));
    const exit = desk.active('exit');
    expect(exit).toMatchObject({ side: 'sell', qty: '0.1', reduceOnly: true });
    desk.complete(exit);
    expect(desk.position()?.qty).toBe('1');
    expect(desk.signal(id)).toMatchObject({ state: 'completed', error: { code: 'VENUE_REJECTED' } });
    expect(desk.orders((order) => order.role === 'exit')).toHaveLength(1);
  });

  it('unwind: a leg whose outcome is unknown is cancelled, and closed when it has filled after all', () => {
    const desk = Desk.auto({ legs: { onFailure: 'unwind', timeoutMs: 60_000 } });
    const { id } = desk.multi([
      { ...BTC, sortOrder: 1 },
      { ...SHORT_ETH, sortOrder: 1 },
    ]);
    desk.priceAll();
    const unknown = desk.entryOf(desk.part(id, 1));
    desk.run({ type: 'begin_submit', orderId: unknown.id });
    desk.run({ type: 'submit_failed', orderId: unknown.id, outcome: 'ambiguous', reason: 'no answer' });
    desk.reject(desk.entryOf(desk.part(id, 2)));
    expect(desk.order(unknown.id).cancel).not.toBeNull();
    expect(desk.signal(id).state).toBe('working');
    desk.fill(unknown, '0.1', '1000');
    const exit = desk.active('exit');
    expect(exit).toMatchObject({ side: 'sell', qty: '0.1' });
    desk.complete(exit);
    expect(desk.position()?.qty ?? '0').toBe('0');
    expect(desk.signal(id).state).toBe('completed');
  });

  it('ask: the question stays until it is answered, over a restart, and is answered once', () => {
    const { desk, id } = failed('ask');
    const { nonce } = desk.signal(id).group ?? {};
    if (nonce === undefined) throw new Error('no group');
    expect(desk.signal(id)).toMatchObject({ state: 'working', group: { lanes: [{ status: 'failed', remedy: 'ask' }] } });
    desk.now += 24 * 3_600_000;
    desk.run({ type: 'clock' });
    desk.run({ type: 'started', bootId: 'b', restoredFromBackup: false });
    expect(desk.signal(id).group?.lanes[0]?.remedy).toBe('ask');
    const answer = { type: 'answer_legs', nonce, choice: 'unwind', by: ANN, updateId: null } as const;
    expect(desk.run(answer)).toEqual({ type: 'done', detail: 'Closing what has filled' });
    expect(desk.run({ ...answer, by: BOB, choice: 'keep' })).toMatchObject({ type: 'skipped' });
    desk.complete(desk.active('exit'));
    expect(desk.position()?.qty ?? '0').toBe('0');
    expect(desk.signal(id).state).toBe('completed');
  });

  it('ask, answered keep, leaves what has filled', () => {
    const { desk, id } = failed('ask');
    const { nonce } = desk.signal(id).group ?? {};
    if (nonce === undefined) throw new Error('no group');
    desk.run({ type: 'answer_legs', nonce, choice: 'keep', by: ANN, updateId: null });
    expect(desk.signal(id).state).toBe('completed');
    expect(desk.position()?.qty).toBe('0.1');
  });

  it('ask: closed by hand, the question answers itself', () => {
    const { desk, id } = failed('ask');
    desk.alert('CLOSE BTCUSDT.P');
    desk.complete(desk.active('exit'));
    expect(desk.dueTypes()).toContain('clock');
    desk.run({ type: 'clock' });
    expect(desk.dueTypes()).not.toContain('clock');
    expect(desk.signal(id).group?.lanes[0]?.remedy).toBeNull();
    expect(desk.signal(id).state).toBe('completed');
  });

  it.each(['CLOSE BTCUSDT.P', 'CLOSE BTCUSDT.P 50%'])(
    'ask, answered unwind: what was closed before (%s) is not taken from what was entered since',
    (way) => {
      const desk = Desk.auto({ legs: { onFailure: 'ask', timeoutMs: 60_000 } });
      const first = { ...BTC, sortOrder: 1 };
      const { id } = desk.multi([first, { ...SHORT_ETH, sortOrder: 2 }, { ...leg('XRPUSDT.P'), sortOrder: 3 }]);
      desk.priceAll();
      for (const each of [1, 2]) {
        desk.complete(desk.entryOf(desk.part(id, each)));
        desk.priceAll();
      }
      desk.reject(desk.entryOf(desk.part(id, 3)));
      desk.now += 60_000;
      desk.alert(way);
      desk.complete(desk.active('exit'));
      desk.now += 60_000;
      desk.enter('BUY BTCUSDT.P qty=0.5', '1000');
      const { nonce } = desk.signal(id).group ?? {};
      if (nonce === undefined) throw new Error('no group');
      desk.run({ type: 'answer_legs', nonce, choice: 'unwind', by: ANN, updateId: null });
      for (const exit of desk.orders((order) => order.role === 'exit' && order.status === 'initialized')) desk.complete(exit);
      expect(desk.position()?.qty).toBe('0.5');
      expect(desk.position(eth.symbol)?.qty).toBe('0');
      expect(desk.signal(id).state).toBe('completed');
    },
  );

  it('ask: closed and entered anew, the question answers itself', () => {
    const { desk, id } = failed('ask');
    desk.now += 60_000;
    desk.alert('CLOSE BTCUSDT.P');
    desk.complete(desk.active('exit'));
    desk.now += 60_000;
    desk.enter('BUY BTCUSDT.P qty=0.5', '1000');
    desk.run({ type: 'clock' });
    expect(desk.signal(id).group?.lanes[0]?.remedy).toBeNull();
  });

  it('the alert itself may say what is to be done', () => {
    const desk = Desk.auto();
    const { id } = desk.multi([BTC, SHORT_ETH], { onLegFailure: 'keep' });
    desk.priceAll();
    desk.complete(desk.entryOf(desk.part(id, 1)));
    desk.reject(desk.entryOf(desk.part(id, 2)));
    expect(desk.signal(id).state).toBe('completed');
  });

  it('nothing filled: nothing to ask about', () => {
    const desk = Desk.auto();
    const { id } = desk.multi([BTC, SHORT_ETH]);
    desk.priceAll();
    desk.reject(desk.entryOf(desk.part(id, 1)));
    expect(desk.signal(id)).toMatchObject({ state: 'failed', error: { code: 'VENUE_REJECTED' } });
    expect(desk.part(id, 2).state).toBe('denied');
  });

  it('whose time lies on a day ahead when the clock is set back has its time from then on, and no day more', () => {
    const desk = Desk.auto({ legs: { onFailure: 'unwind', timeoutMs: 5_000 } });
    const { id } = desk.multi([BTC, SHORT_ETH]);
    desk.priceAll();
    const first = desk.entryOf(desk.part(id, 1));
    desk.send(first);
    desk.fill(first, '0.04', '1000');
    desk.now -= 24 * 3_600_000;
    desk.run({ type: 'clock', setBack: true });
    expect(desk.signal(id).group?.lanes.flatMap(({ deadline }) => deadline ?? [])).toEqual([desk.now + 5_000]);
    desk.now += 5_000;
    desk.run({ type: 'clock' });
    expect(desk.part(id, 2)).toMatchObject({ state: 'denied', error: { code: 'LEG_FAILED' } });
    expect(desk.status(first.id)).toBe('pending_cancel');
  });

  it('not done within the time counts as failed', () => {
    const desk = Desk.auto({ legs: { onFailure: 'unwind', timeoutMs: 5_000 } });
    const { id } = desk.multi([BTC, SHORT_ETH]);
    desk.priceAll();
    const first = desk.entryOf(desk.part(id, 1));
    desk.send(first);
    desk.fill(first, '0.04', '1000');
    expect(desk.wakeAt()).toBe(desk.now + 5_000);
    desk.now += 5_000;
    desk.run({ type: 'clock' });
    expect(desk.part(id, 2)).toMatchObject({ state: 'denied', error: { code: 'LEG_FAILED' } });
    expect(desk.status(first.id)).toBe('pending_cancel');
    desk.complete(desk.active('exit'));
    desk.run({ type: 'venue_report', report: { type: 'canceled', orderId: first.id, reason: 'cancelled' } });
    desk.run({ type: 'order_looked_up', orderId: first.id, found: null });
    desk.now += 20_000;
    desk.run({ type: 'order_looked_up', orderId: first.id, found: null });
    desk.run({ type: 'order_looked_up', orderId: first.id, found: null });
    expect(desk.position()?.qty ?? '0').toBe('0');
    expect(desk.signal(id).state).toBe('completed');
  });
});

describe('an alert for more orders than one alert may have', () => {
  const accounts = Array.from({ length: SHARES_MAX }, (_, index) => ({
    name: accountName(`a${index}`),
    scale: decimal('1'),
    symbols: {},
    approval: null,
    maxNotional: null,
  }));
  const [paper] = settingsWith().accounts.values();
  const known = new Map(accounts.map(({ name }) => [name, { ...paper, name }] as const)) as Settings['accounts'];

  it.each([
    [4, null],
    [5, 'INVALID_FIELD'],
  ])('%i legs on a hundred accounts: %s', (legs, code) => {
    const desk = Desk.auto({ accounts, account: accountName('a0') }, { accounts: known });
    const signal = desk.multi(Array.from({ length: legs }, (_, index) => leg('BTCUSDT.P', { sortOrder: index })));
    expect(signal.error?.code ?? null).toBe(code);
    expect(desk.parts(signal.id)).toHaveLength(code === null ? PARTS_MAX : 0);
  });
});
