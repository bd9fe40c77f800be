// Owns: the words of posted signals in German, Spanish, Portuguese, French, Italian, Russian, Turkish, Chinese and Arabic, as the English
// ones that the reader of posts knows. A post that has one of them is read with the same strictness; what tells of results, doubts or
// waits in these languages is no signal.
// Invariants: "kurzfristig" and "corto plazo" say how long, never which side; work linear in the length.

/** What each phrase says; the empty word says nothing that is traded. Blanks stand for blanks and hyphens. */
const MEANINGS: readonly (readonly [english: string, phrases: readonly string[]])[] = [
  ['buy', ['kaufen', 'kauf', 'kaufe', 'comprar', 'compra', 'compre', 'покупка', 'покупаем', 'купить', 'покупать']],
  ['buy', ['achat', 'acheter', 'achetez', 'acquisto', 'acquistare', 'comprare', 'alış', 'alım', '买入', '买进', 'شراء', 'beli']],
  ['sell', ['verkaufen', 'verkauf', 'verkaufe', 'vender', 'venta', 'vende', 'продажа', 'продаем', 'продаём', 'продать', 'продавать']],
  ['sell', ['vente', 'vendre', 'vendez', 'venda', 'vendi', 'vendere', 'vendita', 'satış', 'satım', '卖出', 'بيع', 'jual']],
  ['signal', ['sinal de', 'sinal', 'señal de', 'segnale di', 'segnale']],
  ['pair', ['par', 'paire', 'coppia', 'инструмент', 'пара']],
  ['asset', ['ativo', 'activo', 'actif', 'strumento', 'актив']],
  ['long', ['largo', 'en largo', 'лонг', '做多', '开多']],
  ['short', ['corto', 'en corto', 'шорт', '做空', '开空']],
  [
    '',
    [
      'kurzfristig',
      'kurzfristiger',
      'kurzfristige',
      'mittelfristig',
      'langfristig',
      'a corto plazo',
      'corto plazo',
      'largo plazo',
      'a largo plazo',
      'medio plazo',
      'a medio plazo',
      'краткосрочно',
      'среднесрочно',
      'долгосрочно',
      'краткосрок',
      'среднесрок',
    ],
  ],
  ['buy zone', ['kaufzone', 'kaufbereich', 'zona de compra', 'зона покупки']],
  ['sell zone', ['verkaufszone', 'verkaufsbereich', 'zona de venta', 'зона продажи']],
  ['entry zone', ['zone d’entrée', "zone d'entrée", 'zona di ingresso', 'zona di entrata', 'giriş bölgesi', 'منطقة الدخول']],
  [
    'entry price',
    [
      'prix d’entrée',
      "prix d'entrée",
      "prix d'entree",
      'preço de entrada',
      'preço entrada',
      'prezzo di ingresso',
      'prezzo di entrata',
      'giriş fiyatı',
    ],
  ],
  ['entry price', ['入场价', '进场价', '入场价格', '进场价格', 'سعر الدخول', 'نقطة الدخول']],
  ['entry', ['entrée', 'entree', 'ingresso', 'entrata', 'giriş', '入场', '进场', '建仓', 'الدخول', 'دخول']],
  ['target', ['objectif', 'objectifs', 'alvo', 'alvos', 'obiettivo', 'obiettivi', 'hedef', 'hedefler', '止盈', '止盈价', '目标', '目标价']],
  ['target', ['الهدف', 'هدف', 'الأهداف', 'جني الأرباح', 'kâr al']],
  ['target 1', ['الهدف الأول', 'الهدف الاول']],
  ['target 2', ['الهدف الثاني']],
  ['target 3', ['الهدف الثالث']],
  [
    'stop',
    ['zarar durdur', 'zarar kes', '止损', '止损价', 'وقف الخسارة', 'وقف خسارة', 'وقف', 'stop perte', 'stop de perda', 'stop perdita'],
  ],
  ['leverage', ['effet de levier', 'levier', 'alavancagem', 'leva', 'kaldıraç', '杠杆', 'الرافعة', 'الرافعة المالية']],
  ['at market', ['au marché', 'au marche', 'a mercato', 'al prezzo di mercato', '市价']],
  ['entry zone', ['einstiegszone', 'einstiegsbereich', 'zona de entrada', 'зона входа']],
  ['entry price', ['einstiegspreis', 'einstiegskurs', 'precio de entrada', 'цена входа']],
  ['entry', ['einstieg', 'einstiege', 'entrada', 'entradas', 'punto de entrada', 'вход', 'точка входа', 'точки входа', 'входы']],
  [
    'target',
    [
      'ziel',
      'ziele',
      'kursziel',
      'kursziele',
      'zielkurs',
      'gewinnziel',
      'gewinnziele',
      'objetivo',
      'objetivos',
      'toma de ganancias',
      'tomar ganancias',
      'toma de beneficios',
      'tomar beneficios',
      'gewinnmitnahme',
      'цель',
      'цели',
      'таргет',
      'таргеты',
      'тейк профит',
      'тейк профиты',
      'тейкпрофит',
      'тейк',
      'тейки',
    ],
  ],
  ['stop', ['stopp', 'stoppkurs', 'stop kurs', 'verluststopp', 'stop de perdida', 'stop de pérdida', 'stop de pérdidas', 'стоп']],
  ['stop', ['stopp loss', 'límite de pérdida', 'стоп лосс', 'стоплосс', 'стоп приказ']],
  ['tp', ['тп']],
  ['sl', ['сл']],
  ['leverage', ['hebel', 'apalancamiento', 'плечо', 'кредитное плечо']],
  ['at market', ['zum markt', 'marktpreis', 'am markt', 'a mercado', 'al mercado', 'precio de mercado', 'по рынку', 'по рыночной цене']],
  ['now', ['jetzt', 'sofort', 'ahora', 'сейчас']],
  ['exchange', ['börse', 'boerse', 'bolsa', 'биржа']],
  ['position size', ['positionsgröße', 'positionsgroesse', 'tamaño de posición', 'размер позиции']],
  ['risk', ['risiko', 'riesgo', 'риск']],
  ['signal', ['señal', 'сигнал', 'sinyal', 'sinyali', 'سیگنال']],
  [
    'new signal',
    ['yeni sinyal', 'nuevo sinal', 'nueva señal', 'novo sinal', 'nouveau signal', 'neues signal', 'новый сигнал', 'nuovo segnale'],
  ],
  ['direction', ['yön', 'dirección', 'direccion', 'direção', 'direcao', 'direzione', 'richtung', 'направление', '方向', 'الاتجاه']],
  ['type', ['tipo', 'тип', 'typ', '类型', 'النوع']],
  ['signal type', ['тип сигнала', 'tipo de sinal', 'tipo de señal']],
  ['regular', ['обычный']],
  ['isolated', ['изолировано', 'изолированная', 'изолированное', '逐仓']],
  ['cross', ['кросс', '全仓']],
  ['spot', ['спот']],
  ['exchanges', ['биржи']],
  ['coin', ['moeda', 'moneda', 'moneta', 'монета', '币种', '币对', '交易对', 'العملة']],
  ['pair', ['الزوج']],
  ['symbol', ['тикер']],
  ['targets', ['тейк профиты', '止盈位']],
  ['target', ['alvo final', 'objetivo final', 'تارگت', 'تارگت ها', 'تارگتها']],
  ['target 1', ['第一止盈', '第一目标']],
  ['target 2', ['第二止盈', '第二目标']],
  ['target 3', ['第三止盈', '第三目标']],
  // a market order in one word, in both ways of writing Chinese
  ['long at market', ['市价多', '市價多', '市价做多', '市價做多']],
  ['short at market', ['市价空', '市價空', '市价做空', '市價做空']],
  ['long', ['開多', '开多']],
  ['short', ['開空', '开空']],
  ['buy', ['買入', '買進', 'خرید']],
  ['sell', ['賣出', 'فروش']],
  ['entry', ['進場', '入場', 'ورود', 'نقطه ورود']],
  ['stop', ['止損', 'حد ضرر', 'استاپ لاس', 'استاپ']],
  ['target', ['目標']],
  ['leverage', ['槓桿', 'اهرم', 'لوریج']],
  ['price', ['fiyat', 'preço', 'precio', 'prezzo', 'prix', 'preis', 'цена']],
  ['current price', ['şu anki fiyat', 'güncel fiyat', 'preço atual', 'precio actual', 'prix actuel', 'aktueller preis', 'текущая цена']],
  ['current price', ['当前价格', '現價', '现价', 'السعر الحالي']],
];
/** Small letters, with the i of Turkish, whose capitals are I and İ, as any other. */
const fold = (text: string): string => text.toLowerCase().replaceAll('ı', 'i').replaceAll('\u0307', '');
const ENGLISH: ReadonlyMap<string, string> = new Map(
  MEANINGS.flatMap(([english, phrases]) => phrases.map((phrase): [string, string] => [fold(phrase), english])),
);
/** The phrases by their first word, longest first. A post without any of these words is in none of the languages. */
const BY_FIRST_WORD: ReadonlyMap<string, readonly string[]> = [...ENGLISH.keys()]
  .sort((a, b) => b.length - a.length)
  .reduce((known, phrase) => {
    const first = /\p{L}+/u.exec(phrase)?.[0] ?? phrase;
    return known.set(first, [...(known.get(first) ?? []), phrase]);
  }, new Map<string, readonly string[]>());
