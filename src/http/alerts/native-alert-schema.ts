// Owns: the alert in Signalman's own words, as a schema: for people who write their alerts by hand or by program, and for editors.
// It says what is surely understood; the readers take many more names and spellings. A test holds that every field of it is read.

import { z } from 'zod';

const PLACEHOLDERS = 'Numbers may be texts, so that TradingView can fill in a {{placeholder}}.';

/** A number above zero, or its digits as a text. */
const positive = (description: string, max?: number) =>
  z
    .union([max === undefined ? z.number().positive() : z.number().positive().max(max), z.string().regex(/^\d+(?:\.\d+)?$/)])
    .describe(description);
const signed = (description: string) => z.union([z.number(), z.string().regex(/^-?\d+(?:\.\d+)?$/)]).describe(description);
const text = (description: string) => z.string().min(1).max(200).describe(description);
const position = (description: string) => z.enum(['long', 'short', 'flat']).describe(description);
const moment = (description: string) =>
  z.union([z.iso.datetime({ offset: true }), z.int().min(1_000_000_000).max(9_999_999_999_999)]).describe(description);

const clock = (description: string) => z.union([z.string().regex(/^\d{1,2}:\d{2}$/), moment(description)]).describe(description);

/** A price, or a time, or both. */
function condition() {
  const times = {
    after: clock('not before; with a price, prices count from then on').optional(),
    until: clock('dropped then').optional(),
  };
  return z.union([
    z.strictObject({ price_above: positive('the last price is there or above'), ...times }),
    z.strictObject({ price_below: positive('the last price is there or below'), ...times }),
    z.strictObject({ price_crosses: positive('the last price comes to the other side'), ...times }),
    z.strictObject({ after: clock('a time alone'), until: times.until }),
  ]);
}

/** Exactly one of the units. */
const levelObject = z
  .union([
    z.strictObject({ price: positive('a price'), share: positive('percent of the position', 100).optional() }),
    z.strictObject({ percent: positive('distance in percent', 99), share: positive('percent of the position', 100).optional() }),
    z.strictObject({ amount: positive('distance in the quote currency'), share: positive('percent of the position', 100).optional() }),
  ])
  .describe('a price or a distance from the entry');
const rangesObject = z.strictObject({
  atr: positive('distance in average true ranges'),
  share: positive('percent of the position', 100).optional(),
});
const level = (description: string) =>
  z.union([z.number().positive(), z.string().regex(/^\d+(?:\.\d+)?%?$/), levelObject, rangesObject]).describe(description);

