// Every command, typed to the real bot over the loopback Bot API, against the real engine.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { shortId, strategyName } from '../../src/core/model/ids.ts';
import { createCommands, renderCommandTable } from '../../src/telegram/commands/registry.ts';
import { type ChatHarness, openChat } from './chat-harness.ts';
import { ANN, BOB, VERA } from './desk-settings.ts';

let chat: ChatHarness;
beforeEach(async () => {
  chat = await openChat();
});
afterEach(() => chat.close());

const ask = async (text: string, part: string, user = ANN): Promise<string> => {
  await chat.telegram.says(user, text).confirmed;
  return (await chat.shown(user.id, part)).text;
};

describe('the list of commands', () => {
  test('is the menu that Telegram gets, with every command of the interface', async () => {
    await chat.until(() => chat.telegram.menu.length > 0);
    const names = chat.telegram.menu.map(({ command }) => command);
    const wanted = [
      'start',
      'help',
      'pair',
      'status',
      'strategies',
      'pause',
      'resume',
      'risk',
      'mode',
      'performance',
      'breakeven',
      'reverse',
      'stop',
      'target',
      'trail',
      'positions',
      'close',
      'orders',
      'order',
      'waiting',
      'when',
      'cancel',
      'signals',
      'signal',
      'stats',
      'twin',
      'explain',
      'template',
      'history',
      'balance',
      'kill',
      'unlock',
      'users',
    ];
    expect(names.toSorted()).toEqual(wanted.toSorted());
  });
  test('is /help, for what the person may do', async () => {
    const forAdmin = await ask('/help', 'You are admin');
    for (const { name } of createCommands()) expect(forAdmin).toContain(`/${name}`);
    const forViewer = await ask('/help', 'You are viewer', VERA);
    expect(forViewer).toContain('/positions');
    expect(forViewer).not.toContain('/close');
    expect(forViewer).not.toContain('/unlock');
  });
  test('is a Markdown table with one row each', () => {
    const rows = renderCommandTable().split('\n');
    expect(rows).toHaveLength(2 + createCommands().length);
    expect(rows).toContainEqual(expect.stringContaining('| `/mode <strategy> confirm\\|auto` |'));
  });
});

describe('reading', () => {
  test('/start greets by name and says which account is which', async () => {
    const text = await ask('/start', 'Signalman');
    expect(text).toContain('Ann');
    expect(text).toMatch(/PAPER · paper[\s\S]*SANDBOX · testnet[\s\S]*LIVE · binance\nLive trading is switched off/);
  });
  test('/status answers the first question in its first line', async () => {
    const text = await ask('/status', 'Trading is active');
    expect(text).toContain('Strategies: 4, none paused');
    expect(text).toContain('As of 11:00:0');
  });
  test('/status shows what needs a person', async () => {
    await chat.hold('0.01');
    await chat.alert();
    const text = await ask('/status', 'Trading is active');
    expect(text).toContain('Positions: 1 · /positions');
    expect(text).toContain('Without a working stop-loss: 1');
  });
  test('/strategies names account, mode and who lets entries pass', async () => {
    const text = await ask('/strategies', 'scalper');
    expect(text).toContain('swing\nSANDBOX · testnet');
    expect(text).toContain('Entries: a person confirms; a card lives 2 min');
  });
  test('/positions shows what is held, what it is worth and that nothing protects it', async () => {
    await chat.hold('0.01');
    const text = await ask('/positions', 'LONG');
    expect(text).toContain('LONG 0.01 BTC/USDT at 45000');
    expect(text).toContain('PAPER · paper · default');
    expect(text).toContain('Now 45010 (made-up demo price) · worth 450.10 USDT');
    expect(text).toContain('Open result +0.10 USDT');
    expect(text).toContain('No stop-loss');
  });
  test('/orders and /order agree with the state, by full id, short id and fragment', async () => {
    const signalId = await chat.hold('0.01');
    const { id } = chat.orderOf(signalId, 'entry');
    const list = await ask('/orders', 'Filled');
    expect(list).toContain(`/order_${shortId(id)}`);
    for (const typed of [`/order ${id}`, `/order ${shortId(id)}`, `/order_${shortId(id)}`, `/order ${id.slice(13, 20)}`]) {
      const before = chat.telegram.messages.length;
      await chat.telegram.says(ANN, typed).confirmed;
      const message = await chat.until(() => chat.telegram.messages.slice(before).find(({ text }) => text.includes('Order ')));
      expect(message.text).toContain(`Order ${id}`);
      expect(message.text).toContain('0.01 at 45000');
    }
  });
  test('an ambiguous fragment lists the candidates', async () => {
    await chat.hold('0.01');
    await chat.hold('0.02', 'scalper');
    const [first] = chat.dispatcher.snapshot().orders.keys();
    const text = await ask(`/order ${first?.slice(0, 8)}`, 'Which order?');
    for (const id of chat.dispatcher.snapshot().orders.keys()) expect(text).toContain(`/order_${shortId(id)}`);
  });
  test.each([
    ['/order', 'Say which order'],
    ['/order abc', 'too short'],
    ['/order zzzzzz', 'There is no order'],
    ['/signal 00000', 'There is no signal'],
  ])('%s says what is missing', async (typed, part) => {
    expect(await ask(typed, part)).toContain('/');
  });
  test('/signals and /signal tell what became of an alert, step by step', async () => {
    const signal = await chat.alert();
    expect(await ask('/signals', 'awaiting approval')).toContain(`/signal_${shortId(signal.id)}`);
    const text = await ask(`/signal_${shortId(signal.id)}`, `Signal ${signal.id}`);
    expect(text).toContain('received tradingview: buy');
    expect(text).toContain('buy BTCUSDT · qty 0.0155 · market · price 45000 · stop 44000 · target 47000');
  });
  test('an unknown command and free text point to /help', async () => {
    expect(await ask('/nonsense', 'There is no command')).toContain('/help');
    expect(await ask('hello', 'begin with a slash')).toContain('/help');
  });
});

