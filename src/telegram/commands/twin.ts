// Owns: /twin: how the fills of a strategy compare with those of its twin on paper.

import { textMessage } from '../answer-reply.ts';
import { renderTwin } from '../render/render-twin.ts';
import { hasTwin, twinTrades } from '../pages/twin-trades.ts';
import type { BotCommand } from './bot-command.ts';
import { strategyOrTell } from './find-strategy.ts';

export const twinCommand: BotCommand = {
  name: 'twin',
  args: '[strategy]',
  description: 'real fills beside those of the twin on paper',
  role: 'viewer',
  run(call) {
    const { settings, clock, timeZone } = call.deps;
    const named = call.args === '' ? null : strategyOrTell(call, call.args);
    if (call.args !== '' && named === null) return;
    const twins = [...settings.strategies.values()].filter(hasTwin).filter(({ name }) => named === null || name === named);
    if (twins.length === 0)
      call.reply(
        textMessage(
          'No twin. Write <code>paper_twin: paper</code> for a live or sandbox strategy in config.yaml, with the name of a paper account.',
        ),
      );
    for (const strategy of twins) {
      const trades = twinTrades(call.state(), strategy);
      call.reply(renderTwin({ strategy: strategy.name, twin: strategy.twin, trades, time: { now: clock.now(), timeZone } }));
    }
  },
};
