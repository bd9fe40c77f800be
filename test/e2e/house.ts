// Owns: the real application in this process, over a real disk and real HTTP, with time in the test's hand.

import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp, type App, type Overrides } from '../../src/app.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { formatProblems } from '../../src/config/problem.ts';
import { processInput } from '../../src/config/environment/process-input.ts';
import { ADMIN_TOKEN, AppClient, CONSOLE_TOKEN, WEBHOOK_SECRET, type ShownMessage } from '../app-client.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import { until } from '../until.ts';

/** When every house is opened that says nothing else: a Monday. */
export const FIRST_MOMENT = Date.UTC(2026, 0, 5, 10);

export interface HouseOptions {
  readonly configYaml?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly overrides?: Overrides;
  readonly firstMoment?: number;
  /** A folder with a config.yaml and data, as another process left them: the house begins with a copy. */
  readonly keptFolder?: string;
}

export class House {
  readonly folder = mkdtempSync(join(tmpdir(), 'signalman-e2e-'));
  readonly clock: FakeClock;
  readonly log: string[] = [];
  private options: HouseOptions;
  private running: { app: App; client: AppClient } | null = null;
  private writes = 0;

  private constructor(options: HouseOptions) {
    this.options = options;
    this.clock = createFakeClock(options.firstMoment ?? FIRST_MOMENT);
    if (options.keptFolder !== undefined) cpSync(options.keptFolder, this.folder, { recursive: true });
    if (options.configYaml !== undefined) writeFileSync(join(this.folder, 'config.yaml'), options.configYaml);
  }

  static async open(options: HouseOptions = {}): Promise<House> {
    const house = new House(options);
    await house.start();
    return house;
  }

  async start(): Promise<void> {
    const env = { WEBHOOK_SECRET, ADMIN_TOKEN, CONSOLE_TOKEN, PORT: '0', TIMEZONE: 'UTC', DATA_DIR: 'data', ...this.options.env };
    const loaded = loadConfig({ ...processInput([]), env, cwd: this.folder });
    if (loaded.type === 'invalid') throw new Error(formatProblems(loaded.problems));
    const logStream = { write: (line: string) => this.log.push(line) };
    const app = await startApp(loaded.config, {
      clock: this.clock,
      logStream,
      failpoint: (place) => this.countWrites(place),
      ...this.options.overrides,
    });
    // a millisecond passes between two alerts, as it does mostly
    this.running = { app, client: new AppClient(app.url, () => this.clock.advance(1)) };
  }

  private countWrites(place: string): void {
    if (place === 'journal:before-append') this.writes += 1;
    if (place === 'journal:after-sync') this.writes -= 1;
  }

  /** Nothing is on its way to the disk: what waits for it goes on. */
  async written(): Promise<void> {
    while (this.writes > 0) await new Promise((resolve) => setImmediate(resolve));
  }

  get app(): App {
    if (this.running === null) throw new Error('the house is closed');
    return this.running.app;
  }

  get client(): AppClient {
    if (this.running === null) throw new Error('the house is closed');
    return this.running.client;
  }

  async stop(): Promise<void> {
    const running = this.running;
    this.running = null;
    if (running === null) return;
    // what is under way at the stop may wait for a timer of the fake clock
    const stopped = running.app.stop();
    let done = false;
    void stopped.finally(() => (done = true));
    await until(
      'the stop',
      () => done,
      () => this.clock.advance(1_000),
    );
    await stopped;
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Ends, and starts with another config.yaml (null: with none) and other variables. */
  async restartWith({ configYaml, env }: { readonly configYaml?: string | null; readonly env?: HouseOptions['env'] }): Promise<void> {
    await this.stop();
    const file = join(this.folder, 'config.yaml');
    if (configYaml === null) rmSync(file, { force: true });
    else if (configYaml !== undefined) writeFileSync(file, configYaml);
    if (env !== undefined) this.options = { ...this.options, env };
    await this.start();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Until `look` finds something, with a second passing between two looks: outboxes and venues need time. */
  until<T>(what: string, look: () => Promise<T | null | undefined | false> | T | null | undefined | false): Promise<T> {
    return until(what, look, () => this.clock.advance(250));
  }

  /** The newest message that holds every one of `words`. */
  message(...words: string[]): Promise<ShownMessage> {
    return this.until(`a message with ${words.join(', ')}`, async () =>
      (await this.client.messages()).findLast(({ author, text }) => author === 'bot' && words.every((word) => text.includes(word))),
    );
  }

  async press(words: string): Promise<void> {
    const button = await this.until(`a button with ${words}`, () => this.client.button(words));
    const answer = await this.client.tap(button);
    if (answer.status >= 300) throw new Error(`the tap on ${words} was answered with ${answer.status}`);
  }

  /** Sends an alert that has to be accepted; answers with the signal's id. */
  async alert(text: string, path?: string): Promise<string> {
    const answer = await this.client.alert(text, path);
    if (answer.status !== 202 && answer.status !== 200) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
    return String(answer.body['signal_id']);
  }

  /** As `alert`, of one that is refused in the end: that may be said in the answer, or come after it. */
  async refusedAlert(text: string, path?: string): Promise<string> {
    const { status, body } = await this.client.alert(text, path);
    if (typeof body['signal_id'] !== 'string') throw new Error(`${status}: ${JSON.stringify(body)}`);
    return body['signal_id'];
  }

  /** A table or a text of the read endpoints. */
  async table(path: string): Promise<string> {
    const answer = await fetch(this.app.url + path, { headers: { Authorization: `Bearer ${ADMIN_TOKEN}` } });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    return answer.text();
  }

  async signalState(id: string): Promise<string> {
    return String((await this.client.read(`/signals/${id}`)).body['state']);
  }

  inState(id: string, state: string): Promise<true> {
    return this.until(`${id} to be ${state}`, async () => (await this.signalState(id)) === state);
  }

  async orders(): Promise<readonly Record<string, unknown>[]> {
    return (await this.client.read('/orders')).body['orders'] as Record<string, unknown>[];
  }

  async positions(): Promise<readonly Record<string, unknown>[]> {
    return (await this.client.read('/positions')).body['positions'] as Record<string, unknown>[];
  }
}
