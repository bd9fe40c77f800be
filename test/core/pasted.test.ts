// What a person pastes into the chat: it goes the way of every alert, and an entry of it is always asked about.

import { describe, expect, it } from 'vitest';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import { leadsOut } from '../../src/core/engine/groups/leads-out.ts';
import type { Reading, Signal } from '../../src/core/model/signal.ts';
import { newDraft } from '../../src/core/signals/fields/draft-reading.ts';
import { ANN, Engine, settingsWith } from './engine.ts';

const auto = () => new Engine(settingsWith({ approval: { type: 'auto' }, maxLagMs: 1_000 }));

function paste(engine: Engine, text: string, strategy: string | null = null): Signal | null {
  const nonce = engine.nonce();
  const { reading } = engine.alertCommand(text);
  engine.run({ type: 'ask', action: { type: 'take_pasted', strategy, reading, raw: text }, nonce, by: ANN, updateId: null });
  const before = new Set(engine.state.signals.keys());
  engine.run({ type: 'confirm', nonce, by: ANN, idSeed: '0000000000abc', updateId: null });
  return [...engine.state.signals.values()].find(({ id }) => !before.has(id)) ?? null;
}

const pasted = (engine: Engine, text: string, strategy: string | null = null): Signal => {
  const signal = paste(engine, text, strategy);
  if (signal === null) throw new Error('nothing came of it');
  return signal;
};

describe('a pasted signal', () => {
  it('that an older version asked about, in a journal without a field that has come since, is taken', () => {
    const engine = new Engine(settingsWith());
    const reading = JSON.parse(
      JSON.stringify(engine.alertCommand('BUY BTCUSDT.P qty=0.1').reading, (name, value: unknown) =>
        name === 'entryRefusal' ? undefined : value,
      ),
    ) as Reading;
    const nonce = engine.nonce();
    engine.run({ type: 'ask', action: { type: 'take_pasted', strategy: null, reading, raw: '' }, nonce, by: ANN, updateId: null });
    engine.run({ type: 'confirm', nonce, by: ANN, idSeed: '0000000000abc', updateId: null });
    const [signal] = engine.state.signals.values();
    expect(signal).toMatchObject({ state: 'received', error: null, entry: { side: 'buy' } });
  });

  it('ends at a card although its strategy asks nobody, and is the person’s own', () => {
    const engine = auto();
    const signal = pasted(engine, 'BUY BTCUSDT.P qty=0.1');
    expect(signal.origin).toEqual({ type: 'chat', userId: ANN.userId, userName: ANN.userName, pasted: true });
    engine.price(signal, '45000');
    expect(engine.signal(signal.id).state).toBe('awaiting_approval');
    engine.approve(signal, '45000');
    expect(engine.active('entry').status).toBe('initialized');
  });

  it('is not too old for being written long ago', () => {
    const engine = auto();
    const signal = pasted(engine, '{"action":"buy","symbol":"BTCUSDT.P","quantity":0.1,"timenow":"2025-01-01T00:00:00Z"}');
    expect(signal.state).toBe('received');
  });

  it('goes to the strategy that was named beside it', () => {
    expect(pasted(auto(), 'BUY BTCUSDT.P qty=0.1', 'other').strategy).toBe('other');
  });

  it('that gets out works at once, whatever holds entries back', () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P qty=0.1', '45000');
    engine.run({ type: 'pause', strategy: null, by: ANN, updateId: null });
    pasted(engine, 'CLOSE BTCUSDT.P');
    expect(engine.active('exit').qty).toBe('0.1');
  });

  it('is held back like every entry: a pause refuses it, and the tap says so', () => {
    const engine = auto();
    engine.run({ type: 'pause', strategy: null, by: ANN, updateId: null });
    const nonce = engine.nonce();
    const { reading } = engine.alertCommand('BUY BTCUSDT.P qty=0.1');
    engine.run({ type: 'ask', action: { type: 'take_pasted', strategy: null, reading, raw: '' }, nonce, by: ANN, updateId: null });
    const reply = engine.run({ type: 'confirm', nonce, by: ANN, idSeed: '0000000000abc', updateId: null });
    expect(reply).toMatchObject({ type: 'refused', denial: { code: 'STRATEGY_PAUSED' } });
  });

  it('waits for room on a full disk if it enters, and passes it if it gets out', () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P qty=0.1', '45000');
    const asks = (text: string) => {
      const { reading } = engine.alertCommand(text);
      const action = { type: 'take_pasted', strategy: null, reading, raw: text } as const;
      return { type: 'ask', action, nonce: engine.nonce(), by: ANN, updateId: null } as const;
    };
    for (const [text, passes] of [
      ['BUY ETHUSDT.P qty=1', false],
      ['CLOSE BTCUSDT.P', true],
      ['CANCEL order_31337', true],
    ] as const) {
      const question = asks(text);
      expect([text, leadsOut(engine.settings, engine.state, question)]).toEqual([text, passes]);
      engine.run(question);
      const answer = { type: 'confirm', nonce: question.nonce, by: ANN, idSeed: '0000000000abc', updateId: null } as const;
      expect([text, leadsOut(engine.settings, engine.state, answer)]).toEqual([text, passes]);
    }
    const kill = { type: 'ask', action: { type: 'kill' }, nonce: engine.nonce(), by: ANN, updateId: null } as const;
    expect(leadsOut(engine.settings, engine.state, kill)).toBe(true);
  });

  it('is taken in once, and pasted twice it is two', () => {
    const engine = auto();
    expect([paste(engine, 'BUY BTCUSDT.P qty=0.1')?.state, engine.state.prompts.size]).toEqual(['received', 0]);
    engine.now += 5;
    expect(paste(engine, 'BUY BTCUSDT.P qty=0.1')?.state).toBe('received');
    expect(engine.state.signals.size).toBe(2);
  });

  it('that waits for its button is in the checkpoint, also in one of a version that knew less of readings', () => {
    const engine = auto();
    const { reading } = engine.alertCommand('BUY BTCUSDT.P qty=0.1');
    engine.run({
      type: 'ask',
      action: { type: 'take_pasted', strategy: null, reading, raw: 'x' },
      nonce: engine.nonce(),
      by: ANN,
      updateId: null,
    });
    const encoded = JSON.parse(JSON.stringify(encodeState(engine.state)));
    expect(decodeState(encoded).prompts.toJS()).toEqual(engine.state.prompts.toJS());
    for (const prompt of Object.values<{ action: { reading: Record<string, unknown> } }>(encoded.prompts))
      delete prompt.action.reading['onLegFailure'];
    const [prompt] = decodeState(encoded).prompts.values();
    expect(prompt?.action).toMatchObject({ reading: { onLegFailure: newDraft('x').onLegFailure } });
  });
});
