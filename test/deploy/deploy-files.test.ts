// The files for Docker, systemd and the proxies: that they speak of what is there. Docker itself is not run here.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const isThere = (path: string): boolean => existsSync(new URL(`../../${path}`, import.meta.url));
const START = (JSON.parse(read('package.json')) as { scripts: { start: string } }).scripts.start.replace(/^node /, '');
/** A stop takes up to nine seconds (main.ts). */
const STOP_SECONDS = 10;
const ANALYZE = '/usr/bin/systemd-analyze';
const hasAnalyze = existsSync(ANALYZE);
if (!hasAnalyze) process.stdout.write(`skipped: the unit was not verified, because there is no ${ANALYZE}\n`);

describe('the image', () => {
  const lines = read('Dockerfile').replaceAll('\\\n', ' ').split('\n');
  const words = (instruction: string): string[][] =>
    lines.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.split(/\s+/).slice(1));

  it('is built from files that are there and that Docker is given', () => {
    const given = new Set(read('.dockerignore').split('\n'));
    const copied = words('COPY')
      .filter(([first]) => first?.startsWith('--') !== true)
      .flatMap((sources) => sources.slice(0, -1));
    expect(copied.length).toBeGreaterThan(4);
    for (const path of copied.map((source) => source.replace(/^\.\//, ''))) {
      expect(isThere(path), path).toBe(true);
      expect(given.has(`!${path}`), path).toBe(true);
    }
    expect(given.has('*')).toBe(true);
  });

  it('carries over what the program reads, and starts it as npm start does', () => {
    const carried = words('COPY')
      .filter(([first]) => first === '--from=build')
      .map(([, source]) => source);
    expect(carried).toEqual(['/app/package.json', '/app/node_modules', '/app/dist', '/app/src/console/page']);
    expect(read('Dockerfile')).toContain(`CMD ["node", "/app/${START}"]`);
    expect(words('USER')).toEqual([['node']]);
    for (const [image] of words('FROM')) expect(image).toMatch(/^node:2[4-9]-/);
  });

  it('is called healthy while /health answers well, and not otherwise', async () => {
    const [, command = '[]'] = /^HEALTHCHECK .* CMD (\[.*\])$/m.exec(lines.join('\n')) ?? [];
    const [node, ...words] = JSON.parse(command) as string[];
    expect(node).toBe('node');
    let status = 200;
    const paths: (string | undefined)[] = [];
    const server = createServer(({ url }, response) => {
      paths.push(url);
      response.writeHead(status).end();
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const verdict = async (): Promise<unknown> => {
      const [code] = await once(spawn(process.execPath, words, { env: { PORT: String(port) } }), 'exit');
      return code;
    };
    expect(await verdict()).toBe(0);
    status = 503;
    expect(await verdict()).toBe(1);
    server.close();
    server.closeAllConnections();
    expect(await verdict()).toBe(1);
    expect(paths).toEqual(['/health', '/health']);
  });

  it('needs no rights and writes nowhere but to its volume and /tmp', () => {
    const { signalman } = (parse(read('compose.yaml')) as { services: Record<string, Record<string, unknown>> }).services;
    expect(signalman).toMatchObject({
      read_only: true,
      tmpfs: ['/tmp'],
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      init: true,
      restart: 'unless-stopped',
    });
  });

  it('is spoken of in docs/running.md as it is', () => {
    const text = read('docs/running.md');
    expect(text).toContain(`node /app/${START} --doctor`);
    // the user "node" of the base image
    expect(text).toContain('chown -R 1000 config');
    expect(read('compose.yaml')).toContain('uid 1000');
  });

  it('keeps its data in the volume of compose.yaml, which opens it to this machine only', () => {
    const { signalman } = (parse(read('compose.yaml')) as { services: Record<string, Record<string, unknown>> }).services;
    const [, dataDir] = /DATA_DIR=(\S+)/.exec(read('Dockerfile')) ?? [];
    expect(signalman?.['volumes']).toEqual([`data:${dataDir}`, `./config:${words('WORKDIR').at(-1)?.[0]}:ro`]);
    expect(words('VOLUME')).toEqual([[dataDir]]);
    expect(signalman?.['ports']).toEqual(['127.0.0.1:8080:8080']);
    expect(Number.parseInt(String(signalman?.['stop_grace_period']), 10)).toBeGreaterThan(STOP_SECONDS);
  });
});

describe('the unit of systemd', () => {
  const unit = new Map(
    read('deploy/signalman.service')
      .split('\n')
      .filter((line) => /^\w+=/.test(line))
      .map((line): [string, string] => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

  it('starts the program, keeps its state where systemd lets it write, and leaves a faulty configuration alone', () => {
    expect(unit.get('ExecStart')).toBe(`/usr/bin/env node ${unit.get('WorkingDirectory')}/${START}`);
    expect(unit.get('Environment')).toContain(`DATA_DIR=/var/lib/${unit.get('StateDirectory')}`);
    expect(unit.get('Restart')).toBe('always');
    expect(unit.get('RestartPreventExitStatus')).toBe('78');
    expect(Number(unit.get('TimeoutStopSec'))).toBeGreaterThan(STOP_SECONDS);
  });

  it('leaves the program no right it does not need, and nothing to write to but its state', () => {
    expect(unit.get('CapabilityBoundingSet')).toBe('');
    expect(unit.get('ProtectSystem')).toBe('strict');
    expect([...unit.keys()].filter((key) => /^ReadWritePaths|^AmbientCapabilities/.test(key))).toEqual([]);
    // the compiler of V8 writes code and runs it
    expect(unit.has('MemoryDenyWriteExecute')).toBe(false);
    expect(read('docs/running.md')).toContain(`DATA_DIR=/var/lib/${unit.get('StateDirectory')} npm run doctor`);
  });

  it.skipIf(!hasAnalyze)('has no fault that systemd knows of', () => {
    const path = new URL('../../deploy/signalman.service', import.meta.url).pathname;
    const { status, stderr } = spawnSync(ANALYZE, ['verify', path], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });
});

describe('the proxies', () => {
  it.each(['/webhook', '/webhook/default', '/webhook/test', '/api/webhook'])('let %s through', (path) => {
    const [, pattern = ''] = /location ~ (\S+) \{/.exec(read('deploy/nginx.conf')) ?? [];
    expect(new RegExp(pattern).test(path)).toBe(true);
    const handled = [...read('deploy/Caddyfile').matchAll(/handle (\/\S+) \{/g)].map(([, matcher = '']) => matcher);
    expect(handled.some((matcher) => (matcher.endsWith('*') ? path.startsWith(matcher.slice(0, -1)) : path === matcher))).toBe(true);
  });

  it.each(['/', '/status', '/console', '/orders.csv', '/webhooks', '/api/webhook/x'])('keep %s to this machine', (path) => {
    const [, pattern = ''] = /location ~ (\S+) \{/.exec(read('deploy/nginx.conf')) ?? [];
    expect(new RegExp(pattern).test(path)).toBe(false);
  });

  it('tell who the sender is, in the header that is believed', () => {
    expect(read('deploy/nginx.conf')).toContain('proxy_set_header X-Forwarded-For');
    for (const file of ['deploy/nginx.conf', 'deploy/Caddyfile']) {
      expect(read(file)).toContain('TRUSTED_PROXIES=127.0.0.1');
      expect(read(file)).toContain('127.0.0.1:8080');
    }
  });
});
