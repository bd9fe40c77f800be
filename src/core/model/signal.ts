// Owns: what a sender asked for (Reading), and the life of that intention (Signal).

import type { AtrFound } from './markets/atr.ts';
import type { Condition, WaitingCondition } from './alerts/condition.ts';
import type { Decimal } from './decimal.ts';
import type { ExchangeRate } from './money/exchange-rate.ts';
import type { AlertTimeStop, PlannedExits } from './exits/exit-plan.ts';
import type { AccountName, Instant, Nonce, OrderId, PositionKey, SignalId, StrategyName } from './ids.ts';
import type { Funds } from './money/funds.ts';
import type { Instrument, Quote } from './markets/instrument.ts';
import type { Denial } from './denial.ts';
import type { EntryOrderType, OrderTerms, Trail } from './order-terms.ts';

export type Side = 'buy' | 'sell';
export const oppositeSide = (side: Side): Side => (side === 'buy' ? 'sell' : 'buy');
export type Action = 'buy' | 'sell' | 'close' | 'close_long' | 'close_short' | 'reverse' | 'add' | 'modify' | 'cancel' | 'multi';

/** Whether it leaves what is held, all of it or the long or the short position. */
export const isClose = (action: string | null): boolean => action === 'close' || action === 'close_long' || action === 'close_short';
export type ReadingKind = 'order' | 'cancel' | 'fill_report' | 'status' | 'reject';

/**
 * A distance or a level; exactly one of the seven is set. `percent`, `pips`, `points`, `amount`, `atr` (multiples of the average
 * true range) count from the entry price.
 * `raw`: a number whose unit only the sender's own settings know; an entry with one is refused unless config.yaml names it.
 */
export interface Level {
  readonly price?: Decimal;
  readonly percent?: Decimal;
  readonly amount?: Decimal;
  readonly pips?: Decimal;
  readonly points?: Decimal;
  readonly atr?: Decimal;
  readonly raw?: Decimal;
}
/** `share`: percent of the position. */
export interface Target extends Level {
  readonly share?: Decimal;
}

/**
 * The contract behind an underlying: a future or an option. `strikeOffset`: steps from the money, above zero out of it
 * (ATM = "0"); either it or `strike` is set for an option. `expiry`: as written (2026-12-18, weekly, …).
 */
export interface Contract {
  readonly type: 'future' | 'option';
  readonly right: 'call' | 'put' | null;
  readonly strike: Decimal | null;
  readonly strikeOffset: Decimal | null;
  readonly expiry: string | null;
}

/** The event of a trade of another bot that an alert tells of (copy-trading); null for everybody else. */
export type CopyEvent = 'entry' | 'entry_fill' | 'entry_cancel' | 'exit' | 'exit_fill' | 'exit_cancel' | 'status';

/** What is done with the legs that have filled when another leg of their alert fails: left, closed again, or a person is asked. */
export type LegPolicy = 'keep' | 'unwind' | 'ask';