const WORD = /\p{L}+/gu;
const LETTER = /\p{L}/u;

/** The phrase that begins at `from`, or null: it ends where its last word ends. */
function phraseAt(text: string, from: number, word: string): string | null {
  for (const phrase of BY_FIRST_WORD.get(fold(word)) ?? []) {
    const written = fold(text.slice(from, from + phrase.length)).replaceAll('-', ' ');
    if (written === phrase && !LETTER.test(text.charAt(from + phrase.length))) return phrase;
  }
  return null;
}

/** The text with every phrase in English; the same text where there is none. */
function withPhrases(text: string): string {
  let translated = '';
  let done = 0;
  for (const found of text.matchAll(WORD)) {
    if (found.index < done) continue;
    const phrase = phraseAt(text, found.index, found[0]);
    if (phrase === null) continue;
    translated += text.slice(done, found.index) + (ENGLISH.get(phrase) ?? phrase);
    done = found.index + phrase.length;
  }
  return done === 0 ? text : translated + text.slice(done);
}

/** Reports, doubts, conditions and refusals: the post may be about anything. */
const TALK = new RegExp(
  `(?<!\\p{L})(?:${[
    'geschlossen|schlie(?:ß|ss)en|erreicht|getroffen|ausgestoppt|abgeschlossen|ergebnis|gewinne?|verluste?|vielleicht|falls|wenn|sobald|warten',
    'wartet|abwarten|nicht|kein|keine|nie|noch|könnte|würde|sollte|wir|ich|unser|storniert|gelöscht|ungültig|gestern|ab|über|unter|oberhalb',
    'unterhalb|cerrad[oa]s?|cerrar|cierre|alcanzad[oa]s?|tocad[oa]s?|resultados?|ganancias?|pérdidas?|quizás?|tal vez|si|cuando|esperar|espera',
    'esperen|no|nunca|podría|debería|nosotros|yo|cancelad[oa]s?|cancelar|eliminad[oa]s?|ayer|sobre|debajo|encima|закры\\p{L}*|достигнут\\p{L}*',
    'сработал\\p{L}*|выбит\\p{L}*|результат\\p{L}*|прибыл\\p{L}*|убыт\\p{L}*|возможно|может|если|когда|жд\\p{L}+|не|нет|никогда|мы|я|наш\\p{L}*',
    'clôtur\\p{L}*|clotur\\p{L}*|ferm\\p{L}*|atteint\\p{L}*|touché\\p{L}*|résultats?|gagn\\p{L}*|perdu\\p{L}*|pertes?|gains?|peut|quand|lorsque',
    'attend\\p{L}*|attente|pas|ne|jamais|pourrait|devrait|nous|je|notre|annul\\p{L}*|supprim\\p{L}*|hier|dessus|dessous|cassure|laiss\\p{L}*|après|avant',
    'déjà|chius\\p{L}*|chiud\\p{L}*|raggiunt\\p{L}*|colpit\\p{L}*|risultat\\p{L}*|guadagn\\p{L}*|perdit\\p{L}*|profitto|forse|quando|aspett\\p{L}*|non|mai',
    'potrebbe|dovrebbe|noi|cancellat\\p{L}*|ieri|sopra|sotto|rottura|già|se|dopo|prima|fech\\p{L}*|encerr\\p{L}*|atingid\\p{L}*|alcançad\\p{L}*|resultado',
    'lucros?|prejuízos?|talvez|caso|aguard\\p{L}*|não|nao|poderia|deveria|nós|ontem|acima|abaixo|rompimento|ativad\\p{L}*|realizad\\p{L}*|sugerid\\p{L}*',
    'dinâmico|vigiar|vigilar|posible|possível|primeir[oa]|depois|antes|kapan\\p{L}*|kapat\\p{L}*|ulaş\\p{L}*|gerçekleş\\p{L}*|kâr|zarar|belki|eğer|ise',
    'bekle\\p{L}*|değil|yok|iptal|dün|kırıl\\p{L}*|üzerinde|altında|jangan|tunggu|jika|sudah|tercapai|tutup|ditutup|تم|تحقيق|تحقق|إغلاق|اغلاق|ربح|أرباح',
    'ex[eé]mpl[eo]s?|ejemplos?|esempio|beispiel|örnek|пример\\p{L}*|مثال|simula\\p{L}*|démo|prueba|teste|prova|тест\\p{L}*|симул\\p{L}*|демо|учебн\\p{L}*|deneme|e[xjs][eé][cg]ut\\p{L}*|eseguit\\p{L}*',
    'ausgeführt|исполн\\p{L}*|stopad\\p{L}*|batid[oa]s?|inv[aá]lid\\p{L}*|pendiente|pendente|evit\\p{L}*|poss[ií]\\p{L}*|posib\\p{L}*|möglich\\p{L}*|вероятн\\p{L}*',
    'olası|محتمل|ملغي|ملغى|منتهي|تجريبي|expir[eéa]\\p{L}*|abgelaufen|scadut\\p{L}*|истек\\p{L}*|perdid[oa]s?|archiv\\p{L}*|alt(?:es|e)? signal|surveill\\p{L}*|manqué\\p{L}*',
    'خسارة|إذا|اذا|عند|انتظر|انتظار|لا|ليس|ربما|إلغاء|الغاء|أمس|فوق|تحت|كسر|نتيجة',
    'отмен\\p{L}*|удал\\p{L}+|вчера|выше|ниже|пробо\\p{L}+',
  ]
    .join('|')
    .replaceAll('ı', 'i')})(?!\\p{L})`,
  'iu',
);
/** The same where words stand without blanks. */
const TALK_UNPARTED =
  /示例|例如|模拟|回顾|暂|若|已止|失效|过期|平仓|已平|成交|盈利|亏损|获利|观望|等待|如果|突破|回踩|取消|可能|不要|机会|昨|已到|达到|触发/u;
