// Owns: what TradingView sends for an alert on a price, by default: "LTCUSDT Crossing 82.50". It tells what the market
// did and asks for nothing. Invariant: it never trades.

import { decimal } from '../../model/decimal.ts';
import type { Dialect } from './dialect.ts';
import { finishReading, newDraft, UNKNOWN_READING } from '../fields/draft-reading.ts';
import { readNumber } from '../fields/read-number.ts';
import { isSymbolShaped } from '../symbols/read-symbol.ts';
import { inText } from '../texts/in-text.ts';

const NAME = 'tradingview_price_alert';
const TEXT_MAX = 200;
/** `SYMBOL, 15 Crossing Up 100`: the condition stands right behind the symbol. */
const SENTENCE =
  /^(\S{2,40}?)(?:, ?\w{1,5})? (?:crossing(?: up| down)?|greater than|less than|entering channel|exiting channel|inside channel|outside channel|moving (?:up|down)(?: %)?)(?: (.{1,120}))?$/i;

function readSentence(text: string): { readonly symbol: string; readonly level: string } | null {
  const line = text.trim();
  if (line.length > TEXT_MAX || /[\r\n]/.test(line)) return null;
  const [, first = '', behind = ''] = SENTENCE.exec(line) ?? [];
  // `RSI crossing 70 on LTCUSDT`: what crosses is no symbol
  const [, level = behind, symbol = first] = /^(\S{1,40}) on ([A-Z0-9.:!_/-]{2,40})(?:, ?\w{1,5})?$/.exec(behind) ?? [];
  return isSymbolShaped(symbol) && symbol === symbol.toUpperCase() ? { symbol, level: symbol === first ? level : '' } : null;
}

const sentenceIn = inText(readSentence);

export const tradingviewPriceAlert: Dialect = {
  name: NAME,
  claims: (body) => (sentenceIn(body) !== null ? 'certain' : 'no'),
  read(body) {
    const sentence = sentenceIn(body);
    if (sentence === null) return UNKNOWN_READING;
    const draft = newDraft(NAME);
    draft.kind = 'status';
    draft.symbol = sentence.symbol;
    const level = readNumber(sentence.level);
    if (level.type === 'number') draft.signalPrice = level.value;
    return finishReading(draft);
  },
  examples: [
    {
      body: 'LTCUSDT Crossing 82.50',
      reading: { kind: 'status', action: null, side: null, symbol: 'LTCUSDT', quantity: null, signalPrice: decimal('82.5') },
    },
    { body: 'NASDAQ:QQQ, 60 Crossing Down 512.3', reading: { kind: 'status', symbol: 'NASDAQ:QQQ', limitPrice: null } },
    { body: 'RSI crossing 70 on LTCUSDT', reading: { kind: 'status', symbol: 'LTCUSDT', signalPrice: null } },
    { body: 'LTCUSDT.P Moving Up % 5.00 in 3 bars', reading: { kind: 'status', symbol: 'LTCUSDT.P', quantity: null, percent: null } },
  ],
};
