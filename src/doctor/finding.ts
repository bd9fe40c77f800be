// Owns: one thing that the check-up has looked at.

import type { VenueFinding } from '../brokers/broker.ts';

/** `warning` and `unknown` do not fail the check-up. */
export type Finding = Pick<VenueFinding, 'check' | 'state' | 'detail' | 'remedy'>;

export const ok = (check: string, detail: string): Finding => ({ check, state: 'ok', detail, remedy: null });
export const warning = (check: string, detail: string, remedy: string): Finding => ({ check, state: 'warning', detail, remedy });
export const failed = (check: string, detail: string, remedy: string): Finding => ({ check, state: 'failed', detail, remedy });
export const unknown = (check: string, detail: string, remedy: string | null = null): Finding => ({
  check,
  state: 'unknown',
  detail,
  remedy,
});

export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}`;
};