/** Two short words of Turkish that are words of other languages too: beside its labels they are buy and sell. */
const TURKISH = /(?<!\p{L})(?:giriş|hedef|zarar)(?!\p{L})/iu;
const TURKISH_BUY = /(?<!\p{L})AL(?!\p{L})/gu;
const TURKISH_SELL = /(?<!\p{L})SAT(?!\p{L})/gu;
/** `67 250`: one number with a blank in it, or two. */
const SPACED = /(?<![\d.,])\d{1,3}[ \u00a0]\d{3}(?![\d.,])/;

/** `1,04 a 1,06`: from one price to the other. */
const UP_TO = /(?<=\d) (?:a|até|hasta|bis|до|à) (?=\$?\d)/giu;

/** `text`: the post in English words. Null inside of it: it is talk, or holds numbers that may be one or two. */
export interface Translated {
  readonly text: string | null;
}

/** Null: the post has no word of these languages. */
export function translatePost(text: string): Translated | null {
  // the letter of Cyrillic that looks like the x of 5x
  const latin = text.replaceAll(/(?<=\d ?)[хХ](?!\p{L})/gu, 'x');
  const known = TURKISH.test(fold(latin)) ? latin.replaceAll(TURKISH_BUY, 'buy').replaceAll(TURKISH_SELL, 'sell') : latin;
  const words = withPhrases(known);
  if (words === latin) return null;
  const translated = words.replaceAll(UP_TO, ' - ');
  return { text: TALK.test(fold(translated)) || TALK_UNPARTED.test(text) || SPACED.test(text) ? null : translated };
}

