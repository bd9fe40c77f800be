// Owns: from an event of another bot's trade to a reading: an entry or an exit is an order, a fill a report, a cancel a
// cancel, everything else a status. What was gained, tags and dates of the trade have no effect.
// Invariants: a trade whose side nobody says is never entered; a fill, a cancel and a status never become an order.

import type { CopyEvent, Reading } from '../../model/signal.ts';
import { cleanText } from '../../model/clean-text.ts';
import { isPositive } from '../../model/decimal.ts';
import { finishReading, newDraft, refuse } from '../fields/draft-reading.ts';
import { editFields } from '../fields/edit-fields.ts';
import { agree, normalName, type Field, type FieldIndex } from '../fields/field-index.ts';
import { isJsonNumber, type JsonValue } from '../json/json-value.ts';
import { readNumber } from '../fields/read-number.ts';
import { readOrder, SYMBOL_NAMES } from '../order/read-order.ts';
import { refusedReading } from '../fields/refused-reading.ts';

/** What a bot tells of its trade and nobody trades by. */
const SILENT: readonly string[] = [
  ...'stakecurrency basecurrency quotecurrency fiatcurrency entertag buytag exittag exitreason sellreason reason gain profitamount'.split(
    ' ',
  ),
  ...'profitratio profitabs profit profitpercent profitfiat finalprofitratio cumulativeprofit duration opendate closedate opentimestamp'.split(
    ' ',
  ),
  ...'closetimestamp isfinalexit subtrade botname fiat value1 value2 value3 locktime locktimestamp isshort minrate maxrate'.split(' '),
];
const DIRECTION_NAMES: readonly string[] = ['direction', 'tradedirection', 'positionside', 'side', 'positiontype'];
/** Prices of an event, best first: entry and exit have names of their own. */
const ENTRY_PRICES: readonly string[] = ['price', 'openrate', 'rate', 'currentrate', 'entryprice'];
const EXIT_PRICES: readonly string[] = ['price', 'closerate', 'orderrate', 'rate', 'currentrate', 'exitprice'];
const QUANTITIES: readonly string[] = ['amount', 'quantity', 'qty'];
const COMMENT_MAX = 200;

const textOf = (value: JsonValue | undefined): string | null => {
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  return value !== undefined && value !== null && isJsonNumber(value) ? value.number : null;
};

/** The fields that say something: a bot writes None for what it does not know. */
function withoutNone({ byName, clashes }: FieldIndex): FieldIndex {
  const said = [...byName].filter(([, { value }]) => typeof value !== 'string' || !/^(?:|none|null|nan)$/i.test(value.trim()));
  return { byName: new Map(said), clashes };
}

type Position = 'long' | 'short' | null;

/** The position of the trade: as it says, or long on a spot market, where there is no other. */
function positionOf({ byName }: FieldIndex, symbol: string | null): { readonly position: Position; readonly isUnclear: boolean } {
  const said = new Set<Position>();
  for (const name of DIRECTION_NAMES) {
    const word = textOf(byName.get(name)?.value)?.toLowerCase();
    if (word === 'long' || word === 'short') said.add(word);
  }
  const isShort = byName.get('isshort')?.value;
  const flag = typeof isShort === 'string' ? isShort.toLowerCase() : isShort;
  if (flag === true || flag === 'true') said.add('short');
  if (flag === false || flag === 'false') said.add('long');
  const [position = null, other] = said;
  if (other !== undefined) return { position: null, isUnclear: true };
  const isSpot = symbol !== null && /^[A-Z0-9]+\/[A-Z0-9]+$/i.test(symbol);
  return { position: position ?? (isSpot ? 'long' : null), isUnclear: false };
}

/** Templates write "buy" for every entry, so it says nothing by itself; what it denies is unclear all the same. */
function isDenied({ byName }: FieldIndex, position: Position): boolean {
  const words = DIRECTION_NAMES.map((name) => textOf(byName.get(name)?.value)?.toLowerCase());
  return words.includes(position === 'long' ? 'sell' : 'buy');
}

/** Two amounts of one event that differ, or null. */
function otherAmount({ byName }: FieldIndex): Field | null {
  const [first, ...others] = QUANTITIES.flatMap((name) => byName.get(name) ?? []);
  return others.find(({ value }) => first !== undefined && !agree(first.value, value)) ?? null;
}

const firstField = ({ byName }: FieldIndex, names: readonly string[]): Field | null =>
  names.map((name) => byName.get(name)).find((field) => field !== undefined) ?? null;

const symbolIn = (fields: FieldIndex): string | null => textOf(firstField(fields, SYMBOL_NAMES)?.value);
const actionOf = (isEntry: boolean, position: Position): string =>
  position === null ? 'close' : isEntry ? (position === 'long' ? 'buy' : 'sell') : `close_${position}`;

