// The check-up: each thing that it looks at, as it is and as it fails; beside a running Signalman, and without one.

import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startApp } from '../../src/app.ts';
import type { Broker, Priced, VenueFinding } from '../../src/brokers/broker.ts';
import { loadConfig, type LoadedConfig } from '../../src/config/load-config.ts';
import { processInput } from '../../src/config/environment/process-input.ts';
import { PAPER_TRAITS } from '../../src/core/model/account.ts';
import { systemPorts } from '../../src/doctor/doctor-ports.ts';
import { examineHouse, type DoctorPorts } from '../../src/doctor/examine-house.ts';
import { isHealthy, renderReport } from '../../src/doctor/render-report.ts';
import { ADMIN_TOKEN, CONSOLE_TOKEN, WEBHOOK_SECRET } from '../app-client.ts';
import { startMailServer } from '../email/mail-server.ts';

const closers: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'signalman-doctor-test-'));
  closers.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const ENV = { WEBHOOK_SECRET, ADMIN_TOKEN, CONSOLE_TOKEN, PORT: '0', TIMEZONE: 'UTC', DATA_DIR: 'data' };

function load(cwd: string, env: Readonly<Record<string, string>> = {}, configYaml?: string): LoadedConfig {
  if (configYaml !== undefined) writeFileSync(join(cwd, 'config.yaml'), configYaml);
  return loadConfig({ ...processInput([]), env: { ...ENV, ...env }, cwd });
}

const examine = (loaded: LoadedConfig, ports: Partial<DoctorPorts> = {}) => examineHouse(loaded, { ...systemPorts, ...ports });

type Found = Awaited<ReturnType<typeof examine>>;
const find = (found: Found, check: string) => {
  const one = found.find((each) => each.check.includes(check));
  if (one === undefined) throw new Error(`nothing about ${check} in ${found.map((each) => each.check).join(', ')}`);
  return one;
};

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

/** A port that was free a moment ago. */
async function freePort(): Promise<string> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

const fakeTelegram = (status: number, body: unknown, date: string) =>
  listen(
    createServer((_, response) => {
      response.sendDate = false;
      response.writeHead(status, { 'Content-Type': 'application/json', Date: date }).end(JSON.stringify(body));
    }),
  );

function brokerThat(part: { readonly examine?: () => Promise<readonly VenueFinding[]>; readonly price?: () => Promise<Priced> }): Broker {
  const refuse = (): never => {
    throw new Error('the check-up must not do this');
  };
  return {
    account: 'paper' as never,
    traits: PAPER_TRAITS,
    start: refuse,
    stop: () => Promise.resolve(),
    candles: refuse,
    submit: refuse,
    cancel: refuse,
    modify: refuse,
    lookUp: refuse,
    balances: refuse,
    positions: refuse,
    openOrders: refuse,
    watch: refuse,
    examine: part.examine ?? (() => Promise.resolve([])),
    price: part.price ?? refuse,
  };
}

describe('without a running Signalman', () => {
  it('finds nothing to mend in the demo, leaves nothing behind, and has sent an alert through a real server', async () => {
    const cwd = folder();
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('signalman-doctor-') && !name.includes('-test-'));
    const found = await examine(load(cwd));
    expect(found.filter(({ state }) => state === 'failed')).toEqual([]);
    expect(find(found, 'process').detail).toBe('none runs on this folder');
    expect(find(found, 'webhook')).toMatchObject({ state: 'ok' });
    expect(isHealthy(found)).toBe(true);
    const after = readdirSync(tmpdir()).filter((name) => name.startsWith('signalman-doctor-') && !name.includes('-test-'));
    expect(after).toEqual(before);
    expect(readdirSync(join(cwd, 'data'))).toEqual([]);
  });

  it('names a port that something else has', async () => {
    const port = await listen(createServer());
    const found = await examine(load(folder(), { PORT: String(port) }));
    expect(find(found, 'port')).toMatchObject({ state: 'failed', remedy: expect.stringContaining('PORT') });
    expect(isHealthy(found)).toBe(false);
  });

  it('says what the configuration lacks, each with its remedy, and stops there', async () => {
    const found = await examine(load(folder(), { WEBHOOK_SECRET: 'changeme' }, 'accounts:\n  paper: { broker: papr }\n'));
    expect(found.length).toBeGreaterThanOrEqual(2);
    for (const each of found) expect(each).toMatchObject({ check: 'configuration', state: 'failed', remedy: expect.stringMatching(/\w/) });
  });

  it('says that the lock cannot be read', async () => {
    const cwd = folder();
    mkdirSync(join(cwd, 'data'));
    writeFileSync(join(cwd, 'data', 'lock'), 'nonsense');
    expect(find(await examine(load(cwd)), 'data folder')).toMatchObject({ state: 'failed', detail: expect.stringContaining('unreadable') });
  });

  it("says in one sentence why a sample would not be traded, and how to try an alert of one's own", async () => {
    const yaml = 'accounts: { paper: { broker: paper, balances: { USDT: 100 } } }\nstrategies: { trend: { account: paper } }\n';
    const webhook = find(await examine(load(folder(), {}, yaml)), 'webhook');
    expect(webhook).toMatchObject({ state: 'warning', remedy: expect.stringContaining('?dry_run=1') });
    expect(webhook.detail).toMatch(/would not be traded here: the alert names no strategy/);
    expect(webhook.detail).not.toContain('{');
  });

  it('says why the webhook cannot be rehearsed', async () => {
    const openRehearsal = () => Promise.reject(new Error('ENOSPC: no space left on device'));
    expect(find(await examine(load(folder()), { openRehearsal }), 'webhook')).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining('no space left'),
    });
  });
});