/** Words for "close" that stand in a command of one line, and the words of the position that may stand with them. */
const CLOSES =
  'clôturer|cloturer|fermer|cerrar|cierra|cierre|fechar|encerrar|chiudi|chiudere|schließen|schliessen|закрыть|закрой|平仓|إغلاق|اغلاق|kapat';
const SIDES: ReadonlyMap<string, string> = new Map([
  ...['long', 'largo', 'лонг', '多'].map((word): [string, string] => [word, ' long']),
  ...['short', 'corto', 'шорт', '空'].map((word): [string, string] => [word, ' short']),
]);
const SIDE = [...SIDES.keys()].join('|');
const POSITION = 'posição|posicao|posición|posicion|position|posizione|позицию|pozisyonu|pozisyon|la|a|die|صفقة';
const SYMBOL = '[#$]?([A-Z0-9][A-Z0-9.:/_-]{2,30})';
const CLOSE_LINES: readonly RegExp[] = [
  new RegExp(`^(?:${CLOSES})(?: (?:${POSITION}))*(?: (?<side>${SIDE}))?(?: (?:${POSITION}))? ${SYMBOL}$`, 'iu'),
  new RegExp(`^(?<side>${SIDE}) (?:${CLOSES}) ${SYMBOL}$`, 'iu'),
  new RegExp(`^${SYMBOL}(?: (?:${POSITION}))?(?: (?<side>${SIDE}))? (?:${CLOSES})$`, 'iu'),
  new RegExp(`^平(?<side>[多空]) ?${SYMBOL}$`, 'u'),
];

