// Owns: who a process is, beyond its number. Process numbers repeat (in a container every main process is 1), so a lock
// names the boot, the pid namespace and the process's start as well, where the system tells them (Linux).

import { readdirSync, readFileSync } from 'node:fs';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { errorCode } from './file-system.ts';

export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Changes with each boot of the kernel; null where it is not told. */
  readonly bootId: string | null;
  /** Tells containers of one kernel apart; null where it is not told. */
  readonly pidNamespace: string | null;
  /** Clock ticks since boot; null where it is not told. */
  readonly startTicks: string | null;
}

/** What the lock has to know of the machine. Tests bring their own. */
export interface ProcessTable {
  self(): Promise<ProcessIdentity>;
  /** Whether a process with this number lives in our pid namespace; one that has ended and only waits for its parent does not. */
  isAlive(pid: number): boolean;
  startTicks(pid: number): Promise<string | null>;
}

/** Absent off Linux, and unreadable in some sandboxes: then it is not known. */
const unknownIfUnreadable = (): null => null;

/**
 * A process that was killed keeps its number until its parent asks for it, which some never do. Without other threads
 * nothing of it runs or writes any more.
 */
function hasEnded(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const state = stat.charAt(stat.lastIndexOf(')') + 2);
    return (state === 'Z' || state === 'X') && readdirSync(`/proc/${pid}/task`).length <= 1;
  } catch {
    // absent off Linux, unreadable in some sandboxes: then it is not known
    return false;
  }
}

/** Field 22 of /proc/<pid>/stat. The name in field 2 may hold spaces and parentheses, so counting starts behind its last one. */
async function startTicks(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(unknownIfUnreadable);
  if (stat === null) return null;
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

export const systemProcessTable: ProcessTable = {
  async self() {
    const bootId = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(unknownIfUnreadable);
    return {
      pid: process.pid,
      host: hostname(),
      bootId: bootId?.trim() ?? null,
      pidNamespace: await readlink('/proc/self/ns/pid').catch(unknownIfUnreadable),
      startTicks: await startTicks(process.pid),
    };
  },
  isAlive(pid) {
    try {
      process.kill(pid, 0);
      return !hasEnded(pid);
    } catch (error) {
      // EPERM: it lives and belongs to someone else.
      return errorCode(error) !== 'ESRCH';
    }
  },
  startTicks,
};
