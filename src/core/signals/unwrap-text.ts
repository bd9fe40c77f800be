// Owns: an alert in words inside of a JSON or form wrapper: {"message":"BUY BTCUSDT qty=1","secret":"…"}. The text decides
// what is done; the fields beside it may name strategy, account and time, and nothing that changes the order.

import { isPositive, type Decimal } from '../model/decimal.ts';
import { isClose, type Reading } from '../model/signal.ts';
import { finishReading, newDraft, refuse, type Draft } from './fields/draft-reading.ts';
import { isSet, openFields, settleKept, shownKey, type FieldSet } from './fields/field-set.ts';
import { readBodyText, type Body, type ReadableBody } from './fields/read-body.ts';
import type { FieldIndex } from './fields/field-index.ts';
import { readDetails } from './order/read-details.ts';
import { readNumber } from './fields/read-number.ts';
import { refuseChangedMeaning } from './order/refuse-changed-meaning.ts';
import { refuseRecords } from './order/refuse-records.ts';
import { tradingviewDefault } from './dialects/tradingview-default.ts';

const WRAPPERS: readonly string[] = ['message', 'alertmessage', 'text', 'content', 'alert', 'msg', 'body', 'data', 'payload'];
/** Names of what an order is; beside a text that says it in words they would be passed over. */
const ORDER_FIELD =
  /qty|quantity|contracts|size|amount|notional|^cost|volume|lots|price|stop|profit|^sl|^tp|leverage|side|limit|percent|trail|risk/;
/** What changes an order and is read beside the rest: it counts here, too. */
const DETAIL =
  /^(?:leverage|risk.*|reduceonly|timeinforce|tif|fok|ioc|postonly|ordertype|condition|when|delay.*|extendedhours|outsiderth|margin(?:mode|type)|product(?:type)?)$/;
/** Of these only a size makes an exit another one. */
const EXIT_FIELD = /qty|quantity|contracts|size|amount|notional|lots|percent/;

/** The text inside of the only wrapper that has one, as a body; null where there is none. */
export function textInside(body: ReadableBody): Body | null {
  if (body.type === 'text') return null;
  const texts = WRAPPERS.flatMap((name) => {
    const value = body.index.byName.get(name)?.value;
    return typeof value === 'string' && value.trim() !== '' ? [value] : [];
  });
  const [only] = texts;
  return texts.length === 1 && only !== undefined ? readBodyText(only) : null;
}

/** Beside words as beside fields: that it is a report, a trial, or off, and what would make it another order. */
function refuseBeside(fields: FieldSet, outside: Draft, inside: Reading): void {
  const { action, side, positionTarget, quantity, notional, percent, signalPrice, limitPrice, stopPrice } = inside;
  Object.assign(outside, { action, side, positionTarget, quantity, notional, percent, signalPrice, limitPrice, stopPrice });
  Object.assign(outside, { stopLoss: inside.stopLoss, trailing: inside.trailing, takeProfits: inside.takeProfits });
  refuseRecords(fields, outside);
  refuseChangedMeaning(fields, outside);
}

/** TradingView's sentence tells of an order at market that its strategy made: a price beside it is what the market was at. */
function priceBeside({ byName }: FieldIndex, { dialect, signalPrice }: Reading): Decimal | null {
  if (signalPrice !== null || dialect !== tradingviewDefault.name) return null;
  const read = readNumber(byName.get('price')?.value ?? null);
  return read.type === 'number' && isPositive(read.value) ? read.value : null;
}

/** The reading of the text with the names and times that stand beside it. */
export function joinOutside(inside: Reading, body: ReadableBody): Reading {
  if (body.type === 'text' || inside.refusal !== null) return inside;
  const outside: Draft = newDraft(inside.dialect);
  const isExit = isClose(inside.action);
  const fields = openFields(body.index, outside);
  readDetails(fields, outside);
  settleKept(fields, outside, isExit);
  for (const name of WRAPPERS) fields.taken.add(name);
  refuseBeside(fields, outside, inside);
  const price = priceBeside(body.index, inside);
  const isSized = inside.quantity !== null || inside.percent !== null || inside.notional !== null;
  const isPassedOver = (name: string): boolean =>
    (name === 'price' && price !== null) || (name === 'volume' && isSized)
      ? false
      : isExit
        ? EXIT_FIELD.test(name) && !fields.taken.has(name)
        : DETAIL.test(name) || (ORDER_FIELD.test(name) && !fields.taken.has(name));
  for (const [name, { key, value }] of body.index.byName) {
    if (!isSet(value) || value === false || !isPassedOver(name)) continue;
    refuse(
      outside,
      'UNSUPPORTED',
      `${shownKey(key)} stands beside an order in words and would be passed over.`,
      'Write all of it in fields, or all of it in the text.',
    );
  }
  const joined: Draft = {
    ...inside,
    strategy: inside.strategy ?? outside.strategy,
    account: inside.account ?? outside.account,
    exchange: inside.exchange ?? outside.exchange,
    eventId: inside.eventId ?? outside.eventId,
    sentAt: inside.sentAt ?? outside.sentAt,
    maxLagMs: inside.maxLagMs ?? outside.maxLagMs,
    signalPrice: inside.signalPrice ?? price,
    warnings: [...inside.warnings],
    entryRefusal: inside.entryRefusal ?? outside.entryRefusal,
    refusal: outside.refusal,
  };
  return finishReading(joined);
}
