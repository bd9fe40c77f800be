// Owns: what both twins of the webhook share: a Koa route that reads a body, parses it as JSON and answers.

import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Router } from '@koa/router';
import Koa from 'koa';

function readBody(req: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => resolve(Buffer.concat(chunks).toString()));
    req.on('error', reject);
  });
}

/** Listens on a free port of loopback and says so to the parent process. `keep` is waited for before the answer leaves. */
export function serveJsonRoute(keep: (body: string) => Promise<void> | null): void {
  const router = new Router();
  let received = 0;
  router.post('/webhook', async (ctx) => {
    const body = await readBody(ctx.req);
    const alert: { action: string } = JSON.parse(body);
    const kept = keep(body);
    if (kept !== null) await kept;
    received += 1;
    ctx.status = 200;
    ctx.body = {
      success: true,
      status: 'success',
      signal_id: `sg_${received}`,
      message: alert.action,
      timestamp: new Date().toISOString(),
    };
  });
  const app = new Koa();
  app.use(router.routes());
  const server = app.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
}
