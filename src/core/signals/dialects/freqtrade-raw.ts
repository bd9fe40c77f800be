// Owns: freqtrade's raw format: one line of text, either a sentence of its samples or its values between bars, the event
// first. Values without names are not guessed: of them only the pair and the direction are read.

import { decimal } from '../../model/decimal.ts';
import { PAIR, readEventWord } from '../copies/copy-event.ts';
import { readCopySentence, type CopySentence } from '../copies/copy-sentence.ts';
import type { Dialect } from './dialect.ts';
import { UNKNOWN_READING } from '../fields/draft-reading.ts';
import { indexFields } from '../fields/field-index.ts';
import type { JsonValue } from '../json/json-value.ts';
import { readCopyEvent } from '../copies/read-copy-event.ts';
import { inText } from '../texts/in-text.ts';

const NAME = 'freqtrade-raw';
const TEXT_MAX = 4_000;
const PARTS_MAX = 60;

/** `entry|7|Binance|BTC/USDT|Long|…` */
function readBars(text: string): CopySentence | null {
  const parts = text.split('|', PARTS_MAX).map((part) => part.trim());
  const [first = '', ...rest] = parts;
  const said = rest.length === 0 ? null : readEventWord(first);
  if (said === null || /^(?:buy|sell|enter)$/i.test(first)) return null;
  if (said.event === 'status') return { event: 'status', fields: indexFields(new Map([['status', rest.join(' ')]])), isWhole: true };
  const pair = rest.find((part) => PAIR.exec(part)?.[0] === part);
  const direction = rest.find((part) => /^(?:long|short)$/i.test(part));
  if (pair === undefined) return null;
  const fields = new Map<string, JsonValue>([['pair', pair]]);
  if (direction !== undefined) fields.set('direction', direction);
  return { event: said.event, fields: indexFields(fields), isWhole: false };
}

function told(text: string): CopySentence | null {
  if (text.length > TEXT_MAX) return null;
  const trimmed = text.trim();
  const bars = readBars(trimmed);
  if (bars !== null) return bars;
  const sentence = readCopySentence(trimmed);
  return sentence?.isWhole === true ? sentence : null;
}

const toldIn = inText(told);

export const freqtradeRaw: Dialect = {
  name: NAME,
  claims: (body) => (toldIn(body) !== null ? 'certain' : 'no'),
  read(body) {
    const sentence = toldIn(body);
    if (sentence === null) return UNKNOWN_READING;
    const reading = readCopyEvent(sentence.fields, sentence.event, [], NAME);
    if (sentence.isWhole || reading.kind !== 'order') return reading;
    const warning = 'Of the values between the bars only pair and direction are read; give them names (format: json) for size and prices.';
    return { ...reading, warnings: [...reading.warnings, warning] };
  },
  examples: [
    {
      body: 'Buying LTC/USDT at 81.5, stake 126 USDT',
      reading: {
        kind: 'order',
        action: 'buy',
        symbol: 'LTC/USDT',
        notional: decimal('126'),
        signalPrice: decimal('81.5'),
        copyEvent: 'entry',
      },
    },
    {
      body: 'entry|19|Kraken|LTC/USDT:USDT|Short|2.0|81.5|3.1',
      reading: { kind: 'order', action: 'sell', symbol: 'LTC/USDT:USDT', quantity: null, limitPrice: null },
    },
    {
      body: 'Exit Order for LTC/USDT filled|at 84.200000.|',
      reading: { kind: 'fill_report', fillPrice: decimal('84.2'), symbol: 'LTC/USDT' },
    },
    { body: 'warning|Dry run is enabled.', reading: { kind: 'status', copyEvent: 'status' } },
  ],
};
