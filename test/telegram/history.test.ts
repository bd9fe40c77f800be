// /history: filters, pages by buttons, and what has left the live state.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SignalId } from '../../src/core/model/ids.ts';
import { FINISHED_KEPT_MS } from '../../src/core/model/limits.ts';
import type { Signal } from '../../src/core/model/signal.ts';
import type { History } from '../../src/store/search-signals.ts';
import { type ChatHarness, NO_HISTORY, openChat } from './chat-harness.ts';
import { ANN, VERA } from './desk-settings.ts';
import type { FakeMessage } from './fake-telegram.ts';

let chat: ChatHarness;
let retired: Signal | null = null;

/** A journal with one alert that has left, behind all that live. */
const journal: History = {
  ...NO_HISTORY,
  readSignal: (id) => Promise.resolve(retired?.id === id ? { signal: retired, orders: [] } : null),
  readSignals: () => Promise.resolve(new Map(retired === null ? [] : [[retired.id, { signal: retired, orders: [] }]])),
  readIds: ({ before }) => Promise.resolve({ ids: before === null && retired !== null ? [retired.id] : [], next: null }),
};

beforeEach(async () => {
  retired = null;
  chat = await openChat({ history: journal });
});
afterEach(() => chat.close());

async function ask(text: string, user = ANN): Promise<FakeMessage> {
  await chat.telegram.says(user, text).confirmed;
  return chat.shown(user.id, 'History');
}

const idsIn = (message: FakeMessage): string[] => [...message.text.matchAll(/\/signal_([0-9a-f]+)/g)].map((match) => match[1] ?? '');
const labels = (message: FakeMessage): string[] => message.keyboard.flat().map(({ text }) => text);

async function alerts(count: number, strategy?: string): Promise<SignalId[]> {
  const ids: SignalId[] = [];
  for (let n = 0; n < count; n += 1) {
    ids.push((await chat.alert({}, strategy)).id);
    await chat.clock.advance(1);
  }
  return ids;
}

describe('/history', () => {
  test('gives every alert once, page by page, by the buttons of the one message', async () => {
    const ids = await alerts(20);
    const message = await ask('/history', VERA);
    const seen = idsIn(message);
    while (labels(message).includes('Older ▸')) {
      const shown = message.text;
      await chat.telegram.taps(VERA, message, 'Older').confirmed;
      await chat.until(() => message.text !== shown);
      seen.push(...idsIn(message));
    }
    expect(seen).toEqual(ids.toReversed().map((id) => id.slice(-8)));
    await chat.telegram.taps(VERA, message, 'Newest').confirmed;
    await chat.until(() => idsIn(message)[0] === seen[0]);
    expect(labels(message)).toEqual(['Older ▸']);
  });

  test('keeps its filter over the pages', async () => {
    const wanted: SignalId[] = [];
    for (let n = 0; n < 10; n += 1) {
      wanted.push(...(await alerts(1, 'swing')));
      await alerts(1);
    }
    const message = await ask('/history swing symbol=btcusdt');
    expect(message.text).toContain('History strategy=swing symbol=btcusdt');
    const first = message.text;
    const seen = idsIn(message);
    await chat.telegram.taps(ANN, message, 'Older').confirmed;
    await chat.until(() => message.text !== first);
    expect([...seen, ...idsIn(message)]).toEqual(wanted.toReversed().map((id) => id.slice(-8)));
    expect(labels(message)).toEqual(['⏮ Newest']);
  });

  test.each([
    ['denied', 'state=denied'],
    ['unknown_strategy', 'code=unknown_strategy'],
    ['from=2000-01-01 state=denied', 'state=denied from=2000-01-01'],
  ])('finds by %s', async (asked, written) => {
    await alerts(2);
    const [refused] = await alerts(1, 'nobody');
    const message = await ask(`/history ${asked}`);
    expect(message.text).toContain(`History ${written}`);
    expect(idsIn(message)).toEqual([refused?.slice(-8)]);
  });

  test('goes on with what has left the live state, which /signal finds by its full id', async () => {
    const gone = await chat.alert({}, 'nobody');
    retired = gone;
    await chat.clock.advance(FINISHED_KEPT_MS + 1);
    await chat.dispatcher.dispatch({ type: 'clock' });
    expect(chat.dispatcher.snapshot().signals.has(gone.id)).toBe(false);
    const [live] = await alerts(1);
    const message = await ask('/history');
    expect(idsIn(message)).toEqual([live?.slice(-8), retired.id.slice(3)]);
    await chat.telegram.says(ANN, `/signal_${retired.id.slice(3)}`).confirmed;
    expect((await chat.shown(ANN.id, retired.id)).text).toContain('denied');
  });

  test('says what is wrong with a filter, and that nothing is found', async () => {
    await chat.telegram.says(ANN, '/history state=gone').confirmed;
    expect((await chat.shown(ANN.id, 'state is one of')).text).toContain('completed');
    await chat.telegram.says(ANN, '/history sate=denied').confirmed;
    await chat.shown(ANN.id, 'sate is no filter; did you mean state=?');
    await chat.telegram.says(ANN, '/history foo=red').confirmed;
    await chat.shown(ANN.id, 'foo is no filter. There is: strategy, dialect, symbol');
    await chat.telegram.says(ANN, '/history to=2001-01-01').confirmed;
    expect((await chat.shown(ANN.id, 'Nothing (more) is found')).keyboard).toEqual([]);
  });
});
