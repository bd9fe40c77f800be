// Owns: taking in one alert. Every alert of an authenticated sender goes into the core, also one that was not understood
// (it is kept and shown), and is answered only when it is on disk. Knows no HTTP server: the console's sample button
// calls it too.

import type { Instant, SignalId } from '../../core/model/ids.ts';
import { cleanText } from '../../core/model/clean-text.ts';
import { isClose, type Reading } from '../../core/model/signal.ts';
import { StorageError } from '../../store/dispatch.ts';
import { answerAlert, answerForgotten } from './answer-alert.ts';
import type { FormatInstant } from '../format-instant.ts';
import type { HttpPorts } from '../http-ports.ts';
import { judgeSource, type AlertRequest } from '../senders/judge-source.ts';
import { ANSWER_WAIT_MS_MAX } from '../limits.ts';
import { receiveAlertCommand } from '../senders/open-alert.ts';
import { refuseDenied, type Answer } from '../refusal.ts';
import { refuseUnstored } from './refuse-unstored.ts';
import { tellRefused } from './tell-refused.ts';
import { waitForOutcome } from './wait-for-outcome.ts';

export interface AlertPorts
  extends Pick<HttpPorts, 'dispatcher' | 'settings' | 'clock' | 'randomHex' | 'redactor' | 'history' | 'log' | 'acknowledgements'> {
  readonly formatInstant: FormatInstant;
  readonly answerWaitMs: number;
  /** Aborts when the process stops: nothing new is taken in, and no answer waits any longer. */
  readonly stop: AbortSignal;
}

/** Its sender has a secret of ours, and may have wanted out. The body is of no strategy, and is not kept. */
function tellForeign(
  ports: AlertPorts,
  { opened, proof, sender, strategyHint }: AlertRequest,
  reading: Reading,
  answer: Answer,
): Promise<Answer> {
  const { action, symbol } = reading;
  const strategy = strategyHint ?? reading.strategy;
  const wanted = [action ?? 'no action', ...(symbol === null ? [] : [symbol]), ...(strategy === null ? [] : ['for', strategy])];
  return tellRefused(
    ports,
    {
      what: 'Alert',
      said: `An alert from ${sender} with the secret of ${proof.strategy ?? 'a strategy'} (${cleanText(wanted.join(' '))})`,
      severity: isClose(action) || reading.kind === 'cancel' ? 'error' : 'warning',
      hint: '/positions shows what is held.',
      opened,
    },
    answer,
  );
}

/** Never rejects for anything that a sender or the disk did; faults of ours reject. */
export async function acceptAlert(ports: AlertPorts, request: AlertRequest): Promise<Answer> {
  const receivedAt = ports.clock.now();
  const judged = judgeSource(ports, request);
  if (judged.type === 'refused') return tellForeign(ports, request, judged.reading, judged.answer);
  const { reading, source } = judged;
  const command = receiveAlertCommand(ports, request.opened, reading, source);
  try {
    if (ports.stop.aborted) throw new StorageError('stopping', 'intake is closed');
    const reply = await ports.dispatcher.dispatch(command);
    if (reply.type === 'refused') return refuseDenied(reply.denial, null);
    if (reply.type !== 'signal') throw new Error(`receive_alert ${command.signalId} was answered with ${reply.type}`);
    return await answerSignal(ports, {
      signalId: reply.signalId,
      duplicate: reply.duplicate,
      replayed: reply.duplicate && source.signedHash !== null,
      receivedAt,
      reading,
    });
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return refuseUnstoredAlert(ports, reading, error);
  }
}

/** What can never be used is refused for good: sending it again would not help, though it could not be kept either. */
function refuseUnstoredAlert(ports: AlertPorts, reading: Reading, error: StorageError): Answer {
  ports.log.warn({ err: error, reason: error.reason }, 'an alert could not be stored; its sender has been told');
  return reading.refusal === null ? refuseUnstored(error) : refuseDenied(reading.refusal, null);
}

/** An alert that the core has taken in, or taken for a repeat of an earlier one. */
interface Taken {
  readonly signalId: SignalId;
  readonly duplicate: boolean;
  readonly replayed: boolean;
  readonly receivedAt: Instant;
  readonly reading: Reading;
}

async function answerSignal(ports: AlertPorts, { signalId, duplicate, replayed, receivedAt, reading }: Taken): Promise<Answer> {
  await waitForOutcome(ports, signalId, Math.min(ports.answerWaitMs, ANSWER_WAIT_MS_MAX));
  const now = ports.clock.now();
  const timestamp = ports.formatInstant(now);
  const state = ports.dispatcher.snapshot();
  const signal = state.signals.get(signalId) ?? (await ports.history.readSignal(signalId))?.signal;
  ports.acknowledgements.note(signal?.strategy ?? null, reading.dialect, now - receivedAt);
  if (signal === undefined) return answerForgotten(signalId, timestamp);
  return answerAlert(state, signal, { duplicate, replayed, timestamp });
}
