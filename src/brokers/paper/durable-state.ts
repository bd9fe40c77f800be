// Owns: the order of "changed", "saved" and "told". A change is applied to `head` at once, so that the next one sees it;
// it counts, and its reports go out, only when a save that contains it has succeeded. Changes that come while a save runs
// share the next one. If a save fails, head falls back to what was saved last: the changes since then never happened.

import type { Report } from '../../core/model/venues/report.ts';
import type { Change } from './change-order.ts';
import type { PaperState } from './venue-state.ts';

/** The file of the venue. `save` resolves when the state would survive a power cut; a failed save rejects. */
export interface PaperDocument {
  /** What was saved last, unchecked; null = nothing yet. */
  load(): unknown;
  save(state: PaperState): Promise<void>;
}

export type Failpoint = (name: 'paper:before-save' | 'paper:after-save') => void | Promise<void>;

/** `undone`: certainly without effect. `doubtful`: the file may hold the change or not, until a later save succeeds. */
export type Saved = { readonly type: 'saved' } | { readonly type: 'undone' | 'doubtful'; readonly reason: string };

export interface DurableState {
  head(): PaperState;
  /**
   * Applies `step` to head now, at once; resolves with its answer when the fate of the change is known. A step that
   * returns the state it got changes nothing and has no reports.
   */
  change<Answer>(
    step: (head: PaperState) => Change & { readonly answer: Answer },
  ): Promise<{ readonly saved: Saved; readonly answer: Answer }>;
  /** The same, for an answer that need not outlive this process: it is there at once, unless the step has reports. */
  changeSoon<Answer>(
    step: (head: PaperState) => Change & { readonly answer: Answer },
  ): Promise<{ readonly saved: Saved; readonly answer: Answer }>;
  /** The saved state after everything that is under way; null while the file is in doubt and cannot be written. */
  settled(): Promise<PaperState | null>;
  /** The same, for answers that need not outlive this process either: it waits for no change that was answered soon. */
  current(): Promise<PaperState | null>;
}

interface Waiting {
  readonly reports: readonly Report[];
  readonly resolve: (saved: Saved) => void;
}

export function createDurableState(
  initial: PaperState,
  document: PaperDocument,
  failpoint: Failpoint,
  tell: (reports: readonly Report[]) => void,
): DurableState {
  let head = initial;
  let saved = initial;
  let inDoubt = false;
  let waiting: Waiting[] = [];
  let running: Promise<void> | null = null;
  /** Changes whose fate somebody waits for. */
  let firm = 0;

  /** Null = written. */
  const write = async (state: PaperState): Promise<string | null> => {
    try {
      await failpoint('paper:before-save');
      await document.save(state);
      await failpoint('paper:after-save');
      return null;
    } catch (error) {
      return `the paper venue could not save its state: ${error instanceof Error ? error.message : String(error)}`;
    }
  };

  const saveWaiting = async (): Promise<void> => {
    const batch = waiting;
    const target = head;
    waiting = [];
    const failure = await write(target);
    if (failure === null) {
      saved = target;
      inDoubt = false;
      for (const { reports } of batch) tell(reports);
      for (const { resolve } of batch) resolve({ type: 'saved' });
      return;
    }
    // What came meanwhile stands on what failed: it falls with it. New changes stand on `saved` again.
    const failed = [...batch, ...waiting];
    waiting = [];
    head = saved;
    inDoubt = (await write(saved)) !== null;
    for (const { resolve } of failed) resolve({ type: inDoubt ? 'doubtful' : 'undone', reason: failure });
  };

  const run = async (): Promise<void> => {
    while (waiting.length > 0) await saveWaiting();
    running = null;
  };

  const fateOf = (reports: readonly Report[]): Promise<Saved> =>
    new Promise((resolve) => {
      waiting.push({ reports, resolve });
      running ??= run();
    });

  const firmFateOf = async (reports: readonly Report[]): Promise<Saved> => {
    firm += 1;
    try {
      return await fateOf(reports);
    } finally {
      firm -= 1;
    }
  };
  const settled = async (): Promise<PaperState | null> => {
    if (running !== null) await running;
    if (inDoubt) await fateOf([]);
    return inDoubt ? null : saved;
  };

  return {
    head: () => head,
    settled,
    current: async () => (firm === 0 && !inDoubt ? head : settled()),
    async changeSoon(step) {
      const { state, reports, answer } = step(head);
      const isChanged = state !== head;
      head = state;
      if (reports.length > 0) return { saved: await firmFateOf(reports), answer };
      if (isChanged) void fateOf([]);
      return { saved: { type: 'saved' }, answer };
    },
    async change(step) {
      const { state, reports, answer } = step(head);
      // Nothing to save, unless the answer rests on a change that is being saved.
      if (state === head && running === null) return { saved: { type: 'saved' }, answer };
      head = state;
      return { saved: await firmFateOf(reports), answer };
    },
  };
}
