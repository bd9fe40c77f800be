// Owns: what channels in other languages tell of trades that have been, might be or are not to be: none of it is an order.

import { report, type WrittenAlert } from './written-alert.ts';

const talk = (text: string): WrittenAlert => report(text, text);

/** A signal of each language, which is one where no such line stands beside it. */
const SIGNALS: readonly (readonly [signal: string, lines: readonly string[]])[] = [
  [
    'ACHAT XAUUSD\nEntrée: 2650\nStop: 2640',
    ['Exemple', 'TP1 touché', 'annulé', 'en attente', 'exécuté', 'démo', 'clôturé', 'si cassure', 'pas encore', 'expiré', 'à surveiller'],
  ],
  [
    'COMPRA XAUUSD\nEntrada: 2650\nStop: 2640\nAlvo: 2670',
    [
      'Exemplo',
      'simulação',
      'alvo atingido',
      'cancelada',
      'aguardar',
      'executada',
      'stopada',
      'encerrada',
      'ainda não',
      'expirada',
      'teste',
    ],
  ],
  [
    'COMPRA XAUUSD\nEntrada: 2650\nStop: 2640\nObjetivo: 2670',
    ['Ejemplo', 'simulación', 'alcanzado', 'cancelada', 'esperar', 'ejecutada', 'cerrada', 'todavía no', 'expirada', 'prueba', 'si rompe'],
  ],
  [
    'ACQUISTO XAUUSD\nIngresso: 2650\nStop: 2640',
    ['Esempio', 'simulazione', 'raggiunto', 'annullato', 'aspettare', 'eseguito', 'chiuso', 'non ancora', 'scaduto', 'prova', 'se rompe'],
  ],
  [
    'KAUF XAUUSD\nEinstieg: 2650\nStop: 2640',
    [
      'Beispiel',
      'Simulation',
      'erreicht',
      'storniert',
      'warten',
      'ausgeführt',
      'geschlossen',
      'noch nicht',
      'abgelaufen',
      'wenn er bricht',
    ],
  ],
  [
    'ПОКУПКА XAUUSD\nВход: 2650\nСтоп: 2640',
    ['Пример', 'симуляция', 'достигнут', 'отменён', 'ждём', 'исполнен', 'закрыт', 'ещё не', 'истекла', 'тест', 'если пробьёт'],
  ],
  ['XAUUSD AL\nGiriş: 2650\nHedef: 2670', ['Örnek', 'gerçekleşti', 'iptal', 'bekleyin', 'kapandı', 'deneme', 'eğer kırılırsa', 'ulaştı']],
  ['做多 XAUUSD\n入场: 2650\n止损: 2640', ['示例', '模拟', '已止盈', '取消', '等待', '已成交', '已平仓', '失效', '如果突破', '不要追']],
  ['شراء XAUUSD\nالدخول: 2650\nوقف: 2640', ['مثال', 'تجريبي', 'تم تحقيق', 'ملغي', 'انتظار', 'تم التنفيذ', 'مغلق تم', 'إذا كسر', 'لا تدخل']],
];
const inFrontAndBehind = SIGNALS.flatMap(([signal, lines]) => lines.flatMap((line) => [`${line}\n${signal}`, `${signal}\n${line}`]));

