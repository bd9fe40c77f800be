// Owns: the sample alert that the console's button and the printed curl line send.

import { openAlert } from '../http/senders/open-alert.ts';
import { acceptAlert, type AlertPorts } from '../http/alerts/post-alert.ts';

/** Plain text, so that a phone's keyboard could have written it. */
const SAMPLE_ALERT = 'BUY BTCUSDT @ 45000 qty=0.1 tp=47000 sl=44000';

export interface SampleProof {
  /** Null: not to be shown (again); the shell is to have it as WEBHOOK_SECRET. */
  readonly secret: string | null;
  /** From where the shell can have it then; null: it has it, or can have it. */
  readonly secretFile: string | null;
  readonly requireHmac: boolean;
  readonly requireTimestamp: boolean;
}

/** Where a signature is demanded the secret alone is refused. Its key is never generated, so the shell has it or can have it. */
const SIGN = `openssl dgst -sha256 -hmac "$WEBHOOK_HMAC_SECRET" | sed 's/^.* //'`;

/** A line for a terminal that works as it is. */
export function sampleCommand(webhookUrl: string, { secret, secretFile, requireHmac, requireTimestamp }: SampleProof): string {
  const send = (headers: string): string => `curl -X POST '${webhookUrl}' ${headers} -d '${SAMPLE_ALERT}'`;
  if (requireTimestamp)
    return `T=$(date +%s); ${send(`-H "X-Timestamp: $T" -H "X-Signature: $(printf '%s.%s' "$T" '${SAMPLE_ALERT}' | ${SIGN})"`)}`;
  if (requireHmac) return send(`-H "X-Signature: $(printf %s '${SAMPLE_ALERT}' | ${SIGN})"`);
  if (secret !== null) return send(`-H 'X-Webhook-Secret: ${secret}'`);
  const known = secretFile === null ? '' : `. '${secretFile.replaceAll("'", "'\\''")}'; `;
  return `${known}${send('-H "X-Webhook-Secret: $WEBHOOK_SECRET"')}`;
}

export type SampleOutcome = { readonly ok: true } | { readonly ok: false; readonly error: string };

/** Takes the sample in as if its sender had proved itself: whoever presses the button is signed in. */
export async function sendSample(ports: AlertPorts): Promise<SampleOutcome> {
  const answer = await acceptAlert(ports, {
    opened: openAlert(Buffer.from(SAMPLE_ALERT)),
    proof: { strategy: null, signedHash: null },
    strategyHint: null,
    sender: 'console',
  });
  const { error } = answer.body;
  return answer.status < 300
    ? { ok: true }
    : { ok: false, error: typeof error === 'string' ? error : `The alert was refused with ${answer.status}.` };
}
