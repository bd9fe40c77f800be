// Owns: from a text, as a sender posts it, to its reading.

import type { Reading } from '../../src/core/model/signal.ts';
import { asEntry } from '../../src/core/signals/fields/refused-reading.ts';
import { parseAlert } from '../../src/core/signals/parse-alert.ts';
import { readBody } from '../../src/core/signals/fields/read-body.ts';

/** As it stands where nothing is held: levels that cannot be entered with refuse it. */
export const readAlert = (text: string): Reading => asEntry(parseAlert(readBody(new TextEncoder().encode(text))));

/** A TradingView alert with these fields beside buy and BTCUSDT; undefined leaves a field out. */
export const readFields = (fields: Record<string, unknown>): Reading =>
  readAlert(JSON.stringify({ action: 'buy', symbol: 'BTCUSDT', ...fields }));
