// Owns: trade commands of TV-Hub: switches for what is done (isBuy, isSell, isClose with closeLong or closeShort) and how (isMarket,
// isLimit with price). Invariant: of its many fields an entry may carry only those that are read here; an exit passes with any.

import { decimal } from '../../model/decimal.ts';
import type { Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import { editFields } from '../fields/edit-fields.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { isSet, shownKey } from '../fields/field-set.ts';
import { readOrder } from '../order/read-order.ts';
import { refusedReading } from '../fields/refused-reading.ts';

const NAME = 'tv_hub';
const SWITCHES = 'isbuy issell isclose closelong closeshort ismarket islimit cancelallorders'.split(' ');
/** What an entry may carry beside the switches: where, for whom, when. */
const KNOWN: ReadonlySet<string> = new Set([
  ...SWITCHES,
  ...'exchange pair token apikey price leverage alerttimestamp postonly comment strategy timeinforce broadcastsignal'.split(' '),
]);
const ENTRIES: ReadonlySet<string | null> = new Set(['buy', 'sell']);

function actionOf(isOn: (name: string) => boolean): string | null {
  const [buys, sells, closes] = [isOn('isbuy'), isOn('issell'), isOn('isclose')];
  if ([buys, sells, closes].filter(Boolean).length > 1) return null;
  if (buys) return 'buy';
  if (sells) return 'sell';
  const [long, short] = [isOn('closelong'), isOn('closeshort')];
  if (closes) return long === short ? 'close' : long ? 'close_long' : 'close_short';
  return isOn('cancelallorders') ? 'cancel' : null;
}

function read(index: FieldIndex): Reading {
  const { byName } = index;
  const isOn = (name: string): boolean => isSet(byName.get(name)?.value ?? null);
  const action = actionOf(isOn);
  const edited = editFields(index, {
    // isMarket is looked at with the type: off beside none, and on beside a limit, there is no one reading
    drop: new Set([...SWITCHES.filter((name) => name !== 'ismarket' && (name !== 'cancelallorders' || action === 'cancel')), 'apikey']),
    add: [
      ['action', action],
      ['order_type', isOn('islimit') ? 'limit' : isOn('ismarket') ? 'market' : null],
    ],
  });
  const reading = readOrder(edited, NAME);
  const unread = [...byName].find(([name, { value }]) => !KNOWN.has(name) && isSet(value));
  const isEntry = ENTRIES.has(reading.action) || reading.action === 'multi';
  if (!isEntry || unread === undefined) return reading;
  const message = `${shownKey(unread[1].key)} of TV-Hub is not read, and without it the entry would be another one.`;
  return refusedReading(reading, 'UNSUPPORTED', message, 'Leave it out, and set size and protection in the strategy of config.yaml.');
}

function isItsOwn(index: FieldIndex): boolean {
  const { byName } = index;
  const hasSwitch =
    ['isbuy', 'issell', 'isclose'].some((name) => byName.has(name)) || (byName.has('cancelallorders') && byName.has('apikey'));
  return hasSwitch && byName.has('pair') && byName.has('token');
}

export const tvHub = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"exchange":"bybit","pair":"LTCUSDT","token":"example-of-a-secret","apiKey":"desk","isSell":true,"isLimit":true,"price":85.5,"leverage":3}',
    reading: {
      action: 'sell',
      symbol: 'LTCUSDT',
      exchange: 'bybit',
      orderType: 'limit',
      limitPrice: decimal('85.5'),
      leverage: decimal('3'),
    },
  },
  {
    body: '{"exchange":"bybit","pair":"LTCUSDT","token":"example-of-a-secret","apiKey":"desk","isClose":true,"closeShort":true}',
    reading: { action: 'close_short', symbol: 'LTCUSDT' },
  },
  {
    body: '{"exchange":"bybit","pair":"LTCUSDT","token":"example-of-a-secret","apiKey":"desk","isBuy":false,"cancelAllOrders":true}',
    reading: { kind: 'cancel', symbol: 'LTCUSDT' },
  },
]);
