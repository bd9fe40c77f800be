// Owns: what anyone may ask: who this is, whether it lives, whether it should get traffic, how an alert is written.

import type { Router } from '@koa/router';
import type { FormatInstant } from './format-instant.ts';
import type { HttpPorts } from './http-ports.ts';
import { nativeAlertJsonSchema } from './alerts/native-alert-schema.ts';
import { sendAnswer } from './send-answer.ts';
import { readTemplateQuery, TEMPLATE_PAGE_POLICY, templatePage } from './admin/template-page.ts';

export function publicRoutes(
  router: Router,
  ports: Pick<HttpPorts, 'clock' | 'version' | 'readiness' | 'redactor'> & {
    readonly formatInstant: FormatInstant;
    readonly stop: AbortSignal;
    readonly publicUrl: string | null;
  },
): void {
  const reasonsNotReady = (): readonly string[] => [...(ports.stop.aborted ? ['Signalman is stopping'] : []), ...ports.readiness()];

  router.get('/', (ctx) => {
    const status = ports.stop.aborted ? 'stopping' : 'running';
    sendAnswer(ctx, { status: 200, body: { service: 'signalman', version: ports.version, status } }, ports.redactor);
  });

  // Touches nothing that could block: it says that the process answers, and no more.
  router.get('/health', (ctx) => {
    const timestamp = ports.formatInstant(ports.clock.now());
    sendAnswer(ctx, { status: 200, isRedacted: true, body: { status: 'healthy', timestamp } }, ports.redactor);
  });

  router.get('/schema.json', (ctx) => {
    sendAnswer(ctx, { status: 200, isRedacted: true, body: nativeAlertJsonSchema() }, ports.redactor);
    ctx.type = 'application/schema+json; charset=utf-8';
  });

  router.get('/template', (ctx) => {
    ctx.set('Content-Security-Policy', TEMPLATE_PAGE_POLICY);
    ctx.body = templatePage(readTemplateQuery(ctx.query), ports.publicUrl ?? `http://${ctx.host}`);
    ctx.type = 'text/html; charset=utf-8';
  });

  router.get('/ready', (ctx) => {
    const reasons = reasonsNotReady();
    const isReady = reasons.length === 0;
    sendAnswer(ctx, { status: isReady ? 200 : 503, body: { status: isReady ? 'ready' : 'not_ready', reasons } }, ports.redactor);
  });
}
