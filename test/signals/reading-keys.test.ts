// Duplicate keys, and the reading in the words of the interface.

import { describe, expect, it } from 'vitest';
import { bodyKey, idKey } from '../../src/core/signals/dedupe-key.ts';
import { readingToJson } from '../../src/core/signals/explain-reading.ts';
import { EMPTY_READING, FULL_READING, READING_FIELDS } from './full-reading.ts';
import { readAlert, readFields } from './read-alert.ts';

describe('idKey', () => {
  it('is the same for the same id, and differs by strategy, id, symbol and action', () => {
    const keys = [
      idKey('a', readFields({ event_id: '1' })),
      idKey('b', readFields({ event_id: '1' })),
      idKey('a', readFields({ event_id: '2' })),
      idKey('a', readFields({ event_id: '1', symbol: 'ETHUSDT' })),
      idKey('a', readFields({ event_id: '1', action: 'close' })),
    ];
    expect(new Set(keys).size).toBe(5);
    expect(idKey('a', readFields({ event_id: '1', quantity: 3 }))).toBe(keys[0]);
  });

  it('cannot be made equal by names that hold separators', () => {
    const reading = readFields({});
    expect(idKey('a|1', { ...reading, eventId: '2' })).not.toBe(idKey('a', { ...reading, eventId: '1|2' }));
    expect(idKey('a","1', { ...reading, eventId: '2' })).not.toBe(idKey('a', { ...reading, eventId: '1","2' }));
  });

  it('is none for names that repeat', () => {
    expect(idKey('a', readFields({ order_id: 'Long', comment: 'x', time: '2026-03-02T09:20:00Z', id: 'Long' }))).toBeNull();
  });
});

it('bodyKey is by strategy and hash', () => {
  expect(bodyKey('a', 'ff')).toBe(bodyKey('a', 'ff'));
  expect(bodyKey('a', 'ff')).not.toBe(bodyKey('b', 'ff'));
  expect(bodyKey('a', 'ff')).not.toBe(bodyKey('a', 'fe'));
  expect(bodyKey('a', null)).toBeNull();
});

describe('readingToJson', () => {
  it('has every word of the interface, absent ones as null or empty', () => {
    const names =
      'kind dialect action side symbol quantity notional percent percent_of order_type limit_price stop_price signal_price take_profits stop_loss trailing ' +
      'leverage position_target position_size position_side strategy account exchange time_in_force reduce_only order_id risk_percent profit_lock product_type ' +
      'option fill_price fill_quantity legs entries warnings';
    const json = readingToJson(readAlert('hello world'));
    for (const name of names.split(' ')) expect(json).toHaveProperty(name);
    expect(json).toMatchObject({ kind: 'reject', action: null, quantity: null, take_profits: [], stop_loss: null, warnings: [] });
  });

  it.each(READING_FIELDS)('shows %s wherever it is set', (name) => {
    expect(readingToJson({ ...EMPTY_READING, [name]: FULL_READING[name] })).not.toEqual(readingToJson(EMPTY_READING));
  });

  it('writes numbers as JSON numbers', () => {
    const json = readingToJson(
      readFields({
        qty: '0.1',
        price: '45,000.5',
        tp: 47000,
        sl: '2%',
        trailing_stop_percent: 2,
        trailing_activation_price: 46000,
        profit_lock: { new_stop_price: 45500 },
        position_size: 0.1,
      }),
    );
    expect(JSON.parse(JSON.stringify(json))).toMatchObject({
      kind: 'order',
      quantity: 0.1,
      signal_price: 45000.5,
      take_profits: [{ price: 47000 }],
      stop_loss: { percent: 2 },
      trailing: { percent: 2, activation_price: 46000 },
      profit_lock: { new_stop_price: 45500, trigger_price: null },
      position_target: 'long',
      position_size: 0.1,
    });
  });
});
