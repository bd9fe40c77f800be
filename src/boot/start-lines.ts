// Owns: the few lines of `npm start`: where the webhook and the chat are, which accounts are paper, and the one next step.

import type { Config } from '../config/config.ts';
import { sampleCommand } from './sample-alert.ts';

export interface StartFacts {
  readonly config: Config;
  readonly version: string;
  readonly url: string;
  /** From the chat: how people get to it. */
  readonly greeting: string;
  readonly console: boolean;
  /** What the start found and mended on the disk. */
  readonly notes: readonly string[];
}

function accountLine(config: Config): string {
  const words = [...config.settings.accounts.values()].map((account) => `${account.name} ${account.mode.toUpperCase()}`);
  const live = config.liveTrading ? '' : ' (LIVE_TRADING is off: no order reaches a live endpoint)';
  return `Accounts: ${words.join(', ')}${live}`;
}

const made = (config: Config, name: string): boolean => config.generated.includes(name);

function nextStep({ console, url }: StartFacts): string {
  if (console) return 'Next:     open the chat link in a browser and press "Send a sample alert", or send it from a terminal:';
  return `Next:     point an alert at ${url}/webhook; this one tries it:`;
}

/** Generated secrets are printed here once, when they were made; later starts keep them in generated.env only. */
export function startLines(facts: StartFacts): string {
  const { config, version, url, greeting, notes } = facts;
  const lines = [
    `Signalman ${version}`,
    `Webhook:  ${url}/webhook`,
    greeting,
    accountLine(config),
    ...notes.map((note) => `Note:     ${note}`),
    nextStep(facts),
    `          ${made(config, 'WEBHOOK_SECRET') ? sampleCommand(config, `${url}/webhook`) : sampleCommand({ ...config, webhookSecret: '$WEBHOOK_SECRET' }, `${url}/webhook`).replaceAll("'X-Webhook-Secret: $WEBHOOK_SECRET'", '"X-Webhook-Secret: $WEBHOOK_SECRET"')}`,
  ];
  if (made(config, 'ADMIN_TOKEN')) lines.push(`Reading:  curl -H 'Authorization: Bearer ${config.adminToken}' ${url}/status`);
  if (config.generated.length > 0)
    lines.push(`Secrets:  made now and kept in ${config.dataDir}/generated.env (${config.generated.join(', ')})`);
  return `${lines.join('\n')}\n`;
}
