// Owns: a reading in which every field is set, for tests that walk all of them. A field that is new in Reading does not compile
// here until it has a value.

import { decimal } from '../../src/core/model/decimal.ts';
import { deny } from '../../src/core/model/denial.ts';
import type { Reading } from '../../src/core/model/signal.ts';
import { newDraft } from '../../src/core/signals/fields/draft-reading.ts';

type AllSet = { readonly [Name in keyof Reading]: NonNullable<Reading[Name]> };

export const EMPTY_READING: Reading = newDraft('nobody');

export const FULL_READING: AllSet = {
  kind: 'reject',
  dialect: 'somebody',
  action: 'reverse',
  side: 'sell',
  symbol: 'LTCUSDT',
  everything: true,
  marketKind: 'inverse',
  quantity: decimal('1.01'),
  quantityUnit: 'lots',
  contractsOf: 'okx',
  notional: decimal('1.02'),
  percent: decimal('1.03'),
  percentOf: 'available',
  orderType: 'stop_limit',
  limitPrice: decimal('1.04'),
  stopPrice: decimal('1.05'),
  signalPrice: decimal('1.06'),
  waitedFor: decimal('1.065'),
  takeProfits: [{ price: decimal('1.07'), share: decimal('1.08') }],
  stopLoss: { raw: decimal('1.09') },
  trailing: { pips: decimal('1.1'), activation: decimal('1.11') },
  leverage: decimal('1.12'),
  marginMode: 'cross',
  positionTarget: 'short',
  positionSize: decimal('-1.13'),
  sizeAfter: decimal('1.14'),
  positionSide: 'short',
  previousPosition: 'long',
  previousSize: decimal('1.15'),
  strategy: 'a-strategy',
  account: 'an-account',
  exchange: 'an-exchange',
  timeInForce: 'fok',
  extendedHours: true,
  reduceOnly: true,
  orderId: 'an-order',
  riskPercent: decimal('1.16'),
  riskAmount: decimal('1.17'),
  atrSizing: true,
  atr: decimal('1.18'),
  profitLock: { newStopPrice: decimal('1.19'), triggerPrice: decimal('1.2') },
  breakEvenAfter: 2,
  timeStop: { afterMs: 120_500, atMinute: 921 },
  productType: 'a-product',
  contract: { type: 'option', right: 'call', strike: decimal('1.21'), strikeOffset: decimal('1.22'), expiry: 'an-expiry' },
  entries: [{ price: decimal('1.23'), share: decimal('1.24') }],
  legs: [{ ...EMPTY_READING, symbol: 'ETHUSDT', marketKind: 'spot', extendedHours: true }],
  sortOrder: 125,
  onLegFailure: 'unwind',
  alertType: 'multi_leg_order',
  copyEvent: 'exit_fill',
  tradeId: 'a-trade',
  fillPrice: decimal('1.26'),
  fillQuantity: decimal('1.27'),
  delayMs: 128,
  condition: { price: { when: 'above', level: decimal('1.29') }, after: { minuteOfDay: 130 }, until: { minuteOfDay: 131 } },
  comment: 'a comment',
  sentAt: 1_770_000_000_000,
  maxLagMs: 132,
  misspeltStop: 'stop_los',
  eventId: 'an-event',
  warnings: ['a warning'],
  entryRefusal: deny('STOP_WRONG_SIDE', 'A stop that cannot be.'),
  refusal: deny('UNSUPPORTED', 'A refusal.'),
};

export const READING_FIELDS = Object.keys(FULL_READING) as (keyof Reading)[];
