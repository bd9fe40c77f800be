// What stands in fields that config.yaml names.

import { describe, expect, it } from 'vitest';
import { namedValues } from '../../src/core/signals/fields/named-values.ts';
import { readBody } from '../../src/core/signals/fields/read-body.ts';

const valuesOf = (text: string, ...names: string[]) => namedValues(readBody(new TextEncoder().encode(text)), names);

describe('namedValues', () => {
  it('reads fields of JSON by name or path, numbers as they are written', () => {
    const body = '{"order_id": "a7", "strategy": {"order": {"id": 12.50}}, "strategy.bar": "3"}';
    expect(valuesOf(body, 'order_id', 'strategy.order.id', 'strategy.bar', 'nothing')).toEqual({
      order_id: 'a7',
      'strategy.order.id': '12.50',
      'strategy.bar': '3',
    });
  });

  it('reads name=value of a form and of a text', () => {
    expect(valuesOf('id=7&side=buy', 'id')).toEqual({ id: '7' });
    expect(valuesOf('BUY BTCUSDT qty=1, bar: 99; myid=3', 'bar', 'id')).toEqual({ bar: '99' });
  });

  it('takes no groups, no placeholders, no empty and no endless values', () => {
    expect(valuesOf(`{"a": {}, "b": "{{x}}", "c": " ", "d": null, "e": "${'x'.repeat(201)}"}`, 'a', 'b', 'c', 'd', 'e')).toEqual({});
  });
});
