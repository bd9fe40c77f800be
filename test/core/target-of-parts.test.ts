// Owns: what an alert of several orders believes that is held: each part of it is compared with its own share, and asked about.

import { describe, expect, it } from 'vitest';
import { decimal, ONE } from '../../src/core/model/decimal.ts';
import { accountName } from '../../src/core/model/ids.ts';
import type { Prompt } from '../../src/core/engine/state.ts';
import { ANN, Engine, settingsWith } from './engine.ts';

const believes = (symbol: string, held: number): Record<string, unknown> => ({
  symbol,
  action: 'buy',
  quantity: 1,
  market_position: 'long',
  market_position_size: held + 1,
  prev_market_position: 'long',
  prev_market_position_size: held,
});
const questions = (engine: Engine): Prompt[] => [...engine.state.prompts.values()].filter(({ action }) => action.type === 'sync');

function settle(engine: Engine): void {
  for (let round = 0; round < 10; round += 1) {
    for (const work of engine.due()) {
      if (work.type === 'price_signal')
        engine.price(engine.signal(work.signalId), '1000', { ...instrumentOf(engine), symbol: work.symbol });
      if (work.type !== 'submit_order') continue;
      const next = engine.order(work.orderId);
      engine.send(next);
      engine.fill(next, next.qty, '1000');
    }
  }
}
const instrumentOf = (engine: Engine) => {
  const held = engine.position();
  if (held === undefined) throw new Error('nothing is held');
  return held.instrument;
};

function tapSync(engine: Engine): void {
  const [question] = questions(engine);
  if (question === undefined) throw new Error('nobody was asked');
  engine.run({ type: 'confirm', nonce: question.nonce, by: ANN, idSeed: '00000000000aa', updateId: null });
  settle(engine);
}

describe('an alert of two legs that believes in more than is held', () => {
  const desk = (): Engine => {
    const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
    engine.enter('BUY BTCUSDT.P qty=1', '1000');
    return engine;
  };
  const legs = JSON.stringify({ orders: [believes('BTCUSDT.P', 3), { symbol: 'ETHUSDT.P', action: 'buy', quantity: 1 }] });

  it('is worked by its words, and asks about the leg that disagrees: Sync brings its share there', () => {
    const engine = desk();
    engine.alert(legs);
    expect(questions(engine)).toMatchObject([{ action: { positionKey: engine.position()?.key, target: '4' } }]);
    settle(engine);
    expect(engine.position()?.qty).toBe('2');
    tapSync(engine);
    expect(engine.position()?.qty).toBe('4');
  });

  it('asks no longer when a newer alert of several orders trades that share', () => {
    const engine = desk();
    engine.alert(legs);
    const [first] = questions(engine);
    engine.alert(legs);
    expect(questions(engine).map(({ nonce }) => nonce)).not.toContain(first?.nonce);
  });

  it('asks nothing about a share that two of its legs trade', () => {
    const engine = desk();
    engine.alert(JSON.stringify({ orders: [believes('BTCUSDT.P', 1), believes('BTCUSDT.P', 2)] }));
    expect(questions(engine)).toEqual([]);
  });
});

describe('an alert for several accounts that believes in more than is held', () => {
  it('asks for each account in its own size, and Sync trades on that account alone', () => {
    const paper = accountName('paper');
    const second = accountName('second');
    const share = { symbols: {}, approval: null, maxNotional: null };
    const before = settingsWith({
      approval: { type: 'auto' },
      accounts: [
        { name: paper, scale: ONE, ...share },
        { name: second, scale: decimal('0.5'), ...share },
      ],
    });
    const account = before.accounts.get(paper);
    if (account === undefined) throw new Error('no account');
    const engine = new Engine({ ...before, accounts: new Map([...before.accounts, [second, { ...account, name: second }]]) });
    const qtyOn = (name: string): string | undefined => engine.state.positions.get(`${name}|BTC/USDT:USDT|default` as never)?.qty;
    const first = engine.alert('BUY BTCUSDT.P qty=2');
    for (const id of first.group?.children ?? []) engine.price(engine.signal(id), '1000');
    for (const order of engine.orders()) {
      engine.send(order);
      engine.fill(order, order.qty, '1000');
    }
    expect([qtyOn('paper'), qtyOn('second')]).toEqual(['2', '1']);
    engine.alert(JSON.stringify(believes('BTCUSDT.P', 4)));
    settle(engine);
    expect([qtyOn('paper'), qtyOn('second')]).toEqual(['3', '1.5']);
    const asked = questions(engine).map(({ action }) => (action.type === 'sync' ? [action.positionKey, action.target] : []));
    expect(asked).toEqual([
      ['paper|BTC/USDT:USDT|default', '5'],
      ['second|BTC/USDT:USDT|default', '2.5'],
    ]);
    const ofSecond = questions(engine)[1];
    if (ofSecond === undefined) throw new Error('nobody was asked');
    engine.run({ type: 'confirm', nonce: ofSecond.nonce, by: ANN, idSeed: '00000000000ab', updateId: null });
    settle(engine);
    expect([qtyOn('paper'), qtyOn('second')]).toEqual(['3', '2.5']);
  });
});
