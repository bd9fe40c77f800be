// Owns: the part of a card that says which order the alert would become, what it costs and what it risks.

import { compare, type Decimal, decimal, div, eq, isZero, ONE, round } from '../../core/model/decimal.ts';
import type { Quote } from '../../core/model/markets/instrument.ts';
import type { Proposal, Reading, Side } from '../../core/model/signal.ts';
import { formatMoney, formatPercent, formatPrice, percentChange } from './format-number.ts';
import { formatDuration } from './format-time.ts';
import { CARD_NOTES_MAX } from './limits.ts';
import { orderTypeText, sizeText } from './order-words.ts';
import { misspeltStopText } from '../../core/model/alerts/misspelt-stop.ts';
import { noRateText } from '../../core/model/money/no-rate-text.ts';
import { planWords } from '../../core/model/exits/describe-plan.ts';
import type { TimeStopRule } from '../../core/model/exits/exit-plan.ts';
import { clockText } from '../../core/model/time/local-time.ts';
import { ourText, senderText } from './sender-text.ts';
import { madeUp } from '../../core/model/markets/price-origin.ts';

/** The order after rounding, and what rounding cut. `factor` below 1: someone tapped ½ size. */
export function proposalLines(proposal: Proposal, factor: Decimal): string[] {
  const { instrument, qty, qtyAsked } = proposal;
  const type = orderTypeText({ ...proposal, type: proposal.orderType });
  const lines = [`<b>Order</b> ${proposal.side} ${sizeText(qty, instrument)}, ${type}`];
  if (compare(factor, ONE) < 0) lines.push(`Size × ${factor} by a tap`);
  // Where the engine tells each step of the sum, rounding is one of them.
  if (!eq(qty, qtyAsked) && proposal.notes.length === 0)
    lines.push(`Rounded from ${formatPrice(qtyAsked)} to the step of ${instrument.stepSize}`);
  lines.push(`Cost ${formatMoney(proposal.notional, senderText(instrument.quote, 40))} at ${formatPrice(proposal.price)}`);
  return [...lines, ...protectionLines(proposal), ...rateLines(proposal), ...noRateLines(proposal), ...noteLines(proposal)];
}

function protectionLines(proposal: Proposal): string[] {
  const quote = senderText(proposal.instrument.quote, 40);
  const lines: string[] = [];
  if (proposal.stopLoss !== null) {
    lines.push(
      `Stop ${formatPrice(proposal.stopLoss)}${proposal.riskAmount === null ? '' : ` · risk ${formatMoney(proposal.riskAmount, quote)}`}`,
    );
  } else lines.push('No stop-loss: the risk has no limit');
  const partials = proposal.exits?.partials ?? [];
  for (const { price, share } of partials) lines.push(`Target ${formatPrice(price)} for ${share} %`);
  if (proposal.takeProfit !== null || partials.length > 0) {
    const last =
      proposal.takeProfit === null
        ? 'Targets together'
        : `Target ${formatPrice(proposal.takeProfit)}${partials.length > 0 ? ' for the rest' : ''}`;
    lines.push(`${last}${proposal.rewardAmount === null ? '' : ` · reward ${formatMoney(proposal.rewardAmount, quote)}`}`);
  }
  if (proposal.exits !== undefined) {
    lines.push(...planWords(proposal.exits).map((words) => `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`));
    lines.push(...timeStopLines(proposal.exits.timeStop));
  }
  if (proposal.riskAmount !== null && proposal.rewardAmount !== null && !isZero(proposal.riskAmount)) {
    lines.push(`Reward to risk ${round(div(proposal.rewardAmount, proposal.riskAmount), 2)} : 1`);
  }
  return lines;
}

const afterText = (afterMs: number, barMs: number | undefined): string =>
  barMs === undefined ? formatDuration(afterMs) : `${round(decimal(afterMs / barMs), 2)} bars of ${formatDuration(barMs)}`;

/** The earliest of them counts. */
function timeStopLines(rule: TimeStopRule | null): string[] {
  if (rule === null) return [];
  const { afterMs, barMs, atMinute, beforeCloseMs, unlessGain } = rule;
  const times = [
    ...(afterMs === null ? [] : [`${afterText(afterMs, barMs)} after the entry`]),
    ...(atMinute === null ? [] : [`at ${clockText(atMinute)} (TIMEZONE)`]),
    ...(beforeCloseMs === null ? [] : [`${formatDuration(beforeCloseMs)} before the market closes`]),
  ];
  return [`Leaves ${times.join(', or ')}${unlessGain === null ? '' : `, unless it has gained ${unlessGain} %`}`];
}

/** The last thing above the buttons: whoever taps must not think that the alert has brought its stop. */
export function misspeltLines(reading: Reading, proposal: Proposal | null): string[] {
  const text = misspeltStopText(reading, proposal);
  return text === null ? [] : [`🛑 <b>${senderText(text)}</b>`];
}

/** As of the price of the card: a tap counts anew. */
const rateLines = ({ rates = [], quote }: Proposal): string[] =>
  rates.map(
    ({ from, to, price, at, source }) =>
      `Limits counted at 1 ${senderText(from, 20)} = ${formatPrice(price)} ${senderText(to, 20)}${madeUp(source)}, ${formatDuration(quote.at - at)} old`,
  );

const noRateLines = (proposal: Proposal): string[] => {
  const why = noRateText(proposal);
  return why === null ? [] : [`You are asked: ${senderText(why)}`];
};

const noteLines = (proposal: Proposal): string[] => proposal.notes.slice(0, CARD_NOTES_MAX).map((note) => `<i>${ourText(note)}</i>`);

/** The price that an order of this side would meet. */
const priceFor = (quote: Quote, side: Side): Decimal => (side === 'buy' ? quote.ask : quote.bid);

/** Of an account whose prices are those of alerts it is the newest one's, whichever that was. */
const SOURCE_WORDS: Readonly<Record<Quote['source'], string>> = {
  demo: madeUp('demo'),
  signal: ' (the last price of an alert)',
  venue: '',
};

/** Price now against the price in the alert; made-up prices are called so. */
export function priceLine(quote: Quote, side: Side, reading: Reading): string {
  const now = priceFor(quote, side);
  const since = reading.signalPrice ?? reading.limitPrice;
  const drift = since === null ? null : percentChange(since, now);
  return `Price now ${formatPrice(now)}${SOURCE_WORDS[quote.source]}${drift === null ? '' : `, ${formatPercent(drift)} since the alert`}`;
}