/** What an alert says, in our words. Absent means null or empty: nothing is invented. */
export interface Reading {
  readonly kind: ReadingKind;
  readonly dialect: string;
  readonly action: Action | null;
  readonly side: Side | null;
  /** As written by the sender. */
  readonly symbol: string | null;
  /** A close, or a cancel, of all that its strategy has: it names no symbol, and none is missing. */
  readonly everything: boolean | null;
  /** Which market of that symbol is meant, where a field of its own says it (`category`, `market_type`). */
  readonly marketKind: 'spot' | 'perpetual' | 'inverse' | null;
  readonly quantity: Decimal | null;
  /** What `quantity` counts; null = base units or shares of the instrument. Lots are those of a broker, and need a lot size to be traded. */
  readonly quantityUnit: 'lots' | 'contracts' | null;
  /** Of contracts: the exchange that lists them, by ccxt's name; null: each is a sum of money (inverse). */
  readonly contractsOf: string | null;
  readonly notional: Decimal | null;
  readonly percent: Decimal | null;
  readonly percentOf: 'equity' | 'position' | 'available' | null;
  readonly orderType: EntryOrderType | null;
  readonly limitPrice: Decimal | null;
  readonly stopPrice: Decimal | null;
  /** Price at the moment of the alert: information, never a limit. */
  readonly signalPrice: Decimal | null;
  /** The price that its order has waited for, or that its alert named when it began to wait: old words, no news of the market. */
  readonly waitedFor: Decimal | null;
  readonly takeProfits: readonly Target[];
  readonly stopLoss: Level | null;
  readonly trailing: (Level & { readonly activation?: Decimal }) | null;
  readonly leverage: Decimal | null;
  readonly marginMode: 'isolated' | 'cross' | null;
  readonly positionTarget: 'long' | 'short' | 'flat' | null;
  /** Signed size after the order, base units. */
  readonly positionSize: Decimal | null;
  /** The same without its sign (`market_position_size`): `positionTarget` says which side it is on. */
  readonly sizeAfter: Decimal | null;
  readonly positionSide: 'long' | 'short' | null;
  /** What the sender believes was held before the order; `previousSize` signed, base units. */
  readonly previousPosition: 'long' | 'short' | 'flat' | null;
  readonly previousSize: Decimal | null;
  readonly strategy: string | null;
  readonly account: string | null;
  readonly exchange: string | null;
  readonly timeInForce: string | null;
  /** Before and after the exchange's session too. */
  readonly extendedHours: boolean | null;
  readonly reduceOnly: boolean | null;
  /** The id that a cancel names, or the sender's own name for its order (a name that repeats, not an idempotency key). */
  readonly orderId: string | null;
  readonly riskPercent: Decimal | null;
  /** Money that a stop-out may cost, quote currency. */
  readonly riskAmount: Decimal | null;
  readonly atrSizing: boolean | null;
  /** Average true range as the sender has it, quote currency. */
  readonly atr: Decimal | null;
  readonly profitLock: { readonly newStopPrice: Decimal; readonly triggerPrice: Decimal | null } | null;
  /** When so many targets are reached the stop moves to the entry price. */
  readonly breakEvenAfter: number | null;
  /** When the position is left by the clock. */
  readonly timeStop: AlertTimeStop | null;
  /** The venue's product as the sender names it (C, I, M at Dhan). */
  readonly productType: string | null;
  readonly contract: Contract | null;
  /** Layered entries: levels with their shares, in the order of the alert. */
  readonly entries: readonly Target[];
  /** Several orders in one alert (action `multi`), in the order in which they are to be worked. */
  readonly legs: readonly Reading[];
  /** The place of a leg in the order of work; legs of one place go together. Null outside of legs, and where the alert does not say it. */
  readonly sortOrder: number | null;
  readonly onLegFailure: LegPolicy | null;
  /** What the sender calls an alert of one leg, where that is not what its number of legs says: its answer repeats the word. */
  readonly alertType: 'multi_leg_order' | null;
  readonly copyEvent: CopyEvent | null;
  /** The other bot's id of the trade that `copyEvent` belongs to. */
  readonly tradeId: string | null;
  /** What a fill report says. */
  readonly fillPrice: Decimal | null;
  readonly fillQuantity: Decimal | null;
  /** The order is to be worked so long after its receipt, ms; null = at once. */
  readonly delayMs: number | null;
  /** The order is to be worked when this is met; null = at once. */
  readonly condition: Condition | null;
  readonly comment: string | null;
  /** When the sender sent it (`timenow`, `timestamp`), never the bar's time. */
  readonly sentAt: Instant | null;
  /** The alert itself says for how long after `sentAt` it is good (`max_lag`), ms; tightens what config.yaml says. */
  readonly maxLagMs: number | null;
  /** An id that is unique by its meaning (`event_id`, `signal_id`, `alertTimestamp`). */
  readonly eventId: string | null;
  /** The field in which an entry that has no other stop-loss probably has its own, as the sender wrote it: it is none that is read. */
  readonly misspeltStop: string | null;
  readonly warnings: readonly string[];
  /** Why nothing may be entered on it: what is wrong with its levels. What it closes, which only the book can tell, it closes. */
  readonly entryRefusal: Denial | null;
  /** Set when kind is `reject`. */
  readonly refusal: Denial | null;
}

export type SignalState =
  | 'received'
  | 'unparsed'
  | 'noted'
  | 'denied'
  | 'awaiting_approval'
  | 'declined'
  | 'expired'
  | 'superseded'
  | 'working'
  | 'completed'
  | 'failed';

