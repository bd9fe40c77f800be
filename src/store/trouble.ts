// Owns: telling about trouble with the disk once per change, not once per failed write.

export interface Trouble {
  readonly subject: TroubleSubject;
  readonly type: 'full' | 'failed' | 'recovered' | 'checkpoint_failed' | 'backup_failed';
  readonly message: string;
  readonly nextStep: string;
}

/** What can be in trouble: commits to the journal, writing the checkpoint, or the daily backup. */
export type TroubleSubject = 'journal' | 'checkpoint' | 'backup';

export interface TroubleDesk {
  raise(subject: TroubleSubject, trouble: Omit<Trouble, 'subject'>): void;
  /** Tells that the trouble is over, if there was any. */
  clear(subject: TroubleSubject, message: string): void;
  current(subject: TroubleSubject): Trouble['type'] | null;
}

/** `onTrouble` must not throw; what it throws surfaces as an uncaught error, not in the middle of a commit. */
export function createTroubleDesk(onTrouble: (trouble: Trouble) => void): TroubleDesk {
  const open = new Map<TroubleSubject, Trouble['type']>();
  const tell = (trouble: Trouble): void => queueMicrotask(() => onTrouble(trouble));
  return {
    raise(subject, trouble) {
      if (open.get(subject) === trouble.type) return;
      open.set(subject, trouble.type);
      tell({ subject, ...trouble });
    },
    clear(subject, message) {
      if (open.delete(subject)) tell({ subject, type: 'recovered', message, nextStep: 'Nothing to do.' });
    },
    current: (subject) => open.get(subject) ?? null,
  };
}
