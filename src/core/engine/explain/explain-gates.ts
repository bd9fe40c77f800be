// Owns: what the gates looked at, in words, for whoever asks how an entry is judged. (The gates themselves say only why they refuse:
// they stand in the way of every alert.)

import { PENDING_APPROVALS_MAX } from '../../model/limits.ts';
import type { Instant } from '../../model/ids.ts';
import type { Settings, Strategy } from '../../model/settings.ts';
import type { Reading } from '../../model/signal.ts';
import type { State } from '../state.ts';
import { strategyRateKey } from '../strategy-rate-key.ts';

export interface GateSubject {
  readonly settings: Settings;
  readonly state: State;
  readonly strategy: Strategy;
  readonly reading: Reading;
  readonly rateKey: string | null;
  readonly now: Instant;
}

const seconds = (ms: number): string => `${Math.round(ms / 1_000)} s`;

function ageShown({ strategy, reading, now }: GateSubject): string {
  const limits = [strategy.maxLagMs, reading.maxLagMs].filter((limit) => limit !== null);
  const age =
    reading.sentAt === null ? 'it says no time: its age counts from its receipt' : `${seconds(Math.max(0, now - reading.sentAt))} old`;
  return `${age}; ${limits.length === 0 ? 'no max_lag' : `at most ${seconds(Math.min(...limits))}`}`;
}

function rateShown({ settings, state, strategy, rateKey, now }: GateSubject): string {
  if (rateKey === null) return 'what a person does is not counted';
  const minute = Math.floor(now / 60_000);
  const countOf = (key: string): number => {
    const rate = state.entryRates.get(key);
    return rate?.minute === minute ? rate.count : 0;
  };
  const max = settings.entriesPerMinuteMax;
  return `${countOf(rateKey)} of ${max} in this minute from ${rateKey}, ${countOf(strategyRateKey(strategy.name))} of ${max} for ${strategy.name}`;
}

const cardsShown = ({ state }: GateSubject): string => `${state.entriesWaiting} of ${PENDING_APPROVALS_MAX} wait`;

const SHOWN: Readonly<Record<string, (subject: GateSubject) => string>> = {
  'trading is active': () => 'entries pass',
  'strategy is not paused': ({ strategy }) => `${strategy.name} is running`,
  'alert is fresh': ageShown,
  'rate of entries': rateShown,
  'open cards': cardsShown,
};

/** For the gate of this name; "passed" where there is nothing to show. */
export const gateShown = (check: string, subject: GateSubject): string => SHOWN[check]?.(subject) ?? 'passed';
