// /template: the text of an alert, as the real bot shows it, and read back by the real reader.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  indicatorTemplate,
  lineTemplate,
  strategyTemplate,
  TEMPLATE_ACTIONS,
  webhookPath,
} from '../../src/core/model/alerts/alert-template.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { strategyName } from '../../src/core/model/ids.ts';
import type { Strategy } from '../../src/core/model/settings.ts';
import type { Reading } from '../../src/core/model/signal.ts';
import { parseAlert } from '../../src/core/signals/parse-alert.ts';
import { readBody } from '../../src/core/signals/fields/read-body.ts';
import { type ChatHarness, openChat } from './chat-harness.ts';
import { ANN, SETTINGS, VERA } from './desk-settings.ts';

const FILLED: Readonly<Record<string, string>> = {
  'strategy.order.action': 'sell',
  'strategy.order.contracts': '0.25',
  'strategy.market_position': 'flat',
  'strategy.prev_market_position': 'long',
  ticker: 'BTCUSDT',
  close: '45000.5',
  timenow: '2026-01-05T10:00:00Z',
};

/** As TradingView sends it. */
const sent = (text: string): Reading => {
  const filled = text.replace(/\{\{([\w.]+)\}\}/g, (_all, name: string) => FILLED[name] ?? `{{${name}}}`);
  return parseAlert(readBody(new TextEncoder().encode(filled)));
};

const strategyOf = (change: Partial<Strategy> = {}): Strategy => {
  const strategy = SETTINGS.strategies.get(strategyName('default'));
  if (strategy === undefined) throw new Error('no strategy');
  return { ...strategy, defaultQuantity: decimal(1), ...change };
};

describe('the texts, as they are sent', () => {
  test('the alert of a strategy is read in full, and an exit as an exit', () => {
    expect(sent(strategyTemplate(strategyOf()).text)).toMatchObject({
      kind: 'order',
      action: 'close_long',
      side: 'sell',
      symbol: 'BTCUSDT',
      quantity: '0.25',
      positionTarget: 'flat',
      signalPrice: '45000.5',
      strategy: 'default',
      sentAt: Date.UTC(2026, 0, 5, 10),
      warnings: [],
      refusal: null,
    });
  });

  test.each(TEMPLATE_ACTIONS)('the alert of an indicator and the line of text mean %s', (action) => {
    for (const { text } of [indicatorTemplate(strategyOf(), action), lineTemplate(strategyOf(), action)]) {
      expect(sent(text)).toMatchObject({
        kind: 'order',
        action,
        symbol: 'BTCUSDT',
        quantity: null,
        signalPrice: '45000.5',
        strategy: 'default',
        warnings: [],
        refusal: null,
      });
    }
  });

  test('a size that nobody filled in is refused, and one that was is read', () => {
    const unsized = strategyOf({ defaultQuantity: null });
    for (const { text } of [indicatorTemplate(unsized, 'buy'), lineTemplate(unsized, 'buy')]) {
      expect(sent(text).refusal?.code).toBe('INVALID_QUANTITY');
      expect(sent(text.replace('<your size>', '0.5'))).toMatchObject({ action: 'buy', quantity: '0.5', refusal: null });
    }
    expect(sent(indicatorTemplate(unsized, 'close').text)).toMatchObject({ action: 'close', refusal: null });
  });

  test('the name of a strategy may have blanks', () => {
    const named = strategyOf({ name: strategyName('my ma cross') });
    expect(sent(lineTemplate(named, 'buy').text)).toMatchObject({ strategy: 'my ma cross', refusal: null });
    expect(webhookPath('my ma/cross')).toBe('/webhook/my%20ma%2Fcross');
  });
});

describe('/template', () => {
  let chat: ChatHarness;
  beforeEach(async () => {
    chat = await openChat();
  });
  afterEach(() => chat.close());
  const ask = async (text: string, part = 'Webhook URL', user = ANN): Promise<string> => {
    await chat.telegram.says(user, text).confirmed;
    return (await chat.shown(user.id, part)).text;
  };

  test('shows the texts with their address, and where the secret is, but no secret', async () => {
    const text = await ask('/template swing', 'Alerts for swing', VERA);
    expect(text).toContain('SANDBOX · testnet');
    expect(text).toContain('https://alerts.example.com/webhook/swing');
    expect(text).toContain('"secret": "<WEBHOOK_SECRET>"');
    expect(text).toContain('"action": "{{strategy.order.action}}"');
    expect(text).toContain('BUY {{ticker}} @ {{close}} qty="<your size>" strategy=swing secret=<WEBHOOK_SECRET>');
    expect(text).toContain('it is WEBHOOK_SECRET in your .env');
    expect(text).toContain('Put the quantity in place of <your size>');
  });

  test('takes the actions that were asked for, and the default strategy where none is named', async () => {
    const text = await ask('/template close reverse', 'Alerts for default');
    expect(text).toContain('Alert of an indicator: reverse');
    expect(text).not.toContain('Alert of an indicator: buy');
    expect(text).not.toContain('<your size>');
  });

  test('tells which strategies there are', async () => {
    expect(await ask('/template nobody', 'There is no strategy')).toContain('scalper');
  });

  test('each text can be copied with one tap', async () => {
    await ask('/template swing buy');
    const message = await chat.shown(ANN.id, 'Alerts for swing');
    expect(message.html.match(/<pre>/g)).toHaveLength(3);
  });
});