function readAsked(fields: FieldIndex, event: 'entry' | 'exit', dialect: string): Reading {
  const isEntry = event === 'entry';
  const { position, isUnclear } = positionOf(fields, symbolIn(fields));
  const limit = fields.byName.get('limit') ?? fields.byName.get('limitprice') ?? null;
  const type = textOf(fields.byName.get('ordertype')?.value)?.toLowerCase() ?? (limit === null ? null : 'limit');
  const price = firstField(fields, isEntry ? ENTRY_PRICES : EXIT_PRICES);
  const amount = firstField(fields, QUANTITIES);
  const stake = fields.byName.get('stakeamount') ?? null;
  const names = [
    ...ENTRY_PRICES,
    ...EXIT_PRICES,
    ...DIRECTION_NAMES,
    ...QUANTITIES,
    'limit',
    'limitprice',
    'ordertype',
    'stakeamount',
    'tradeid',
  ];
  const index = editFields(fields, {
    drop: new Set([...SILENT, ...names]),
    add: [
      ['action', actionOf(isEntry, position)],
      ['order_type', type],
      ['quantity', amount?.value ?? null],
      ...(type === 'limit' && limit !== null
        ? [['limit_price', limit.value] as const]
        : [['price', price?.value ?? limit?.value ?? null] as const]),
      ...(isEntry && amount === null && stake !== null ? [['notional', stake.value] as const] : []),
    ],
  });
  const reading = readOrder(index, dialect);
  const told: Reading = { ...reading, positionSide: position, ...(isEntry ? moneyOf(reading, stake) : {}), ...priceOf(reading, price) };
  const other = otherAmount(fields);
  if (other !== null && isEntry)
    return refusedReading(told, 'CONTRADICTION', `"${other.key.slice(0, 40)}" stands beside another amount, and the two differ.`);
  if (isUnclear) return refusedReading(told, 'CONTRADICTION', 'The event says long and short.');
  if (isEntry && position !== null && isDenied(fields, position)) {
    const side = position === 'long' ? 'sell' : 'buy';
    return refusedReading({ ...told, action: null, side: null }, 'CONTRADICTION', `The event enters a ${position} and says ${side}.`);
  }
  if (!isEntry || position !== null) return told;
  return refusedReading(
    { ...told, action: null, side: null },
    'MISSING_ACTION',
    'The event enters a trade and does not say whether it is long or short.',
    'Add "direction": "{direction}" to the webhook of the bot.',
  );
}

/** The price of the event beside a limit: what the bot saw. */
const priceOf = (reading: Reading, price: Field | null): Partial<Reading> => {
  const number = price === null || reading.limitPrice === null ? null : readNumber(price.value);
  return number?.type === 'number' && isPositive(number.value) ? { signalPrice: number.value } : {};
};

/** What the leader put in, beside its amount; of a leveraged trade it is the collateral. */
function moneyOf(reading: Reading, stake: Field | null): Partial<Reading> {
  const number = stake === null ? null : readNumber(stake.value);
  if (number?.type !== 'number' || !isPositive(number.value)) return {};
  const isMargin = reading.leverage !== null && reading.leverage !== '1';
  const warning = `The stake of ${number.value} is the collateral of a trade with leverage ${reading.leverage}.`;
  return { notional: number.value, warnings: isMargin ? [...reading.warnings, warning] : reading.warnings };
}

/** Longer than any bot counts. */
const TRADE_ID_MAX = 64;

function tradeIdOf(fields: FieldIndex): string | null {
  const id = textOf(fields.byName.get('tradeid')?.value);
  return id !== null && id.length <= TRADE_ID_MAX ? id : null;
}

/** What is only told: symbol, side, fill, names. */
function readTold(fields: FieldIndex, event: CopyEvent, dialect: string): Reading {
  const draft = newDraft(dialect);
  const symbol = symbolIn(fields);
  draft.symbol = symbol !== null && symbol.length <= 40 ? symbol : null;
  draft.exchange = textOf(fields.byName.get('exchange')?.value);
  draft.strategy = textOf(fields.byName.get('strategy')?.value);
  if (event === 'status') {
    draft.kind = 'status';
    const said = textOf(firstField(fields, ['status', 'msg', 'message', 'text', 'reason', 'value1'])?.value);
    draft.comment = said === null ? null : cleanText(said, COMMENT_MAX);
    return finishReading(draft);
  }
  const isEntry = event.startsWith('entry');
  const { position } = positionOf(fields, symbol);
  draft.positionSide = position;
  draft.side = position === null ? null : (position === 'long') === isEntry ? 'buy' : 'sell';
  if (event.endsWith('_cancel')) {
    draft.kind = 'cancel';
    draft.action = 'cancel';
    if (draft.symbol === null && tradeIdOf(fields) === null)
      refuse(draft, 'MISSING_SYMBOL', 'The cancel names neither a pair nor a trade.', 'Add "pair": "{pair}" or "trade_id": "{trade_id}".');
    return finishReading(draft);
  }
  draft.kind = 'fill_report';
  draft.action = position === null && isEntry ? null : (actionOf(isEntry, position) as Reading['action']);
  const price = readNumber(firstField(fields, isEntry ? ENTRY_PRICES : EXIT_PRICES)?.value ?? null);
  const amount = readNumber(firstField(fields, QUANTITIES)?.value ?? null);
  if (price.type === 'number') draft.fillPrice = price.value;
  if (amount.type === 'number') draft.fillQuantity = amount.value;
  return finishReading(draft);
}

/** The reading of an event with these fields; `taken`: the (normal) names that say the event. */
export function readCopyEvent(said: FieldIndex, event: CopyEvent, taken: readonly string[], dialect: string): Reading {
  const fields = withoutNone(editFields(said, { drop: new Set(taken.map(normalName)) }));
  const reading = event === 'entry' || event === 'exit' ? readAsked(fields, event, dialect) : readTold(fields, event, dialect);
  return { ...reading, copyEvent: event, tradeId: tradeIdOf(fields) };
}
