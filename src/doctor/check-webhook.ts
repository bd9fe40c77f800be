// Owns: the self-test of the webhook: an alert as a sender would send it, to the address that only explains.

import { createHmac } from 'node:crypto';
import { failed, ok, reasonOf, warning, type Finding } from './finding.ts';

export interface WebhookSecrets {
  readonly webhookSecret: string;
  readonly webhookHmacSecret: string | null;
}

const SAMPLE = 'BUY BTCUSDT @ 45000 qty=0.001';
const ANSWER_MS_MAX = 10_000;
const CHECK = 'webhook';

function proofOf({ webhookSecret, webhookHmacSecret }: WebhookSecrets, now: number): Record<string, string> {
  if (webhookHmacSecret === null) return { 'X-Webhook-Secret': webhookSecret };
  const timestamp = String(Math.floor(now / 1_000));
  const signature = createHmac('sha256', webhookHmacSecret).update(`${timestamp}.${SAMPLE}`).digest('hex');
  return { 'X-Webhook-Secret': webhookSecret, 'X-Timestamp': timestamp, 'X-Signature': signature };
}

/** Never trades: `/webhook/test` explains. `url` without a slash at its end. */
export async function checkWebhook(url: string, secrets: WebhookSecrets, now: number): Promise<Finding> {
  const headers = { 'Content-Type': 'text/plain', ...proofOf(secrets, now) };
  try {
    const answer = await fetch(`${url}/webhook/test`, {
      method: 'POST',
      headers,
      body: SAMPLE,
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    const text = await answer.text();
    return judge(answer.status, text);
  } catch (error) {
    return failed(CHECK, `${url}/webhook/test does not answer: ${reasonOf(error)}`, 'Look at the log of Signalman, and restart it.');
  }
}

/** A refusal says why in one sentence; anything else stands as it came. */
function reasonIn(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'string') return body.error;
  } catch {
    // no answer of Signalman's: somebody between us has written it
    return text.slice(0, 200);
  }
  return text.slice(0, 200);
}

function judge(status: number, text: string): Finding {
  if (status === 200) return ok(CHECK, 'an alert with the secret is taken and understood (nothing was traded)');
  // it was read, and cannot be traded as configured: the way in is open all the same
  if (status === 404 || status === 422)
    return warning(
      CHECK,
      `the way in is open; a sample (${SAMPLE}) would not be traded here: ${reasonIn(text)}`,
      'Send an alert of your own to /webhook/<strategy>?dry_run=1: it is explained, and nothing is traded.',
    );
  if (status === 403)
    return warning(
      CHECK,
      'this machine is not among WEBHOOK_ALLOWED_IPS, so the test ends there',
      'Nothing to do, if your senders are among them.',
    );
  if (status === 401)
    return failed(
      CHECK,
      'the secret of this configuration is refused',
      'Restart Signalman: it runs with other secrets than .env names now.',
    );
  return failed(CHECK, `it answers ${status}: ${text.slice(0, 200)}`, 'Look at the log of Signalman.');
}
