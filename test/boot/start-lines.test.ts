// The lines of `npm start`: the one next step must work as it is printed.

import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { startLines } from '../../src/boot/start-lines.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { processInput } from '../../src/config/environment/process-input.ts';
import { emptyState } from '../../src/core/engine/empty-state.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ADMIN_TOKEN, CONSOLE_TOKEN, WEBHOOK_SECRET } from '../app-client.ts';

const URL_HERE = 'http://127.0.0.1:8080';

function linesOf(strategies: string, now = 0, env: Readonly<Record<string, string>> = {}): string {
  const cwd = mkdtempSync(join(tmpdir(), 'signalman-lines-'));
  try {
    writeFileSync(
      join(cwd, 'config.yaml'),
      `accounts: { paper: { broker: paper, balances: { USDT: 100 } } }\nstrategies: { ${strategies} }\n`,
    );
    const loaded = loadConfig({ ...processInput([]), env: { WEBHOOK_SECRET, ADMIN_TOKEN, CONSOLE_TOKEN, TIMEZONE: 'UTC', ...env }, cwd });
    if (loaded.type === 'invalid') throw new Error('the configuration of the test is wrong');
    const { config } = loaded;
    return startLines({
      config,
      version: '1',
      url: URL_HERE,
      greeting: 'Chat:',
      console: true,
      notes: [],
      diskTrouble: null,
      state: emptyState(),
      now,
    });
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

it('with a strategy called default, the sample goes to it', () => {
  const lines = linesOf('default: { account: paper }, trend: { account: paper }');
  expect(lines).toContain('press "Send a sample alert"');
  expect(lines).toContain(`curl -X POST '${URL_HERE}/webhook' `);
});

it('without one, the strategies are named, and the sample is only explained', () => {
  const lines = linesOf('trend: { account: paper }, swing: { account: paper }');
  expect(lines).toContain('/webhook/<strategy> (trend, swing)');
  expect(lines).toContain(`curl -X POST '${URL_HERE}/webhook/trend?dry_run=1' `);
  expect(lines).not.toContain('Send a sample alert');
});

it('an alert from here that would be refused is not proposed, and it is said why', () => {
  const strategies = { taken: 'default: { account: paper }', explained: 'trend: { account: paper }' };
  for (const strategy of Object.values(strategies)) {
    const lines = linesOf(strategy, 0, { WEBHOOK_ALLOWED_IPS: 'tradingview' });
    expect(lines).not.toContain('curl -X POST');
    expect(lines).toMatch(/From a terminal here an alert gets 403:\n +WEBHOOK_ALLOWED_IPS does not name this machine \(127\.0\.0\.1\)\./);
    expect(linesOf(strategy, 0, { WEBHOOK_ALLOWED_IPS: 'tradingview, 127.0.0.0/8' })).toContain('curl -X POST');
    expect(linesOf(strategy, 0, { WEBHOOK_ALLOWED_IPS: '192.0.2.7', HOST: '192.0.2.7' })).toContain('curl -X POST');
  }
  expect(linesOf(strategies.taken, 0, { WEBHOOK_ALLOWED_IPS: 'tradingview' })).toContain('press "Send a sample alert"');
});

it('say of which market the holidays are not known any more, and what is taken for true', () => {
  const stop = 'default: { account: paper, protection: { time_stop: { before_close: 10m, calendar: nse } } }';
  const [december, january] = ['2026-12-30T06:00:00Z', '2027-01-04T06:00:00Z'].map((at) => linesOf(stop, Date.parse(at)));
  expect(december).not.toContain('Calendar:');
  expect(january).toContain(
    'Calendar: holidays of nse are known until 2026-12-31 only, every later weekday is taken for a day with its usual hours',
  );
});

it.each([{ WEBHOOK_REQUIRE_HMAC: 'true' }, { WEBHOOK_REQUIRE_TIMESTAMP: 'true' }])('with %o the line signs the sample', (demanded) => {
  const env = { WEBHOOK_HMAC_SECRET: 'key-of-signatures', ...demanded };
  const line = /^ +((?:T=|curl).*)$/m.exec(linesOf('default: { account: paper }', 0, env))?.[1] ?? '';
  const printed = execFileSync('bash', ['-c', `curl() { printf '%s\\n' "$@"; }; ${line}`], { env: { ...process.env, ...env } }).toString();
  const at = /X-Timestamp: (\d+)/.exec(printed)?.[1];
  const signed = `${at === undefined ? '' : `${at}.`}${printed.split('\n-d\n')[1]?.trim()}`;
  expect(printed).toContain(`X-Signature: ${createHmac('sha256', 'key-of-signatures').update(signed).digest('hex')}`);
  expect(at === undefined).toBe('WEBHOOK_REQUIRE_HMAC' in demanded);
});
