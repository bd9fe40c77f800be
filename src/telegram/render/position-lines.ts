// Owns: one position in words: what is held and why so much, what it is worth, how it is left and where each of that lives,
// and what is made sure by the stop.

import type { AccountMode } from '../../core/model/account.ts';
import { abs, type Decimal, HUNDRED, isNegative, isPositive, mul, sub, sum, ZERO } from '../../core/model/decimal.ts';
import { planWords, shareWords } from '../../core/model/exits/describe-plan.ts';
import { shareOwed, shareTaken, type ExitPlan } from '../../core/model/exits/exit-plan.ts';
import type { Quote } from '../../core/model/markets/instrument.ts';
import type { Position } from '../../core/model/position.ts';
import { formatGain, formatMoney, formatPrice } from './format-number.ts';
import { formatTime, type TimeView } from './format-time.ts';
import { legText, type LegPlaces } from './leg-words.ts';
import { CARD_NOTES_MAX } from './limits.ts';
import { type AccountView, renderAccount } from './render-account.ts';
import { senderText } from './sender-text.ts';
import { madeUp } from '../../core/model/markets/price-origin.ts';

export interface PositionView {
  readonly position: Position;
  readonly account: AccountView;
  readonly quote: Quote | null;
  readonly legs: LegPlaces;
  readonly exitUnderWay: boolean;
  /** Why it is of that size: the steps of the sum. */
  readonly size: readonly string[];
  /** Callback data for the percents on offer. */
  readonly closeButtons: readonly { readonly percent: string; readonly data: string }[];
  /** Callback data for the rest that can be done. */
  readonly manage: Readonly<Record<'card' | 'breakEven' | 'stop' | 'target' | 'trail', string>> & {
    /** Null: there is no other side to enter. */
    readonly reverse: string | null;
  };
}

/** What is watched here dies with this process. */
const WATCHED = 'by Signalman: not while it is down';

/** What is known of the legs' orders, where it is more than where they stand. */
export type OrderTexts = Readonly<Partial<Record<keyof LegPlaces, string>>>;

/** `withSize`: there is room for the sum behind the size. */
export function positionLines(view: PositionView, time: TimeView, withSize: boolean): string[] {
  const { position } = view;
  return [
    titleLine(position),
    renderAccount(view.account, position.strategy),
    ...(withSize ? sizeLines(view) : []),
    ...priceLines(view),
    ...planLines(view, time, {}),
    ...exitLines(view),
  ];
}

/** On the card of the alert that it came of: account and mode stand at its head. */
export const holdingLines = (view: PositionView, time: TimeView, orders: OrderTexts): string[] => [
  titleLine(view.position),
  ...sizeLines(view),
  ...planLines(view, time, orders),
  ...exitLines(view),
];

function titleLine({ qty, entryPrice, instrument }: Position): string {
  const entry = entryPrice === null ? '' : ` at ${formatPrice(entryPrice)}`;
  return `<b>${isNegative(qty) ? '🔴 SHORT' : '🟢 LONG'} ${abs(qty)} ${senderText(instrument.symbol, 40)}</b>${entry}`;
}

const sizeLines = ({ size }: PositionView): string[] => size.slice(0, CARD_NOTES_MAX).map((step) => `📐 ${senderText(step, 160)}`);
const exitLines = ({ exitUnderWay }: PositionView): string[] => (exitUnderWay ? ['⏳ An exit is under way'] : []);

function priceLines({ position, quote }: PositionView): string[] {
  if (quote === null || position.entryPrice === null) return [];
  // What leaving now would bring: a long sells at the bid, a short buys at the ask.
  const price = isNegative(position.qty) ? quote.ask : quote.bid;
  const gain = mul(sub(price, position.entryPrice), position.qty);
  const source = madeUp(quote.source);
  const worth = formatMoney(abs(mul(price, position.qty)), senderText(position.instrument.quote, 40));
  return [
    `Now ${formatPrice(price)}${source} · worth ${worth}`,
    `Open result ${formatGain(gain, senderText(position.instrument.quote, 40))}`,
  ];
}

/** What leaving at the stop would bring, if it fills there. */
function atStopLine({ entryPrice, qty, instrument }: Position, stop: Decimal): string[] {
  if (entryPrice === null) return [];
  const gain = mul(sub(stop, entryPrice), qty);
  const money = formatGain(gain, senderText(instrument.quote, 40));
  return [isPositive(gain) ? `🔒 ${money} locked in at the stop` : `At the stop ${money}`];
}

function targetLines({ partials = [], takeProfit }: ExitPlan, mode: AccountMode, legs: LegPlaces, ordered: string | undefined): string[] {
  const before = partials.map((target) => {
    const words = `Target ${formatPrice(target.price)} for ${shareWords(target.share)} %`;
    if (!target.done) return `👁 ${words}, watched ${WATCHED}`;
    if (!isPositive(shareOwed(target))) return `✅ ${words}, reached`;
    if (shareTaken(target) === ZERO)
      return `👁 ${words}, reached; too little to leave alone yet, it leaves with the next, watched ${WATCHED}`;
    return `👁 ${words}, reached; for what filled since, watched ${WATCHED}`;
  });
  if (takeProfit === null) return before;
  const rest = sub(HUNDRED, sum(partials.map(({ share }) => share)));
  // of several, what is in place is told with its share
  if (ordered !== undefined && (partials.length === 0 || legs.take_profit !== 'venue')) return [...before, ordered];
  const last = legText('take_profit', takeProfit, legs.take_profit, mode);
  return [...before, partials.length === 0 ? last : last.replace(',', ` for ${shareWords(rest)} %,`)];
}

function planLines({ position, legs }: PositionView, time: TimeView, orders: OrderTexts): string[] {
  const { plan } = position;
  if (plan === null) return ['⚠️ No stop-loss'];
  const { stopLoss, timeStop = null } = plan;
  return [
    ...(stopLoss === null
      ? ['⚠️ No stop-loss']
      : [orders.stop_loss ?? legText('stop_loss', stopLoss, legs.stop_loss, position.mode), ...atStopLine(position, stopLoss)]),
    ...targetLines(plan, position.mode, legs, orders.take_profit),
    ...planWords(plan).map((words) => `👁 ${words}, ${WATCHED}`),
    ...(timeStop === null ? [] : [`⏱ Leaves at ${formatTime(timeStop.at, time)}${unlessText(timeStop.unlessGain)}, ${WATCHED}`]),
  ];
}

const unlessText = (gain: Decimal | null): string => (gain === null ? '' : ` unless it has gained ${gain} %`);
