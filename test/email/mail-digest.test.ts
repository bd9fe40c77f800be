import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SignalId } from '../../src/core/model/ids.ts';
import { composeDigest, NOTIFICATIONS_PER_MAIL } from '../../src/email/mail-digest.ts';
import { createRedactor } from '../../src/redact.ts';
import { makeNotification, T0 } from './notification.ts';

const context = { timezone: 'Europe/Vienna', telegramDownSince: null, redact: createRedactor(['planted-secret-1']).redact };

describe('a mail', () => {
  test('tells cause, next step, ids and times in the time zone of the people', () => {
    const digest = composeDigest(
      [
        makeNotification('nt_1', { title: 'Mail is slow', severity: 'warning', nextStep: null }),
        makeNotification('nt_2', {
          title: 'Order lost',
          severity: 'alarm',
          text: 'Order ab12 was sent and nobody knows what became of it.\nIt is looked up.',
          signalId: 'sg_0193c0ffee00123456789abc' as SignalId,
          count: 3,
          createdAt: T0 + 3_000,
          updatedAt: T0 + 65_000,
        }),
        makeNotification('nt_3', { title: 'Rejected' }),
      ],
      context,
    );
    expect(digest.subject).toBe('[Signalman] 3 problems: Order lost');
    expect(digest.ids).toEqual(['nt_2', 'nt_3', 'nt_1']);
    expect(digest.text).toBe(`3 problems of Signalman. Times are Europe/Vienna.

1. ALARM: Order lost
   2026-01-05 11:00:03 (3 times, last 2026-01-05 11:01:05)
   | Order ab12 was sent and nobody knows what became of it.
   | It is looked up.
   Next: Look at the venue.
   Signal sg_0193c0ffee00123456789abc, notification nt_2

2. ERROR: Rejected
   2026-01-05 11:00:00
   | What happened to nt_3.
   Next: Look at the venue.
   Notification nt_3

3. WARNING: Mail is slow
   2026-01-05 11:00:00
   | What happened to nt_1.
   Notification nt_1
`);
  });

  test('of one is about one', () => {
    expect(composeDigest([makeNotification('nt_1')], context).subject).toBe('[Signalman] 1 problem: Title of nt_1');
    expect(composeDigest([makeNotification('nt_1', { severity: 'info' })], context).subject).toBe('[Signalman] 1 message: Title of nt_1');
  });

  test('says that Telegram is away', () => {
    const { text } = composeDigest([makeNotification('nt_1')], { ...context, telegramDownSince: T0 - 90_000 });
    expect(text).toContain('Telegram cannot be reached since 2026-01-05 10:58:30: the chat does not have what follows.');
  });

  test('leaves what does not fit to the next', () => {
    const many = Array.from({ length: NOTIFICATIONS_PER_MAIL + 7 }, (_, index) =>
      makeNotification(`nt_${index}`, { createdAt: T0 + index }),
    );
    const digest = composeDigest(many, context);
    expect(digest.ids).toEqual(many.slice(0, NOTIFICATIONS_PER_MAIL).map(({ id }) => id));
    expect(digest.text).toContain('7 more follow in the next mail.');
  });

  test('has a subject of one line and lines of ours that nobody can imitate, whatever a sender writes', () => {
    const hostile = fc.string({
      unit: fc.constantFrom(
        '\r',
        '\n',
        '\u0085',
        '\u2028',
        '\u202e',
        '\u0000',
        '\u001b',
        ' ',
        'Bcc: x',
        'Next: pay',
        '1. ALARM',
        '🔑',
        'a',
      ),
    });
    fc.assert(
      fc.property(hostile, hostile, (title, text) => {
        const digest = composeDigest([makeNotification('nt_1', { title, text, nextStep: title })], context);
        expect(digest.subject).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u);
        expect(digest.subject.length).toBeLessThanOrEqual(120);
        expect(digest.text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u);
        expect(digest.text.split('\n').filter((line) => line.startsWith('   Next: ')).length).toBeLessThanOrEqual(1);
        expect(digest.text.split('\n').filter((line) => /^\d+\. /.test(line))).toHaveLength(1);
      }),
    );
  });

  test('has no part of a secret, where it is cut neither', () => {
    const { subject, text } = composeDigest(
      [makeNotification('nt_1', { title: `${'x'.repeat(90)}planted-secret-1`, text: `${'x'.repeat(1_990)}planted-secret-1` })],
      context,
    );
    expect(subject + text).not.toContain('planted');
  });

  test('stays short for endless texts and does not cut a character in two', () => {
    const digest = composeDigest([makeNotification('nt_1', { title: '🔑'.repeat(5_000), text: 'x'.repeat(100_000) })], context);
    expect(digest.subject).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
    expect(digest.text.length).toBeLessThan(3_000);
  });
});
