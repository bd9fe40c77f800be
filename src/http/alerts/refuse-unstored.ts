// Owns: the answer when the disk could not take it. 503 brings TradingView's alert back after 5 s; any other answer ends it.

import type { StorageError } from '../../store/dispatch.ts';
import { RETRY_AFTER_S } from '../limits.ts';
import { refuse, type Answer } from '../refusal.ts';

export const refuseUnstored = (error: StorageError): Answer =>
  refuse(error.reason === 'stopping' ? 'STOPPING' : 'NOT_STORED', { headers: { 'Retry-After': String(RETRY_AFTER_S) } });
