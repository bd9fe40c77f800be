// Owns: the part of a card that tells the life of its orders after the answer: sent, accepted, filled in parts, filled; what
// protects the position; how it was left.

import { type Decimal, eq, isPositive, isZero, sum } from '../../core/model/decimal.ts';
import { type Order, TERMINAL_ORDER_STATUSES } from '../../core/model/order.ts';
import { legOfFill } from '../../core/model/exits/pair-levels.ts';
import type { CardView } from './card-view.ts';
import { formatGain, formatMoney, formatPrice } from './format-number.ts';
import { formatTime, type TimeView } from './format-time.ts';
import { heldBy, LEG_SIGNS, legText } from './leg-words.ts';
import { orderStatusText, ROLE_WORDS, waitsText } from './order-words.ts';
import { holdingLines, type OrderTexts, type PositionView } from './position-lines.ts';
import { senderText } from './sender-text.ts';
import { slippageLines } from './slippage.ts';
import { feesApart, sumFees, sumFills, tradeResult, type TradeResult } from './trade-result.ts';

const isProtection = (order: Order): boolean => order.role === 'stop_loss' || order.role === 'take_profit';
const isEntry = (order: Order): boolean => order.role === 'entry';

/** All lines about orders and position, in the order in which things happen. */
export function progressLines(view: CardView): string[] {
  const entries = view.orders.filter(isEntry);
  const [entry] = entries;
  // what a reverse leaves first is another trade than the one that it enters: it goes the same way as the entry
  const isBefore = (order: Order): boolean => order.side === entry?.side;
  const leaving = view.orders.filter((order) => !isEntry(order) && !isProtection(order));
  const [before, exits] = [leaving.filter(isBefore), leaving.filter((order) => !isBefore(order))];
  const protection = view.orders.filter(isProtection);
  const named = leaving.length + entries.length > 1;
  return [
    ...orderLines(before, view, named),
    ...looseExitLines(before, view.time),
    ...orderLines(exits, view, named),
    ...orderLines(entries, view, named),
    ...waitsText(view.waitsFor),
    ...entryCostLines(entries, view),
    ...writtenOff(view).map((detail) => `📒 ${senderText(detail, DETAIL_CHARS_MAX)}`),
    ...(view.holding === null
      ? protectionLines(protection, view)
      : ['', ...holdingLines(view.holding, view.time, orderTexts(protection, view.holding))]),
    ...exitLines(entries, [...exits, ...protection], view),
    ...elsewhereLines(entries, [...exits, ...protection], view),
  ];
}

/** As long as what the core says of it. */
const DETAIL_CHARS_MAX = 300;

/** What the books gave up since the venue does not have it: no order has closed it, and no result is told anywhere. */
const writtenOff = ({ signal }: CardView): readonly string[] =>
  signal.timeline.flatMap(({ event, detail }) => (event === 'written_off' ? [detail] : []));

/** What came of the entry, where another card tells it. */
function elsewhereLines(entries: readonly Order[], exits: readonly Order[], view: CardView): string[] {
  const { position, holding } = view;
  const fills = entries.flatMap((order) => order.fills);
  if (fills.length === 0 || holding !== null) return [];
  // another stay of the same market may have begun since; by our time, as its beginning: a venue's own is a little earlier
  const isInIt = position !== null && entries.some(({ updatedAt }) => position.openedAt === null || updatedAt >= position.openedAt);
  if (isInIt) return ['↪️ Part of the position; the buttons are on the card of its newest entry'];
  if (tradeResult(entries, exits)?.complete === true) return [];
  return [writtenOff(view).length > 0 ? '🏁 Nothing of it is held any more' : '🏁 Closed; the result is told by what closed it'];
}

/** Attempts in a row that ended in the same way are one line. */
function orderLines(orders: readonly Order[], view: CardView, named: boolean): string[] {
  const textOf = (order: Order): string => `${named ? `<b>${ROLE_WORDS[order.role]}</b> ` : ''}${orderStatusText(order)}`;
  const texts = orders.map(textOf);
  return orders.flatMap((order, index) => {
    if (order.status === 'rejected' && texts[index + 1] === texts[index]) return [];
    const times = index - texts.findLastIndex((text, before) => before < index && text !== texts[index]);
    const often = order.status === 'rejected' && times > 1 ? ` · ${times} times, the last` : ' ·';
    return [`${texts[index] ?? ''}${often} ${formatTime(order.updatedAt, view.time)}`];
  });
}

function entryCostLines(entries: readonly Order[], view: CardView): string[] {
  const fees = [...sumFees(entries)].map(([currency, fee]) => formatMoney(fee, senderText(currency, 40)));
  return [...(fees.length > 0 ? [`Fee ${fees.join(' + ')}`] : []), ...slippageLines(entries, view.signal.reading.signalPrice)];
}

const ordersFor = (orders: readonly Order[], role: 'stop_loss' | 'take_profit'): Order[] =>
  orders.filter((order) => order.role === role || order.type === 'oco');
/** The newest, and what a venue has left of those that it guards beside. */
function livingOf(orders: readonly Order[]): readonly Order[] {
  const living = orders.filter((order) => !TERMINAL_ORDER_STATUSES.has(order.status));
  return living.filter((order, index) => index === living.length - 1 || (order.dropped != null && isInPlace(order)));
}

