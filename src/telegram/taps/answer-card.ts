// Owns: the buttons of an approval card. The nonce in their data is good once: whoever taps second is told who was first.

import type { Command, Marks } from '../../core/engine/command.ts';
import { marksOf } from '../../core/engine/limits/risk-scope.ts';
import type { State } from '../../core/engine/state.ts';
import type { Nonce } from '../../core/model/ids.ts';
import type { Quote } from '../../core/model/markets/instrument.ts';
import type { Signal } from '../../core/model/signal.ts';
import { doneDetail, tapReply } from '../answer-reply.ts';
import { cardMessage } from '../cards/card-message.ts';
import { signalUnder } from '../cards/card-under.ts';
import { isNonce, makeNonce } from '../make-ids.ts';
import { ratesAtHand, type RatesAtHand } from '../pages/rates-at-hand.ts';
import { formatTime } from '../render/format-time.ts';
import type { Tap, Verb } from './tap.ts';

const cardVerb = (done: string, command: (tap: Tap, nonce: Nonce) => Command): Verb => ({
  role: 'trader',
  run: (tap) => answerCard(tap, done, command),
});

export const approveVerb = cardVerb('Approved', (tap, nonce) => {
  const { rates, isComplete } = ratesFor(tap, nonce);
  return {
    type: 'approve',
    nonce,
    by: tap.actor,
    // without it price and rates are fetched
    quote: isComplete ? quoteFor(tap, nonce) : null,
    marks: marksFor(tap),
    rates,
    updateId: tap.updateId,
  };
});

export const halveVerb = cardVerb('Size halved', (tap, nonce) => ({
  type: 'halve',
  nonce,
  by: tap.actor,
  nextNonce: makeNonce(tap.deps.randomHex),
  quote: quoteFor(tap, nonce),
  marks: marksFor(tap),
  rates: ratesFor(tap, nonce).rates,
  updateId: tap.updateId,
}));

export const rejectVerb = cardVerb('Rejected', (tap, nonce) => decline(tap, nonce, false));
export const pauseVerb = cardVerb('Rejected; the strategy is paused', (tap, nonce) => decline(tap, nonce, true));

const decline = (tap: Tap, nonce: Nonce, pauseStrategy: boolean): Command => ({
  type: 'decline',
  nonce,
  by: tap.actor,
  updateId: tap.updateId,
  pauseStrategy,
});

/** What is held, at its last prices: limits on results are judged again at the tap. */
const marksFor = ({ deps }: Tap): Marks => marksOf(deps.dispatcher.snapshot(), deps.lastPrice);

const ratesFor = ({ deps }: Tap, nonce: Nonce): RatesAtHand => ratesAtHand(deps, signalByNonce(deps.dispatcher.snapshot(), nonce));

/** The watched price, if it is fresh enough to check the order with. */
function quoteFor({ deps }: Tap, nonce: Nonce): Quote | null {
  const signal = signalByNonce(deps.dispatcher.snapshot(), nonce);
  return signal === null || signal.account === null || signal.symbol === null ? null : deps.freshQuote(signal.account, signal.symbol);
}

const signalByNonce = (state: State, nonce: Nonce): Signal | null =>
  [...state.activeSignals].map((id) => state.signals.get(id)).find((signal) => signal?.approval?.nonce === nonce) ?? null;

async function answerCard(tap: Tap, done: string, command: (tap: Tap, nonce: Nonce) => Command): Promise<void> {
  const reply = isNonce(tap.rest) ? await tap.deps.dispatcher.dispatch(command(tap, tap.rest)) : null;
  if (reply !== null && reply.type !== 'skipped') {
    const { text, alert } = tapReply(reply, doneDetail(reply, done));
    return tap.answer(text, alert);
  }
  const signal = signalUnder(tap);
  tap.answer(signal === null ? 'Already answered, or expired.' : whyTooLate(signal, tap));
  // The message under an old button is out of date: bring it up to date.
  if (signal !== null) tap.edit(cardMessage(tap.deps.dispatcher.snapshot(), signal, tap.deps));
}

function whyTooLate(signal: Signal, { deps }: Tap): string {
  const answer = signal.approval?.answer ?? null;
  if (answer === null) {
    return signal.state === 'awaiting_approval'
      ? 'The card has changed; use its newer buttons.'
      : `Too late: ${signal.state.replace('_', ' ')}.`;
  }
  const at = formatTime(answer.at, { now: deps.clock.now(), timeZone: deps.timeZone });
  return `Already ${answer.choice === 'approve' ? 'approved' : 'rejected'} by ${answer.by.userName} at ${at}.`;
}
