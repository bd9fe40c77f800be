// Owns: what people are told of a request that HTTP refused to a sender with a secret: nobody reads the answer that a sender gets.

import type { NotificationId } from '../../core/model/ids.ts';
import type { Severity } from '../../core/model/notification.ts';
import { maskSecrets } from '../../core/signals/fields/secret-in-body.ts';
import { StorageError } from '../../store/dispatch.ts';
import type { HttpPorts } from '../http-ports.ts';
import type { Answer } from '../refusal.ts';
import type { OpenedAlert } from '../senders/open-alert.ts';

interface Refused {
  readonly what: 'Alert' | 'Cancel';
  /** What was refused, as a sentence begins. */
  readonly said: string;
  readonly severity: Severity;
  readonly hint: string;
  readonly opened: OpenedAlert;
}

type Ports = Pick<HttpPorts, 'dispatcher' | 'randomHex' | 'redactor' | 'log'>;

/** The answer, when it is told; it leaves all the same where that cannot be stored. */
export async function tellRefused(ports: Ports, { what, said, severity, hint, opened }: Refused, answer: Answer): Promise<Answer> {
  const { code, error, remedy } = answer.body;
  const masked = (text: string): string => ports.redactor.redact(maskSecrets(text, opened.secrets));
  try {
    await ports.dispatcher.dispatch({
      type: 'notify',
      notificationId: `n_${ports.randomHex(16)}` as NotificationId,
      severity,
      groupKey: `${what.toLowerCase()}-refused:${String(code)}`,
      title: `${what} refused: ${String(code)}`,
      text: masked(`${said} was refused: ${String(error)}`),
      nextStep: `${String(remedy)} ${hint}`,
    });
  } catch (failure) {
    if (!(failure instanceof StorageError)) throw failure;
    ports.log.warn({ err: failure, code }, `${what} refused, and that could not be stored for the chat`);
  }
  return answer;
}