export const TALK_IN_TONGUES: readonly WrittenAlert[] = [
  'Achat XAUUSD\nEntrée : 2650\nTP1 touché\nStop au point mort',
  'ACHAT XAUUSD en profit\nEntrée: 2650\nStop: 2655',
  'Vente BTCUSDT fermée\nEntrée: 61500\nSortie: 59800',
  'Signal gratuit hier : ACHAT XAUUSD\nEntrée: 2650\nStop: 2640',
  'Achat XAUUSD à surveiller\nEntrée: 2650\nStop: 2640',
  'Achat possible XAUUSD\nEntrée: 2650\nStop: 2640',
  'Exemple : ACHAT XAUUSD\nEntrée: 2650\nStop: 2640',
  'ACHAT XAUUSD annulé\nEntrée: 2650\nStop: 2640',
  'Pas d’achat XAUUSD\nEntrée: 2650\nStop: 2640',
  'Achat XAUUSD seulement sous 2640\nStop: 2630',
  'Ordre exécuté: ACHAT XAUUSD\nEntrée: 2650\nStop: 2640',

  'VENDA XAUUSD encerrada\nEntrada: 2650\nStop: 2660',
  'Compra XAUUSD: alvo batido ✅\nEntrada: 2650\nAlvo: 2670',
  'COMPRA XAUUSD (simulação)\nEntrada: 2650\nStop: 2640',
  'Possível COMPRA XAUUSD\nEntrada: 2650\nStop: 2640',
  'Exemplo:\nCOMPRA XAUUSD\nEntrada: 2650\nStop: 2640',
  'Aguardar COMPRA XAUUSD\nEntrada: 2650\nStop: 2640',
  'Ordem executada: VENDA XAUUSD\nEntrada: 2650\nStop: 2660',
  'COMPRA XAUUSD stopada\nEntrada: 2650\nStop: 2640',
  'Compra XAUUSD no zero a zero\nEntrada: 2650\nStop: 2650',

  'COMPRA XAUUSD ejecutada\nEntrada: 2650\nStop: 2640',
  'Ejemplo: COMPRA XAUUSD\nEntrada: 2650\nStop: 2640',
  'Posible VENTA XAUUSD\nEntrada: 2650\nStop: 2660',
  'COMPRA XAUUSD pendiente de confirmación\nEntrada: 2650\nStop: 2640',
  'COMPRA XAUUSD solo en demo\nEntrada: 2650\nStop: 2640',
  'Evitar COMPRA XAUUSD\nEntrada: 2650\nStop: 2640',
  'COMPRA XAUUSD inválida\nEntrada: 2650\nStop: 2640',

  'ACQUISTO XAUUSD eseguito\nIngresso: 2650\nStop: 2640',
  'VENDITA XAUUSD chiusa\nIngresso: 2650\nStop: 2660',
  'Esempio: ACQUISTO XAUUSD\nIngresso: 2650\nStop: 2640',
  'Possibile ACQUISTO XAUUSD\nIngresso: 2650\nStop: 2640',
  'ACQUISTO XAUUSD annullato\nIngresso: 2650\nStop: 2640',
  'ACQUISTO XAUUSD in profitto\nIngresso: 2650\nStop: 2655',

  'KAUF XAUUSD ausgeführt\nEinstieg: 2650\nStop: 2640',
  'Beispiel: KAUF XAUUSD\nEinstieg: 2650\nStop: 2640',
  'Möglicher KAUF XAUUSD\nEinstieg: 2650\nStop: 2640',
  'KAUF XAUUSD im Gewinn\nEinstieg: 2650\nStop: 2655',
  'KAUF XAUUSD nur Demo\nEinstieg: 2650\nStop: 2640',

  'XAUUSD ALIŞ kapatıldı\nGiriş: 2650\nHedef: 2670',
  'XAUUSD ALIŞ hedefe ulaştı\nGiriş: 2650\nHedef: 2670',
  'Örnek: XAUUSD AL\nGiriş: 2650\nHedef: 2670',
  'XAUUSD AL olası\nGiriş: 2650\nHedef: 2670',
  'XAUUSD ALIŞ gerçekleşti\nGiriş: 2650\nHedef: 2670',
  'XAUUSD ALIŞ için bekleyin\nGiriş: 2650\nHedef: 2670',

  '买入 XAUUSD 已成交\n入场: 2650\n止损: 2640',
  '做多 XAUUSD 已止盈\n入场: 2650\n止盈: 2670',
  '示例: 做多 XAUUSD\n入场: 2650\n止损: 2640',
  '做多 XAUUSD 已止损\n入场: 2650\n止损: 2640',
  '回顾 做多 XAUUSD\n入场: 2650\n止损: 2640',
  '若跌破 做空 XAUUSD\n入场: 2650\n止损: 2660',
  '做多 XAUUSD 模拟盘\n入场: 2650\n止损: 2640',
  '暂不 做多 XAUUSD\n入场: 2650\n止损: 2640',

  'شراء XAUUSD تم تنفيذه\nالدخول: 2650\nوقف: 2640',
  'مثال: شراء XAUUSD\nالدخول: 2650\nوقف: 2640',
  'تم إغلاق شراء XAUUSD\nالدخول: 2650\nوقف: 2640',
  'شراء محتمل XAUUSD\nالدخول: 2650\nوقف: 2640',
  'شراء XAUUSD ملغي\nالدخول: 2650\nوقف: 2640',
  'بيع XAUUSD ضرب الهدف\nالدخول: 2650\nوقف: 2660',

  'ПОКУПКА XAUUSD исполнена\nВход: 2650\nСтоп: 2640',
  'Пример: ПОКУПКА XAUUSD\nВход: 2650\nСтоп: 2640',
  'Возможна ПОКУПКА XAUUSD\nВход: 2650\nСтоп: 2640',
  'ПОКУПКА XAUUSD в плюсе\nВход: 2650\nСтоп: 2655',
  'ПОКУПКА XAUUSD тейк взят\nВход: 2650\nТейк: 2670',

  'Cerrar la mitad del largo BTCUSDT',
  'Fermer la moitié de BTCUSDT',
  'Cerramos BTCUSDT',
  'Nicht schließen BTCUSDT',
  'Закрыть половину BTCUSDT',
  'Fechar metade BTCUSDT',
  'Chiudi metà BTCUSDT',
  'No cerrar BTCUSDT',
  'Ne pas fermer BTCUSDT',
  'Cerrar BTCUSDT si baja de 60000',

  '/buying AVAXUSDT',
  '/buy',
  '/close',
  '/sell everything',
  '/long',
  '! buy AVAXUSDT qty=8',
  '/buy AVAXUSDT maybe',
  '/help buy AVAXUSDT',
  'BUY EUR USD GBP\nSL 1.08',
  'BUY BTC USDT 100\nSL 58000',
  'LONG EUR USD and GBP USD\nSL 50',
  'BUY 100 BTC USDT 60000\nSL 58000',
  ...inFrontAndBehind,
].map(talk);
