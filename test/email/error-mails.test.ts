// The policy, over a real mail server on loopback and a fake clock.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Notification } from '../../src/core/model/notification.ts';
import { createErrorMails, TELEGRAM_DOWN_MS, TOLD_GRACE_MS, type ErrorMails } from '../../src/email/error-mails.ts';
import { MAIL_INTERVAL_MS, RETRY_MS } from '../../src/email/mail-pace.ts';
import { createMailer, SEND_MS_MAX } from '../../src/email/mailer.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redact.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import { makeNotification, T0 } from './notification.ts';
import { captureLines, type LineCapture } from './line-capture.ts';
import { startMailServer, startSilentServer, type MailServer } from './mail-server.ts';

let server: MailServer;
let clock: FakeClock;
let mails: ErrorMails;
let logged: LineCapture;

const mailsTo = (smtpUrl: string): ErrorMails => {
  const redactor = createRedactor([]);
  const log = createLog({ level: 'trace', redactor, stream: logged });
  const mailer = createMailer({ smtpUrl, from: 'bot@example.com', to: ['you@example.com'], redact: redactor.redact, clock, log });
  return createErrorMails({ mailer, timezone: 'UTC', redact: redactor.redact, clock, log });
};

beforeEach(async () => {
  server = await startMailServer();
  clock = createFakeClock(T0);
  logged = captureLines();
  mails = mailsTo(server.url);
});
afterEach(() => server.close());

const subjects = () => server.mails.map(({ headers }) => headers.get('subject')?.[0]);
const error = (id: string, fields: Partial<Notification> = {}) => makeNotification(id, fields);
const warning = (id: string) => makeNotification(id, { severity: 'warning', mailed: true });

