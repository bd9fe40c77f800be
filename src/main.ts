// Owns: the process: command line, configuration, start, signals, exit codes.

import { startApp, type App } from './app.ts';
import { HELP_TEXT, readArguments } from './config/arguments.ts';
import type { Config } from './config/config.ts';
import { dataDirProblem } from './config/data-dir-problem.ts';
import { loadConfig } from './config/load-config.ts';
import { packageVersion } from './config/package-version.ts';
import { formatProblems, formatWarnings } from './config/problem.ts';
import { processInput } from './config/process-input.ts';

/** sysexits.h: configuration error. */
const EXIT_CONFIG = 78;
/** After a second signal, or when the stop hangs: whatever is under way is looked up at the next start. */
const STOP_LIMIT_MS = 9_000;

const say = (text: string): void => void process.stdout.write(text);
const complain = (text: string): void => void process.stderr.write(text);

function stopOnSignals(app: App): void {
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) process.exit(1);
    stopping = true;
    app.log.info({ signal }, 'stopping: intake is closed, what is in flight is finished');
    setTimeout(() => {
      complain(`The stop took longer than ${STOP_LIMIT_MS / 1000} s; what was under way is looked up at the next start.\n`);
      process.exit(1);
    }, STOP_LIMIT_MS).unref();
    app.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        app.log.fatal({ err: error }, 'the stop failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
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
  const loaded = loadConfig(processInput(argv));
  if (loaded.type === 'invalid') {
    complain(formatProblems(loaded.problems));
    process.exitCode = EXIT_CONFIG;
    return;
  }
  if (loaded.warnings.length > 0) complain(formatWarnings(loaded.warnings));
  const app = await start(loaded.config);
  if (app === null) return;
  stopOnSignals(app);
  dieOnFaults(app);
  say(app.greeting);
}

main().catch((error: unknown) => {
  complain(`Signalman could not start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
