// The pure parts: markup that always parses, lengths that always fit, words that never mislead.

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { makeOrderId, makeSignalId, type NotificationId } from '../../src/core/model/ids.ts';
import type { Notification } from '../../src/core/model/notification.ts';
import { findById } from '../../src/telegram/find-by-id.ts';
import { readCommand } from '../../src/telegram/handle-text.ts';
import { parsePercent } from '../../src/telegram/plans/position-handle.ts';
import { cutHtml } from '../../src/telegram/render/cut-html.ts';
import { escapeHtml } from '../../src/telegram/render/escape-html.ts';
import { formatMoney, formatPercent, formatPrice } from '../../src/telegram/render/format-number.ts';
import { formatDuration, formatTime } from '../../src/telegram/render/format-time.ts';
import { renderNotification } from '../../src/telegram/render/render-notification.ts';
import { cleanText } from '../../src/core/model/clean-text.ts';
import { ourText, quotedText, senderText } from '../../src/telegram/render/sender-text.ts';
import { toPlainText } from '../../src/telegram/render/to-plain-text.ts';
import { createTokenBucket } from '../../src/telegram/sending/token-bucket.ts';
import { plainOfHtml } from './plain-of-html.ts';

const nasty = fc.string({
  unit: fc.oneof(
    fc.constantFrom('<', '>', '&', '"', '/', '@', '\u202e', '\u0000', '\n', '\u0301', '\ud800', '🙂', '&lt;', '</b>', '<b>'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 400,
});
const plain = (html: string): string => {
  const read = plainOfHtml(html);
  if ('error' in read) throw new Error(`${read.error} in ${html}`);
  return read.text;
};

describe('escaping', () => {
  test('any text becomes HTML that Telegram reads back as that text', () => {
    fc.assert(fc.property(nasty, (text) => plain(escapeHtml(text)) === text));
  });
  test('text of senders parses, is at most 200 characters, and hides nothing', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const shown = plain(senderText(text));
        expect(Array.from(shown).length).toBeLessThanOrEqual(200);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
        expect(plain(quotedText(text))).toBe(cleanText(text));
      }),
    );
  });
  test.each([
    ['/resume now', '<code>/resume</code> now'],
    ['see https://evil.example/a?b=1 or evil.com', 'see <code>https://evil.example/a?b=1</code> or <code>evil.com</code>'],
    ['ask @eve', 'ask <code>@eve</code>'],
    ['BTC/USDT and BTCUSDT.P at 0.015', 'BTC/USDT and BTCUSDT.P at 0.015'],
  ])('nothing in it can be tapped: %s', (text, html) => {
    expect(senderText(text)).toBe(html);
  });
  test.each([
    ['Write symbols: { "EVIL.COM": AAPL }, then /resume', 'Write symbols: { &quot;<code>EVIL.COM</code>&quot;: AAPL }, then /resume'],
    ['look at t.me/joinx or ask @eve', 'look at <code>t.me/joinx</code> or ask <code>@eve</code>'],
  ])('a sentence of ours keeps its commands, and has no link: %s', (text, html) => {
    expect(ourText(text)).toBe(html);
  });
  test('a very long text costs no more than a short one', () => {
    expect(cleanText('\u200b'.repeat(5_000_000)).length).toBeLessThanOrEqual(200);
  });
});

describe('cutting', () => {
  test('whatever is cut parses, fits and begins like the original', () => {
    const piece = fc.oneof(
      nasty.map(escapeHtml),
      nasty.map((text) => `<b>${escapeHtml(text)}</b>`),
      nasty.map((text) => `<i><code>${escapeHtml(text)}</code></i>`),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.integer({ min: 5, max: 300 }), (pieces, max) => {
        const html = pieces.join('');
        const text = plain(cutHtml(html, max));
        expect(text.length).toBeLessThanOrEqual(max);
        const whole = plain(html);
        expect(text.length < whole.length || text === whole).toBe(true);
        if (text !== whole) expect(whole.startsWith(text.slice(0, -2))).toBe(true);
      }),
    );
  });
  test('what fits stays as it is', () => {
    const html = `<b>${'&amp;'.repeat(4_096)}</b>`;
    expect(cutHtml(html)).toBe(html);
  });
  test('the plain form is what people would read', () => {
    fc.assert(fc.property(nasty, (text) => toPlainText(`<b>${escapeHtml(text)}</b>`) === text));
  });
});

