// Owns: what a venue is by its own documents, as far as cases of the contract depend on it and the house does not: the
// house decides by `VenueTraits`. A case that cannot hold at a venue asserts there what holds instead.

export interface VenueNature {
  /** What SPOT is: coins that must be there before they are sold, or an instrument that may be short like any other. */
  readonly spot: 'coins' | 'margin';
  /** SWAP, which may be short, is listed. */
  readonly shorts: boolean;
  /** One order may close a position and open the other side. */
  readonly flips: boolean;
  /** What is bought at market is bought for an amount of money: an order that takes what it gets at once stands in for it. */
  readonly buysForMoney?: true;
  /** No trade tells what the price is: bid and ask alone do. */
  readonly bookAlone?: true;
  /** What positions stand at is part of the total of their money. */
  readonly resultsInTotal?: true;
  /** The tick is so many digits of the price, and changes with it. */
  readonly countsDigits?: true;
  /** … and no price is finer than the tick at which the suite begins. */
  readonly finestTick?: true;
  /** A client order id is unique for ever, among open orders, or is a mere label. */
  readonly clientIds: 'ever' | 'open' | 'free';
  /** Fees are billed when the day is over: an execution has none. */
  readonly feesLater?: true;
  /** The venue knows no reduce-only: the adapter looks at what is held before an exit, and a stop is an order like any other. */
  readonly flagless?: true;
  /** False: what would reduce more than there is is refused whole. */
  readonly clips?: false;
  /** A refusal for too many requests says for how long. */
  readonly saysRetryAfter?: true;
  /** So long before those of UTC its days begin. */
  readonly dayShiftMs?: number;
  /** Why there are no candles, where there are none. */
  readonly noCandles?: RegExp;
  /** The suite's one is so many of the venue's, and its refusals count in its own. */
  readonly unit?: string;
  /** What becomes of a stop that the price has passed already. */
  readonly stopThrough: 'triggers' | 'refused';
  /** `here`: the venue lives in our process and dies with it, and tells at a start what it told before. */
  readonly lives: 'here' | 'elsewhere';
  /** How the venue (or the adapter) says why it refuses. */
  readonly words: {
    readonly insufficient: RegExp;
    readonly duplicate: RegExp;
    readonly nothingToReduce: RegExp;
  };
}

/** For a buy that is to fill in parts: where an order at market does not wait for more, a limit above it does. */
export const waiting = ({ buysForMoney }: VenueNature): { readonly limit?: string } => (buysForMoney === true ? { limit: '101' } : {});

export const PAPER_NATURE: VenueNature = {
  spot: 'coins',
  shorts: true,
  flips: true,
  clientIds: 'ever',
  stopThrough: 'triggers',
  lives: 'here',
  words: { insufficient: /insufficient balance/, duplicate: /duplicate client order id/, nothingToReduce: /reduce-only/ },
};