describe('beside a running Signalman', () => {
  async function running(): Promise<{ readonly cwd: string; readonly env: Readonly<Record<string, string>> }> {
    const cwd = folder();
    const env = { PORT: await freePort() };
    const loaded = load(cwd, env);
    if (loaded.type === 'invalid') throw new Error('the configuration of the test is wrong');
    const app = await startApp(loaded.config, { logStream: { write: () => undefined } });
    closers.push(() => app.stop());
    return { cwd, env };
  }

  it('takes no lock and asks it instead', async () => {
    const { cwd, env } = await running();
    const openRehearsal = () => Promise.reject(new Error('a second one must not be started'));
    const found = await examine(load(cwd, env), { openRehearsal });
    expect(find(found, 'process').detail).toContain(`${process.pid} on `);
    expect(find(found, 'port')).toMatchObject({ state: 'ok', detail: expect.stringContaining('takes alerts') });
    expect(find(found, 'webhook')).toMatchObject({ state: 'ok' });
    expect(isHealthy(found)).toBe(true);
  });

  it('finds out that it runs with another secret', async () => {
    const { cwd, env } = await running();
    const found = await examine(load(cwd, { ...env, WEBHOOK_SECRET: 'another-good-secret-9' }));
    expect(find(found, 'webhook')).toMatchObject({ state: 'failed', remedy: expect.stringContaining('Restart') });
  });

  it('finds out that it takes no alerts, or does not answer', async () => {
    const port = await listen(
      createServer((_, response) => response.writeHead(503).end(JSON.stringify({ reasons: ['the disk is full'] }))),
    );
    const readHolder: DoctorPorts['readHolder'] = () =>
      Promise.resolve({
        pid: 7,
        host: 'here',
        bootId: null,
        pidNamespace: null,
        startTicks: null,
        startedAt: 'then',
        webhook: null,
        folder: null,
        nonce: '',
      });
    const found = await examine(load(folder(), { PORT: String(port) }), { readHolder });
    expect(find(found, 'port')).toMatchObject({ state: 'failed', detail: expect.stringContaining('the disk is full') });
    const silent = await examine(load(folder(), { PORT: await freePort() }), { readHolder });
    expect(find(silent, 'port')).toMatchObject({ state: 'failed', detail: expect.stringContaining('does not answer') });
  });
});

