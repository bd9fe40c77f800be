// Owns: the step between "this sender has proved itself" and "this is what it says": does its proof open that?

import { findAlert, strategiesOf } from '../../core/engine/find-alert.ts';
import { findWaiting } from '../../core/engine/entries/cancel-waiting.ts';
import { findOrder, findWorking } from '../../core/engine/find-order.ts';
import type { State } from '../../core/engine/state.ts';
import { strategyName } from '../../core/model/ids.ts';
import type { Reading } from '../../core/model/signal.ts';
import type { Proof } from './authenticate.ts';
import type { HttpPorts } from '../http-ports.ts';
import { readAlert, type AlertSource, type OpenedAlert } from './open-alert.ts';
import { openedStrategy } from './opened-strategy.ts';
import { refuse, type Answer } from '../refusal.ts';

/** An alert whose sender has proved itself. */
export interface AlertRequest {
  readonly opened: OpenedAlert;
  readonly proof: Proof;
  /** From the URL. */
  readonly strategyHint: string | null;
  /** Shown to people as the sender: a network address, or "console". */
  readonly sender: string;
}

export type JudgedSource =
  | { readonly type: 'sourced'; readonly reading: Reading; readonly source: AlertSource }
  | { readonly type: 'refused'; readonly reading: Reading; readonly answer: Answer };

/** Whose order a cancel names: that of an order, or those of an alert, whose legs may be of several strategies. */
function canceledBy(state: State, id: string): readonly (string | null)[] {
  const order = findOrder(state, id);
  if (order !== null) return [order.strategy];
  const alert = findWaiting(state, id) ?? findAlert(state, id);
  return alert === null ? findWorking(state, id).map(({ strategy }) => strategy) : strategiesOf(state, alert);
}

/** The ids that it cancels by, in its legs too. */
const namedCancels = (reading: Reading): readonly string[] =>
  [reading, ...reading.legs].flatMap(({ kind, orderId }) => (kind === 'cancel' && orderId !== null ? [orderId] : []));

/** The reading, and the strategy that the proof opens for it; or the refusal of a secret that belongs to another strategy. */
export function judgeSource(ports: Pick<HttpPorts, 'dispatcher' | 'settings' | 'redactor'>, request: AlertRequest): JudgedSource {
  const reading = readAlert(request.opened, ports, request.strategyHint ?? request.proof.strategy);
  // Alerts also carry names that are none of ours, such as the title of a script: those name no strategy.
  const isOurs = reading.strategy !== null && ports.settings.strategies.has(strategyName(reading.strategy));
  const canceled = namedCancels(reading).flatMap((id) => canceledBy(ports.dispatcher.snapshot(), id));
  const opened = openedStrategy(request.proof, request.strategyHint, [isOurs ? reading.strategy : null, ...canceled]);
  if (opened.type === 'closed') return { type: 'refused', reading, answer: refuse('SECRET_OF_OTHER_STRATEGY') };
  const source: AlertSource = {
    origin: { type: 'webhook', sender: request.sender },
    strategyHint: opened.strategyHint,
    // Whoever has a secret of their own is another sender: behind a proxy all of them come from one address.
    rateKey: request.proof.strategy === null ? request.sender : `${request.sender} ${request.proof.strategy}`,
    signedHash: request.proof.signedHash,
  };
  return { type: 'sourced', reading, source };
}
