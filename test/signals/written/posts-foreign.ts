// Owns: posts in Spanish, German, French, Portuguese, Italian, Russian, Chinese and Indonesian: signals, and what only looks like one.

import { alert, at, buy, close, closeLong, orRefused, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

export const POSTS_FOREIGN: readonly WrittenAlert[] = [
  alert(
    'Spanish: one line with bars',
    '🟢 BTCUSDT | COMPRA | $90,000 | TP: $92,000 | SL: $88,500',
    orRefused(buy('BTCUSDT', { ...at(90000), ...sl(88500), take_profits: tp(92000) })),
  ),
  alert(
    'Spanish: a sale',
    '🔴 VENTA XAUUSD\nEntrada: 2391\nStop Loss: 2398\nTake Profit 1: 2385\nTake Profit 2: 2379',
    orRefused(sell('XAUUSD', { ...at(2391), ...sl(2398), take_profits: tp(2385, 2379) })),
  ),
  alert(
    'Spanish: a limit',
    'Vender límite EURUSD 1.0900\nSL 1.0950\nTP 1.0800',
    orRefused(sell('EURUSD', { order_type: 'limit', limit_price: 1.09, ...sl(1.095), take_profits: tp(1.08) })),
  ),
  alert('Spanish: close', 'Cerrar BTCUSDT', orRefused(close('BTCUSDT'))),
  report('Spanish: closed', 'Cerramos la compra de BTCUSDT con +3%'),
  report('Spanish: reached', '✅ Objetivo 1 alcanzado BTCUSDT COMPRA\nBeneficio: 2.1%'),
  report('Spanish: watch', '👁️ VIGILAR SOLUSDT posible compra en 140, stop 132'),
  report('Spanish: cancelled', 'Señal cancelada: COMPRA SOLUSDT\nEntrada: 140\nStop: 132'),
  alert(
    'Portuguese: a purchase',
    '🟢 COMPRA SOL/USDT\nAlavancagem: 15x\nEntrada: 245.50\nAlvo 1: 248.43\nAlvo 2: 251.37\nStop Loss: 238.64',
    orRefused(buy('SOL/USDT', { ...at(245.5), ...sl(238.64), take_profits: tp(248.43, 251.37), leverage: 15 })),
  ),
  report(
    'Portuguese: a dot that is none',
    '🟢 COMPRA SOL/USDT\n⚡️ *Entrada:* 245․50\n1️⃣ *Alvo 1:* 24843․1\n🛑 *Stop Loss:* 238․64 ou 23864',
  ),
  alert(
    'Portuguese: a sale with commas',
    'VENDA ETHUSDT\nEntrada: 3200,50\nAlvos: 3150,25 / 3100,75\nStop: 3290,10',
    orRefused(sell('ETHUSDT', { ...at(3200.5), ...sl(3290.1), take_profits: tp(3150.25, 3100.75) })),
  ),
  report(
    'Portuguese: reached',
    '✅ *PRIMEIRO ALVO ATINGIDO #SOL*\n\n🔍 *Alvo 1 atingido no par #SOL* COMPRA\n📊 *Entrada:* 245.50\n💵 *Preço do alvo:* 248.43\n🛡️ *Stop ativado:* no ponto de entrada',
  ),
  report(
    'Portuguese: a stop of profit',
    '✅ *STOP DE LUCRO ATIVADO #SOL*\n💰 *Lucro realizado:* +9.1%\n📊 *Entrada:* 245.50\n💵 *Preço atual:* 245.48',
  ),
  report(
    'Portuguese: a stop that depends',
    '🟢 Bitcoin (BTC)\n📊 Sinal: COMPRA\n🎯 Entrada Sugerida: $60,000.00\n🛑 Stop Loss: Quando HiLo virar vermelho (dinâmico)',
  ),
  report(
    'Portuguese: an exit with its result',
    '🔴 TURTLE LONG EXIT\n\nAtivo: BTCUSDT\n📈 Entrada: $93,161.00\n📉 Saída: $93,850.00\n💰 Resultado: +0.74% ✅',
  ),
  alert(
    'Portuguese: an entry of a turtle',
    '🟢 TURTLE LONG ENTRY\n\nAtivo: BTCUSDT\nTimeframe: 15min\nPreço Entrada: $93,161.00',
    orRefused(buy('BTCUSDT', { ...at(93161), no_quantity: true })),
  ),
  alert(
    'German: a purchase',
    'LONG DAX40\nEinstieg: 18450\nStop-Loss: 18390\nTake-Profit: 18560\nHebel: 20x',
    orRefused(buy('DAX40', { ...at(18450), ...sl(18390), take_profits: tp(18560), leverage: 20 })),
  ),
  alert(
    'German: commas',
    'VERKAUF EURUSD\nEinstieg: 1,0851\nStop: 1,0890\nZiel: 1,0770',
    orRefused(sell('EURUSD', { ...at(1.0851), ...sl(1.089), take_profits: tp(1.077) })),
  ),
  report('German: sold already', 'Wir haben ETHUSDT bei 3400 verkauft, Gewinn 4 %'),
  report('German: not yet', 'Noch kein Kauf bei SOLUSDT, erst über 145\nStop 138'),
  report('German: a headline', 'Insider kaufen SAP-Aktien, Kursziel 250 Euro'),
  alert(
    'French: a purchase',
    'ACHAT XAUUSD\nEntrée : 2391\nStop Loss : 2384\nTP1 : 2398\nTP2 : 2405',
    orRefused(buy('XAUUSD', { ...at(2391), ...sl(2384), take_profits: tp(2398, 2405) })),
  ),
  alert(
    'French: a sale',
    'VENTE BTCUSDT\nEntrée: 61500\nObjectif: 59800\nStop: 62300',
    orRefused(sell('BTCUSDT', { ...at(61500), ...sl(62300), take_profits: tp(59800) })),
  ),
  report('French: closed', 'Achat XAUUSD clôturé à 2398, +70 pips'),
  report('French: a condition', 'Achat BTCUSDT si cassure de 62000\nStop: 60800\nObjectif: 65000'),
  alert(
    'Italian: a purchase',
    'COMPRA EURUSD\nIngresso: 1.0851\nStop Loss: 1.0800\nTake Profit: 1.0950',
    orRefused(buy('EURUSD', { ...at(1.0851), ...sl(1.08), take_profits: tp(1.095) })),
  ),
  alert(
    'Russian: a long in transliterated labels',
    '🚀 ЛОНГ BTCUSDT\nВход: 45000\nТП: 46000\nСЛ: 44000\nПлечо: 10x',
    orRefused(buy('BTCUSDT', { ...at(45000), ...sl(44000), take_profits: tp(46000), leverage: 10 })),
  ),
  alert(
    'Russian: a short with goals',
    'ШОРТ ETHUSDT\nТВХ: 3400\nЦели: 3300 / 3200\nСтоп: 3480',
    orRefused(sell('ETHUSDT', { ...at(3400), ...sl(3480), take_profits: tp(3300, 3200) })),
  ),
  report('Russian: fixed', 'Фиксируем половину по BTCUSDT лонг, стоп в безубыток'),
  report('Russian: closed by stop', 'BTCUSDT лонг закрыт по стопу -1%'),
  report('Russian: a news item', 'Китай покупает золото, цель 2500'),
  report(
    'Russian: a strong signal that warns',
    '#BTCUSDT #StrongSignal\nBINANCE\n🔴🔴↑ TREND Reversal 63% RSI: 72\n⚠️Buying is risky - potential SHORT\nLast price: 67250',
  ),
  alert(
    'Chinese: a long',
    '做多 BTCUSDT\n入场: 60000\n止损: 58500\n止盈: 64000',
    orRefused(buy('BTCUSDT', { ...at(60000), ...sl(58500), take_profits: tp(64000) })),
  ),
  alert(
    'Chinese: a short',
    'ETHUSDT 做空\n进场：3400\n止损：3480\n止盈：3300',
    orRefused(sell('ETHUSDT', { ...at(3400), ...sl(3480), take_profits: tp(3300) })),
  ),
  report('Chinese: closed', 'BTCUSDT 多单 已平仓 盈利 3%'),
  report('Chinese: filled', '卖出成交: ETH/USDT 数量 0.5 价格 3318.2'),
  alert('Chinese: close the long', '平多 BTCUSDT', orRefused(closeLong('BTCUSDT'))),
  alert(
    'Indonesian: a purchase',
    'BELI XAUUSD 2391\nSL 2384\nTP 2405',
    orRefused(buy('XAUUSD', { ...at(2391), ...sl(2384), take_profits: tp(2405) })),
  ),
  alert(
    'Turkish: a sale',
    'SAT BTCUSDT\nGiriş: 61500\nStop: 62300\nHedef: 59800',
    orRefused(sell('BTCUSDT', { ...at(61500), ...sl(62300), take_profits: tp(59800) })),
  ),
  alert(
    'Arabic: a purchase',
    'شراء الذهب XAUUSD 2391\nوقف الخسارة 2384\nالهدف 2405',
    orRefused(buy('XAUUSD', { ...at(2391), ...sl(2384), take_profits: tp(2405) })),
  ),
  alert(
    'Persian: labels between English ones',
    'BUY XAUUSD 2391\nحد ضرر 2384\nTP 2405',
    orRefused(buy('XAUUSD', { ...at(2391), ...sl(2384), take_profits: tp(2405) })),
  ),
  alert(
    'Vietnamese: labels between English ones',
    'SELL BTCUSDT\nVào lệnh: 61500\nDừng lỗ: 62300\nTP: 59800',
    orRefused(sell('BTCUSDT', { ...at(61500), ...sl(62300), take_profits: tp(59800) })),
  ),
  alert(
    'Polish: labels between English ones',
    'BUY BTCUSDT\nWejście: 60000\nZlecenie stop: 58500\nTP: 64000',
    orRefused(buy('BTCUSDT', { ...at(60000), ...sl(58500), take_profits: tp(64000) })),
  ),
  alert(
    'Japanese: labels between English ones',
    'LONG BTCUSDT\nエントリー: 60000\n損切り: 58500\n利確: 64000',
    orRefused(buy('BTCUSDT', { ...at(60000), ...sl(58500), take_profits: tp(64000) })),
  ),
  alert(
    'Indian: above',
    'BUY NIFTY FUT ABOVE 24500\nSL 24420\nTGT 24600/24700',
    orRefused(buy('NIFTY FUT', { order_type: 'stop', stop_price: 24500, ...sl(24420), take_profits: tp(24600, 24700) })),
  ),
  report('Indian: an option above', 'BUY HINDZINC\n750 CE ABOVE 33\nSL 30.5 TARGET 36 40\nFEBRUARY SERIES'),
  report('Indian: an option in a line', 'BUY BANKNIFTY 52000 CE @ 320 SL 280 TGT 380'),
  report('Indian: an option that hit', '✅ TARGET HIT\n\nStrike: 23500 CE\nEntry: ₹100.50\nExit: ₹115.20\nP&L: ₹14.70 per qty'),
  report('Indian: book profit', '36.4, BOOK OR TRAIL'),
  report('Indian: a call in words', 'Nifty: buy call, sell put near 24500'),
  report('American: an option', 'SPY call 580c 12/18 entry 2.50 stop 2.00 target 4.00'),
  report('American: a spread', 'SELL -1 Vertical SPX 100 31 Oct 25 6855/6860 CALL @0.3 LMT'),
  report(
    'American: an option with its grade',
    '🔥 GRADE: A+ | 2-2 Bullish Continuation setup on SPY\n💵 Price: $590.25\n💡 Option Contract: SPY Call $590 exp Next Friday\n🎯 Stop Loss: $585.50\nTake Profit 1: $592.00',
  ),
];