describe('an account', () => {
  it('shows what its venue can do and what the venue finds, each with its remedy', async () => {
    const finding: VenueFinding = {
      check: 'keys',
      state: 'failed',
      detail: 'the key may not trade',
      remedy: 'Allow trading.',
      expiresAt: null,
    };
    const found = await examine(load(folder()), {
      openBroker: () => Promise.resolve(brokerThat({ examine: () => Promise.resolve([finding]) })),
    });
    expect(find(found, 'paper (PAPER) venue').detail).toContain('market, limit, stop, stop-limit orders');
    expect(find(found, 'paper (PAPER) keys')).toMatchObject({ state: 'failed', remedy: 'Allow trading.' });
  });

  it('that cannot be opened, or whose examination breaks, is something to mend', async () => {
    const closed = await examine(load(folder()), { openBroker: () => Promise.reject(new Error('no such exchange')) });
    expect(find(closed, 'paper (PAPER) venue')).toMatchObject({ state: 'failed', detail: expect.stringContaining('no such exchange') });
    const broken = brokerThat({ examine: () => Promise.reject(new Error('socket hang up')) });
    const found = await examine(load(folder()), { openBroker: () => Promise.resolve(broken) });
    expect(find(found, 'examination')).toMatchObject({ state: 'failed', detail: 'socket hang up' });
  });
});

describe('an alias of config.yaml', () => {
  const YAML = `
accounts: { paper: { broker: paper, balances: { USDT: 10000 }, prices: demo } }
strategies: { default: { account: paper, symbols: { BTCUSDT.P: "BTC/USDT:USDT" } } }
`;
  it('that resolves is shown', async () => {
    expect(find(await examine(load(folder(), {}, YAML)), 'symbol BTCUSDT.P')).toMatchObject({ state: 'ok', detail: 'BTC/USDT:USDT' });
  });

  it('that does not is told with the three nearest names', async () => {
    const nearest = ['BTC/USDC:USDC', 'BTC/USD:BTC', 'BTC/USDT', 'ETH/USDT'];
    const broker = brokerThat({ price: () => Promise.resolve({ type: 'unknown_symbol', nearest }) });
    const found = find(await examine(load(folder(), {}, YAML), { openBroker: () => Promise.resolve(broker) }), 'symbol BTCUSDT.P');
    expect(found).toMatchObject({ state: 'failed', detail: 'paper does not trade BTC/USDT:USDT' });
    expect(found.remedy).toContain('Nearest: BTC/USDC:USDC, BTC/USD:BTC, BTC/USDT.');
  });

  it('that could not be asked about fails nothing', async () => {
    const broker = brokerThat({ price: () => Promise.resolve({ type: 'unavailable', reason: 'maintenance' }) });
    const found = await examine(load(folder(), {}, YAML), { openBroker: () => Promise.resolve(broker) });
    expect(find(found, 'symbol BTCUSDT.P')).toMatchObject({ state: 'unknown', detail: 'BTC/USDT:USDT: maintenance' });
    expect(isHealthy(found)).toBe(true);
  });
});

describe('the chat', () => {
  const TOKEN = '123456:planted-token-of-the-doctor';
  const withBot = (port: number) =>
    load(folder(), { TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: `http://127.0.0.1:${port}`, TELEGRAM_ADMINS: '7' });

  it('knows the bot by its token, and the clock by its answer', async () => {
    const found = await examine(withBot(await fakeTelegram(200, { ok: true, result: { username: 'my_bot' } }, new Date().toUTCString())));
    expect(find(found, 'telegram').detail).toBe('the bot is @my_bot');
    expect(find(found, 'clock')).toMatchObject({ state: 'ok' });
  });

  it('says that the token is not known, that the clock is wrong, and that nobody answers; the token is in no line', async () => {
    const late = new Date(Date.now() - 600_000).toUTCString();
    const refused = await examine(withBot(await fakeTelegram(401, { ok: false }, late)));
    expect(find(refused, 'telegram')).toMatchObject({ state: 'failed', remedy: expect.stringContaining('@BotFather') });
    expect(find(refused, 'clock')).toMatchObject({ state: 'failed', detail: expect.stringContaining('ahead of') });
    const silent = await examine(withBot(Number(await freePort())));
    expect(find(silent, 'telegram')).toMatchObject({ state: 'failed' });
    expect(renderReport([...refused, ...silent], (text) => text)).not.toContain('planted-token');
  });
});

describe('the mail server', () => {
  it('is logged in to, and no mail is sent', async () => {
    const server = await startMailServer({ user: 'me', pass: 'right-password-1' });
    closers.push(() => server.close());
    const withMail = (pass: string) =>
      load(folder(), {
        SMTP_URL: server.url.replace('smtp://', `smtp://me:${pass}@`).replace(/me:[^@]*@.*@/, `me:${pass}@`),
        EMAIL_FROM: 'me@example.com',
        EMAIL_TO: 'you@example.com',
      });
    expect(find(await examine(withMail('right-password-1')), 'mail')).toMatchObject({ state: 'ok' });
    expect(find(await examine(withMail('wrong-password-1')), 'mail')).toMatchObject({
      state: 'failed',
      remedy: expect.stringContaining('SMTP_URL'),
    });
    expect(server.mails).toEqual([]);
  });
});

