// Owns: /when: an order that a person lets wait for a price or a time. It is read as the line that an alert would be, shown with
// what would come of it, and set by a second tap: that tap is the approval, nobody is asked again when it is met.

import type { PromptAction } from '../../core/engine/state.ts';
import { gte, lte } from '../../core/model/decimal.ts';
import { isFarStop } from '../../core/model/exits/far-level.ts';
import { strategyName, type StrategyName } from '../../core/model/ids.ts';
import { parseCondition } from '../../core/signals/order/read-condition.ts';
import { StorageError } from '../../store/dispatch.ts';
import { answerReply, textMessage } from '../answer-reply.ts';
import type { Explained } from '../explained.ts';
import { makeNonce } from '../make-ids.ts';
import { dismissLabel } from '../cards/prompt-labels.ts';
import { factsOfLegs, readingFacts } from '../pages/reading-facts.ts';
import { renderExplanation } from '../render/render-explanation.ts';
import type { PromptView } from '../render/render-prompt.ts';
import { ourText } from '../render/sender-text.ts';
import type { BotCommand, CommandCall } from './bot-command.ts';
import { leadingStrategy } from './find-strategy.ts';
import { words } from './words.ts';

export const whenCommand: BotCommand = {
  name: 'when',
  args: '[strategy] <symbol> <condition> <order>',
  description: 'an order that waits for a price or a time: /when BTCUSDT above 50000 buy 0.1',
  role: 'trader',
  run(call) {
    const { strategy, text, fault } = readArguments(call);
    if (fault !== null) return call.reply(textMessage(`${ourText(fault, 200)}\n${USAGE}`));
    void set(call, strategy, text);
  },
};

const USAGE = [
  'For example:',
  '<code>/when BTCUSDT above 50000 buy 0.1 sl=48000</code>',
  '<code>/when BTCUSDT below 44000 close</code>',
  '<code>/when BTCUSDT crosses 50000 after 15:30 until 21:00 sell 0.1</code>',
  '<code>/when BTCUSDT at 15:30 buy 0.1</code>',
].join('\n');

const ACTIONS: ReadonlySet<string> = new Set(['buy', 'sell', 'close', 'reverse']);

interface Asked {
  readonly strategy: StrategyName | null;
  /** One line, as an alert would write it. */
  readonly text: string;
  readonly fault: string | null;
}

/** It may begin with a strategy; a number behind the action is the quantity. */
function readArguments({ args, deps }: CommandCall): Asked {
  const { strategy, rest: wish } = leadingStrategy(deps.settings, args);
  const [symbol = '', ...rest] = words(wish);
  const at = rest.findIndex((word) => ACTIONS.has(word.toLowerCase()));
  const no = (fault: string): Asked => ({ strategy, text: '', fault });
  if (at < 0) return no('Say the symbol, what it waits for, and the order.');
  const condition = rest.slice(0, at).join(' ');
  const parsed = parseCondition(condition);
  if (typeof parsed === 'string') return no(`The condition is not understood: ${parsed}.`);
  const [action = '', size = '', ...more] = rest.slice(at);
  const order = /^[\d.,]+$/.test(size) ? [`qty=${size}`, ...more] : [size, ...more];
  return { strategy, text: `${action.toUpperCase()} ${symbol} ${order.join(' ')}`.trim() + ` when ${condition}`, fault: null };
}

async function set(call: CommandCall, strategy: StrategyName | null, text: string): Promise<void> {
  try {
    const explained = await call.deps.explain({ text, strategy, by: call.actor, confirmed: true });
    const { reading, verdict } = explained;
    if (reading.kind !== 'reject' && reading.condition === null) return call.reply(textMessage(`The order is not understood.\n${USAGE}`));
    const prompt = verdict.would === 'deny' || reading.kind !== 'order' ? null : await offer(call, strategy, explained);
    const time = { now: call.deps.clock.now(), timeZone: call.deps.timeZone };
    const hints = prompt === null ? [] : [...(await levelHints(call, strategy, explained)), HINT];
    const { would, checks, denial } = verdict;
    call.reply(
      renderExplanation({
        reading,
        facts: readingFacts(reading, time),
        legFacts: factsOfLegs(reading, time),
        would,
        checks,
        denial,
        prompt,
        hints,
      }),
    );
  } catch (error) {
    call.deps.log.error({ err: error }, 'telegram: an order that is to wait could not be set');
    call.reply(textMessage('This could not be set: a fault of ours, which is in the log. Nothing was stored or sent.'));
  }
}

const HINT = 'Nothing was done yet. The button sets it; when it is met nobody is asked again. It is good for 2 min.';

/** What the price of now says of the level: it may be met already, or be a slip ("44.000"). */
async function levelHints({ deps }: CommandCall, named: StrategyName | null, { reading, verdict }: Explained): Promise<string[]> {
  const wanted = reading.condition?.price ?? null;
  const strategy = deps.settings.strategies.get(named ?? strategyName(reading.strategy ?? 'default'));
  if (wanted === null || strategy === undefined || verdict.symbol === null) return [];
  const price = (await deps.askPrice(strategy.account, verdict.symbol))?.last ?? null;
  if (price === null) return [];
  const { when, level } = wanted;
  const isMet = (when === 'above' && gte(price, level)) || (when === 'below' && lte(price, level));
  return [
    ...(isFarStop(level, price, null) ? [`⚠️ ${level} is far from the price ${price}. Thousands are not grouped: 44000, not 44.000.`] : []),
    ...(isMet && reading.condition?.after === null
      ? [`⚠️ The price is ${price}: ${when} ${level} is met already, so it would be done as soon as it is set.`]
      : []),
  ];
}

/** The question behind the button; without a disk there is none. */
async function offer(call: CommandCall, strategy: StrategyName | null, { reading, raw }: Explained): Promise<PromptView | null> {
  const action: PromptAction = { type: 'take_pasted', strategy, reading, raw, confirmed: true };
  const nonce = makeNonce(call.deps.randomHex);
  try {
    const reply = await call.dispatch({ type: 'ask', action, nonce, by: call.actor, updateId: call.updateId });
    if (reply.type === 'refused') call.reply(answerReply(reply, ''));
    return reply.type === 'done' ? { nonce, label: '⏲ Set it', dismissLabel: dismissLabel(action.type) } : null;
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return null;
  }
}
