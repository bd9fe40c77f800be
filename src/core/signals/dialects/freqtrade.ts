// Owns: the events of another bot's trades as JSON or form: freqtrade's webhook in every way that its users configure it,
// and bots that copied its names. The event stands in a field (`type`, `action`, `command` …) or in a sentence (`value1`,
// `text`, `message`); where words are used that others use too, fields of a trade must stand beside them.

import { decimal } from '../../model/decimal.ts';
import type { CopyEvent } from '../../model/signal.ts';
import { readEventSentence, readEventWord } from '../copies/copy-event.ts';
import { readCopySentence } from '../copies/copy-sentence.ts';
import type { Dialect } from './dialect.ts';
import { UNKNOWN_READING } from '../fields/draft-reading.ts';
import { editFields } from '../fields/edit-fields.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import type { ReadableBody } from '../fields/read-body.ts';
import { readCopyEvent } from '../copies/read-copy-event.ts';
import { isSecretName } from '../fields/secret-in-body.ts';

const NAME = 'freqtrade';
const EVENT_NAMES: readonly string[] = [
  'type',
  'action',
  'event',
  'eventtype',
  'command',
  'messagetype',
  'msgtype',
  'alerttype',
  'rpctype',
];
const SENTENCE_NAMES: readonly string[] = ['value1', 'message', 'text', 'content', 'msg', 'title'];
/** Fields of a trade that only a bot has. */
const MARKS: readonly string[] = 'tradeid stakeamount stakecurrency openrate closerate entertag buytag profitratio'.split(' ');
/** Why it was left is told by others, too; of a pair by bots. */
const PAIR_MARKS: readonly string[] = ['exitreason', 'sellreason', 'exittag'];

interface Told {
  readonly event: CopyEvent;
  readonly fields: FieldIndex;
  /** Names that said the event. */
  readonly taken: readonly string[];
}

const textAt = ({ byName }: FieldIndex, name: string): string | null => {
  const value = byName.get(name)?.value;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
};

/** Said by one word in a field. */
function toldByWord(index: FieldIndex): Told | null {
  const has = (name: string): boolean => index.byName.has(name);
  const isMarked = MARKS.some(has) || (has('pair') && PAIR_MARKS.some(has));
  for (const name of EVENT_NAMES) {
    const text = textAt(index, name);
    const said = text === null ? null : readEventWord(text);
    if (said === null || (name === 'action' && !said.isOwn && /^(?:buy|sell)$/i.test(text ?? ''))) continue;
    const isStatus = said.event === 'status' && textAt(index, 'status') !== null && !index.byName.has('symbol');
    if (said.isOwn || isMarked || isStatus) return { event: said.event, fields: index, taken: [name] };
  }
  return null;
}

/** Said by a sentence: the three values of the sample, or one text with or without fields of the trade beside it. */
function toldBySentence(index: FieldIndex): Told | null {
  for (const name of SENTENCE_NAMES) {
    const text = textAt(index, name);
    const event = text === null ? null : readEventSentence(text);
    if (text === null || event === null) continue;
    const values = name === 'value1' ? ['value1', 'value2', 'value3'].flatMap((each) => textAt(index, each) ?? []) : [text];
    const sentence = readCopySentence(values.join(' | '));
    const others = [...index.byName.keys()].filter((each) => !isSecretName(each) && each !== name && !/^value\d$/.test(each));
    // alone, the sentence must say it all; beside fields it names the event
    if (others.length === 0 && sentence?.isWhole !== true) continue;
    const add = sentence === null ? [] : [...sentence.fields.byName.values()].map(({ key, value }) => [key, value] as const);
    const said = add.filter(([key]) => others.length === 0 || (key === 'pair' && !index.byName.has('pair') && !index.byName.has('symbol')));
    return { event, fields: editFields(index, { drop: new Set(['value1', 'value2', 'value3', name]), add: said }), taken: [] };
  }
  return null;
}

const indexOf = (body: ReadableBody): FieldIndex | null => (body.type === 'text' ? null : body.index);
const toldIn = (index: FieldIndex): Told | null => toldByWord(index) ?? toldBySentence(index);

export const freqtrade: Dialect = {
  name: NAME,
  claims(body) {
    const index = indexOf(body);
    return index !== null && toldIn(index) !== null ? 'certain' : 'no';
  },
  read(body) {
    const index = indexOf(body);
    const told = index === null ? null : toldIn(index);
    return told === null ? UNKNOWN_READING : readCopyEvent(told.fields, told.event, told.taken, NAME);
  },
  examples: [
    {
      body: '{"type":"entry","trade_id":"19","exchange":"Kraken","pair":"LTC/USDT:USDT","direction":"Short","leverage":"2.0","limit":"81.5","open_rate":"81.5","amount":"3.1","stake_amount":"126.3","stake_currency":"USDT","order_type":"limit","current_rate":"81.4","enter_tag":"None"}',
      reading: {
        kind: 'order',
        action: 'sell',
        side: 'sell',
        symbol: 'LTC/USDT:USDT',
        quantity: decimal('3.1'),
        notional: decimal('126.3'),
        orderType: 'limit',
        limitPrice: decimal('81.5'),
        leverage: decimal('2'),
        positionSide: 'short',
        copyEvent: 'entry',
        tradeId: '19',
      },
    },
    {
      body: '{"action":"exit_fill","pair":"LTC/USDT","amount":"3.1","price":"84.20","profit_ratio":"0.033"}',
      reading: {
        kind: 'fill_report',
        symbol: 'LTC/USDT',
        side: 'sell',
        fillPrice: decimal('84.2'),
        fillQuantity: decimal('3.1'),
        copyEvent: 'exit_fill',
      },
    },
    {
      body: '{"action":"exit","pair":"LTC/USDT","direction":"long","amount":"3.1","price":"84.20","exit_reason":"roi"}',
      reading: {
        kind: 'order',
        action: 'close_long',
        quantity: decimal('3.1'),
        signalPrice: decimal('84.2'),
        limitPrice: null,
        copyEvent: 'exit',
      },
    },
    {
      body: 'type=exit_cancel&trade_id=19&pair=LTC%2FUSDT&direction=Long&reason=timeout',
      reading: { kind: 'cancel', copyEvent: 'exit_cancel', tradeId: '19' },
    },
    {
      body: 'value1=Buying+LTC%2FUSDT&value2=limit+81.50000000&value3=126.30000000+USDT',
      reading: {
        kind: 'order',
        action: 'buy',
        symbol: 'LTC/USDT',
        limitPrice: decimal('81.5'),
        notional: decimal('126.3'),
        copyEvent: 'entry',
      },
    },
    { body: '{"action":"status","status":"stopped"}', reading: { kind: 'status', action: null, copyEvent: 'status', comment: 'stopped' } },
    { body: '{"text":"Status: running"}', reading: { kind: 'status', copyEvent: 'status' } },
  ],
};
