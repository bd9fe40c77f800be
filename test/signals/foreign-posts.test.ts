// Posts in German, Spanish and Russian: read as strictly as English ones, or refused; never with another side, or without their stop.

import { describe, expect, it } from 'vitest';
import { readAlert } from './read-alert.ts';

const LONG = {
  kind: 'order',
  action: 'buy',
  symbol: 'SOLUSDT',
  orderType: 'limit',
  limitPrice: '150',
  takeProfits: [{ price: '165' }, { price: '170.5' }],
  stopLoss: { price: '140' },
};

describe('a post is read', () => {
  it.each([
    ['German', 'KAUFEN SOLUSDT\nEinstieg: 150\nZiel 1: 165\nZiel 2: 170.5\nStopp: 140'],
    ['German, how long', 'Kurzfristig: SOLUSDT Kauf\nEinstiegspreis 150\nKursziele: 165, 170.5\nStop-Loss: 140'],
    ['Spanish', 'Comprar SOLUSDT\nEntrada: 150\nObjetivos: 165, 170.5\nStop: 140'],
    ['Spanish, how long', 'SOLUSDT compra a corto plazo\nPrecio de entrada: 150\nObjetivo 1: 165\nObjetivo 2: 170.5\nStop de pérdida: 140'],
    ['Russian', 'Покупка SOLUSDT\nТочка входа: 150\nЦель 1: 165\nЦель 2: 170.5\nСтоп-лосс: 140'],
    ['Russian, capitals', 'SOLUSDT ЛОНГ\nВХОД: 150\nТЕЙК-ПРОФИТ: 165, 170.5\nСТОП: 140'],
  ])('%s', (_, text) => {
    expect(readAlert(text)).toMatchObject(LONG);
  });

  it.each([
    ['VERKAUFEN SOLUSDT\nHebel: 5x\nStopp: 160', { action: 'sell', leverage: '5' }],
    ['SOLUSDT en corto\nApalancamiento 5x\nStop: 160', { action: 'sell', positionSide: 'short', leverage: '5' }],
    ['Продажа SOLUSDT по рынку\nПлечо: 5х\nСтоп: 160', { action: 'sell', orderType: 'market', leverage: '5' }],
  ])('%j sells', (text, expected) => {
    expect(readAlert(text)).toMatchObject({ kind: 'order', side: 'sell', stopLoss: { price: '160' }, ...expected });
  });
});

it('a share that is called like a word of another language is a share', () => {
  expect(readAlert('META Buy 500\nTP 520\nSL 480')).toMatchObject({ kind: 'order', action: 'buy', symbol: 'META' });
});

describe('a post is refused', () => {
  it.each(['67.250', '67,250'])('with a price of %s, which is thousands in one language and a fraction in the other', (price) => {
    expect(readAlert(`Kauf BTCUSDT\nEinstieg: ${price}\nStopp: 65000`)).toMatchObject({
      kind: 'reject',
      refusal: { code: 'CONTRADICTION' },
    });
  });

  it.each([
    'Покупка BTCUSDT\nВход 67 250\nСтоп 66 000',
    'BTCUSDT лонг закрыт\nЦель 62000',
    'Цель достигнута BTCUSDT лонг\nСтоп 62000',
    'Если BTCUSDT выше 61000, покупка\nСтоп 59000',
    'Comprar BTCUSDT si rompe 61000\nObjetivo 65000',
    'Objetivo alcanzado BTCUSDT largo\nStop 60000',
    'Kaufen BTCUSDT nicht jetzt\nZiel 65000',
    'BTCUSDT Kauf, Ziel erreicht\nStopp 60000',
    'Kurzfristig BTCUSDT\nZiel 65000',
    'BTCUSDT a corto plazo\nObjetivo 65000',
    // languages that are not known: the stop must not get lost
    'BTCUSDT LONG\nEntrée: 60000\nObjectif: 65000\nArrêt: 58000',
    'BTCUSDT LONG\nTP: 65000\nKárstop vonal: 58000',
    'BTCUSDT LONG\nTP: 65000\nСтоппп 58000',
  ])('%j', (text) => {
    expect(readAlert(text)).toMatchObject({ kind: 'reject', refusal: { code: expect.stringMatching(/NOT_UNDERSTOOD|MISSING/) } });
  });

  it('that names both sides', () => {
    expect(readAlert('SOLUSDT Kauf\nZiel 165\nVerkauf\nStopp 140')).toMatchObject({ kind: 'reject', refusal: { code: 'CONTRADICTION' } });
  });
});
