// Owns: the process: command line, configuration, start, signals, exit codes.

import { startApp, type App } from './app.ts';
import { HELP_TEXT, readArguments } from './config/environment/arguments.ts';
import type { Config } from './config/config.ts';
import { dataDirProblem } from './config/checks/data-dir-problem.ts';
import { type ConfigInput, loadConfig } from './config/load-config.ts';
import { packageVersion } from './config/package-version.ts';
import { formatProblems, formatWarnings } from './config/problem.ts';
import { processInput } from './config/environment/process-input.ts';

/** sysexits.h: configuration error. */
const EXIT_CONFIG = 78;
/** When the stop hangs: whatever is under way is looked up at the next start. systemd and Docker kill after 10 s; boot/stop-limits.ts shares it. */
const STOP_LIMIT_MS = 9_500;
/** One Ctrl-C comes twice, from the terminal and from npm, where npm's shell has become this process. */
const SAME_WISH_MS = 1_000;
const LOOK_AT_PARENT_MS = 250;

// A closed pipe or a full disk under a redirected output: there is nowhere left to say it, and trading goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
const say = (text: string): void => void process.stdout.write(text);
const complain = (text: string): void => void process.stderr.write(text);

interface StopRequest {
  /** `why`: the signal, in words for the log. */
  readonly stop: (why: string) => void;
  /** Somebody asks again, and will not wait. */
  readonly insist: () => void;
}

function onStopRequest({ stop, insist }: StopRequest, env: ConfigInput['env']): void {
  let askedAt: number | null = null;
  const ask = (why: string): void => {
    const now = performance.now();
    if (askedAt === null) {
      askedAt = now;
      stop(why);
    } else if (now - askedAt > SAME_WISH_MS) insist();
  };
  process.on('SIGTERM', () => ask('SIGTERM'));
  process.on('SIGINT', () => ask('SIGINT'));
  if (env['npm_lifecycle_event'] !== undefined) askWithNpm(ask);
}

/** npm passes SIGTERM on to its shell, which dies of it and tells nobody: what is left is to see that the parent is another. */
function askWithNpm(ask: (why: string) => void): void {
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    ask('the end of npm');
  }, LOOK_AT_PARENT_MS);
  look.unref();
}

/** Alerts are taken before the start is over: one that is asked to end meanwhile ends in order, too, as soon as it can. */
function stopWhenAsked(starting: Promise<App | null>, env: ConfigInput['env']): void {
  const stop = (why: string): void => {
    setTimeout(() => {
      complain(`The stop took longer than ${STOP_LIMIT_MS / 1000} s; what was under way is looked up at the next start.\n`);
      process.exit(1);
    }, STOP_LIMIT_MS).unref();
    // a start that fails has said so, and ends the process
    void starting.then((app) => (app === null ? undefined : stopApp(app, why))).catch(() => undefined);
  };
  onStopRequest({ stop, insist: () => process.exit(1) }, env);
}

async function stopApp(app: App, why: string): Promise<void> {
  app.log.info({ why }, 'stopping: intake is closed, what is in flight is finished');
  try {
    await app.stop();
    process.exit(0);
  } catch (error) {
    app.log.fatal({ err: error }, 'the stop failed');
    process.exit(1);
  }
}

/** A fault that nobody caught leaves the state unsure: the journal is the truth, so the process ends and starts anew. */
function dieOnFaults(app: App): void {
  const die = (error: unknown): void => {
    app.log.fatal({ err: error }, 'a fault that nobody caught: the process ends; start it again, nothing acknowledged is lost');
    process.exit(1);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
}

/** What is written here (alerts, positions, the chat, secrets) is for the user that runs this alone, wherever DATA_DIR is. */
const OWNER_ONLY = 0o077;

/** Null: the data folder cannot be used, which is said. */
async function start(config: Config): Promise<App | null> {
  try {
    return await startApp(config, { version: packageVersion() });
  } catch (error) {
    const fault = dataDirProblem(error, config.dataDir);
    if (fault === null) throw error;
    complain(formatProblems([fault]));
    process.exitCode = EXIT_CONFIG;
    return null;
  }
}

async function main(): Promise<void> {
  process.umask(OWNER_ONLY);
  const argv = process.argv.slice(2);
  const asked = readArguments(argv);
  if (asked.type === 'help') return say(HELP_TEXT);
  if (asked.type === 'version') return say(`${packageVersion()}\n`);
  if (asked.type === 'doctor') {
    const { runDoctor } = await import('./doctor/run-doctor.ts');
    const report = await runDoctor(processInput(argv));
    say(report.text);
    process.exitCode = report.exitCode;
    return;
  }
  const input = processInput(argv);
  const loaded = loadConfig(input);
  if (loaded.type === 'invalid') {
    complain(formatProblems(loaded.problems));
    process.exitCode = EXIT_CONFIG;
    return;
  }
  if (loaded.warnings.length > 0) complain(formatWarnings(loaded.warnings));
  const starting = start(loaded.config);
  stopWhenAsked(starting, input.env);
  const app = await starting;
  if (app === null) return;
  dieOnFaults(app);
  say(app.greeting);
}

main().catch((error: unknown) => {
  complain(`Signalman could not start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
