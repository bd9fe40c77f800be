// Owns: the commands that change the plan of one position: which one is meant, what is wanted, what was done.

import { parseDecimal } from '../../core/model/decimal.ts';
import type { Position } from '../../core/model/position.ts';
import { textMessage } from '../answer-reply.ts';
import { LATE_WORDS } from './answer-question.ts';
import { askPlan } from './change-plan.ts';
import { fulfil } from './fulfil-wish.ts';
import { findPositions, heldPositions } from '../find-positions.ts';
import { exampleOf, readPlanChange, type PlanTopic, type PlanWish } from './read-plan-change.ts';
import { escapeHtml } from '../render/escape-html.ts';
import { namedLines } from '../render/named-lines.ts';
import { quotedText } from '../render/sender-text.ts';
import { isLate } from '../commands/ask-late.ts';
import type { BotCommand, CommandCall } from '../commands/bot-command.ts';
import { words } from '../commands/words.ts';

function linesFor(name: string, positions: readonly Position[], tail: string): string {
  const line = ({ instrument, strategy, account }: Position): string =>
    `<code>${escapeHtml(`/${name} ${instrument.symbol} ${strategy} ${account}${tail}`)}</code>`;
  return namedLines(positions, line).join('\n');
}

/** The one position that the words name; null: the person was told why there is none. `tail`: what stands behind the names. */
export function positionOrTell(call: CommandCall, name: string, names: readonly string[], tail = ''): Position | null {
  const held = heldPositions(call.state());
  const found = findPositions(call.state(), names).filter((position) => held.includes(position));
  const [only] = found;
  if (names.length > 0 && found.length === 1 && only !== undefined) {
    if (!isLate(call)) return only;
    call.reply(textMessage(LATE_WORDS));
    return null;
  }
  if (held.length === 0) call.reply(textMessage('There is no open position.'));
  else if (found.length === 0)
    call.reply(textMessage(`No position is called ${quotedText(names.join(' '), 80)}.\n${linesFor(name, held, tail)}`));
  else call.reply(textMessage(`Which one?\n${linesFor(name, found, tail)}`));
  return null;
}

/** "2 %" and "2 x ATR" are one word. */
const joined = (text: string): string => text.replace(/\s+%/g, '%').replace(/([\d.])\s*[x×*]?\s*atr\b/gi, '$1atr');

/** As many of the last words as read as a value; the price of the target that is meant stands before the new one. */
function readWish(topic: PlanTopic, typed: readonly string[]): { readonly wish: PlanWish; readonly names: readonly string[] } | null {
  for (let count = 1; count < typed.length; count += 1) {
    const wish = readPlanChange(topic, typed.slice(count).join(' '));
    if (wish === null) continue;
    const names = typed.slice(0, count);
    const from = wish.type === 'target' && names.length > 1 ? parseDecimal(names.at(-1) ?? '') : null;
    return from === null || wish.type !== 'target' ? { wish, names } : { wish: { ...wish, from }, names: names.slice(0, -1) };
  }
  return null;
}

/** The last words are the value, if they read as one and something stands before them. */
export function createPlanCommand(topic: PlanTopic, usage: string, description: string): BotCommand {
  return {
    name: topic,
    args: usage,
    description,
    role: 'trader',
    run(call) {
      const typed = words(joined(call.args));
      const value = typed.at(-1) ?? '';
      const read = readWish(topic, typed);
      const names = read?.names ?? typed;
      const looksWrong = read === null && /^[-+]?[\d.,]+(?:%|atr)?$/i.test(value);
      if (looksWrong)
        return call.reply(
          textMessage(`${quotedText(value, 60)} is not understood; nothing was changed. Write ${exampleOf(topic)} behind the name.`),
        );
      const position = positionOrTell(
        call,
        topic,
        names,
        typed
          .slice(names.length)
          .map((word) => ` ${word}`)
          .join(''),
      );
      if (position === null) return;
      if (read === null) return askPlan({ deps: call.deps, actor: call.actor, questions: call.deps.questions }, call.chat, position, topic);
      return fulfil(call, position, read.wish);
    },
  };
}
