// Owns: the form of data/state.json, {"schema":1,"seq":12,"savedAt":1767607200000,"state":{…}}, and its migration.
// `seq` is the last journal record that is in the state. A copy in a backup carries `"backup":true`.

import { type DurableFile, openDurableFile } from './durable-file.ts';
import type { Failpoint, FileSystem } from './file-system.ts';
import type { Migrations, StoreCore } from './store-core.ts';
import { StoreRefusedError } from './store-refused.ts';

export interface CheckpointDocument {
  readonly backup?: true;
  readonly schema: number;
  readonly seq: number;
  readonly savedAt: number;
  /** As the core encodes it. */
  readonly state: unknown;
}

export interface Checkpoint<S> {
  readonly file: DurableFile<CheckpointDocument>;
  /** null where there was no file. */
  readonly found: { readonly state: S; readonly seq: number; readonly savedAt: number; readonly backup: boolean } | null;
}

type CheckpointCore<S> = Pick<StoreCore<S, never, never, never>, 'schema' | 'decode' | 'migrations'>;

/** Throws StoreRefusedError on a schema that is newer than this program. Where neither generation is usable, `file.ruin` says so. */
export async function openCheckpoint<S>(
  path: string,
  { core, fs, failpoint }: { readonly core: CheckpointCore<S>; readonly fs: FileSystem; readonly failpoint: Failpoint },
): Promise<Checkpoint<S>> {
  // Decoding is a part of finding out whether the file is usable; its result is kept, since it is the largest cost of a start.
  const decoded = new Map<CheckpointDocument, S>();
  const parse = (json: unknown): CheckpointDocument => {
    const document = parseDocument(json);
    decoded.set(document, core.decode(migrateState(document, core.schema, core.migrations, path)));
    return document;
  };
  const file = await openDurableFile(path, { parse, fs, failpoint, isReplaceable: true });
  if (file.data === null) return { file, found: null };
  const state = decoded.get(file.data);
  if (state === undefined) throw new Error(`${path} was read but not decoded`);
  return { file, found: { state, seq: file.data.seq, savedAt: file.data.savedAt, backup: file.data.backup === true } };
}

function parseDocument(json: unknown): CheckpointDocument {
  if (typeof json !== 'object' || json === null) throw new Error('it is no JSON object');
  const { schema, seq, savedAt, state, backup } = Object.assign<Record<string, unknown>, object>({}, json);
  if (!isCount(schema) || schema < 1) throw new Error('`schema` is no version number');
  if (!isCount(seq)) throw new Error('`seq` is no record number');
  if (!isCount(savedAt)) throw new Error('`savedAt` is no instant');
  if (state === undefined) throw new Error('`state` is missing');
  return backup === true ? { backup, schema, seq, savedAt, state } : { schema, seq, savedAt, state };
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

function migrateState(document: CheckpointDocument, schema: number, migrations: Migrations, path: string): unknown {
  if (document.schema > schema) {
    throw new StoreRefusedError(
      `${path} has schema version ${document.schema}, this program knows versions up to ${schema}: it was written by a newer Signalman. ` +
        `Start that version (or a newer one), or put back a backup that was made by this version.`,
    );
  }
  let { state } = document;
  for (let version = document.schema; version < schema; version += 1) {
    const migrate = migrations[version];
    if (migrate === undefined) {
      throw new StoreRefusedError(
        `${path} has schema version ${document.schema}, this program has version ${schema} and no way from ${version} to ${version + 1}. ` +
          `Start a version in between first: it takes the file one step further.`,
      );
    }
    state = migrate(state);
  }
  return state;
}
