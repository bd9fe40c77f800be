// Owns: one mail to the mail server. Every fault of the server or the network is a value, every step has a time limit, and
// subject and text pass the redactor last. No text can add a header: subjects are one line.

import { isIP } from 'node:net';
import { createTransport, type SMTPTransportOptions } from 'nodemailer';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { oneLine } from './plain-text.ts';

export interface Mail {
  readonly subject: string;
  /** Plain text; lines end with \n. */
  readonly text: string;
}

export type SendOutcome = { readonly type: 'sent' } | { readonly type: 'failed'; readonly reason: string };

export interface Mailer {
  /** Never rejects. A mail whose outcome is unknown counts as failed: twice is better than never. */
  send(mail: Mail): Promise<SendOutcome>;
  /** Logs in and sends nothing. Never rejects. */
  verify(): Promise<SendOutcome>;
}

export interface MailerOptions {
  /** `smtps://user:password@host:465` or `smtp://host:587`; query parameters are options of nodemailer. */
  readonly smtpUrl: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly redact: (text: string) => string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Steps of a connection; a server that answers slower than this is as good as down. */
const STEP_MS_MAX = 15_000;
/** All of it. */
export const SEND_MS_MAX = 60_000;
const REASON_MAX = 300;

export function createMailer({ smtpUrl, from, to, redact, clock, log }: MailerOptions): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    ...encryption(new URL(smtpUrl)),
    connectionTimeout: STEP_MS_MAX,
    greetingTimeout: STEP_MS_MAX,
    socketTimeout: STEP_MS_MAX,
    dnsTimeout: STEP_MS_MAX,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  async function send({ subject, text }: Mail): Promise<SendOutcome> {
    const deadline = new AbortController();
    const cancelDeadline = clock.after(SEND_MS_MAX, () => deadline.abort(new Error(`no answer within ${SEND_MS_MAX / 1_000} s`)));
    try {
      const info = await transport.sendMail({
        from,
        to: [...to],
        subject: oneLine(redact(subject)),
        text: redact(text),
        date: new Date(clock.now()),
        signal: deadline.signal,
      });
      if (info.rejected.length > 0) log.warn({ rejected: info.rejected }, 'the mail server refused some of EMAIL_TO');
      return { type: 'sent' };
    } catch (error) {
      const reason = deadline.signal.aborted ? deadline.signal.reason : error;
      return { type: 'failed', reason: oneLine(redact(reason instanceof Error ? reason.message : String(reason))).slice(0, REASON_MAX) };
    } finally {
      cancelDeadline();
    }
  }
  async function verify(): Promise<SendOutcome> {
    try {
      await transport.verify();
      return { type: 'sent' };
    } catch (error) {
      return { type: 'failed', reason: oneLine(redact(error instanceof Error ? error.message : String(error))).slice(0, REASON_MAX) };
    } finally {
      transport.close();
    }
  }
  return { send, verify };
}

/**
 * A password must not cross a network in the clear because someone took STARTTLS out of the greeting; a mail server on this
 * machine usually has no certificate that anyone could check. What the address says itself (?requireTLS=…) wins.
 */
function encryption(url: URL): Pick<SMTPTransportOptions, 'requireTLS' | 'ignoreTLS'> {
  if (url.protocol === 'smtps:' || url.searchParams.has('requireTLS') || url.searchParams.has('ignoreTLS')) return {};
  if (isLoopback(url.hostname.replace(/^\[|\]$/g, ''))) return { ignoreTLS: true };
  return url.username === '' ? {} : { requireTLS: true };
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
