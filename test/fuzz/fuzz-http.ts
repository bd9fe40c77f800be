// Owns: mutated bodies through real HTTP into the whole application: every request is answered, none with a 5xx.

import { request as httpRequest, Agent } from 'node:http';
import { WEBHOOK_SECRET } from '../app-client.ts';
import { House } from '../e2e/house.ts';
import { mutatedBody } from './mutate-body.ts';
import { createRandom, type Random } from './random.ts';

/** A sender has given up long before. */
const HANG_MS = 15_000;
const CONNECTIONS = 8;
const PROBLEMS_MAX = 20;
const PATHS: readonly string[] = ['/webhook', '/webhook', '/webhook/default', '/api/webhook', '/webhook/test'];
const TYPES: readonly string[] = ['application/json', 'text/plain; charset=utf-8', 'application/x-www-form-urlencoded', 'text/html'];

export interface HttpFuzz {
  readonly requests: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
}

interface Sent {
  readonly path: string;
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

const draw = (random: Random): Sent => ({ path: random.pick(PATHS), type: random.pick(TYPES), body: mutatedBody(random) });

/** The status of the answer; fails where none comes. */
function send(url: string, agent: Agent, { path, type, body }: Sent): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'X-Webhook-Secret': WEBHOOK_SECRET, 'Content-Type': type, 'Content-Length': body.length };
    const request = httpRequest(url + path, { method: 'POST', agent, headers, timeout: HANG_MS }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error(`no answer in ${HANG_MS} ms`)));
    request.on('error', reject);
    request.end(body);
  });
}

/** Sends `requests` of them over a few connections, or as many as there is time for. */
export async function fuzzHttp(seed: number, requests: number, untilMs: number = Number.POSITIVE_INFINITY): Promise<HttpFuzz> {
  const random = createRandom(seed);
  const statuses: Record<string, number> = {};
  const problems: string[] = [];
  const house = await House.open({ env: { LOG_LEVEL: 'silent' }, overrides: { logStream: { write: () => {} } } });
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let begun = 0;
  const connection = async (): Promise<void> => {
    while (begun < requests && problems.length < PROBLEMS_MAX && performance.now() < untilMs) {
      begun += 1;
      const sent = draw(random);
      const answer = await send(house.app.url, agent, sent).catch((error: unknown) => String(error));
      statuses[answer] = (statuses[answer] ?? 0) + 1;
      if (typeof answer === 'string' || answer >= 500 || answer === 0) {
        problems.push(
          `${answer} to POST ${sent.path} (${sent.type}): ${JSON.stringify(new TextDecoder().decode(sent.body)).slice(0, 2_000)}`,
        );
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: CONNECTIONS }, connection));
    const health = await house.client.read('/health');
    if (health.status !== 200) problems.push(`after all of it /health answers ${health.status}`);
  } finally {
    agent.destroy();
    await house.close();
  }
  return { requests: begun, statuses, problems };
}
