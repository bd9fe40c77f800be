// Owns: whose contracts a size counts. They are no lots of a broker: the exchange that lists them says how much one of them is.

import { isInverseName } from '../../model/markets/unit-size.ts';
import type { Reading } from '../../model/signal.ts';

/** What the sender calls its lots are contracts of `exchange` (by ccxt's name), or sums of money where the symbol names no stable coin. */
export const inContracts = (reading: Reading, exchange: string, isInverse = isInverseName(reading.symbol)): Reading =>
  reading.quantityUnit !== 'lots' ? reading : { ...reading, quantityUnit: 'contracts', contractsOf: isInverse ? null : exchange };