export const TERMINAL_SIGNAL_STATES: ReadonlySet<SignalState> = new Set<SignalState>([
  'unparsed',
  'noted',
  'denied',
  'declined',
  'expired',
  'superseded',
  'completed',
  'failed',
]);

/** Who caused something: an authenticated sender, a person in the chat, or Signalman itself (protection, kill switch). */
export type Origin =
  | { readonly type: 'webhook'; readonly sender: string }
  /** `pasted`: the person brought somebody else's words: its entries are asked about, whatever the rules of the strategy. */
  | {
      readonly type: 'chat';
      readonly userId: number;
      readonly userName: string;
      readonly pasted?: true;
      /** The person has said yes to just this order, which waits for its condition: nobody is asked again. */
      readonly confirmed?: true;
    }
  | { readonly type: 'engine'; readonly reason: string };

/** The entry that a signal proposes, after sizing and rounding, at one quote. Shown on the card; recomputed at the tap. */
/** One level of a layered entry. */
export interface Layer {
  readonly limitPrice: Decimal;
  readonly qty: Decimal;
}

/** What stood in the books when an entry was counted. */
export interface CountedOn {
  /** That the entry asks for: what was missing to a target, for instance. Null: it is counted. */
  readonly qty: Decimal | null;
  readonly qtyHeld: Decimal;
  readonly entries: number;
  readonly stopHeld: Decimal | null;
}

export interface Proposal {
  readonly instrument: Instrument;
  readonly side: Side;
  readonly orderType: EntryOrderType;
  readonly qty: Decimal;
  /** Before rounding to the step; equal to qty when nothing was cut. */
  readonly qtyAsked: Decimal;
  readonly limitPrice: Decimal | null;
  readonly stopPrice: Decimal | null;
  /** A limit order at each of them, `qty` together; absent: one order. */
  readonly layers?: readonly Layer[];
  /** Of a trailing stop; absent in older journals. */
  readonly trail?: Trail | null;
  readonly terms?: OrderTerms;
  /** Price that cost and risk are counted at (ask for a buy, bid for a sell, or the limit). */
  readonly price: Decimal;
  /** Quote currency. */
  readonly notional: Decimal;
  readonly stopLoss: Decimal | null;
  /** The last target. */
  readonly takeProfit: Decimal | null;
  /** All of how it is to be left; absent in older journals. */
  readonly exits?: PlannedExits;
  /** What a stop-out costs and the targets bring, quote currency; null without stop / target. */
  readonly riskAmount: Decimal | null;
  readonly rewardAmount: Decimal | null;
  readonly quote: Quote;
  /** What the size was counted from; null or absent: nothing but the alert and the price. */
  readonly funds?: Funds | null;
  /** Absent in older journals. */
  readonly countedOn?: CountedOn;
  /** Of candles, where size or exits are counted with it; null or absent: they are not, or the alert brought its own. */
  readonly atr?: AtrFound | null;
  /** What limits in another currency were counted at; absent: none was. */
  readonly rates?: readonly ExchangeRate[];
  /** It is asked about since auto_below is counted in other money, and nobody knows what this one is worth in it. */
  readonly noRate?: { readonly from: string; readonly to: string };
  /** Each step of the sum in words, for /explain and the card. */
  readonly notes: readonly string[];
}

/** The answer of a person to a card. Recorded once; a second tap finds it. */
export interface Answer {
  readonly choice: 'approve' | 'decline';
  readonly by: { readonly userId: number; readonly userName: string };
  readonly at: Instant;
}

export interface Approval {
  readonly nonce: Nonce;
  readonly askedAt: Instant;
  readonly expiresAt: Instant;
  /** 1 = as proposed; each "half size" tap halves it. */
  readonly factor: Decimal;
  readonly answer: Answer | null;
}

export interface TimelineEntry {
  readonly at: Instant;
  readonly event: string;
  readonly detail: string;
}

/** One message per chat that follows the signal through its life. */
export interface CardMessage {
  readonly chatId: string;
  readonly messageId: number;
  /** Signal revision that the message shows. */
  readonly revision: number;
}

