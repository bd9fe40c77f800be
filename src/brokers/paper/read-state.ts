// Owns: the check of the venue's file. It is ours, but a disk or an editor may have had it: what is not a venue state
// stops the start with the place of the damage, and is never taken for an empty account.

import { z } from 'zod';
import type { Decimal } from '../../core/model/decimal.ts';
import type { AccountName, FillId, OrderId, SignalId, VenueOrderId } from '../../core/model/ids.ts';
import type { Instrument } from '../../core/model/markets/instrument.ts';
import { PAPER_SCHEMA, type PaperState } from './venue-state.ts';

/** Balances and costs may outgrow what an alert may say, so only the form counts: it is what our own arithmetic writes. */
const CANONICAL = /^(?:0|-?(?:[1-9]\d*(?:\.\d*[1-9])?|0\.\d*[1-9]))$/;

const text = z.string().min(1);
const decimalText = z.custom<Decimal>((value) => typeof value === 'string' && CANONICAL.test(value), 'not a decimal number');
const id = <Id extends string>() => z.custom<Id>((value) => typeof value === 'string' && value !== '', 'not an id');
const instant = z.number().finite();

const side = z.enum(['buy', 'sell']);

const fill = z.strictObject({
  id: id<FillId>(),
  qty: decimalText,
  price: decimalText,
  fee: decimalText,
  feeCurrency: text,
  at: instant,
});

const order = z.strictObject({
  id: id<OrderId>(),
  venueOrderId: id<VenueOrderId>(),
  symbol: text,
  side,
  type: z.enum(['market', 'limit', 'stop', 'stop_limit']),
  qtyAsked: decimalText,
  qty: decimalText,
  qtyFilled: decimalText,
  limitPrice: decimalText.nullable(),
  stopPrice: decimalText.nullable(),
  triggeredAt: instant.nullable(),
  reduceOnly: z.boolean(),
  ocoGroup: z.string().nullable(),
  status: z.enum(['open', 'filled', 'canceled']),
  fills: z.array(fill),
  reason: z.string().nullable(),
  createdAt: instant,
  updatedAt: instant,
});

/** Every field of an instrument stands here, or this does not compile: what is written has to be read again. */
const instrument = {
  symbol: text,
  kind: z.enum(['spot', 'swap', 'equity', 'future', 'option']),
  base: text,
  quote: text,
  tickSize: decimalText,
  priceDigits: z.strictObject({ count: z.number().int().positive(), wholeAlways: z.boolean() }).exactOptional(),
  stepSize: decimalText,
  qtyMin: decimalText,
  qtyMax: decimalText.nullable(),
  marketQtyMax: decimalText.nullable().exactOptional(),
  notionalMin: decimalText,
  canShort: z.boolean(),
  contractSize: decimalText.exactOptional(),
  lotSize: decimalText.exactOptional(),
  countsLots: z.literal(true).exactOptional(),
  venueUnit: decimalText.exactOptional(),
  notEntered: z.string().exactOptional(),
} satisfies Record<keyof Instrument, z.ZodType>;

const listing = z.strictObject({
  instrument: z.strictObject(instrument),
  derivedFrom: decimalText,
  price: z.strictObject({
    anchor: decimalText,
    anchorAt: instant,
    step: z.number().int().nonnegative(),
    hintAt: instant.nullable(),
    hintsOf: z.array(id<SignalId>()).exactOptional(),
  }),
});

const paperState = z.strictObject({
  schema: z.literal(PAPER_SCHEMA),
  account: id<AccountName>(),
  nextOrder: z.number().int().positive(),
  balances: z.record(text, decimalText),
  holdings: z.record(text, z.strictObject({ qty: decimalText, cost: decimalText })),
  listings: z.record(text, listing),
  openOrders: z.array(order),
  finishedOrders: z.array(order),
});

/** Throws when `value` is not a state of this account's venue. */
export function readState(value: unknown, account: AccountName): PaperState {
  const parsed = paperState.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(
      `the saved state of the paper account ${account} is damaged at ${issue?.path.join('.') || 'its top'} (${issue?.message}): ` +
        'restore it from a backup, or move the file away to open the account anew with the balances of config.yaml',
    );
  }
  if (parsed.data.account !== account) {
    throw new Error(
      `the saved state belongs to the paper account ${parsed.data.account}, not to ${account}: each account needs its own file`,
    );
  }
  return parsed.data;
}
