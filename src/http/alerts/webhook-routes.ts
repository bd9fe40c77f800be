// Owns: the addresses of senders, and for each what is done with an admitted request.

import type { Router } from '@koa/router';
import type { Context, Middleware } from 'koa';
import { SHOWN_TEXT_MAX } from '../../core/model/limits.ts';
import { WEBHOOK_WORDS, type WebhookWord } from '../../core/model/alerts/webhook-words.ts';
import { admitSender, type Admission, type AdmitParts } from '../senders/admit-sender.ts';
import { explainAlert } from './explain-alert.ts';
import type { HttpPorts } from '../http-ports.ts';
import { acceptAlert, type AlertPorts } from './post-alert.ts';
import type { Answer } from '../refusal.ts';
import { sendAnswer, sendToUnread } from '../send-answer.ts';
import { answerOrderStatus, cancelOrder } from './sender-orders.ts';

type Admitted = Admission & { type: 'admitted' };
type Respond = (admitted: Admitted, ctx: Context) => Answer | Promise<Answer>;

/** `?dry_run=1`, or with nothing or whatever else behind it, and however it is spelled (dryRun, dry-run): only a clear no trades. */
function isDryRun(ctx: Context): boolean {
  if (ctx.querystring === '') return false;
  const values = Object.entries(ctx.query).flatMap(([name, value]) => (/^dry[_-]?run$/i.test(name) ? [value ?? ''].flat() : []));
  return !values.every((text) => /^(?:0|false|no|off)$/i.test(text));
}

/** Answers with a short way to the fixed addresses: it comes before the router, which takes longer to find them than all else that HTTP costs us. */
export function webhookRoutes(router: Router, ports: AlertPorts & Pick<HttpPorts, 'explainVerdict'>, parts: AdmitParts): Middleware {
  const fixed = new Map<string, (ctx: Context) => Promise<void>>();
  const post = (path: string, respond: Respond): void => {
    const handle = async (ctx: Context): Promise<void> => {
      const admission = await admitSender(parts, ctx);
      if (admission.type === 'admitted') sendAnswer(ctx, await respond(admission, ctx), ports.redactor);
      else if (admission.isUnread) sendToUnread(ctx, admission.answer, ports.redactor);
      else sendAnswer(ctx, admission.answer, ports.redactor);
    };
    router.post(path, handle);
    if (!path.includes(':')) fixed.set(path, handle);
  };
  const alertOf = ({ opened, proof, address }: Admitted, strategyHint: string | null) => ({ opened, proof, strategyHint, sender: address });

  const takeIn = (admitted: Admitted, ctx: Context, strategyHint: string | null): Promise<Answer> =>
    isDryRun(ctx) ? explainAlert(ports, alertOf(admitted, strategyHint)) : acceptAlert(ports, alertOf(admitted, strategyHint));

  post('/webhook', (admitted, ctx) => takeIn(admitted, ctx, null));
  post('/api/webhook', (admitted, ctx) => takeIn(admitted, ctx, null));
  const ours: Readonly<Record<WebhookWord, Respond>> = {
    test: (admitted) => explainAlert(ports, alertOf(admitted, null)),
    // a dry run is told of the order that it would cancel
    cancel: (admitted, ctx) => (isDryRun(ctx) ? answerOrderStatus : cancelOrder)(ports, { ...admitted, sender: admitted.address }),
    status: (admitted) => answerOrderStatus(ports, { ...admitted, sender: admitted.address }),
  };
  // before that of strategies, which would take them
  for (const word of WEBHOOK_WORDS) post(`/webhook/${word}`, ours[word]);
  post('/webhook/:strategy', (admitted, ctx) => {
    const named = ports.redactor.redact(ctx.params['strategy'] ?? '');
    // One that there is not is kept and told; no name of ours is this long.
    const strategy = named.length <= SHOWN_TEXT_MAX ? named : `${named.slice(0, SHOWN_TEXT_MAX - 1)}…`;
    return takeIn(admitted, ctx, strategy);
  });
  return (ctx, next) => (ctx.method === 'POST' ? fixed.get(ctx.path) : undefined)?.(ctx) ?? next();
}