describe('senders', () => {
  it('that cannot reach a loopback address, and addresses behind a proxy that is not named, are told', async () => {
    expect(find(await examine(load(folder())), 'address')).toMatchObject({
      state: 'warning',
      remedy: expect.stringContaining('PUBLIC_URL'),
    });
    const proxied = await examine(load(folder(), { PUBLIC_URL: 'https://alerts.example.com', WEBHOOK_ALLOWED_IPS: 'tradingview' }));
    expect(find(proxied, 'allowed addresses')).toMatchObject({ state: 'warning', remedy: expect.stringContaining('TRUSTED_PROXIES') });
  });
});

describe('rates between currencies', () => {
  const YAML = `
accounts:
  one: { broker: paper, balances: { USDT: 100 }, prices: demo }
  two: { broker: paper, balances: { EUR: 100 }, prices: demo }
strategies:
  default: { account: one }
risk: { daily_loss: 50 }
`;
  const answering = (answer: Priced) => ({ openBroker: () => Promise.resolve(brokerThat({ price: () => Promise.resolve(answer) })) });

  it('are asked for where a limit counts money of several', async () => {
    const found = await examine(load(folder(), {}, YAML));
    expect(find(found, 'rate EUR/USDT (PAPER)')).toMatchObject({
      state: 'ok',
      detail: expect.stringMatching(/^1 EUR = [\d.]+ USDT \(made-up/),
    });
  });

  it('that no account can tell are a fault, with what follows from it', async () => {
    const found = await examine(load(folder(), {}, YAML), answering({ type: 'unknown_symbol', nearest: [] }));
    const rate = find(found, 'rate EUR/USDT');
    expect(rate).toMatchObject({ state: 'failed', remedy: expect.stringContaining('EUR/USDT or USDT/EUR') });
    expect(rate.detail).toContain('entries are refused (NO_RATE)');
    expect(isHealthy(found)).toBe(false);
  });

  it('that a venue does not answer for are not known', async () => {
    const found = await examine(load(folder(), {}, YAML), answering({ type: 'unavailable', reason: 'maintenance' }));
    expect(find(found, 'rate EUR/USDT')).toMatchObject({ state: 'unknown', detail: expect.stringContaining('one: maintenance') });
  });

  it('of the markets that a strategy names count too, and nobody asks where no limit counts money', async () => {
    const alias = YAML.replace('default: { account: one }', 'default: { account: one, symbols: { X: BTC/JPY } }').replace(
      'EUR: 100',
      'USDT: 100',
    );
    const asked = await examine(load(folder(), {}, alias), answering({ type: 'unknown_symbol', nearest: [] }));
    expect(find(asked, 'rate JPY/USDT').state).toBe('failed');
    const free = await examine(load(folder(), {}, YAML.replace('daily_loss: 50', 'daily_trades: 5')));
    expect(free.filter(({ check }) => check.startsWith('rate '))).toEqual([]);
  });
});

describe('calendars of markets', () => {
  const YAML = `
accounts:
  one: { broker: paper, balances: { USDT: 100 }, prices: demo }
strategies:
  default: { account: one, limits: { trading_window: { calendar: nse } } }
`;
  const on = async (day: string, yaml = YAML) => {
    const found = await examine(load(folder(), {}, yaml), { now: () => Date.parse(day) });
    return find(found, 'calendar nse');
  };

  it('whose holidays end soon are a warning that says what is taken for true, and how they are written', async () => {
    expect(await on('2026-11-01')).toMatchObject({ state: 'ok', detail: 'holidays are known until 2026-12-31' });
    const warned = await on('2026-12-15');
    expect(warned).toMatchObject({ state: 'warning', remedy: expect.stringContaining('calendars: { nse: { holidays:') });
    expect(warned.detail).toContain('every later weekday is taken for a day with its usual hours');
    expect(await on('2027-01-15', `${YAML}calendars: { nse: { holidays: [2027-01-26] } }\n`)).toMatchObject({ state: 'ok' });
  });
});
