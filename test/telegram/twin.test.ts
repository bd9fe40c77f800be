// /twin, typed to the real bot, over trades that went to a sandbox account and to its twin on paper.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName, strategyName, type Nonce, type SignalId } from '../../src/core/model/ids.ts';
import type { AccountShare, Settings } from '../../src/core/model/settings.ts';
import type { Signal } from '../../src/core/model/signal.ts';
import { type ChatHarness, openChat } from './chat-harness.ts';
import { BTC, quote, SETTINGS, VERA } from './desk-settings.ts';

const share = (name: string): AccountShare => ({
  name: accountName(name),
  scale: decimal(1),
  symbols: {},
  approval: null,
  maxNotional: null,
});

function withTwin(): Settings {
  const base = SETTINGS.strategies.get(strategyName('swing'));
  if (base === undefined) throw new Error('no strategy');
  const swing = { ...base, approval: { type: 'auto' as const }, accounts: [share('testnet'), share('paper')], twin: accountName('paper') };
  return { ...SETTINGS, strategies: new Map([...SETTINGS.strategies, [swing.name, swing]]) };
}

let chat: ChatHarness;
beforeEach(async () => {
  chat = await openChat({ settings: withTwin() });
});
afterEach(() => chat.close());

const parts = (id: SignalId): Signal[] => (chat.signal(id).group?.children ?? []).map((each) => chat.signal(each));

/** An alert of `swing` that fills on both accounts, or on paper alone. */
async function trade(prices: { testnet: string | null; paper: string }): Promise<void> {
  const { id } = await chat.alert({ quantity: decimal('0.01'), stopLoss: null, takeProfits: [] }, 'swing');
  for (const part of parts(id)) {
    const now = quote(chat.clock.now(), '45000');
    await chat.dispatcher.dispatch({
      type: 'price_signal',
      signalId: part.id,
      instrument: BTC,
      quote: now,
      nonce: '00000000000000aa' as Nonce,
    });
  }
  for (const part of parts(id)) {
    const order = chat.orderOf(part.id, 'entry');
    await chat.send(order.id);
    const price = part.account === accountName('paper') ? prices.paper : prices.testnet;
    if (price === null) {
      await chat.dispatcher.dispatch({ type: 'venue_report', report: { type: 'rejected', orderId: order.id, reason: 'no margin' } });
      continue;
    }
    await chat.accept(order.id);
    await chat.clock.advance(100);
    await chat.fill(order.id, '0.01', price);
  }
}

test('/twin shows both fills of each alert, and how much the real ones were worse', async () => {
  await trade({ testnet: '45090', paper: '45000' });
  await trade({ testnet: '44955', paper: '45000' });
  await trade({ testnet: null, paper: '45000' });
  await chat.telegram.says(VERA, '/twin swing').confirmed;
  const { text } = await chat.shown(VERA.id, 'and its twin paper on PAPER');
  expect(text).toContain('On average over 2: 0.05 % worse than paper');
  expect(text).toContain('real 0.01 at 45090, paper 0.01 at 45000 · 0.2 % worse than paper');
  expect(text).toContain('real 0.01 at 44955, paper 0.01 at 45000 · 0.1 % better than paper');
  expect(text).toContain('Filled on paper only: 1');
  expect(text).toMatch(/First fill after 1\d\d ms, on paper after 2\d\d ms/);
});

test('/twin says how to have one, and refuses a strategy that there is not', async () => {
  await chat.telegram.says(VERA, '/twin default').confirmed;
  expect((await chat.shown(VERA.id, 'No twin')).text).toContain('paper_twin: paper');
  await chat.telegram.says(VERA, '/twin nobody').confirmed;
  await chat.shown(VERA.id, 'There is no strategy');
  await chat.telegram.says(VERA, '/twin').confirmed;
  await chat.shown(VERA.id, 'No trades to compare yet');
});