/** In every one of the words, so that most lines are done with after one look. */
const CLOSE_HINT = /tur|ferm|cerr|cier|fech|chiu|schl|закр|平|غلاق|kapat/i;

/** `Cerrar largo BTCUSDT` → `close long BTCUSDT`; null where it is not written so, and nothing else. */
export function translateClose(line: string): string | null {
  if (line.length > 80 || !CLOSE_HINT.test(line)) return null;
  for (const form of CLOSE_LINES) {
    const found = form.exec(line);
    const symbol = found?.at(-1);
    const name = found?.slice(1).find((part) => part !== undefined && part !== found.groups?.['side']) ?? symbol;
    if (found === null || name === undefined) continue;
    return `close${SIDES.get((found.groups?.['side'] ?? '').toLowerCase()) ?? ''} ${name}`;
  }
  return null;
}

/** The English word for an action in one of these languages, by its small letters; null for any other word. */
export function englishAction(word: string): string | null {
  const small = word.trim().toLowerCase();
  const english = ENGLISH.get(fold(small));
  if (english === 'buy' || english === 'sell' || english === 'long' || english === 'short') return english;
  if (CLOSE_WORDS.has(small)) return 'close';
  return small === '平多' ? 'closelong' : small === '平空' ? 'closeshort' : null;
}
const CLOSE_WORDS: ReadonlySet<string> = new Set(CLOSES.split('|'));
