// The files for Docker, systemd and the proxies: that they speak of what is there. Docker itself is not run here.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
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
