// Owns: one step of the engine: decide, let follow what follows, assert. Pure: (state, command, now) → events, state, reply.

import { deny } from '../model/denial.ts';
import type { Instant } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import type { Command, Reply } from './command.ts';
import { decide } from './decide.ts';
import { record, startDraft, tell, type Brought, type Draft } from './draft.ts';
import type { Event } from './event.ts';
import { eventsLeadOut } from './groups/leads-out.ts';
import { checkTransaction, type Violation } from './invariants.ts';
import type { State } from './state.ts';
import { tend } from './tend.ts';
import { withdrawnWords, withdrawRestingEntries } from './entries/withdraw-entries.ts';

export interface Transaction {
  readonly events: readonly Event[];
  readonly state: State;
  readonly reply: Reply;
}

function alarm(draft: Draft, command: Command, violations: readonly Violation[]): void {
  const what = violations.map((each) => `${each.invariant}: ${each.detail}`).join('; ');
  if (draft.state.tradingState !== 'halted') {
    record(draft, { type: 'trading_state_changed', tradingState: 'halted', who: 'Signalman', reason: `failed invariant: ${what}` });
  }
  const withdrawn = withdrawRestingEntries(draft, 'trading was halted by a fault');
  tell(draft, {
    severity: 'alarm',
    groupKey: `invariant:${violations[0]?.invariant ?? ''}`,
    title: 'A fault of ours was stopped',
    text: `${violations.every((each) => each.isOld) ? `${command.type} found broken` : `${command.type} would break`}: ${what}. Entries are halted, exits still pass.${withdrawnWords(withdrawn)}`,
    nextStep: 'Compare /positions with the venue, keep the log, then /unlock.',
  });
}

function broughtBy(command: Command): Brought {
  switch (command.type) {
    case 'price_signal':
    case 'approve':
    case 'halve':
    case 'judge_risk':
      return command;
    default:
      return {};
  }
}

const finish = (draft: Draft, reply: Reply): Transaction => ({ events: draft.events, state: draft.state, reply });

/** A command that breaks an invariant is refused, entries are halted; one that gets people out goes through, with the same alarm. */
export function transact(settings: Settings, state: State, command: Command, now: Instant): Transaction {
  const draft = startDraft(settings, state, now, broughtBy(command));
  const reply = decide(draft, command);
  tend(draft, 0);
  const violations = checkTransaction(state, draft.state, draft.events);
  if (violations.length === 0) return finish(draft, reply);
  // told and halted when it was found: what meets it later goes on, or the exit that is made would never be sent
  const isTold = state.tradingState === 'halted' && violations.every((each) => each.isOld === true);
  if (isTold) return finish(draft, reply);
  if (eventsLeadOut(command, draft.events)) {
    alarm(draft, command, violations);
    return finish(draft, reply);
  }
  const refused = startDraft(settings, state, now);
  alarm(refused, command, violations);
  return finish(refused, { type: 'refused', denial: deny('INVARIANT', violations[0]?.detail ?? 'an invariant would break') });
}
