// Owns: what /pause and /resume say of orders that they do not touch: those that wait for a price or a time, and entries that
// work at a venue already.

import { keysThatWait } from '../../core/engine/entries/paused-waiting.ts';
import { strategyOfKey, symbolOfKey, type PositionKey } from '../../core/model/ids.ts';
import type { CommandCall } from '../commands/bot-command.ts';
import type { Meant } from '../commands/find-paused.ts';
import { waitingUnderPause } from '../render/render-waiting.ts';
import { viewWaiting } from './waiting-page.ts';

const isAbout = ({ strategy, symbols }: Meant, key: PositionKey): boolean =>
  symbols === null ? strategy === null || strategyOfKey(key) === strategy : symbols.includes(symbolOfKey(key));

function workingLines(call: CommandCall, meant: Meant): readonly string[] {
  const state = call.state();
  const working = [...state.activeOrders]
    .flatMap((id) => state.orders.get(id) ?? [])
    .filter(({ role, positionKey }) => role === 'entry' && isAbout(meant, positionKey));
  return working.length === 0
    ? []
    : [
        `📌 Sent before, and may still fill: ${working.length} entry order${working.length === 1 ? '' : 's'} (/orders). /cancel takes them back.`,
      ];
}

/** After the command was obeyed. Empty, or lines with a break before each. */
export function besidePause(call: CommandCall, meant: Meant, type: 'pause' | 'resume'): string {
  const { deps } = call;
  const waiting = viewWaiting(deps).filter(({ signal }) => keysThatWait(signal).some((key) => isAbout(meant, key)));
  const time = { now: deps.clock.now(), timeZone: deps.timeZone };
  if (type === 'pause') return [...waitingUnderPause(waiting, time), ...workingLines(call, meant)].map((line) => `\n${line}`).join('');
  const free = waiting.filter(({ refusedIfMet }) => refusedIfMet === null).length;
  return free === 0 ? '' : `\n⏲ ${free} order${free === 1 ? ' waits' : 's wait'} for a price or a time and will be worked: /waiting`;
}