describe('/balance', () => {
  test('the handler does not wait for the venue; the answer follows', async () => {
    await chat.close();
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    chat = await openChat({
      balances: () => gate.then(() => ({ type: 'ok', balances: [{ currency: 'USDT', free: decimal(9_000), total: decimal(10_000) }] })),
    });
    await chat.telegram.says(ANN, '/balance').confirmed;
    expect(await ask('/status', 'Trading is active')).toContain('Trading is active');
    expect(await ask('/balance', 'Still asking')).toContain('follows');
    release();
    const text = (await chat.shown(ANN.id, '10000 USDT')).text;
    expect(text).toContain('PAPER · paper\n10000 USDT · 9000 free');
  });
  test('a venue that does not answer is told as such', async () => {
    await chat.close();
    chat = await openChat({ balances: () => new Promise(() => undefined) });
    await chat.telegram.says(ANN, '/balance').confirmed;
    await chat.clock.advance(15_000);
    expect((await chat.shown(ANN.id, 'No answer')).text).toContain('no answer within 15 s');
  });
});

describe('switches', () => {
  test('/pause and /resume one strategy or all', async () => {
    expect(await ask('/pause scalper', 'paused')).toContain('scalper');
    expect(chat.dispatcher.snapshot().strategies.get(strategyName('scalper'))?.paused?.by.userName).toBe('Ann');
    const resumed = await ask('/resume', 'running again', BOB);
    expect(resumed).toContain('Every strategy');
    for (const mode of ['PAPER', 'SANDBOX', 'LIVE']) expect(resumed).toContain(mode);
    expect(chat.dispatcher.snapshot().strategies.get(strategyName('scalper'))?.paused ?? null).toBeNull();
  });
  test('/pause and /resume one market, whoever trades it; exits pass, and a mistyped strategy is no market', async () => {
    expect(await ask('/pause BTC/USDT', 'paused')).toContain('BTC/USDT is paused');
    expect(await ask('/status', 'Trading is active')).toContain('No entries in BTC/USDT');
    expect((await chat.alert({}, 'scalper')).error).toMatchObject({ code: 'SYMBOL_PAUSED', remedy: expect.stringContaining('/resume') });
    expect(await ask('/pause BTC/USDT', 'Nothing to do')).toContain('paused already');
    expect(await ask('/resume btc/usdt', 'running again')).toContain('BTC/USDT');
    expect((await chat.alert({ eventId: 'again' }, 'scalper')).error).toBeNull();
    await ask('/pause ETH/USDT', 'ETH/USDT is paused');
    expect(await ask('/resume', 'Every strategy')).toContain('running again');
    expect(chat.dispatcher.snapshot().pausedSymbols.size).toBe(0);
  });
  test('/pause of a strategy that is not there names those that are', async () => {
    expect(await ask('/pause scalpr', 'There is no strategy')).toContain('default, scalper, swing, real');
    expect(chat.dispatcher.of('pause')).toEqual([]);
  });
  test('/mode sets who lets entries pass, and refuses anything else', async () => {
    expect(await ask('/mode swing auto', 'pass by rule')).toContain('SANDBOX · testnet');
    expect(chat.dispatcher.snapshot().strategies.get(strategyName('swing'))?.approvalMode).toBe('auto');
    expect(await ask('/mode swing maybe', '/mode default confirm')).toContain('Say which strategy');
    expect(chat.dispatcher.of('set_approval_mode').filter(({ by }) => by.userId === ANN.id)).toHaveLength(1);
  });
  test('/mode and /unlock are for admins, /pause and /close for traders', async () => {
    expect(await ask('/mode default auto', 'needs the role admin', BOB)).toContain('you are trader');
    expect(await ask('/unlock', 'needs the role admin', BOB)).toContain('/unlock');
    expect(await ask('/pause', 'needs the role trader', VERA)).toContain('you are viewer');
    expect(await ask('/close BTCUSDT', 'needs the role trader', VERA)).toContain('/close');
    expect(chat.dispatcher.commands).toEqual([]);
  });
});

