import { afterEach, describe, expect, test } from 'vitest';
import { createMailer, SEND_MS_MAX } from '../../src/email/mailer.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor, MASK } from '../../src/redact.ts';
import { createFakeClock } from '../fake-clock.ts';
import { T0 } from './notification.ts';
import { refusingUrl, startMailServer, startSilentServer, type Behaviour, type MailServer } from './mail-server.ts';

const PASSWORD = 'pass@word/of#2026';
const redactor = createRedactor([PASSWORD]);
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serve(auth?: { user: string; pass: string }): Promise<MailServer> {
  const server = await startMailServer(auth);
  closers.push(() => server.close());
  return server;
}

function mailerTo(smtpUrl: string, to = ['you@example.com']) {
  const clock = createFakeClock(T0);
  const lines: string[] = [];
  const log = createLog({ level: 'trace', redactor, stream: { write: (line) => lines.push(line) } });
  const mailer = createMailer({ smtpUrl, from: 'Signalman <bot@example.com>', to, redact: redactor.redact, clock, log });
  return { mailer, clock, lines };
}

describe('the mailer', () => {
  test('sends subject and text to everyone', async () => {
    const server = await serve();
    const { mailer, clock } = mailerTo(server.url, ['you@example.com', 'ops@example.com']);
    expect(
      await mailer.send({ subject: '[Signalman] Größe 🔑', text: 'Erste Zeile\n.punkt\nlange '.concat('x'.repeat(2_000), '\n') }),
    ).toEqual({ type: 'sent' });
    expect(server.mails).toMatchObject([{ from: 'bot@example.com', to: ['you@example.com', 'ops@example.com'] }]);
    const [mail] = server.mails;
    expect(mail?.headers.get('subject')).toEqual(['[Signalman] Größe 🔑']);
    expect(mail?.headers.get('date')?.[0]).toContain('05 Jan 2026 10:00:00');
    expect(mail?.body).toContain(`Erste Zeile\n.punkt\nlange ${'x'.repeat(2_000)}`);
    expect(clock.pendingTimers()).toBe(0);
  });

  test('signs in with the user and password of the address', async () => {
    const server = await serve({ user: 'me@example.com', pass: PASSWORD });
    expect(await mailerTo(server.url).mailer.send({ subject: 's', text: 't' })).toEqual({ type: 'sent' });
    expect(await mailerTo(server.url.replace('2026', '2025')).mailer.send({ subject: 's', text: 't' })).toMatchObject({
      type: 'failed',
      reason: expect.stringContaining('wrong password'),
    });
    expect(server.mails).toHaveLength(1);
  });

  test('cannot be made to add a header', async () => {
    const server = await serve();
    const { mailer } = mailerTo(server.url);
    await mailer.send({ subject: 'one\r\nBcc: thief@example.com\r\n\r\nbody\u2028x', text: 'Bcc: thief@example.com' });
    const [mail] = server.mails;
    expect(mail?.to).toEqual(['you@example.com']);
    expect(mail?.headers.has('bcc')).toBe(false);
    expect(mail?.headers.get('subject')).toEqual(['one Bcc: thief@example.com body x']);
  });

  test('never mails a secret', async () => {
    const server = await serve();
    await mailerTo(server.url).mailer.send({
      subject: `about ${PASSWORD}`,
      text: `in ?secret=${encodeURIComponent(PASSWORD)} and Bearer abcdef`,
    });
    expect(server.mails[0]?.headers.get('subject')).toEqual([`about ${MASK}`]);
    expect(server.mails[0]?.body.trim()).toBe(`in ?secret=${MASK} and Bearer ${MASK}`);
  });

  test.each<[string, Behaviour, string]>([
    ['is busy', { at: 'sender', code: 451 }, '451 refused at sender'],
    ['refuses the sender for good', { at: 'sender', code: 550 }, '550 refused at sender'],
    ['refuses the recipient', { at: 'recipient', code: 550 }, '550 refused at recipient'],
    ['refuses the data', { at: 'data', code: 554 }, '554 refused at data'],
    ['hangs up in the middle', 'hang up after data', 'closed'],
  ])('answers a reason when the server %s', async (_name, behaviour, reason) => {
    const server = await serve();
    server.behave(behaviour);
    const { mailer } = mailerTo(server.url);
    const outcome = await mailer.send({ subject: 's', text: 't' });
    expect(outcome).toEqual({ type: 'failed', reason: expect.stringContaining(reason) });
    expect(server.mails).toEqual([]);
    server.behave('accept');
    expect(await mailer.send({ subject: 's', text: 't' })).toEqual({ type: 'sent' });
  });

  test('answers a reason when nobody listens', async () => {
    expect(await mailerTo(await refusingUrl()).mailer.send({ subject: 's', text: 't' })).toEqual({
      type: 'failed',
      reason: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('gives up on a server that says nothing', async () => {
    const server = await startSilentServer();
    closers.push(() => server.close());
    const { mailer, clock } = mailerTo(server.url);
    const sending = mailer.send({ subject: 's', text: 't' });
    await server.connected;
    await clock.advance(SEND_MS_MAX);
    expect(await sending).toEqual({ type: 'failed', reason: 'no answer within 60 s' });
    expect(clock.pendingTimers()).toBe(0);
  });

  test('sends to those whom the server knows and logs the others', async () => {
    const server = await serve();
    const { mailer, lines } = mailerTo(server.url, ['unknown@example.com', 'you@example.com']);
    expect(await mailer.send({ subject: 's', text: 't' })).toEqual({ type: 'sent' });
    expect(server.mails[0]?.to).toEqual(['you@example.com']);
    expect(lines.join('')).toContain('unknown@example.com');
  });

  test('does not give a password to a server that offers no encryption, unless that is on this machine', async () => {
    const server = await serve({ user: 'me', pass: PASSWORD });
    const { mailer } = mailerTo(`${server.url}?requireTLS=true`);
    expect(await mailer.send({ subject: 's', text: 't' })).toMatchObject({ type: 'failed', reason: expect.stringMatching(/TLS/) });
    expect(server.mails).toEqual([]);
  });
});
