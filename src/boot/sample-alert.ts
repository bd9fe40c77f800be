// Owns: the sample alert that the console's button and the printed curl line send.

import type { Config } from '../config/config.ts';

/** Plain text, so that a phone's keyboard could have written it. */
export const SAMPLE_ALERT = 'BUY BTCUSDT @ 45000 qty=0.1 tp=47000 sl=44000';

export const sampleCommand = (config: Config, webhookUrl: string): string =>
  `curl -X POST '${webhookUrl}' -H 'X-Webhook-Secret: ${config.webhookSecret}' -d '${SAMPLE_ALERT}'`;
