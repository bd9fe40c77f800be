// Owns: a change of a plan that a person has written, done and told. One in average true ranges is counted first, from candles that
// a venue is asked for: the handler does not wait for them, the answer follows.

import { max, mul, roundToTick } from '../../core/model/decimal.ts';
import type { Position } from '../../core/model/position.ts';
import { textMessage } from '../answer-reply.ts';
import { atPriceOfNow, changePlan, planMessage, priceOfNow } from './change-plan.ts';
import type { CommandCall } from '../commands/bot-command.ts';
import type { PlanWish } from './read-plan-change.ts';
import { positionTitle } from './position-title.ts';
import { formatPrice } from '../render/format-number.ts';
import { senderText } from '../render/sender-text.ts';
import { targetChoice } from './target-choice.ts';

export async function fulfil(call: CommandCall, position: Position, wish: PlanWish): Promise<void> {
  if (wish.type === 'trail_atr') return void trailByAtr(call, position, wish);
  const isOpen = wish.type === 'target' && wish.from === undefined;
  const choice = isOpen ? targetChoice(call.state(), call.deps, position, wish.price) : null;
  if (choice !== null) return call.reply(choice);
  const fail = (line: string): void => call.reply(textMessage(line));
  return atPriceOfNow(call.deps, position, fail, async (price) =>
    call.reply(planMessage(call.deps, position, await changePlan(call, position, wish, price), wish)),
  );
}

/** Never rejects. */
async function trailByAtr(call: CommandCall, position: Position, wish: PlanWish & { type: 'trail_atr' }): Promise<void> {
  const { deps } = call;
  const { times, from } = wish;
  try {
    const found = await deps.atr(position);
    if (found.type === 'unavailable') {
      const why = senderText(found.reason.replace(/[.\s]+$/, ''));
      return call.reply(
        textMessage(
          `⛔ ${positionTitle(deps, position)}\nIts average true range is not known: ${why}. Nothing was changed; write a percentage or an amount.`,
        ),
      );
    }
    const { value, period, timeframe } = found.atr;
    const { tickSize } = position.instrument;
    const amount = max(roundToTick(mul(value, times), tickSize), tickSize);
    const change = { type: 'trail' as const, by: { amount }, ...(from === undefined ? {} : { from }) };
    const reply = await changePlan(call, position, change, await priceOfNow(deps, position));
    const message = planMessage(deps, position, reply);
    if (reply.type !== 'done') return call.reply(message);
    const counted = `${times} × the average true range of ${formatPrice(max(roundToTick(value, tickSize), tickSize))} (${period} candles of ${timeframe}), as it is now`;
    call.reply({ ...message, html: `${message.html}\n${counted}` });
  } catch (error) {
    deps.log.error({ err: error }, 'telegram: a trailing stop could not be set');
    call.reply(textMessage('That could not be done; nothing was changed. The log says why.'));
  }
}
