// The lines of a log, and waiting for one of them.

import { EventEmitter, once } from 'node:events';

export interface LineCapture {
  readonly lines: readonly string[];
  write(line: string): void;
  /** Resolves when so many lines with `text` are there. */
  line(text: string, count?: number): Promise<void>;
}

export function captureLines(): LineCapture {
  const lines: string[] = [];
  const arrivals = new EventEmitter();
  return {
    lines,
    write(line) {
      lines.push(line);
      arrivals.emit('line');
    },
    async line(text, count = 1) {
      while (lines.filter((line) => line.includes(text)).length < count) await once(arrivals, 'line');
    },
  };
}
