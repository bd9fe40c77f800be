// Owns: prices of accounts with `prices: demo`: made up. They start at the price of the latest alert and walk from there,
// one step per second of the clock.

import { type Decimal, decimal, max, mul, roundToTick } from '../../core/model/decimal.ts';
import type { Instant } from '../../core/model/ids.ts';
import { STEP_MS, WALK_STEPS_MAX } from './paper-limits.ts';
import type { PriceRule } from './price-rule.ts';
import { seedOf, uniform, walkFactor } from './random-walk.ts';
import type { PricePoint } from './venue-state.ts';

const stepsSince = (point: PricePoint, now: Instant): number =>
  Math.min(WALK_STEPS_MAX, Math.max(0, Math.floor((now - point.anchorAt) / STEP_MS)));

/** Where the examples of the README begin, in dollars of any kind: whoever types one as the first thing must not meet another market. */
const AS_IN_EXAMPLES: ReadonlyMap<string, Decimal> = new Map([
  ['BTC', decimal('45000')],
  ['ETH', decimal('3000')],
  ['SOL', decimal('150')],
  // what an account is counted in is converted at these: a dollar of one kind must not begin at 200 of another
  ['USDT', decimal('1')],
  ['USDC', decimal('1')],
  ['USD', decimal('1')],
  ['EUR', decimal('1.1')],
  ['GBP', decimal('1.3')],
]);
const DOLLARS = /^(USDT|USDC|USD)(:|$)/;

/** Between 10.00 and 999.99, from the symbol alone, where no example has it. */
function madeUpPrice(symbol: string): Decimal {
  const [base = '', quote = ''] = symbol.split('/');
  const known = DOLLARS.test(quote) ? AS_IN_EXAMPLES.get(base) : undefined;
  if (known !== undefined) return known;
  return decimal((10 + 990 * uniform(seedOf(symbol), 0)).toFixed(2));
}

/** `stepDeviation`: standard deviation of one step as a share of the price. */
export function createDemoPrices(stepDeviation: number): PriceRule {
  const last = (symbol: string, point: PricePoint, now: Instant): Decimal => {
    const factor = walkFactor(seedOf(symbol), point.step, stepsSince(point, now), stepDeviation);
    return mul(point.anchor, decimal(factor.toFixed(12)));
  };
  return {
    source: 'demo',
    opening: madeUpPrice,
    last,
    reanchor(symbol, point, tick, now) {
      const steps = stepsSince(point, now);
      if (steps < WALK_STEPS_MAX) return point;
      return {
        ...point,
        anchor: max(tick, roundToTick(last(symbol, point, now), tick)),
        // Whole steps, so that the rhythm stays, and no arrears: what lies beyond the limit is skipped.
        anchorAt: now - ((now - point.anchorAt) % STEP_MS),
        step: point.step + steps,
      };
    },
  };
}
