// Owns: the words of posted signals in German, Spanish and Russian, as the English ones that the reader of posts knows. A post
// that has one of them is read with the same strictness; what tells of results, doubts or waits in these languages is no signal.
// Invariants: "kurzfristig" and "corto plazo" say how long, never which side; work linear in the length.

/** What each phrase says; the empty word says nothing that is traded. Blanks stand for blanks and hyphens. */
const MEANINGS: readonly (readonly [english: string, phrases: readonly string[]])[] = [
  ['buy', ['kaufen', 'kauf', 'kaufe', 'comprar', 'compra', 'compre', 'покупка', 'покупаем', 'купить', 'покупать']],
  ['sell', ['verkaufen', 'verkauf', 'verkaufe', 'vender', 'venta', 'vende', 'продажа', 'продаем', 'продаём', 'продать', 'продавать']],
  ['long', ['largo', 'en largo', 'лонг']],
  ['short', ['corto', 'en corto', 'шорт']],
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
  ['signal', ['señal', 'сигнал']],
];
const ENGLISH: ReadonlyMap<string, string> = new Map(
  MEANINGS.flatMap(([english, phrases]) => phrases.map((phrase): [string, string] => [phrase, english])),
);
/** A post without any of these is in none of the languages. */
const FIRST_WORDS: ReadonlySet<string> = new Set([...ENGLISH.keys()].flatMap((phrase) => phrase.split(' ', 1)));
const WORD = /\p{L}+/gu;
const longestFirst = [...ENGLISH.keys()].sort((a, b) => b.length - a.length).map((phrase) => phrase.replaceAll(' ', '[ -]'));
const PHRASE = new RegExp(`(?<!\\p{L})(?:${longestFirst.join('|')})(?!\\p{L})`, 'giu');

/** Reports, doubts, conditions and refusals: the post may be about anything. */
const TALK = new RegExp(
  `(?<!\\p{L})(?:${[
    'geschlossen|schlie(?:ß|ss)en|erreicht|getroffen|ausgestoppt|abgeschlossen|ergebnis|gewinne?|verluste?|vielleicht|falls|wenn|sobald|warten',
    'wartet|abwarten|nicht|kein|keine|nie|noch|könnte|würde|sollte|wir|ich|unser|storniert|gelöscht|ungültig|gestern|ab|über|unter|oberhalb',
    'unterhalb|cerrad[oa]s?|cerrar|cierre|alcanzad[oa]s?|tocad[oa]s?|resultados?|ganancias?|pérdidas?|quizás?|tal vez|si|cuando|esperar|espera',
    'esperen|no|nunca|podría|debería|nosotros|yo|cancelad[oa]s?|cancelar|eliminad[oa]s?|ayer|sobre|debajo|encima|закры\\p{L}*|достигнут\\p{L}*',
    'сработал\\p{L}*|выбит\\p{L}*|результат\\p{L}*|прибыл\\p{L}*|убыт\\p{L}*|возможно|может|если|когда|жд\\p{L}+|не|нет|никогда|мы|я|наш\\p{L}*',
    'отмен\\p{L}*|удал\\p{L}+|вчера|выше|ниже|пробо\\p{L}+',
  ].join('|')})(?!\\p{L})`,
  'iu',
);
/** `67 250`: one number with a blank in it, or two. */
const SPACED = /(?<![\d.,])\d{1,3}[ \u00a0]\d{3}(?![\d.,])/;

/** `text`: the post in English words. Null inside of it: it is talk, or holds numbers that may be one or two. */
export interface Translated {
  readonly text: string | null;
}

const isForeign = (text: string): boolean =>
  text
    .toLowerCase()
    .match(WORD)
    ?.some((word) => FIRST_WORDS.has(word)) === true;

/** Null: the post has no word of these languages. */
export function translatePost(text: string): Translated | null {
  if (!isForeign(text)) return null;
  // the letter of Cyrillic that looks like the x of 5x
  const latin = text.replaceAll(/(?<=\d ?)[хХ](?!\p{L})/gu, 'x');
  const translated = latin.replaceAll(PHRASE, (phrase) => ENGLISH.get(phrase.toLowerCase().replaceAll('-', ' ')) ?? phrase);
  return translated === latin ? null : { text: TALK.test(translated) || SPACED.test(text) ? null : translated };
}
