// Owns: POST /webhook/test: what an alert means and what would happen to it now. Reads, and never dispatches. Its status is
// that of /webhook for what is wrong with the alert itself; what only holds back an entry now shows in the verdict alone.

import type { Verdict } from '../../core/engine/explain/explain-verdict.ts';
import { asEntry } from '../../core/signals/fields/refused-reading.ts';
import { readingToJson } from '../../core/signals/explain-reading.ts';
import { DENIALS, type Denial } from '../../core/model/denial.ts';
import type { Reading } from '../../core/model/signal.ts';
import { alertType } from './answer-alert.ts';
import type { HttpPorts } from '../http-ports.ts';
import { judgeSource, type AlertRequest } from '../senders/judge-source.ts';
import { receiveAlertCommand } from '../senders/open-alert.ts';
import type { AlertPorts } from './post-alert.ts';
import { refuseDenied, type Answer } from '../refusal.ts';

/** What only holds an entry back now may pass in a minute; a close of nothing is no fault. */
const isRefusal = (denial: Denial, heldBack: boolean): boolean => !heldBack && DENIALS[denial.code].status !== 200;

/**
 * What the alert says is understood, and only config.yaml does not say enough to trade it (how much a lot is, what a bare
 * `sl=20` counts): that is about the strategy, not about the alert, as a missing size is. Null: there is nothing of the kind.
 */
const refusedByRules = (judged: Reading, completed: Reading): Denial | null =>
  asEntry(judged).kind === 'order' ? completed.refusal : null;

const verdictJson = ({ would, checks, denial }: Verdict): Record<string, unknown> => ({
  would,
  checks,
  ...(denial === null ? {} : { code: denial.code, message: denial.message, remedy: denial.remedy }),
});

const WOULD: Readonly<Record<Verdict['would'], string>> = {
  execute: 'This would be executed',
  ask: 'This would be shown in the chat for approval',
  deny: 'This would be denied now',
};

/** What is told of a trade is no order: nothing would come of it. */
const wouldOf = ({ kind }: Reading, { would }: Verdict): string =>
  would === 'execute' && (kind === 'status' || kind === 'fill_report') ? 'This would be noted; it asks for nothing' : WOULD[would];

export async function explainAlert(ports: AlertPorts & Pick<HttpPorts, 'explainVerdict'>, request: AlertRequest): Promise<Answer> {
  const judged = judgeSource(ports, request);
  if (judged.type === 'refused') return judged.answer;
  const command = receiveAlertCommand(ports, request.opened, judged.reading, judged.source);
  const now = ports.clock.now();
  const verdict = await ports.explainVerdict(command);
  const reading = verdict.reading ?? judged.reading;
  const byRules = refusedByRules(judged.reading, reading);
  const kind = byRules === null ? reading.kind : judged.reading.kind;
  const explained = { ...readingToJson(reading), kind, instrument: verdict.symbol, verdict: verdictJson(verdict) };

  const denial = reading.refusal ?? verdict.denial;
  if (denial !== null && isRefusal(denial, byRules !== null || (reading.refusal === null && verdict.heldBack))) {
    const refused = refuseDenied(denial, null);
    return { ...refused, body: { ...explained, ...refused.body } };
  }
  return {
    status: 200,
    body: {
      ...explained,
      success: true,
      status: 'success',
      queued: false,
      signal_id: null,
      alertType: alertType(reading),
      message: `${wouldOf(reading, verdict)}; nothing was stored or sent`,
      timestamp: ports.formatInstant(now),
      results: [],
    },
  };
}
