// Owns: whether a Signalman runs on the data folder, and whether its address can be had. The lock is read, never taken.

import { createServer } from 'node:net';
import { localHost } from '../config/local-host.ts';
import type { LockHolder } from '../store/process-lock.ts';
import { failed, ok, reasonOf, type Finding } from './finding.ts';

export interface ProcessCheck {
  readonly findings: readonly Finding[];
  /** Where the running one answers, without a slash at its end; null: none runs (or its address is not known). */
  readonly runningAt: string | null;
  readonly isRunning: boolean;
}

export async function checkProcess(
  { host, port }: { readonly host: string; readonly port: number },
  readHolder: () => Promise<LockHolder | null>,
): Promise<ProcessCheck> {
  let holder: LockHolder | null;
  try {
    holder = await readHolder();
  } catch (error) {
    const remedy = 'Let the user that runs Signalman own DATA_DIR; if the lock is unreadable and none runs, delete that file.';
    return { findings: [failed('data folder', reasonOf(error), remedy)], runningAt: null, isRunning: false };
  }
  if (holder === null)
    return { findings: [ok('process', 'none runs on this folder'), await checkPort(host, port)], runningAt: null, isRunning: false };
  const running = ok('process', `${holder.pid} on ${holder.host} runs since ${holder.startedAt}`);
  const url = port === 0 ? null : `http://${localHost(host)}:${port}`;
  return { findings: [running, ...(url === null ? [] : [await askHealth(url)])], runningAt: url, isRunning: true };
}

/** Listens for a moment where Signalman would. */
function checkPort(host: string, port: number): Promise<Finding> {
  const name = `${host}:${port}`;
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) =>
      resolve(
        failed('port', `${name} cannot be had: ${reasonOf(error)}`, 'Stop what listens there, or set another PORT (and HOST) in .env.'),
      ),
    );
    server.listen(port, host, () => server.close(() => resolve(ok('port', port === 0 ? 'any free one is taken' : `${name} is free`))));
  });
}

const ANSWER_MS_MAX = 5_000;

/** Whether the running one takes alerts now. */
async function askHealth(url: string): Promise<Finding> {
  const remedy = 'Look at its log, and restart it: nothing that was acknowledged is lost.';
  try {
    const answer = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(ANSWER_MS_MAX) });
    const body: unknown = await answer.json();
    const reasons =
      typeof body === 'object' && body !== null && 'reasons' in body && Array.isArray(body.reasons) ? body.reasons.map(String) : [];
    return answer.status === 200
      ? ok('port', `${url} answers and takes alerts`)
      : failed('port', `${url} takes no alerts: ${reasons.join('; ') || `it answers ${answer.status}`}`, remedy);
  } catch (error) {
    return failed('port', `${url} does not answer: ${reasonOf(error)}`, `${remedy} It may have been started with another PORT.`);
  }
}
