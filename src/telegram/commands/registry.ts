// Owns: the one list of commands. The menu, /help and the table in the README are made from it.

import type { Role } from '../../core/engine/state.ts';
import { mayDo } from '../people/authorize.ts';
import { createBalanceCommand } from './balance.ts';
import type { BotCommand } from './bot-command.ts';
import { breakevenCommand } from './breakeven.ts';
import { cancelCommand } from './cancel.ts';
import { closeCommand } from './close.ts';
import { explainCommand } from './explain.ts';
import { helpCommand } from './help.ts';
import { historyCommand } from './history.ts';
import { killCommand } from './kill.ts';
import { modeCommand } from './mode.ts';
import { orderCommand } from './order.ts';
import { ordersCommand } from './orders.ts';
import { pairCommand } from './pair.ts';
import { pauseCommand } from './pause.ts';
import { performanceCommand } from './performance.ts';
import { positionsCommand } from './positions.ts';
import { resumeCommand } from './resume.ts';
import { reverseCommand } from './reverse.ts';
import { riskCommand } from './risk.ts';
import { signalCommand } from './signal.ts';
import { signalsCommand } from './signals.ts';
import { startCommand } from './start.ts';
import { statsCommand } from './stats.ts';
import { statusCommand } from './status.ts';
import { strategiesCommand } from './strategies.ts';
import { stopCommand } from './stop.ts';
import { targetCommand } from './target.ts';
import { trailCommand } from './trail.ts';
import { templateCommand } from './template.ts';
import { twinCommand } from './twin.ts';
import { unlockCommand } from './unlock.ts';
import { usersCommand } from './users.ts';
import { waitingCommand } from './waiting.ts';
import { whenCommand } from './when.ts';

/** In the order in which people see them. */
export const createCommands = (): readonly BotCommand[] => [
  statusCommand,
  positionsCommand,
  riskCommand,
  ordersCommand,
  waitingCommand,
  signalsCommand,
  historyCommand,
  statsCommand,
  performanceCommand,
  twinCommand,
  explainCommand,
  templateCommand,
  createBalanceCommand(),
  whenCommand,
  closeCommand,
  stopCommand,
  targetCommand,
  trailCommand,
  breakevenCommand,
  reverseCommand,
  cancelCommand,
  pauseCommand,
  resumeCommand,
  killCommand,
  unlockCommand,
  strategiesCommand,
  modeCommand,
  orderCommand,
  signalCommand,
  helpCommand,
  startCommand,
  usersCommand,
  pairCommand,
];

export const commandsFor = (commands: readonly BotCommand[], role: Role | null): readonly BotCommand[] =>
  commands.filter((command) => command.role === null || mayDo(role, command.role));

/** What setMyCommands takes. */
export const menuOf = (commands: readonly BotCommand[]): { command: string; description: string }[] =>
  commands.map(({ name, args, description }) => ({ command: name, description: args === '' ? description : `${args}: ${description}` }));

/** The table of the README. Markdown. */
export function renderCommandTable(): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const rows = createCommands().map(({ name, args, description, role }) => {
    const usage = `/${name}${args === '' ? '' : ` ${args}`}`;
    return `| \`${cell(usage)}\` | ${cell(description)} | ${role ?? 'anyone, with the code'} |`;
  });
  return ['| command | what it does | who may |', '|---|---|---|', ...rows].join('\n');
}