describe('/close', () => {
  test.each(['/close BTCUSDT', '/close btc/usdt', '/close default', '/close BTCUSDT default', '/close paper 100'])(
    '%s closes everything at once',
    async (typed) => {
      await chat.hold('0.01');
      expect(await ask(typed, 'Closing')).toContain('PAPER · paper · default');
      expect(chat.dispatcher.of('close_position')).toEqual([
        expect.objectContaining({ percent: '100', positionKey: 'paper|BTC/USDT|default' }),
      ]);
    },
  );
  test.each([
    ['/close BTCUSDT 50', '50'],
    ['/close BTCUSDT 50%', '50'],
    ['/close BTCUSDT 12.345 %', '12.34'],
  ])('%s closes a part', async (typed, percent) => {
    await chat.hold('0.1');
    expect(await ask(typed, 'Closing')).toContain(`${percent} % of BTC/USDT`);
    expect(chat.dispatcher.of('close_position')[0]?.percent).toBe(percent);
  });
  test.each(['/close BTCUSDT 0', '/close BTCUSDT 101', '/close BTCUSDT -5', '/close BTCUSDT 1,5'])('%s is refused', async (typed) => {
    await chat.hold('0.01');
    expect(await ask(typed, 'The percent must be')).toContain('above 0');
    expect(chat.dispatcher.of('close_position')).toEqual([]);
  });
  test('where several fit, buttons ask which one, and one tap closes it', async () => {
    await chat.hold('0.01');
    await chat.hold('0.02', 'scalper');
    await chat.telegram.says(ANN, '/close BTCUSDT 50').confirmed;
    const question = await chat.shown(ANN.id, 'Which one?');
    expect(chat.dispatcher.of('close_position')).toEqual([]);
    await chat.telegram.taps(ANN, question, 'scalper').confirmed;
    expect(chat.dispatcher.of('close_position')).toEqual([
      expect.objectContaining({ percent: '50', positionKey: 'paper|BTC/USDT|scalper' }),
    ]);
  });
  test('a name that nothing has lists what is open', async () => {
    await chat.hold('0.01');
    expect(await ask('/close ETHUSDT', 'No position is called')).toContain('/close BTC/USDT default');
  });
});