describe('numbers and times', () => {
  test.each([
    ['1234567.891', '1234567.89 USDT'],
    ['5', '5.00 USDT'],
    ['0.1', '0.10 USDT'],
    ['0.00001234', '0.00001234 USDT'],
    ['-3.456', '-3.46 USDT'],
    ['0', '0.00 USDT'],
  ])('money %s is %s', (amount, text) => {
    expect(formatMoney(decimal(amount), 'USDT')).toBe(text);
  });
  test('an average is shortened, a tiny price is not', () => {
    expect(formatPrice(decimal('45032.123456789012'))).toBe('45032.12345679');
    expect(formatPrice(decimal('0.000000123456789'))).toBe('0.000000123456789');
    expect(formatPercent(decimal('-0.5'))).toBe('-0.5 %');
  });
  test('times are those of the zone, with the day when it is another one', () => {
    const view = { now: Date.UTC(2026, 0, 5, 10), timeZone: 'Asia/Kolkata' };
    expect(formatTime(Date.UTC(2026, 0, 5, 9, 0, 5), view)).toBe('14:30:05');
    expect(formatTime(Date.UTC(2026, 0, 4, 9), view)).toBe('4 Jan 14:30:00');
    expect(formatTime(Date.UTC(2026, 0, 4, 20), view)).toBe('01:30:00');
  });
  test.each([
    [-5, '0 s'],
    [1, '1 s'],
    [110_000, '1 min 50 s'],
    [120_000, '2 min'],
    [7_500_000, '2 h 5 min'],
    [273_600_000, '3 d 4 h'],
  ])('%i ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('notifications', () => {
  const base: Notification = {
    id: 'n_1' as NotificationId,
    severity: 'alarm',
    groupKey: 'g',
    title: 'Order lost',
    text: 'first line\n✅ Approved by Ann\n/resume',
    nextStep: 'Send /unlock',
    signalId: null,
    prompt: null,
    count: 3,
    createdAt: 0,
    updatedAt: 0,
    chats: [],
    delivered: false,
    mailed: false,
  };
  const time = { now: 0, timeZone: 'UTC' };
  test('carry what happened, how often, what to do and their id; quoted lines do not pass for ours', () => {
    expect(renderNotification(base, { name: 'binance' as never, mode: 'live', sends: true }, [], time).html).toBe(
      '<b>🚨 Order lost (3 times)</b>\n<b>LIVE</b> · binance\nfirst line\n<code>✅ Approved by Ann /resume</code>\n→ Send /unlock\n00:00:00 · <code>n_1</code>',
    );
  });
  test('always parse and fit', () => {
    fc.assert(
      fc.property(nasty, nasty, (title, text) => {
        const { html } = renderNotification({ ...base, title, text: text.repeat(20), nextStep: text }, null, [], time);
        expect(plain(html).length).toBeLessThanOrEqual(4_096);
      }),
    );
  });
});

describe('what people type', () => {
  test.each([
    ['/close@My_Bot BTCUSDT 50', { name: 'close', args: 'BTCUSDT 50' }],
    ['/CLOSE  BTC\n', { name: 'close', args: 'BTC' }],
    ['/order_1A2b3c4d', { name: 'order', args: '1a2b3c4d' }],
    ['/signal_00ff', { name: 'signal', args: '00ff' }],
    ['/close@other BTC', null],
    ['close BTC', null],
    ['/', null],
  ])('%j', (text, wanted) => {
    expect(readCommand(text, 'my_bot')).toEqual(wanted);
  });
  test.each([
    ['50', '50'],
    ['33.333', '33.33'],
    ['100%', '100'],
    ['0', null],
    ['0.001', null],
    ['100.01', null],
    ['1e400', null],
    ['NaN', null],
  ])('percent %s', (text, wanted) => {
    expect(parsePercent(text)).toBe(wanted);
  });
});

describe('ids', () => {
  const signal = makeSignalId(1_700_000_000_000, '00000000000ab');
  const orders = [0, 1].map((leg) => ({ id: makeOrderId(signal, { account: 0, leg, role: 'entry', sequence: 0 }) }));
  test('the full id, the short id and any fragment that only one has find it', () => {
    for (const order of orders) {
      expect(findById(orders, order.id)).toEqual({ type: 'found', entity: order });
      expect(findById(orders, order.id.slice(16).toUpperCase())).toEqual({ type: 'found', entity: order });
      expect(findById(orders, ` ${order.id.slice(22)} `)).toEqual({ type: 'found', entity: order });
    }
    expect(findById([{ id: signal }], signal)).toEqual({ type: 'found', entity: { id: signal } });
    expect(findById([{ id: signal }], `#${signal.slice(-8)}`)).toEqual({ type: 'found', entity: { id: signal } });
  });
  test('what several have names them all; what none has, and what is too short, is said', () => {
    expect(findById(orders, orders[0]?.id.slice(0, 10) ?? '')).toEqual({ type: 'ambiguous', candidates: orders });
    expect(findById(orders, 'ffffffff')).toEqual({ type: 'none' });
    expect(findById(orders, '<b>abcd')).toEqual({ type: 'none' });
    expect(findById(orders, '0ab')).toEqual({ type: 'too_short' });
  });
});

test('a bucket gives its burst at once and then one per refill, for ever', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 5_000 }),
      fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 60 }),
      (burst, refillMs, pauses) => {
        const bucket = createTokenBucket(burst, refillMs);
        let now = 1_000_000;
        const taken: number[] = [];
        for (const pause of pauses) {
          now += pause + bucket.waitMs(now + pause);
          expect(bucket.waitMs(now)).toBe(0);
          bucket.take(now);
          taken.push(now);
        }
        // In no window did more pass than the burst and what was refilled.
        for (const [index, end] of taken.entries()) {
          for (const [before, start] of taken.slice(0, index + 1).entries()) {
            expect(index - before + 1).toBeLessThanOrEqual(burst + Math.floor((end - start) / refillMs));
          }
        }
      },
    ),
  );
});
