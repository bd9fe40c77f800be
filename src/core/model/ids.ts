// Owns: the identifiers of everything that has a life, and how order ids come from signal ids.
//
// A SignalId is "sg_" + 24 hex digits: 11 of milliseconds since 1970 (sorts by time), 13 random. An OrderId is our
// client order id: 32 hex digits, the portable form (fits OKX, Kraken's 32-hex form, Binance's 36 characters):
// the 24 of its signal, then account (2), leg (2), role (1), sequence (3). It is a function of what the order is for,
// so asking twice for the same order gives the same id.

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type SignalId = Branded<'SignalId'>;
/** Our client order id, 32 lowercase hex digits. */
export type OrderId = Branded<'OrderId'>;
export type VenueOrderId = Branded<'VenueOrderId'>;
export type FillId = Branded<'FillId'>;
export type StrategyName = Branded<'StrategyName'>;
export type AccountName = Branded<'AccountName'>;
/** `${account}|${instrument symbol}|${strategy}`: one strategy's share of one instrument on one account. */
export type PositionKey = Branded<'PositionKey'>;
export type NotificationId = Branded<'NotificationId'>;
/** Single-use token of a button: 16 hex digits. */
export type Nonce = Branded<'Nonce'>;

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

export const strategyName = (name: string): StrategyName => name as StrategyName;
export const accountName = (name: string): AccountName => name as AccountName;

/** Why an order exists; its hex digit stands in the order id. */
export const ORDER_ROLES = { entry: '0', exit: '1', stop_loss: '2', take_profit: '3', emergency_exit: '4' } as const;
export type OrderRole = keyof typeof ORDER_ROLES;

const hex = (value: number, digits: number): string => {
  const text = value.toString(16).padStart(digits, '0');
  if (text.length > digits || value < 0 || !Number.isInteger(value)) throw new Error(`${value} does not fit ${digits} hex digits of an id`);
  return text;
};

/** `randomHex`: 13 random hex digits from the outside (core makes no randomness). */
export function makeSignalId(at: Instant, randomHex: string): SignalId {
  if (!/^[0-9a-f]{13}$/.test(randomHex)) throw new Error('a signal id needs 13 random hex digits');
  return `sg_${hex(at, 11)}${randomHex}` as SignalId;
}

export function makeOrderId(signal: SignalId, part: { account: number; leg: number; role: OrderRole; sequence: number }): OrderId {
  return `${signal.slice(3)}${hex(part.account, 2)}${hex(part.leg, 2)}${ORDER_ROLES[part.role]}${hex(part.sequence, 3)}` as OrderId;
}

/** The n-th signal id that one command may need; `seed` as `randomHex` above. */
export const seededId = (at: Instant, seed: string, index: number): SignalId =>
  makeSignalId(at, (BigInt(`0x${seed}`) + BigInt(index)).toString(16).padStart(13, '0').slice(-13));

/** Far enough apart that the short ids of the parts differ from each other. */
const PART_STEP = 0x1_0000n;
/** Ids of 13 digits go round. */
const RANDOM_COUNT = 0x10_0000_0000_0000n;

/** The id of the part at `index` (from 0) of an alert that asks for several orders. */
export function partId(parent: SignalId, index: number): SignalId {
  const digits = (BigInt(`0x${parent.slice(14)}`) + PART_STEP * BigInt(index + 1)) % RANDOM_COUNT;
  return `${parent.slice(0, 14)}${digits.toString(16).padStart(13, '0')}` as SignalId;
}

/** Of whom this would be the first part. */
export function wholeOf(part: SignalId): SignalId {
  const digits = (BigInt(`0x${part.slice(14)}`) + RANDOM_COUNT - (PART_STEP % RANDOM_COUNT)) % RANDOM_COUNT;
  return `${part.slice(0, 14)}${digits.toString(16).padStart(13, '0')}` as SignalId;
}

/** The button at `index` of one command that asks several things. */
export const nonceAt = (nonce: Nonce, index: number): Nonce =>
  BigInt.asUintN(64, BigInt(`0x${nonce}`) + BigInt(index))
    .toString(16)
    .padStart(16, '0') as Nonce;

/** The signal that an order belongs to. */
export const signalOfOrder = (order: OrderId): SignalId => `sg_${order.slice(0, 24)}` as SignalId;

export const positionKey = (account: AccountName, symbol: string, strategy: StrategyName): PositionKey =>
  `${account}|${symbol}|${strategy}` as PositionKey;

export const marketNamed = (account: AccountName, symbol: string): string => `${account}|${symbol}`;

/** Account and instrument: what strategies share. The name of a strategy has no "|". */
export const marketOf = (key: PositionKey): string => key.slice(0, key.lastIndexOf('|'));

export const symbolOfKey = (key: PositionKey): string => key.slice(key.indexOf('|') + 1, key.lastIndexOf('|'));

export const strategyOfKey = (key: PositionKey): StrategyName => strategyName(key.slice(key.lastIndexOf('|') + 1));

/** The part of an id that people see and type: enough to be unique among what lives, short enough for a phone. */
export const shortId = (id: SignalId | OrderId): string => (id.startsWith('sg_') ? id.slice(-8) : id.slice(16));
