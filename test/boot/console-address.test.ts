// The link that npm start prints leads somewhere, or the line says why there is none.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startApp } from '../../src/app.ts';
import { consoleAddress } from '../../src/boot/console-address.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { processInput } from '../../src/config/environment/process-input.ts';
import { checkOrigin } from '../../src/console/guard-request.ts';
import { ADMIN_TOKEN, CONSOLE_TOKEN, WEBHOOK_SECRET } from '../app-client.ts';

const PAPER = 'accounts: { paper: { broker: paper, balances: { USDT: 100 } } }\nstrategies: { default: { account: paper } }\n';
const LIVE = 'accounts: { k: { broker: ccxt, exchange: kraken } }\nstrategies: { default: { account: k, max_notional: 1 } }\n';

async function withConfig<T>(configYaml: string, env: Record<string, string>, use: (config: Loaded) => T): Promise<T> {
  const cwd = mkdtempSync(join(tmpdir(), 'signalman-address-'));
  writeFileSync(join(cwd, 'config.yaml'), configYaml);
  const secrets = { WEBHOOK_SECRET, ADMIN_TOKEN, CONSOLE_TOKEN, K_API_KEY: 'key-of-the-account', K_API_SECRET: 'c2VjcmV0LW9mLWl0' };
  try {
    const loaded = loadConfig({ ...processInput([]), env: { ...secrets, PORT: '0', ...env }, cwd });
    if (loaded.type === 'invalid') throw new Error(JSON.stringify(loaded.problems));
    return await use(loaded.config);
  } finally {
    rmSync(cwd, { recursive: true });
  }
}
type Loaded = Parameters<typeof startApp>[0];

it.each(['127.0.0.1', 'localhost', '0.0.0.0'])('HOST=%s: the printed link opens the page', async (host) => {
  await withConfig(PAPER, { HOST: host, LOG_LEVEL: 'silent' }, async (config) => {
    const app = await startApp(config);
    try {
      const link = /Chat: +(\S+)/.exec(app.greeting)?.[1] ?? '';
      const answer = await fetch(link, { redirect: 'manual' });
      expect([200, 302, 303]).toContain(answer.status);
    } finally {
      await app.stop();
    }
  });
});

// Not every machine has these addresses.
it.each([
  ['127.0.0.2', '127.0.0.2'],
  ['::1', '[::1]'],
  ['::', '127.0.0.1'],
])('HOST=%s: the link is to %s, which the page takes for this machine', async (host, name) => {
  expect(await withConfig(PAPER, { HOST: host }, consoleAddress)).toEqual({ type: 'open', host: name });
  expect(checkOrigin({ method: 'GET', headers: { host: `${name}:8080` } }, 8080)).toBe(null);
});

it.each([
  ['another address', PAPER, { HOST: '192.0.2.7' }, 'HOST=192.0.2.7'],
  ['a live account', LIVE, {}, 'LIVE account: set TELEGRAM_BOT_TOKEN'],
])('with %s there is no page, and the reason says what to do', async (_what, configYaml, env, words) => {
  const address = await withConfig(configYaml, env, consoleAddress);
  expect(address.type === 'closed' && address.reason).toContain(words);
});
