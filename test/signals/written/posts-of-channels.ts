// Owns: posted signals in the labels and marks of channels in many languages, as they are published.

import { alert, buy, close, closeLong, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const limit = (price: number, ...prices: number[]) => ({ order_type: 'limit', limit_price: price, ...sl(prices[0] ?? 0) });
const LONG = { position_side: 'long' as const };
const SHORT = { position_side: 'short' as const };

const TONGUES: readonly WrittenAlert[] = [
  alert(
    'Chinese: a market order in one word',
    '#LTC 市价做多\n第一止盈：92\n第二止盈：95',
    buy('LTC', { order_type: 'market', ...LONG, take_profits: tp(92, 95) }),
  ),
  alert(
    'Chinese of the other script',
    '#DOT 市價空\n第一止盈：4.1\n止損：4.6',
    sell('DOT', { order_type: 'market', ...SHORT, ...sl(4.6), take_profits: tp(4.1) }),
  ),
  alert(
    'Chinese: labels for market and direction',
    '币种: LTCUSDT\n方向: 做空\n入场: 92\n止损: 97\n止盈: 85\n杠杆: 5x',
    sell('LTCUSDT', { ...limit(92, 97), ...SHORT, take_profits: tp(85), leverage: 5 }),
  ),
  alert(
    'Turkish: direction, and a heading',
    '📊 YENİ SİNYAL\n\nCoin: #LTC\nYön: SHORT 📉\nGiriş: 0,92\nHedef 1: 0,88\nHedef 2: 0,85\nStop: 0,97\nKaldıraç: 5x\n\nRisk/Reward: 1:2 ⚡',
    sell('LTC', { ...limit(0.92, 0.97), ...SHORT, take_profits: tp(0.88, 0.85), leverage: 5 }),
  ),
  alert(
    'Turkish: a heading that says the side',
    'AL SİNYALİ\nCoin: DOT/USDT\nHedef: $4.6\nStop Loss: $4.1',
    buy('DOT/USDT', { ...sl(4.1), take_profits: tp(4.6) }),
  ),
  alert(
    'Russian: everything is labelled',
    '⚡ #DOTUSDT ⚡\nБиржи: Bybit Futures\nТип сигнала: Обычный (Шорт)\nПлечо: Изолировано (5X)\nЗона входа: 4.4 - 4.5\nТейк-профиты: 1) 4.1 2) 3.9\nСтоп-лосс: 4.7',
    sell('DOTUSDT', { ...limit(4.4, 4.7), entries: [4.4, 4.5], ...SHORT, take_profits: tp(4.1, 3.9), leverage: 5 }),
  ),
  alert(
    'Russian: spot',
    '#DOTUSDT СПОТ\nПокупка: 4.4\nТейк: 4.8, 5\nСтоп: 4',
    buy('DOTUSDT', { signal_price: 4.4, accept_any_price_role: true, ...sl(4), take_profits: tp(4.8, 5) }),
  ),
  alert(
    'Spanish: the coin, its side, and targets below their label',
    'Moneda #W/USDT SHORT\n\nEntrada 0.44\nObjetivo 🎯\n0.42\n0.40',
    sell('W/USDT', { order_type: 'limit', limit_price: 0.44, ...SHORT, take_profits: tp(0.42, 0.4) }),
  ),
  alert(
    'Portuguese: type and coin',
    'Moeda: DOT\nTipo: SHORT (Futures)\nZona de Entrada: 4.4 - 4.5\nStop Loss: 4.7\nAlvos:\nT1: 4.1',
    sell('DOT', { ...limit(4.4, 4.7), entries: [4.4, 4.5], ...SHORT, take_profits: tp(4.1) }),
  ),
  alert(
    'Portuguese: from one price to the other',
    'Ativo: PETR4\nCompra: 38,50 a 38,80\nAlvo 1: 39,90\nAlvo final: 41,20\nStop: 37,10',
    buy('PETR4', { ...limit(38.8, 37.1), entries: [38.5, 38.8], take_profits: tp(39.9, 41.2) }),
  ),
  report('a comma between two targets, or of a decimal', '#LTC/USDT KAUF\nEinstieg: 90\nZiel: 95,98\nStop: 85'),
  alert(
    'a point that no chat makes a link of',
    'DOT/USDT COMPRA\nEntrada: 4․40\nAlvo 1: 4․85\nStop Loss: 4․10',
    buy('DOT/USDT', { ...limit(4.4, 4.1), take_profits: tp(4.85) }),
  ),
  alert(
    'Persian',
    'سیگنال خرید\nDOT/USDT\nورود: 4.4\nتارگت: 4.8\nحد ضرر: 4.1',
    buy('DOT/USDT', { ...limit(4.4, 4.1), take_profits: tp(4.8) }),
  ),
];

const SHAPES: readonly WrittenAlert[] = [
  alert(
    'a stop behind the price of entry',
    'NZDUSD LONG @ 0.6123 STOP 0.6080 TARGET 0.6210',
    buy('NZDUSD', { signal_price: 0.6123, ...LONG, ...sl(0.608), take_profits: tp(0.621) }),
  ),
  alert(
    'a stop with its sign',
    'NZDUSD SHORT 0.6123 STOP: 0.6180 TP: 0.6010',
    sell('NZDUSD', { signal_price: 0.6123, ...SHORT, ...sl(0.618), take_profits: tp(0.601) }),
  ),
  alert(
    'an at that is glued to the name',
    'BUY GOLD@ 4320\nTP1: 4335\nSL: 4310',
    buy('GOLD', { signal_price: 4320, ...sl(4310), take_profits: tp(4335) }),
  ),
  alert(
    'the kind of order behind the market',
    'Buy NZDUSD limit\nStoploss: 0.60\nTake Profit 1: 0.63\nEntry 0.61',
    buy('NZDUSD', { ...limit(0.61, 0.6), take_profits: tp(0.63) }),
  ),
  alert(
    'the price of the chart',
    'Buy DOTUSDT\nPrice: 4.4\nSL: 4.1\nTP: 4.8',
    buy('DOTUSDT', { signal_price: 4.4, ...sl(4.1), take_profits: tp(4.8) }),
  ),
  alert('a tag alone names the market', '⚡⚡ #DOTUSDT ⚡⚡\nLONG\nEntry: 4.4\nSL: 4.1', buy('DOTUSDT', { ...limit(4.4, 4.1), ...LONG })),
  alert(
    'a tag beside a market says no other',
    'Pair: DOT/USDT\nLONG\nEntry: 4.4\nSL: 4.1\n#DOTUSDT',
    buy('DOT/USDT', { ...limit(4.4, 4.1), ...LONG }),
  ),
  report('two tags, and no market', '#DOTUSDT\n#LTCUSDT\nLONG\nEntry: 4.4\nSL: 4.1'),
  report('two prices that differ', 'BTCUSDT LONG 60000\nPrice: 61000\nTP: 62000'),
  report('a price below targets, behind an entry', 'BTCUSDT LONG\nEntry: 60000\nSL: 59000\nTP1: 61000\nPrice: 61800'),
];

const EXITS: readonly WrittenAlert[] = [
  alert('an exit behind a mark', '🏁 CLOSE XAUUSD', close('XAUUSD')),
  alert('an exit that is said once more', '🏁 CLOSE XAUUSD\nTake profit now', close('XAUUSD')),
  alert('an exit, and again of everything', 'CLOSE DOT/USDT\nExit all positions', close('DOT/USDT')),
  alert('the exit behind the market', 'DOTUSDT EXIT', close('DOTUSDT')),
  report('the close of a bar', 'DOTUSDT close'),
  alert('the close behind what is held', 'DOTUSDT long close', closeLong('DOTUSDT')),
  report('a tick tells what is done', '✅ Close DOTUSDT long'),
  alert('by buying, or what was bought: what is held', 'Close EURUSD buy', close('EURUSD')),
];

export const POSTS_OF_CHANNELS: readonly WrittenAlert[] = [...TONGUES, ...SHAPES, ...EXITS];
