// A venue at which no entry is taken: whoever sends one reads why, and what becomes of what is held there.

import { expect, it } from 'vitest';
import { engineAt, exits } from './unanswered-stop.ts';

const TAKES_NONE = { orderTypes: [], timesInForce: [], nativeStops: false } as const;
const REASON = 'bitbank does not show the id of an order';

it.each([
  [{ untraded: { reason: REASON, isLeft: true } }, REASON, 'What is held there from before is left all the same'],
  [{ untraded: { reason: REASON, isLeft: false } }, REASON, 'closed by hand'],
  [{}, 'not known yet', 'Send it again'],
])('%j: the refusal says so', (traits, why, remedy) => {
  const engine = engineAt({ ...TAKES_NONE, ...traits });
  const signal = engine.alert('BUY BTCUSDT.P @ 45000 qty=0.1');
  engine.price(signal, '45000');
  const { state, error } = engine.state.signals.get(signal.id) ?? signal;
  expect([state, error?.code]).toEqual(['denied', 'UNSUPPORTED']);
  expect(error?.message).toContain(why);
  expect(error?.remedy).toContain(remedy);
});

it('what was entered before is left', () => {
  const engine = engineAt();
  engine.enter('BUY BTCUSDT.P @ 45000 qty=0.1', '45000');
  const accounts = [...engine.settings.accounts].map(
    ([name, account]) =>
      [name, { ...account, traits: { ...account.traits, ...TAKES_NONE, untraded: { reason: REASON, isLeft: true } } }] as const,
  );
  engine.settings = { ...engine.settings, accounts: new Map(accounts) };
  engine.alert('CLOSE BTCUSDT.P');
  expect(exits(engine)).toMatchObject([{ type: 'market', status: 'initialized' }]);
});
