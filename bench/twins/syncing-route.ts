// The syncing twin: the bare one with an append and an fdatasync that all waiting requests share; nothing else.
// Argument: the file to append to.

import { open } from 'node:fs/promises';
import { serveJsonRoute } from './json-route.ts';

const file = await open(process.argv[2] ?? '', 'a');
let lines: string[] = [];
let waiting: { resolve: () => void; reject: (error: unknown) => void }[] = [];
let isRunning = false;

async function run(): Promise<void> {
  while (waiting.length > 0) {
    const batch = waiting;
    const text = lines.join('');
    waiting = [];
    lines = [];
    try {
      await file.appendFile(text);
      await file.datasync();
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
  isRunning = false;
}

serveJsonRoute(
  (body) =>
    new Promise((resolve, reject) => {
      lines.push(`${body}\n`);
      waiting.push({ resolve, reject });
      if (isRunning) return;
      isRunning = true;
      // After what this round of the event loop still brings, so that all of it shares one sync.
      setImmediate(() => void run());
    }),
);