describe('error mails', () => {
  test('go out at once for the first error', async () => {
    expect(await mails.offer([error('nt_1')], null)).toEqual(['nt_1']);
    expect(subjects()).toEqual(['[Signalman] 1 problem: Title of nt_1']);
  });

  test('are grouped after the first: at most one in five minutes', async () => {
    await mails.offer([error('nt_1')], null);
    expect(await mails.offer([error('nt_2')], null)).toEqual([]);
    await clock.advance(MAIL_INTERVAL_MS - 1);
    expect(await mails.offer([error('nt_2'), error('nt_3', { severity: 'alarm' })], null)).toEqual([]);
    expect(mails.nextMailAt()).toBe(T0 + MAIL_INTERVAL_MS);
    await clock.advance(1);
    expect(mails.nextMailAt()).toBeNull();
    expect(await mails.offer([error('nt_2'), error('nt_3', { severity: 'alarm' })], null)).toEqual(['nt_2', 'nt_3']);
    expect(subjects()).toEqual(['[Signalman] 1 problem: Title of nt_1', '[Signalman] 2 problems: Title of nt_3']);
  });

  test('are at once again after a quiet time', async () => {
    await mails.offer([error('nt_1')], null);
    await clock.advance(MAIL_INTERVAL_MS);
    expect(await mails.offer([error('nt_2')], null)).toEqual(['nt_2']);
    expect(server.mails).toHaveLength(2);
  });

  test('leave warnings to the chat while that can be reached', async () => {
    expect(await mails.offer([warning('nt_1'), makeNotification('nt_2', { severity: 'info' })], null)).toEqual([]);
    expect(await mails.offer([warning('nt_1')], T0 - TELEGRAM_DOWN_MS)).toEqual([]);
    expect(server.mails).toEqual([]);
  });

  test('carry everything that the chat does not have when Telegram is away for a minute', async () => {
    const offered = [
      warning('nt_1'),
      makeNotification('nt_2', { severity: 'info', mailed: true }),
      { ...warning('nt_3'), delivered: true },
    ];
    expect(await mails.offer(offered, T0 - TELEGRAM_DOWN_MS - 1)).toEqual(['nt_1', 'nt_2']);
    expect(server.mails[0]?.body).toContain('Telegram cannot be reached since 2026-01-05 09:58:59');
  });

  test('are not repeated, though the same is offered again', async () => {
    await mails.offer([error('nt_1'), warning('nt_2')], T0 - 90_000);
    await clock.advance(2 * MAIL_INTERVAL_MS);
    // The caller could not record it: it learns it again, without a second mail.
    expect(await mails.offer([error('nt_1'), warning('nt_2')], T0 - 90_000)).toEqual(['nt_1', 'nt_2']);
    expect(await mails.offer([error('nt_1', { mailed: true })], null)).toEqual([]);
    expect(server.mails).toHaveLength(1);
  });

  test('are tried again ever later while the server fails, and nothing is lost', async () => {
    server.behave({ at: 'sender', code: 451 });
    const offered = [error('nt_1')];
    for (const delayMs of [...RETRY_MS, RETRY_MS.at(-1) ?? 0]) {
      expect(await mails.offer(offered, null)).toEqual([]);
      expect(mails.nextMailAt()).toBe(clock.now() + delayMs);
      await clock.advance(delayMs - 1);
      expect(await mails.offer(offered, null)).toEqual([]);
      await clock.advance(1);
    }
    const failures = logged.lines.filter((line) => line.includes('could not be sent'));
    expect(failures).toHaveLength(RETRY_MS.length + 1);
    expect(failures[0]).toContain('451 refused at sender');
    server.behave('accept');
    expect(await mails.offer([...offered, error('nt_2')], null)).toEqual(['nt_1', 'nt_2']);
    expect(server.mails).toHaveLength(1);
  });

  test('are tried again soon after a success that follows failures', async () => {
    server.behave({ at: 'data', code: 554 });
    await mails.offer([error('nt_1')], null);
    await clock.advance(RETRY_MS[0] ?? 0);
    server.behave('accept');
    await mails.offer([error('nt_1')], null);
    await clock.advance(MAIL_INTERVAL_MS);
    server.behave({ at: 'data', code: 554 });
    await mails.offer([error('nt_2')], null);
    expect(mails.nextMailAt()).toBe(clock.now() + (RETRY_MS[0] ?? 0));
  });

  test('never hold up an offer while one is being sent', async () => {
    const silent = await startSilentServer();
    try {
      mails = mailsTo(silent.url);
      const first = mails.offer([error('nt_1')], null);
      await silent.connected;
      expect(await mails.offer([error('nt_1'), error('nt_2')], null)).toEqual([]);
      await clock.advance(SEND_MS_MAX);
      expect(await first).toEqual([]);
      expect(logged.lines.join('')).toContain('no answer within 60 s');
    } finally {
      await silent.close();
    }
  });

  test('of a storm tell all of it, some in the next mail', async () => {
    const storm = Array.from({ length: 60 }, (_, index) => error(`nt_${index}`, { createdAt: T0 + index }));
    const first = await mails.offer(storm, null);
    expect(first).toHaveLength(50);
    await clock.advance(MAIL_INTERVAL_MS);
    const second = await mails.offer(storm, null);
    expect(new Set([...first, ...second]).size).toBe(60);
    expect(server.mails).toHaveLength(2);
  });

  test('tell what the state cannot hold: at once, then with the next mail, counted', async () => {
    mails.tell('The disk is full', 'Nothing can be written to /data.', 'Make room.');
    await logged.line('a mail was sent');
    mails.tell('The disk is full', 'Still nothing can be written.', 'Make room.');
    mails.tell('The disk is full', 'Still nothing can be written.', 'Make room.');
    mails.tell('The chat is gone', 'Blocked.', null);
    await clock.advance(MAIL_INTERVAL_MS - 1);
    expect(server.mails).toHaveLength(1);
    await clock.advance(TOLD_GRACE_MS + 1);
    await logged.line('a mail was sent', 2);
    expect(subjects()).toEqual(['[Signalman] 1 problem: The disk is full', '[Signalman] 2 problems: The disk is full']);
    expect(server.mails[0]?.body).toMatch(
      /1\. ERROR: The disk is full\n.*\n {3}\| Nothing can be written to \/data\.\n {3}Next: Make room\.\n/,
    );
    expect(server.mails[1]?.body).toContain('(2 times, last');
  });

  test('take along with an offer what was told', async () => {
    await mails.offer([error('nt_1')], null);
    mails.tell('The disk is full', 'Nothing can be written.', null);
    await clock.advance(MAIL_INTERVAL_MS);
    expect(await mails.offer([error('nt_2')], null)).toEqual(['nt_2']);
    expect(subjects()[1]).toBe('[Signalman] 2 problems: Title of nt_2');
    await clock.advance(2 * MAIL_INTERVAL_MS);
    expect(server.mails).toHaveLength(2);
  });

  test('try again by themselves what was told, until they are stopped', async () => {
    server.behave({ at: 'sender', code: 451 });
    mails.tell('The disk is full', 'Nothing can be written.', null);
    await logged.line('could not be sent');
    await clock.settle();
    server.behave('accept');
    await clock.advance((RETRY_MS[0] ?? 0) + TOLD_GRACE_MS);
    await logged.line('a mail was sent');
    mails.tell('Another', 'Trouble.', null);
    await clock.settle();
    expect(clock.pendingTimers()).toBe(1);
    mails.stop();
    expect(clock.pendingTimers()).toBe(0);
    expect(await mails.offer([error('nt_1')], null)).toEqual([]);
    expect(server.mails).toHaveLength(1);
  });
});
