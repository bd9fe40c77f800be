// GET /schema.json: what it promises is what the readers do. Every field of it is filled with values that the schema itself allows.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indicatorTemplate, strategyTemplate, TEMPLATE_ACTIONS } from '../../src/core/model/alerts/alert-template.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import type { Reading } from '../../src/core/model/signal.ts';
import { nativeAlertJsonSchema, nativeAlertSchema } from '../../src/http/alerts/native-alert-schema.ts';
import { readAlert } from '../signals/read-alert.ts';
import { send } from './http-client.ts';
import { strategy } from './samples.ts';
import { withServer } from './test-server.ts';

interface Node {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Node[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly minItems?: number;
  readonly format?: string;
  readonly pattern?: string;
  readonly maximum?: number;
  readonly minimum?: number;
}

const schema = nativeAlertJsonSchema() as Node;
const fields = Object.entries(schema.properties ?? {});

/** Values near the price of the base alert, so that no stop is far from it. */
const numberUpTo = (max: number): fc.Arbitrary<number> =>
  fc.integer({ min: 100, max: Math.min(max, 90) * 100 }).map((cents) => cents / 100);

function textOf({ format, pattern }: Node): fc.Arbitrary<string> {
  if (format === 'date-time')
    return fc.date({ min: new Date(0), max: new Date(2e12), noInvalidDate: true }).map((date) => date.toISOString());
  if (pattern?.includes('[smhd]') === true) return fc.integer({ min: 1, max: 90 }).map((count) => `${count}m`);
  // the time on a wall
  if (pattern?.endsWith(':\\d{2}$') === true)
    return fc.integer({ min: 0, max: 1_439 }).map((minute) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`);
  if (pattern !== undefined) return numberUpTo(90).map(String);
  return fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9]{11,19}$/);
}

/** Values that this part of the schema allows. */
function valuesOf(node: Node): fc.Arbitrary<unknown> {
  if (node.anyOf !== undefined) return fc.oneof(...node.anyOf.map(valuesOf));
  if (node.enum !== undefined) return fc.constantFrom(...node.enum);
  switch (node.type) {
    case 'number':
      return numberUpTo(node.maximum ?? 99);
    case 'integer':
      return fc.constantFrom(1_767_607_200, 1_767_607_200_123);
    case 'boolean':
      return fc.boolean();
    case 'string':
      return textOf(node);
    case 'array':
      return fc.array(valuesOf(node.items ?? {}), { minLength: Math.max(1, node.minItems ?? 0), maxLength: 3 });
    case 'object': {
      const { properties = {}, required = [] } = node;
      return fc.record(Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, valuesOf(part)])), {
        requiredKeys: [...required],
      });
    }
    default:
      throw new Error(`the schema has a part that this test cannot fill: ${JSON.stringify(node)}`);
  }
}

const BASE = { action: 'buy', symbol: 'LTCUSDT', price: 9.5 };
/** What a field needs beside it to mean something. */
const BESIDE: Readonly<Record<string, object>> = {
  // what is modified has to be named
  action: { stop_loss: 9, price: undefined },
  percent: { percent_of: 'equity' },
  percent_of: { percent: 5 },
  stop_price: { order_type: 'stop', price: undefined },
  // beside a price they must lie on their side of it
  stop_loss: { price: undefined },
  take_profit: { price: undefined },
  take_profits: { price: undefined },
  order_type: { limit_price: undefined },
  trailing_activation_price: { trailing_stop_percent: 2 },
  prev_market_position: { action: 'buy', market_position: 'long' },
};
/** Values that contradict the base alert by their meaning, which is read all the same. */
const MAY_CONTRADICT: ReadonlySet<string> = new Set([
  'order_type',
  'market_position',
  'prev_market_position',
  'position_size',
  'position_side',
  'percent_of',
  'entries',
]);

const read = (alert: object): Reading => readAlert(JSON.stringify(alert));
const withoutWarnings = ({ warnings: _w, ...rest }: Reading): unknown => rest;

describe('the schema of an alert', () => {
  it('is public and is JSON Schema', async () => {
    await withServer({}, async ({ port }) => {
      const answer = await send(port, { path: '/schema.json' });
      expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/schema+json; charset=utf-8']);
      expect(answer.json()).toMatchObject({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        title: 'Signalman alert',
        required: ['action'],
      });
      expect(fields.length).toBeGreaterThan(35);
      for (const [name, node] of fields) expect([name, 'description' in node]).toEqual([name, true]);
    });
  });

  it.each(fields)('"%s" is really read', (name, node) => {
    const { [name]: _own, ...base } = { ...BASE, ...BESIDE[name] } as Record<string, unknown>;
    const without = read(base);
    let made = 0;
    let seen = 0;
    fc.assert(
      fc.property(valuesOf(node), (value) => {
        const alert = { ...base, [name]: value };
        expect(nativeAlertSchema().safeParse(JSON.parse(JSON.stringify(alert))).success).toBe(true);
        const reading = read(alert);
        expect(reading.warnings.filter((warning) => warning.includes(`"${name}"`))).toEqual([]);
        if (!MAY_CONTRADICT.has(name)) expect([name, value, reading.refusal]).toEqual([name, value, null]);
        made += 1;
        if (JSON.stringify(withoutWarnings(reading)) !== JSON.stringify(withoutWarnings(without))) seen += 1;
      }),
      { numRuns: 60 },
    );
    // the secret is the proof of the sender and belongs in no reading; `buy` and `market` are what the base says already
    if (name === 'secret') expect(seen).toBe(0);
    else expect([name, seen > made / 3]).toEqual([name, true]);
  });

  it.each(['add', 'modify'])('takes the documented action %s', (action) =>
    expect(nativeAlertSchema().safeParse({ action, symbol: 'LTCUSDT', stop_loss: 9 }).success).toBe(true),
  );

  it('takes what /template writes, as TradingView sends it', () => {
    const sized = { ...strategy('default'), defaultQuantity: decimal(1) };
    const filled = (text: string): unknown =>
      JSON.parse(
        text
          .replace('{{strategy.order.action}}', 'buy')
          .replaceAll(/\{\{strategy\.(?:prev_)?market_position\}\}/g, 'long')
          .replace('{{strategy.order.contracts}}', '0.5')
          .replace('{{ticker}}', 'BTCUSDT')
          .replace('{{close}}', '45000.5')
          .replace('{{timenow}}', '2026-01-05T10:00:00Z'),
      );
    const texts = [strategyTemplate(sized).text, ...TEMPLATE_ACTIONS.map((action) => indicatorTemplate(sized, action).text)];
    for (const text of texts) expect(nativeAlertSchema().safeParse(filled(text)).error).toBeUndefined();
  });

  it.each([
    [{ symbol: 'BTCUSDT' }],
    [{ action: 'hold', symbol: 'BTCUSDT' }],
    [{ action: 'buy', quantity: -1 }],
    [{ action: 'buy', quantity: 'a lot' }],
    [{ action: 'close', percent: 120 }],
    [{ action: 'buy', stop_loss: { price: 1, percent: 2 } }],
  ])('refuses %o, as the reader does', (alert) => {
    expect(nativeAlertSchema().safeParse(alert).success).toBe(false);
    expect(read({ symbol: 'BTCUSDT', ...alert }).refusal).not.toBeNull();
  });
});
