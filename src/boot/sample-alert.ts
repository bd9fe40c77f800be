// Owns: the sample alert that the console's button and the printed curl line send.

import { openAlert } from '../http/open-alert.ts';
import { acceptAlert, type AlertPorts } from '../http/post-alert.ts';

/** Plain text, so that a phone's keyboard could have written it. */
const SAMPLE_ALERT = 'BUY BTCUSDT @ 45000 qty=0.1 tp=47000 sl=44000';

/** `secret` null: not to be printed (again); the shell is to have it as WEBHOOK_SECRET. */
export const sampleCommand = (webhookUrl: string, secret: string | null): string => {
  const header = secret === null ? '"X-Webhook-Secret: $WEBHOOK_SECRET"' : `'X-Webhook-Secret: ${secret}'`;
  return `curl -X POST '${webhookUrl}' -H ${header} -d '${SAMPLE_ALERT}'`;
};

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
