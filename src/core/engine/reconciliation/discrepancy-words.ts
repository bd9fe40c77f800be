// Owns: the words in which people are told of a difference between the books and a venue.

import { abs, isPositive, isZero, ONE } from '../../model/decimal.ts';
import type { Discrepancy, DiscrepancySubject } from '../../model/venues/discrepancy.ts';
import { endedOn } from '../../model/markets/contract-end.ts';
import type { VenueOrder } from '../../model/venues/report.ts';
import { heldAlong } from '../../positions/reconcile-position.ts';
import type { Message } from '../draft.ts';

type PositionSubject = DiscrepancySubject & { readonly type: 'position' };

/** Of both sides at once nothing can be written off: what of it is missing is said by the product, and not by the sum. */
export const isOpposed = ({ products }: PositionSubject): boolean => heldAlong(products, ONE) !== null;

/** The books hold what the venue does not. */
export const isWriteOff = (subject: PositionSubject): boolean =>
  !isZero(subject.booked) && isPositive(subject.booked) !== isPositive(subject.surplus) && !isOpposed(subject);

/** More is there than in the books, and as several products: no order closes all of it, and no share is left as two. */
export const isMixed = ({ subject }: Pick<Discrepancy, 'subject'>): boolean =>
  subject.type === 'position' && subject.products !== undefined && !isWriteOff(subject);

/** A surplus that lies with what is held: it can be closed without opening anything. */
export const isClosable = ({ subject }: Pick<Discrepancy, 'subject'>): boolean =>
  subject.type === 'order' ||
  (subject.type === 'position' &&
    !isMixed({ subject }) &&
    !isZero(subject.held) &&
    isPositive(subject.surplus) === isPositive(subject.held));

function asProducts(subject: PositionSubject): string {
  const { products = [] } = subject;
  if (products.length === 0) return '';
  const sides = isOpposed(subject) ? ', long as one and short as the other' : '';
  return `; it is held there as ${products.map(({ productType, qty }) => `${productType} ${qty}`).join(' and ')}${sides}, and one order closes one of them only`;
}

/** What a person does about it. */
export const MIXED_STEP = 'Close or convert all but one of them at the venue first.';

/** What its type says is not said twice. */
function priceWords({ type, limitPrice, stopPrice }: VenueOrder): string {
  if (stopPrice !== null && limitPrice !== null) return `, stop ${stopPrice}, limit ${limitPrice}`;
  if (stopPrice !== null) return /stop/i.test(type) ? ` at ${stopPrice}` : `, stop ${stopPrice}`;
  if (limitPrice !== null) return /limit/i.test(type) ? ` at ${limitPrice}` : `, limit ${limitPrice}`;
  return '';
}

/** "buy 0.1 BTC/USDT limit at 40000 (order 123)". */
export const describeVenueOrder = (order: VenueOrder): string =>
  `${order.side} ${order.qty} ${order.symbol} ${order.type}${priceWords(order)}${order.reduceOnly ? ' reduce-only' : ''} (order ${order.venueOrderId})`;

/** `suspect`: an order of ours that was given up and may explain it. */
export function discrepancyWords(
  { account, mode, symbol, subject, foundAt }: Discrepancy,
  suspect: string | null,
): Pick<Message, 'title' | 'text' | 'nextStep'> {
  const where = `${account} (${mode.toUpperCase()})`;
  if (subject.type === 'order') {
    const why = subject.booked === null ? 'no strategy has placed it' : `the books say that it is ${subject.booked}`;
    return {
      title: `${symbol}: an open order that is not followed`,
      text: `${where} has ${describeVenueOrder(subject.order)}; ${why}.`,
      nextStep: 'Nothing is done by itself. Adopt follows it in the share of a strategy, Close cancels it, Ignore leaves it alone.',
    };
  }
  if (subject.type === 'balance') {
    const { booked, held, surplus } = subject;
    const moved = isPositive(surplus) ? `+${surplus}` : surplus;
    return {
      title: `${account}: the balance moved by ${moved} ${symbol} that no order of ours explains`,
      text: `${where} has ${held} ${symbol}, trades and their fees explain ${booked}. What is held counts as paid for in full.`,
      nextStep: 'A deposit, a withdrawal, funding or interest moves it so. Adopt takes it as it is, Ignore leaves it until it changes.',
    };
  }
  const { booked, held } = subject;
  const day = isWriteOff(subject) ? endedOn(symbol, foundAt) : null;
  if (day !== null)
    return {
      title: `${symbol} has ended`,
      text: `It ended on ${day}, and ${where} holds ${held} of it by now: the venue has settled the ${abs(subject.surplus)} that the books still have.`,
      nextStep:
        'Adopt writes it off. What it came to is in the balance of the account and in the history of the venue, not in the results here.',
    };
  const isOfSeveral = isMixed({ subject });
  const suspicion = suspect === null ? '' : ` Order ${suspect}, which was taken for lost, may be the cause.`;
  const adopt = isWriteOff(subject) ? 'Adopt writes off what is not there' : 'Adopt takes it into the share of a strategy';
  const close = isClosable({ subject }) ? ', Close closes what is too much at the venue' : '';
  return {
    title: `${symbol}: the venue holds something else`,
    text: `${where} holds ${held}, the books say ${booked}: ${surplusWords(subject)}.${suspicion}`,
    nextStep: isOfSeveral
      ? `Nothing is done by itself, and from here it is neither taken over nor closed. ${MIXED_STEP} Ignore leaves it alone until it changes.`
      : `Nothing is done by itself. ${adopt}${close}, Ignore leaves it alone until it changes.`,
  };
}

/** "0.06 of the books are not there", "0.2 that no strategy holds". */
export function surplusWords(subject: PositionSubject): string {
  const { booked, held, surplus } = subject;
  if (!isWriteOff(subject)) return `${abs(surplus)} that no strategy holds${asProducts(subject)}`;
  const isOpposite = !isZero(held) && isPositive(held) !== isPositive(booked);
  if (!isOpposite) return `${abs(surplus)} of the books are not there`;
  return `${abs(booked)} of the books are not there, and ${abs(held)} the other way that no strategy holds`;
}