/** What one order of an alert that asks for several is within it. */
export interface Part {
  readonly parent: SignalId;
  /** From 1, as senders count the orders of their alert. */
  readonly leg: number;
  /** Legs of one rank go together, and before those of the next. */
  readonly rank: number;
  /** Parts of one lane stand or fall together; each account that an alert is copied to is a lane of its own. */
  readonly lane: number;
  /** What its size was multiplied with. */
  readonly scale: Decimal;
  /** The alert wants something opened by it (exits wait for nobody). */
  readonly enters: boolean;
  /** Its entry: waits for its size, is sized and waits for the others, or has its turn and waits for a price. */
  readonly stage: PartStage;
  /** Set on what closes again what that part has filled. */
  readonly unwinds: SignalId | null;
}
export type PartStage = 'sizing' | 'held' | 'turn';

/** How far the entries of one lane are. `remedy`: what is done about what had filled when it failed. */
export interface Lane {
  readonly status: 'sizing' | 'asked' | 'running' | 'done' | 'refused' | 'failed';
  /** What is not done by then counts as failed; null until the first is sent. */
  readonly deadline: Instant | null;
  readonly failure: string | null;
  readonly remedy: LegPolicy | null;
  /** Who has chosen the remedy, where somebody was asked. */
  readonly answer: { readonly userName: string; readonly at: Instant } | null;
}

/** An alert that asks for several orders: its legs, or the same order on several accounts. */
export interface Group {
  readonly children: readonly SignalId[];
  readonly lanes: readonly Lane[];
  readonly onFailure: LegPolicy;
  readonly timeoutMs: number;
  /** Of the buttons that ask about what has filled. */
  readonly nonce: Nonce;
}

/** What is known of the trade of the other bot that a signal follows; base units. */
export interface LeaderTrade {
  /** What it wanted to enter, and what of it has filled; null = not told. */
  readonly asked: Decimal | null;
  readonly filled: Decimal | null;
  readonly exited: Decimal;
  /** Of the exit that was told and has not been reported as filled. */
  readonly exiting: Decimal | null;
}

export interface Signal {
  readonly id: SignalId;
  /** Null: it is no part of another. */
  readonly part: Part | null;
  /** Null: it has no parts. */
  readonly group: Group | null;
  readonly leader: LeaderTrade | null;
  readonly receivedAt: Instant;
  readonly updatedAt: Instant;
  readonly origin: Origin;
  readonly strategy: StrategyName | null;
  readonly account: AccountName | null;
  readonly reading: Reading;
  /** Instrument symbol after resolution (`BTC/USDT`), null where it did not resolve. */
  readonly symbol: string | null;
  readonly state: SignalState;
  /** Raw alert with secrets masked, at most RAW_KEPT characters. */
  readonly raw: string;
  readonly duplicates: number;
  /** Set while an entry of this signal is being sized, asked for or worked. */
  readonly proposal: Proposal | null;
  readonly approval: Approval | null;
  /** The part of the quantity that opens or adds (what exceeds an opposite position); null = sized by rule. Set when exit and entry come from one signal. */
  readonly entry: EntryPart | null;
  readonly exitId: string | null;
  readonly positionKey: PositionKey | null;
  readonly orderIds: readonly OrderId[];
  readonly error: Denial | null;
  /** Its entry is not to be worked before `until`: its sender wishes so (delay), or an exit may come that was sent before it (order). */
  readonly wait: EntryWait | null;
  /** Why it could not be priced when it was last tried: what it is denied with when it has waited too long. */
  readonly missed: Denial | null;
  readonly timeline: readonly TimelineEntry[];
  /** Grows with every event that a reader of the card could see. */
  readonly revision: number;
  readonly cards: readonly CardMessage[];
}

export interface EntryWait {
  /** It is not worked before. */
  readonly until: Instant;
  readonly why: 'delay' | 'order' | 'condition';
  /** Set for `condition`: the alert is decided about when it is met, as if it came then. */
  readonly condition?: WaitingCondition;
}

/** What a signal wants to open: known at receipt, sized and checked when a price is there. */
export interface EntryPart {
  readonly side: Side;
  /** null = by the strategy's sizing rule; a reverse takes the quantity that was closed. */
  readonly qty: Decimal | null;
  /** True while an exit of the same signal has to bring the position to flat first. */
  readonly afterFlat: boolean;
  /** A target position (signed, base units): what is missing to it is counted anew whenever the entry is sized. */
  readonly target?: Decimal;
  /** Of an order of a size of its own that says what is held after it: it is for `qty`, and never leads beyond `target` (signed). */
  readonly cap?: { readonly target: Decimal; readonly qty: Decimal };
}
