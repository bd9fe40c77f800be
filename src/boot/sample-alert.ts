// Owns: the sample alert that the console's button and the printed curl line send.

import type { Config } from '../config/config.ts';
import { openAlert } from '../http/open-alert.ts';
import { acceptAlert, type AlertPorts } from '../http/post-alert.ts';

/** Plain text, so that a phone's keyboard could have written it. */
export const SAMPLE_ALERT = 'BUY BTCUSDT @ 45000 qty=0.1 tp=47000 sl=44000';

/** `secret`: as it stands in the command; a shell variable where the value is not to be printed again. */
export const sampleCommand = (config: Pick<Config, 'webhookSecret'>, webhookUrl: string): string =>
  `curl -X POST '${webhookUrl}' -H 'X-Webhook-Secret: ${config.webhookSecret}' -d '${SAMPLE_ALERT}'`;

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
