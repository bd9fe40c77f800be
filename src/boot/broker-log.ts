// Owns: how a broker writes into the log: an event with its account.

import type { AccountName } from '../core/model/ids.ts';
import type { Log } from '../log.ts';

export type BrokerLog = (event: string, detail: Record<string, unknown>) => void;

export const brokerLog =
  (log: Log) =>
  (account: AccountName): BrokerLog =>
  (event, detail) =>
    log.info({ ...detail, account }, event);
