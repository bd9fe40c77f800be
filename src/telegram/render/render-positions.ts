// Owns: /positions, and the question which of several positions /close means.

import { abs, type Decimal, isNegative, mul, sub } from '../../core/model/decimal.ts';
import type { Quote } from '../../core/model/instrument.ts';
import type { Position } from '../../core/model/position.ts';
import { cutHtml } from './cut-html.ts';
import { type VenueBlock, venuePositions } from './render-venue.ts';
import { planWords } from '../../core/model/describe-plan.ts';
import { senderText } from './sender-text.ts';
import { formatGain, formatMoney, formatPrice } from './format-number.ts';
import { formatTime, type TimeView } from './format-time.ts';
import { legText, type LegPlaces } from './leg-words.ts';
import { LIST_ROWS_MAX } from './limits.ts';
import { type Button, type Keyboard, type Message, refreshButton } from './message.ts';
import { type AccountView, renderAccount } from './render-account.ts';

export interface PositionView {
  readonly position: Position;
  readonly account: AccountView;
  readonly quote: Quote | null;
  readonly legs: LegPlaces;
  readonly exitUnderWay: boolean;
  /** Callback data for the percents on offer. */
  readonly closeButtons: readonly { readonly percent: string; readonly data: string }[];
}

/** What the venues say themselves, and the buttons for where they say otherwise. */
interface Venues {
  readonly blocks: readonly VenueBlock[];
  readonly keyboard: Keyboard;
}

export function renderPositions(views: readonly PositionView[], venues: Venues, time: TimeView): Message {
  const shown = views.slice(0, LIST_ROWS_MAX);
  const blocks = views.length === 0 ? ['No open positions'] : shown.map((view) => positionLines(view).join('\n'));
  if (views.length > shown.length) blocks.push(`… and ${views.length - shown.length} more; close them by name: /close SYMBOL STRATEGY`);
  blocks.push(...venues.blocks.slice(0, LIST_ROWS_MAX).map((block) => venuePositions(block, time)));
  blocks.push(`As of ${formatTime(time.now, time)}`);
  const rows = shown.map((view) => closeRow(view, views.length > 1));
  return { html: cutHtml(blocks.join('\n\n')), keyboard: [...rows, ...venues.keyboard, refreshRow()] };
}

/** Asks which one is meant; one tap closes it. */
export function renderCloseChoice(views: readonly PositionView[], percent: Decimal): Message {
  const rows = views.slice(0, LIST_ROWS_MAX).map((view) => {
    const data = view.closeButtons[0]?.data ?? '';
    return [
      { text: `Close ${percent} % of ${view.position.instrument.symbol} · ${view.position.strategy} · ${view.position.account}`, data },
    ];
  });
  const names = views.slice(0, LIST_ROWS_MAX).map((view) => positionLines(view).slice(0, 2).join('\n'));
  return { html: cutHtml(`Which one?\n\n${names.join('\n\n')}`), keyboard: rows };
}

function positionLines(view: PositionView): string[] {
  const { position } = view;
  const short = isNegative(position.qty);
  const entry = position.entryPrice === null ? '' : ` at ${formatPrice(position.entryPrice)}`;
  return [
    `<b>${short ? '🔴 SHORT' : '🟢 LONG'} ${abs(position.qty)} ${senderText(position.instrument.symbol, 40)}</b>${entry}`,
    renderAccount(view.account, position.strategy),
    ...priceLines(view),
    ...planLines(view),
    ...(view.exitUnderWay ? ['⏳ An exit is under way'] : []),
  ];
}

function priceLines(view: PositionView): string[] {
  const { position, quote } = view;
  if (quote === null || position.entryPrice === null) return [];
  // What leaving now would bring: a long sells at the bid, a short buys at the ask.
  const price = isNegative(position.qty) ? quote.ask : quote.bid;
  const gain = mul(sub(price, position.entryPrice), position.qty);
  const source = quote.source === 'demo' ? ' (made-up demo price)' : '';
  const worth = formatMoney(abs(mul(price, position.qty)), senderText(position.instrument.quote, 40));
  return [
    `Now ${formatPrice(price)}${source} · worth ${worth}`,
    `Open result ${formatGain(gain, senderText(position.instrument.quote, 40))}`,
  ];
}

function planLines(view: PositionView): string[] {
  const plan = view.position.plan;
  if (plan === null) return ['⚠️ No stop-loss'];
  const lines: string[] = [];
  lines.push(plan.stopLoss === null ? '⚠️ No stop-loss' : legText('stop_loss', plan.stopLoss, view.legs.stop_loss));
  for (const { price, share, done } of plan.partials ?? [])
    lines.push(
      `${done ? '✅' : '👁'} Target ${formatPrice(price)} for ${share} %, ${done ? 'reached' : 'watched by Signalman: not while it is down'}`,
    );
  if (plan.takeProfit !== null) lines.push(legText('take_profit', plan.takeProfit, view.legs.take_profit));
  lines.push(...planWords(plan).map((words) => `👁 ${words}, by Signalman: not while it is down`));
  return lines;
}

/** With several positions in one message the buttons say which one they close. */
const closeRow = (view: PositionView, named: boolean): Button[] =>
  view.closeButtons.map(({ percent, data }) => ({
    text: named ? `Close ${percent} % ${view.position.instrument.symbol} ${view.position.strategy}` : `Close ${percent} %`,
    data,
  }));

const refreshRow = (): Button[] => [refreshButton('positions')];
