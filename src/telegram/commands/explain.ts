// Owns: /explain, and what is pasted or forwarded without a command: how it is read, every step of the sum, and a button that makes a
// card of it. Reading may need a price from a venue: the handler returns at once, the answer follows.

import type { Verdict } from '../../core/engine/explain/explain-verdict.ts';
import type { Prompt, PromptAction } from '../../core/engine/state.ts';
import type { Nonce, StrategyName } from '../../core/model/ids.ts';
import type { Reading } from '../../core/model/signal.ts';
import { StorageError } from '../../store/dispatch.ts';
import { textMessage } from '../answer-reply.ts';
import { mayDo } from '../people/authorize.ts';
import type { Explained } from '../explained.ts';
import { makeNonce } from '../make-ids.ts';
import { dismissLabel, PROMPT_LABELS } from '../cards/prompt-labels.ts';
import { factsOfLegs, readingFacts } from '../pages/reading-facts.ts';
import { renderExplanation } from '../render/render-explanation.ts';
import type { PromptView } from '../render/render-prompt.ts';
import type { BotCommand, CommandCall } from './bot-command.ts';
import { leadingStrategy } from './find-strategy.ts';

export const explainCommand: BotCommand = {
  name: 'explain',
  args: '[strategy] <alert>',
  description: 'how an alert or a signal is read and what would come of it; paste or forward one, also without the command',
  role: 'viewer',
  run(call) {
    const { strategy, text } = readArguments(call);
    if (text === '') return call.reply(textMessage(USAGE));
    void explainLater(call, strategy, text);
  },
};

const USAGE =
  'Paste an alert or a signal, or forward one, for example:\n<code>/explain BUY BTCUSDT @ 45000 qty=0.1 tp=47000 sl=44000</code>\nNothing is stored or sent by it.';

/** It may begin with a strategy; the text may also be that of the message that was replied to. */
function readArguments({ args, deps, repliedText }: CommandCall): { readonly strategy: StrategyName | null; readonly text: string } {
  const { strategy, rest } = leadingStrategy(deps.settings, args);
  return { strategy, text: rest === '' ? repliedText : rest };
}

async function explainLater(call: CommandCall, strategy: StrategyName | null, text: string): Promise<void> {
  try {
    const explained = await call.deps.explain({ text, strategy, by: call.actor });
    const prompt = await offer(call, strategy, explained);
    const { would, checks, denial } = explained.verdict;
    const { reading } = explained;
    const time = timeOf(call);
    const facts = { facts: readingFacts(reading, time), legFacts: factsOfLegs(reading, time) };
    const view = { reading, ...facts, would, checks, denial, prompt };
    call.reply(renderExplanation({ ...view, hints: hintsFor(call, explained, prompt) }));
  } catch (error) {
    call.deps.log.error({ err: error }, 'telegram: an alert could not be explained');
    call.reply(textMessage('This could not be explained: a fault of ours, which is in the log. Nothing was stored or sent.'));
  }
}

const timeOf = ({ deps }: CommandCall) => ({ now: deps.clock.now(), timeZone: deps.timeZone });

/** Whether anything could come of it by a tap: what is denied now, or asks for nothing, gets no button. */
const isOffer = (reading: Reading, { would }: Verdict): boolean =>
  would !== 'deny' && (reading.kind === 'order' || reading.kind === 'cancel');

const leavesAtOnce = (reading: Reading, verdict: Verdict): boolean =>
  reading.kind === 'cancel' || (reading.condition === null && verdict.checks.some(({ check, passed }) => check === 'exit' && passed));

/** The question behind the button, for those who may answer it; without a disk there is no button, and the explanation all the same. */
async function offer(call: CommandCall, strategy: StrategyName | null, { reading, verdict, raw }: Explained): Promise<PromptView | null> {
  if (!mayDo(call.role, 'trader') || !isOffer(reading, verdict)) return null;
  const action: PromptAction = { type: 'take_pasted', strategy, reading, raw };
  const label = leavesAtOnce(reading, verdict) ? '⚡️ Do it now' : PROMPT_LABELS.take_pasted;
  const fresh = makeNonce(call.deps.randomHex);
  try {
    const reply = await call.dispatch({ type: 'ask', action, nonce: fresh, by: call.actor, updateId: call.updateId });
    // the update came again: the question was recorded, and may not have been shown
    const nonce = reply.type === 'skipped' ? openQuestion(call, raw) : fresh;
    return reply.type === 'refused' || nonce === null ? null : { nonce, label, dismissLabel: dismissLabel(action.type) };
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return null;
  }
}

function openQuestion(call: CommandCall, raw: string): Nonce | null {
  const isThis = ({ action, askedBy, expiresAt }: Prompt): boolean =>
    action.type === 'take_pasted' && action.raw === raw && askedBy?.userId === call.actor.userId && expiresAt > call.deps.clock.now();
  return call.state().prompts.find(isThis)?.nonce ?? null;
}

/** Who is in a hurry writes "kill". */
function slashHint({ args, commands }: CommandCall): string {
  const first = /^[^\p{L}]*(\w+)/u.exec(args)?.[1]?.toLowerCase();
  const meant = commands.find(({ name }) => name === first);
  return meant === undefined
    ? 'Commands begin with a slash: /help lists them.'
    : `Commands begin with a slash: did you mean /${meant.name}?`;
}

function hintsFor(call: CommandCall, { reading, verdict }: Explained, prompt: PromptView | null): string[] {
  const hints: string[] = [];
  if (reading.refusal?.code === 'NOT_UNDERSTOOD') hints.push(slashHint(call));
  if (verdict.denial?.code === 'UNKNOWN_STRATEGY' && reading.strategy === null)
    hints.push(
      `Say for which strategy: /explain <strategy> and the text. There is: ${[...call.deps.settings.strategies.keys()].join(', ')}.`,
    );
  if (prompt !== null) hints.push('Nothing was done yet. The button is good for 2 min.');
  else if (isOffer(reading, verdict) && !mayDo(call.role, 'trader')) hints.push('Nothing was done. A trader can make a card of it.');
  return hints;
}