function orderTexts(orders: readonly Order[], { legs }: PositionView): OrderTexts {
  const textOf = (role: 'stop_loss' | 'take_profit'): OrderTexts => {
    const living = livingOf(ordersFor(orders, role));
    return living.length === 0 || typeof legs[role] !== 'string' ? {} : { [role]: protectionLine(living, role) };
  };
  return { ...textOf('stop_loss'), ...textOf('take_profit') };
}

function protectionLines(orders: readonly Order[], view: CardView): string[] {
  const lines: string[] = [];
  for (const role of ['stop_loss', 'take_profit'] as const) {
    const own = ordersFor(orders, role);
    const filled = own.filter((order) => isPositive(order.qtyFilled));
    const wanted = wantedPrice(role, view);
    const living = livingOf(own);
    if (living.length > 0) lines.push(protectionLine(living, role));
    else if (wanted !== null && filled.length === 0 && view.position !== null && !isZero(view.position.qty))
      lines.push(legText(role, wanted, view.legs?.[role] ?? 'missing', view.position.mode));
  }
  return lines;
}

function wantedPrice(role: 'stop_loss' | 'take_profit', view: CardView): Decimal | null {
  const plan = view.position?.plan;
  if (plan === null || plan === undefined || plan.signalId !== view.signal.id) return null;
  return role === 'stop_loss' ? plan.stopLoss : plan.takeProfit;
}

const isInPlace = ({ status }: Order): boolean => status === 'accepted' || status === 'partially_filled';

/** `orders`: of one leg, at least one; mostly there is one. */
function protectionLine(orders: readonly Order[], role: 'stop_loss' | 'take_profit'): string {
  const order = orders.at(-1);
  const price = role === 'stop_loss' ? order?.stopPrice : order?.limitPrice;
  const what = `${ROLE_WORDS[role]}${price == null ? '' : ` ${formatPrice(price)}`}`;
  if (order === undefined) return what;
  if (orders.every(isInPlace)) return `${LEG_SIGNS[role]} ${what} in place for ${sum(orders.map(({ qty }) => qty))}, ${heldBy(order.mode)}`;
  return `${what}: ${orderStatusText(order)}`;
}

function exitLines(entries: readonly Order[], exits: readonly Order[], view: CardView): string[] {
  const result = tradeResult(entries, exits);
  const first = entries[0];
  if (result === null || first === undefined) return looseExitLines(exits, view.time);
  const filled = exits.filter((order) => isPositive(order.qtyFilled));
  const legs = filled.flatMap((order) => order.fills.map(({ price }) => legOfFill(order, price)));
  const by = [...new Set(legs.map((leg) => ROLE_WORDS[leg].toLowerCase()))].join(' and ');
  const at = Math.max(...filled.flatMap((order) => order.fills.map((fill) => fill.at)));
  return [
    `🏁 ${result.complete ? 'Closed' : `Closed ${result.qty} of it`} at ${formatPrice(result.exitAverage)} by ${by} · ${formatTime(at, view.time)}`,
    ...resultLines(filled, result),
  ];
}

/**
 * What the books have counted for these exits. `own`: what entry and exits of one signal come to by themselves, which is the
 * same as long as nothing else of the strategy was in that position.
 */
function resultLines(exits: readonly Order[], own: TradeResult | null): string[] {
  const [first] = exits;
  if (first === undefined) return [];
  const quote = senderText(first.instrument.quote, 40);
  const line = (gain: Decimal, of: string, apart: TradeResult['feesApart']): string[] => [
    `<b>Result ${formatGain(gain, quote)}</b>${of}${withoutFees(apart)}`,
  ];
  const outcomes = exits.flatMap(({ outcome }) => outcome ?? []);
  const net = outcomes.findLast((outcome) => outcome.net !== null)?.net ?? null;
  const realized = sum(outcomes.map((outcome) => outcome.realized));
  const isAlone = own !== null && (net === null ? eq(own.gross, realized) : own.complete && eq(own.gain, net));
  if (own !== null && (isAlone || outcomes.length < exits.length)) return line(own.gain, '', own.feesApart);
  if (outcomes.length < exits.length) return [];
  return net === null ? line(realized, ' of this part, before fees', new Map()) : line(net, ' of the whole trade', feesApart(exits));
}

/** What the sum does not have in it is said beside it. */
function withoutFees(fees: TradeResult['feesApart']): string {
  const words = [...fees].map(([currency, fee]) => formatMoney(fee, senderText(currency, 40)));
  return words.length === 0 ? '' : `, without the fee of ${words.join(' + ')}`;
}

/** Exits whose entry belongs to another signal: what was closed, where, and what it came to. */
function looseExitLines(exits: readonly Order[], time: TimeView): string[] {
  const { qty, average } = sumFills(exits);
  const last = exits.flatMap((order) => order.fills).at(-1);
  if (average === null || last === undefined) return [];
  const fees = [...sumFees(exits)].map(([currency, fee]) => formatMoney(fee, senderText(currency, 40)));
  return [
    `🏁 Closed ${qty} at ${formatPrice(average)} · ${formatTime(last.at, time)}`,
    ...(fees.length > 0 ? [`Fee ${fees.join(' + ')}`] : []),
    ...resultLines(
      exits.filter((order) => isPositive(order.qtyFilled)),
      null,
    ),
  ];
}