const buildSchema = () =>
  z
    .looseObject({
      secret: z.string().min(12).max(256).optional().describe('The shared secret; or send it as X-Webhook-Secret or ?secret=.'),
      strategy: text('A strategy of config.yaml; without it the one called default, or that of the URL.').optional(),
      action: z
        .enum(['buy', 'sell', 'close', 'close_long', 'close_short', 'reverse', 'add', 'modify', 'cancel'])
        .describe(
          'What to do. close, close_long and close_short never open anything, add only adds to what is held, modify moves its stop or targets.',
        ),
      symbol: text('As TradingView writes it, {{ticker}}, or an alias of config.yaml.').optional(),
      quantity: positive(
        'Base units, shares or contracts. One of quantity, notional and percent, or the default of the strategy.',
      ).optional(),
      notional: positive('Value of the order in the quote currency.').optional(),
      percent: positive('Part in percent: of the position for a close, else of percent_of.', 100).optional(),
      percent_of: z.enum(['equity', 'available', 'position']).optional().describe('What percent counts from.'),
      order_type: z
        .enum(['market', 'limit', 'stop', 'stop_limit'])
        .optional()
        .describe('market unless use_market_orders is false; a limit needs limit_price, a stop stop_price.'),
      limit_price: positive('Price of a limit order.').optional(),
      entries: z
        .array(levelObject)
        .min(2)
        .max(4)
        .optional()
        .describe('A layered entry: a limit order at each level, with its share of the size (percent).'),
      stop_price: positive('Trigger of a stop order; the stop-loss is stop_loss.').optional(),
      price: positive('Price when the alert was made: information, never a limit unless order_type says limit.').optional(),
      stop_loss: level('A price, "2%", or an object with one of price, percent, amount, atr (average true ranges).').optional(),
      take_profit: level('The same.').optional(),
      take_profits: z.array(level('One step.')).min(1).max(10).optional().describe('Several targets, each with its share of the position.'),
      stop_loss_percent: positive('Distance of the stop-loss in percent.', 99).optional(),
      take_profit_percent: positive('Distance of the target in percent.', 1_000).optional(),
      stop_loss_atr_mult: positive('Distance of the stop-loss in average true ranges.').optional(),
      take_profit_atr_mult: positive('Distance of the target in average true ranges.').optional(),
      trailing_stop_atr_mult: positive('Distance of a trailing stop in average true ranges.').optional(),
      trailing_stop_percent: positive('Distance of a trailing stop in percent, 0.1 or more.', 99).optional(),
      trailing_stop_amount: positive('Distance of a trailing stop in the quote currency.').optional(),
      trailing_activation_price: positive('The trailing stop begins there.').optional(),
      profit_lock: z
        .strictObject({ new_stop_price: positive('where the stop moves to'), trigger_price: positive('when').optional() })
        .optional()
        .describe('Moves the stop when the trigger is reached; without one, half-way to the target.'),
      exit_after: z
        .string()
        .regex(/^(?:\d{1,6} ?[smhd] ?){1,4}$/)
        .optional()
        .describe('The position is left so long after its entry: "30m", "4h", "1h 30m"; 30 days at most.'),
      exit_at: z
        .string()
        .regex(/^\d{1,2}:\d{2}$/)
        .optional()
        .describe('The position is left at this time of the day in TIMEZONE: "15:20".'),
      atr_sizing: z.boolean().optional().describe('Size by the average true range; quantity is then a cap.'),
      atr: positive('Average true range of the chart, quote currency; without it the candles of the venue are asked.').optional(),
      risk_percent: positive('Size so that a stop-out costs this percent of the equity.', 100).optional(),
      risk_amount: positive('Size so that a stop-out costs this much, quote currency.').optional(),
      leverage: positive('Leverage.', 125).optional(),
      market_position: position('{{strategy.market_position}}: the position after the order.').optional(),
      prev_market_position: position('{{strategy.prev_market_position}}: the position before it.').optional(),
      position_size: signed('{{strategy.position_size}}: signed size after the order.').optional(),
      position_side: z.enum(['long', 'short']).optional().describe('The side that is opened or closed, for hedge mode.'),
      account: text('Must be the account of the strategy.').optional(),
      exchange: text('{{exchange}}: information.').optional(),
      time_in_force: z.enum(['gtc', 'ioc', 'fok', 'day']).optional().describe('How long the order lives.'),
      reduce_only: z.boolean().optional().describe('Never opens anything.'),
      order_id: text('For a cancel: the order. Else a name that may repeat.').optional(),
      event_id: text('Unique: the same id again is the same alert.').optional(),
      signal_id: text('The same as event_id.').optional(),
      max_lag: positive('Seconds after which an entry is too old.', 86_400).optional(),
      delay: positive('Seconds to wait before the order is worked.', 86_400).optional(),
      condition: condition()
        .optional()
        .describe('The order waits for it, durably, and is decided about when it is met. A price, a time, or both.'),
      timenow: moment('{{timenow}}: when the alert was sent; its age counts from it.').optional(),
      timestamp: moment('The same as timenow.').optional(),
      comment: text('Shown to people, never understood.').optional(),
    })
    .describe(`One alert. ${PLACEHOLDERS} Other fields have no effect and are warned of.`);

let built: ReturnType<typeof buildSchema> | null = null;

/** Made when it is first asked for: a start has no use for it. */
export const nativeAlertSchema = (): ReturnType<typeof buildSchema> => (built ??= buildSchema());

let json: Readonly<Record<string, unknown>> | null = null;

/** JSON Schema, draft 2020-12. */
export const nativeAlertJsonSchema = (): Readonly<Record<string, unknown>> =>
  (json ??= { title: 'Signalman alert', ...z.toJSONSchema(nativeAlertSchema()) });
