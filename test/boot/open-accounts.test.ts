import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLearnedTraits } from '../../src/boot/learn-traits.ts';
import { openAccounts } from '../../src/boot/open-accounts.ts';
import type { Broker } from '../../src/brokers/broker.ts';
import type { Config } from '../../src/config/config.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redact.ts';
import { load, problemsOf } from '../config/load.ts';
import { createFakeClock } from '../fake-clock.ts';

const log = createLog({ level: 'silent', redactor: createRedactor([]), stream: { write: () => undefined } });
const ENV = { V_API_KEY: 'key-of-v', V_API_SECRET: 'secret-of-v' };

let folder: string;
let brokers: Broker[];
let server: Server;
let asked: string[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'signalman-accounts-'));
  brokers = [];
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"code":-1,"msg":"nothing here"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  for (const broker of brokers) await broker.stop();
  server.close();
  rmSync(folder, { recursive: true });
});

async function opened(accounts: string): Promise<{ config: Config; broker: (name: string) => Broker }> {
  const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const loaded = load({
    env: { ...ENV, DATA_DIR: folder },
    files: {
      'config.yaml': `accounts:\n${accounts.replaceAll('HERE', here)}\nstrategies: { a: { account: v, max_notional: 100 } }\n`,
    },
  });
  if (loaded.type === 'invalid') throw new Error(problemsOf(loaded).join('\n'));
  const config = await withLearnedTraits(loaded.config);
  const open = await openAccounts({ config, clock: createFakeClock(), log, failpoint: () => undefined });
  brokers.push(...open.values());
  return {
    config,
    broker: (name) => {
      const found = open.get(accountName(name));
      if (found === undefined) throw new Error(`no broker ${name}`);
      return found;
    },
  };
}

describe('accounts of config.yaml', () => {
  it.each([
    ['{ broker: ccxt, exchange: binance, market: swap, sandbox: true }', 'trailing_stop'],
    ['{ broker: alpaca }', 'trailing_stop'],
    ['{ broker: dhan }', 'stop_limit'],
  ])('%s: what the venue can do is known before anything is asked', async (account, type) => {
    const { config, broker } = await opened(`  v: ${account}`);
    expect(config.settings.accounts.get(accountName('v'))?.traits.orderTypes).toContain(type);
    expect(broker('v').traits).toEqual(config.settings.accounts.get(accountName('v'))?.traits);
    expect(asked).toEqual([]);
  });

  it('at an exchange that ccxt does not know are refused with the remedy', async () => {
    await expect(opened('  v: { broker: ccxt, exchange: binanze }')).rejects.toThrow('ccxt knows no exchange "binanze"');
  });

  it('that are sent to this machine never ask another, whichever address was forgotten', async () => {
    const { broker } = await opened('  v: { broker: ccxt, exchange: kraken, ccxt: { urls: { api: { private: HERE } } } }');
    const answer = await broker('v').price('BTC/USD', null);
    expect(answer).toMatchObject({ type: 'unavailable' });
    expect(JSON.stringify(answer)).toContain('is not this machine');
    expect(asked).toEqual([]);
  });

  it('on paper with the prices of Alpaca need its keys', async () => {
    await expect(
      opened('  v: { broker: ccxt, exchange: kraken }\n  p: { broker: paper, balances: { USD: 1 }, prices: alpaca }'),
    ).rejects.toThrow('needs an account with broker: alpaca');
  });
});
