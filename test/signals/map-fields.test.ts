// Alerts under the names that config.yaml gives to their fields and words.

import { describe, expect, it } from 'vitest';
import { PLAIN_READING, type ReadingRules } from '../../src/core/model/alerts/reading-rules.ts';
import type { Reading } from '../../src/core/model/signal.ts';
import { parseAlert } from '../../src/core/signals/parse-alert.ts';
import { readBody } from '../../src/core/signals/fields/read-body.ts';

const readText = (text: string, rules: Partial<ReadingRules>): Reading =>
  parseAlert(readBody(new TextEncoder().encode(text)), { ...PLAIN_READING, ...rules });
const read = (fields: Record<string, unknown>, rules: Partial<ReadingRules>): Reading => readText(JSON.stringify(fields), rules);

describe('fields', () => {
  const fields = { muenze: 'symbol', was: 'action', menge: 'quantity', 'auftrag.kurs': 'limit_price', takt: 'ignore' };

  it('give their values to our names, also from inside of a group', () => {
    const alert = { Muenze: 'LTCUSDT', was: 'buy', menge: '2.5', auftrag: { kurs: 81.5 }, takt: '15' };
    expect(read(alert, { fields })).toMatchObject({
      action: 'buy',
      symbol: 'LTCUSDT',
      quantity: '2.5',
      orderType: 'limit',
      limitPrice: '81.5',
      warnings: [],
    });
    expect(read(alert, {}).kind).toBe('reject');
  });

  it('win over fields of our name that mean something else there', () => {
    const alert = { action: 'buy', symbol: 'LTCUSDT', quantity: 900, lot: 2, price: 81 };
    expect(read(alert, { fields: { lot: 'quantity' } })).toMatchObject({ quantity: '2', refusal: null });
  });

  it('hold for forms too, and leave texts as they are', () => {
    expect(readText('muenze=LTCUSDT&was=sell&menge=1', { fields })).toMatchObject({ action: 'sell', symbol: 'LTCUSDT', quantity: '1' });
    expect(readText('BUY LTCUSDT qty=1', { fields })).toMatchObject({ action: 'buy', quantity: '1' });
  });

  it('that are not there change nothing', () => {
    const alert = { action: 'buy', symbol: 'LTCUSDT', quantity: 1 };
    expect(read(alert, { fields })).toEqual(read(alert, {}));
  });

  it('keep hostile names what they are: names', () => {
    expect(readText('{"__proto__":"buy","constructor":"LTCUSDT"}', { fields: { constructor: 'symbol', __proto__x: 'action' } }).kind).toBe(
      'reject',
    );
  });
});

describe('events', () => {
  const events = { kaufen: 'buy', raus: 'exit', gefuellt: 'entry_fill', abgebrochen: 'exit_cancel', laeuft: 'status', rein: 'entry' };

  it('translate the word of the action', () => {
    expect(read({ signal: 'KAUFEN', symbol: 'LTCUSDT', quantity: 1 }, { events })).toMatchObject({ kind: 'order', action: 'buy' });
  });

  it('translate the events of another bot', () => {
    const of = (event: string): Reading =>
      read({ ereignis: event, pair: 'LTC/USDT', direction: 'long', price: '80', amount: '2' }, { fields: { ereignis: 'action' }, events });
    expect(of('rein')).toMatchObject({ kind: 'order', action: 'buy', copyEvent: 'entry', quantity: '2' });
    expect(of('raus')).toMatchObject({ kind: 'order', action: 'close_long', copyEvent: 'exit' });
    expect(of('Gefuellt')).toMatchObject({ kind: 'fill_report', copyEvent: 'entry_fill', fillPrice: '80' });
    expect(of('abgebrochen')).toMatchObject({ kind: 'cancel', copyEvent: 'exit_cancel' });
    expect(of('laeuft')).toMatchObject({ kind: 'status' });
  });

  it('that are not known stay refused, and never become an order', () => {
    expect(read({ action: 'quatsch', symbol: 'LTCUSDT' }, { events })).toMatchObject({ kind: 'reject' });
    expect(read({ action: 'constructor', symbol: 'LTCUSDT' }, { events })).toMatchObject({ kind: 'reject' });
  });
});
