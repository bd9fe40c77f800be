// What senders post, in forms that the corpus does not hold: each is read as its sender means it, or refused where that is right.

import { describe, expect, it } from 'vitest';
import { readAlert } from '../read-alert.ts';
import { dangerOf, mistakesOf } from '../score-reading.ts';
import { BOTS_AND_BROKERS } from './bots-and-brokers.ts';
import { COMMAND_TEXTS } from './command-texts.ts';
import { HOME_MADE_LEVELS } from './home-made-levels.ts';
import { HOME_MADE_ORDERS } from './home-made-orders.ts';
import { HOME_MADE_POSITIONS } from './home-made-positions.ts';
import { LINE_COMMANDS } from './line-commands.ts';
import { REPORTS } from './reports.ts';
import { SIGNAL_PLATFORMS } from './signal-platforms.ts';
import { SIGNAL_SERVICES } from './signal-services.ts';
import { TEXTS } from './texts.ts';
import { WEBHOOK_BOT_EXITS } from './webhook-bot-exits.ts';
import { WEBHOOK_BOTS } from './webhook-bots.ts';
import type { WrittenAlert } from './written-alert.ts';

const textOf = ({ body }: WrittenAlert): string => (typeof body === 'string' ? body : JSON.stringify(body));

describe.each([
  ['orders made at home', HOME_MADE_ORDERS],
  ['positions made at home', HOME_MADE_POSITIONS],
  ['levels made at home', HOME_MADE_LEVELS],
  ['signal platforms', SIGNAL_PLATFORMS],
  ['signal services', SIGNAL_SERVICES],
  ['texts of commands', COMMAND_TEXTS],
  ['bots and brokers', BOTS_AND_BROKERS],
  ['public webhook bots', WEBHOOK_BOTS],
  ['exits of public webhook bots', WEBHOOK_BOT_EXITS],
  ['commands in a line', LINE_COMMANDS],
  ['texts', TEXTS],
  ['reports and faults', REPORTS],
] as const)('%s', (_group, alerts) => {
  it.each(alerts.map((alert) => [alert.name, alert] as const))('%s', (_name, alert) => {
    const reading = readAlert(textOf(alert));
    expect({ danger: dangerOf(reading, alert.expect), mistakes: mistakesOf(reading, alert.expect) }).toEqual({
      danger: null,
      mistakes: [],
    });
  });
});