describe('/cancel', () => {
  test('cancels one working order at once', async () => {
    await chat.dispatcher.dispatch({
      type: 'set_approval_mode',
      strategy: strategyName('default'),
      mode: 'auto',
      by: { userId: 0, userName: 't' },
      updateId: null,
    });
    const { id } = await chat.alert({ orderType: 'limit', limitPrice: decimal(44_500) });
    const order = chat.orderOf(id, 'entry');
    await chat.send(order.id);
    await chat.accept(order.id);
    expect(await ask(`/cancel ${shortId(order.id)}`, 'Asking the venue to cancel')).toContain('PAPER · paper · default');
    expect(chat.orderOf(id, 'entry').cancel?.reason).toContain('Ann');
    expect(await ask('/cancel all', 'Cancel all working entry orders (1)?')).toContain('Stops, targets and exits stay');
  });
  test('says so where there is nothing to cancel', async () => {
    const id = await chat.hold('0.01');
    expect(await ask(`/cancel ${chat.orderOf(id, 'entry').id}`, 'nothing to cancel')).toContain('Filled');
    expect(await ask('/cancel all', 'No entry order is working')).toContain('nothing to cancel');
  });
});

describe('/kill and /unlock', () => {
  test('each needs a second tap; the kill closes what is held', async () => {
    await chat.hold('0.01');
    await chat.telegram.says(BOB, '/kill').confirmed;
    const question = await chat.shown(BOB.id, 'Stop everything?');
    expect(question.text).toContain('positions closed (1)');
    expect(chat.dispatcher.snapshot().tradingState).toBe('active');
    const tap = chat.telegram.taps(BOB, question, 'Confirm');
    await tap.confirmed;
    expect(chat.dispatcher.snapshot().tradingState).toBe('halted');
    expect(chat.dispatcher.snapshot().exits.size).toBe(1);
    await chat.until(() => question.keyboard.length === 0);
    expect(question.text).toContain('halted; closing 1 position(s) · Bob');

    expect(await ask('/status', 'Halted')).toContain('by Bob: /kill');
    await chat.telegram.says(ANN, '/unlock').confirmed;
    const unlock = await chat.shown(ANN.id, 'Let entries pass again?');
    await chat.telegram.taps(ANN, unlock, 'Confirm').confirmed;
    expect(chat.dispatcher.snapshot().tradingState).toBe('active');
  });
  test('a trader cannot press the unlock button of an admin', async () => {
    await chat.telegram.says(ANN, '/kill').confirmed;
    await chat.telegram.taps(ANN, await chat.shown(ANN.id, 'Stop everything?'), 'Confirm').confirmed;
    await chat.telegram.says(ANN, '/unlock').confirmed;
    const tap = chat.telegram.taps(BOB, await chat.shown(ANN.id, 'Let entries pass again?'), 'Confirm');
    await tap.confirmed;
    expect(chat.dispatcher.snapshot().tradingState).toBe('halted');
    expect((await chat.until(() => chat.telegram.tapAnswers.get(tap.queryId))).text).toContain('needs the role admin');
  });
  test('a /kill that comes again shows the same question again: it may have been recorded but never shown', async () => {
    const sent = chat.telegram.says(ANN, '/kill');
    await sent.confirmed;
    await chat.shown(ANN.id, 'Stop everything?');
    await chat.restartPolling();
    chat.telegram.redeliver(sent.updateId);
    await chat.telegram.says(ANN, '/status').confirmed;
    const questions = await chat.until(() => {
      const found = chat.telegram.messages.filter(({ text }) => text.includes('Stop everything?'));
      return found.length === 2 ? found : null;
    });
    expect(questions[1]?.keyboard).toEqual(questions[0]?.keyboard);
    expect(chat.dispatcher.snapshot().prompts.size).toBe(1);
  });
  test('"Leave it" leaves it', async () => {
    await chat.telegram.says(ANN, '/kill').confirmed;
    const question = await chat.shown(ANN.id, 'Stop everything?');
    await chat.telegram.taps(ANN, question, 'Leave it').confirmed;
    await chat.until(() => question.keyboard.length === 0);
    await chat.telegram.tapsData(ANN, question, `k:${chat.dispatcher.of('ask')[0]?.nonce}`).confirmed;
    expect(chat.dispatcher.snapshot().tradingState).toBe('active');
  });
});
