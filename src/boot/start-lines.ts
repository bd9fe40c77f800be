// Owns: the few lines of `npm start`: where the webhook and the chat are, which accounts are paper, and the one next step.

import type { Config } from '../config/config.ts';
import { secretsFile } from '../config/environment/generated-secrets.ts';
import { listensEverywhere } from '../config/local-host.ts';
import { calendarsUsed } from '../core/engine/limits/calendars-used.ts';
import type { State } from '../core/engine/state.ts';
import type { Instant } from '../core/model/ids.ts';
import { unlistedAt } from '../core/model/time/trading-calendar.ts';
import { sampleCommand } from './sample-alert.ts';
import { refusedFromHere } from './sends-from-here.ts';

export interface StartFacts {
  readonly config: Config;
  readonly version: string;
  readonly url: string;
  /** From the chat: how people get to it. */
  readonly greeting: string;
  readonly console: boolean;
  /** What the start found and mended on the disk. */
  readonly notes: readonly string[];
  /** What is wrong with the disk, in a sentence; null: nothing. */
  readonly diskTrouble: string | null;
  readonly state: State;
  readonly now: Instant;
}

function accountLine(config: Config): string {
  const words = [...config.settings.accounts.values()].map((account) => `${account.name} ${account.mode.toUpperCase()}`);
  const live = config.liveTrading ? '' : ' (LIVE_TRADING is off: no order reaches a live endpoint)';
  return `Accounts: ${words.join(', ')}${live}`;
}

const made = (config: Config, name: string): boolean => config.generated.includes(name);

const BUTTON = 'open the chat link in a browser and press "Send a sample alert"';

/** The sample names no strategy: without one called default it would be refused, so another address only explains it. */
function nextSteps({ config, console, url }: StartFacts): readonly string[] {
  const names = [...config.settings.strategies.keys()];
  const [first] = names;
  const isTaken = first === undefined || names.some((name) => name === 'default');
  const address = isTaken ? `${url}/webhook` : `${url}/webhook/${first}?dry_run=1`;
  const secret = made(config, 'WEBHOOK_SECRET') ? config.webhookSecret : null;
  const point = isTaken ? `point an alert at ${url}/webhook` : `point an alert at ${url}/webhook/<strategy> (${names.join(', ')})`;
  const refused = refusedFromHere(config);
  if (refused !== null)
    return [
      `Next:     ${isTaken && console ? BUTTON : `${point}, or paste one into the chat: it is explained`}. From a terminal here an alert gets 403:`,
      `          WEBHOOK_ALLOWED_IPS does not name this machine (${refused}).`,
    ];
  const sample = `          ${sampleCommand(address, { ...config, secret, secretFile: null })}`;
  if (!isTaken) return [`Next:     ${point}; this one is only explained, and not traded:`, sample];
  if (console) return [`Next:     ${BUTTON}, or send it from a terminal:`, sample];
  return [`Next:     ${point}; this one tries it:`, sample];
}

/** The halt of a kill switch, a failed invariant or a backup outlives the process. */
function haltLine({ state }: StartFacts): string[] {
  if (state.tradingState === 'active') return [];
  return [
    `HALTED:   entries are blocked (${state.tradingStateBy?.reason ?? 'no reason recorded'}); exits pass. /unlock lets them in again.`,
  ];
}

/** A /mode outlives the process, and whoever has written confirm into config.yaml since would not know. */
function modeLines({ config, state }: StartFacts): string[] {
  const outlived = [...config.settings.strategies.values()].filter(
    ({ name, approval }) => approval.type !== 'auto' && state.strategies.get(name)?.approvalMode === 'auto',
  );
  return outlived.map(
    ({ name, approval }) =>
      `Mode:     ${name} trades by rule, without asking (/mode auto in the chat), although config.yaml says ${approval.type}. /mode ${name} confirm takes it back.`,
  );
}

/** A market whose holidays nobody has listed is taken for open on each weekday. */
const calendarLines = ({ config, now }: StartFacts): string[] =>
  calendarsUsed(config.settings).flatMap((calendar) => {
    const said = unlistedAt(calendar, now);
    return said === null ? [] : [`Calendar: ${said}.`];
  });

/** Generated secrets are printed here once, when they were made; later starts name the file that keeps them. */
export function startLines(facts: StartFacts): string {
  const { config, version, url, greeting, notes } = facts;
  const file = secretsFile(config.dataDir);
  const lines = [
    `Signalman ${version}`,
    `Webhook:  ${config.publicUrl === null ? '' : `${config.publicUrl}/webhook, here `}${url}/webhook${listensEverywhere(config.host) ? ', on every address of this machine' : ''}`,
    greeting,
    accountLine(config),
    ...haltLine(facts),
    ...(facts.diskTrouble === null ? [] : [`DISK:     ${facts.diskTrouble}`]),
    ...modeLines(facts),
    ...calendarLines(facts),
    ...notes.map((note) => `Note:     ${note}`),
    ...nextSteps(facts),
  ];
  if (made(config, 'ADMIN_TOKEN')) lines.push(`Reading:  curl -H 'Authorization: Bearer ${config.adminToken}' ${url}/status`);
  lines.push(
    config.generated.length > 0
      ? `Secrets:  made now and kept in ${file} (${config.generated.join(', ')})`
      : `Secrets:  in your environment, .env or ${file}`,
  );
  return `${lines.join('\n')}\n`;
}
