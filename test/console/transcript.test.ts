import { describe, expect, it } from 'vitest';
import { FILE_BYTES_KEPT, MESSAGES_KEPT, SAVE_RETRY_MS } from '../../src/console/console-limits.ts';
import { openTranscript } from '../../src/console/transcript.ts';
import type { Transcript, TranscriptChange } from '../../src/console/transcript.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createGate, createTestDocument } from './console-fixture.ts';
import type { TestDocument } from './console-fixture.ts';

const button = { text: 'Approve', style: null, action: { type: 'tap' as const, data: 'a:1' } };
const draft = (text: string, keyboard = [[button]]) => ({ text, entities: [], keyboard, file: null });

function open(
  document: TestDocument = createTestDocument(),
  clock = createFakeClock(),
): { transcript: Transcript; clock: typeof clock; changes: TranscriptChange[]; problem: string | null } {
  const { transcript, problem } = openTranscript(document, clock);
  const changes: TranscriptChange[] = [];
  transcript.onChange((change) => changes.push(change));
  return { transcript, clock, changes, problem };
}

describe('the transcript', () => {
  it('answers and shows a message only after it is on disk', async () => {
    const document = createTestDocument();
    const disk = createGate();
    document.hold = disk.promise;
    const { transcript, clock, changes } = open(document);
    let answered = false;
    const adding = transcript.add(draft('one')).then((message) => {
      answered = true;
      return message;
    });
    await clock.settle();
    expect([answered, changes, document.saved]).toEqual([false, [], null]);
    disk.open();
    const message = await adding;
    expect(changes).toEqual([{ type: 'message', message }]);
    expect(open(document).transcript.messages()).toEqual([message]);
  });

  it('survives a kill: text, buttons, edits, ids and unhandled updates are there again', async () => {
    const document = createTestDocument();
    const before = open(document).transcript;
    const card = await before.add(draft('card'));
    const gone = await before.add(draft('to be deleted'));
    await before.remove(gone.id);
    await before.edit(card.id, { ...draft('card, changed'), keyboard: [[button]] });
    const entry = await before.receiveTap(card.id, 'a:1');

    const after = open(document).transcript;
    expect(after.messages()).toEqual(before.messages());
    expect(after.find(card.id)).toMatchObject({ text: 'card, changed', keyboard: [[button]] });
    expect(after.inbox()).toEqual([entry]);
    const next = await after.receiveText('hello', []);
    expect(next.updateId).toBeGreaterThan(entry.updateId);
    expect(next.messageId).toBeGreaterThan(gone.id);
  });

  it('never gives an id twice, even when the document is lost', async () => {
    const clock = createFakeClock();
    const first = open(createTestDocument(), clock).transcript;
    const old = await first.add(draft('one'));
    const oldUpdate = await first.receiveTap(old.id, 'a:1');
    await clock.advance(5_000);
    const anew = open(createTestDocument(), clock).transcript;
    expect((await anew.add(draft('other'))).id).toBeGreaterThan(old.id);
    expect((await anew.receiveTap(1, 'x')).updateId).toBeGreaterThan(oldUpdate.updateId);
  });

  it('shares saves: many changes at once need two', async () => {
    const document = createTestDocument();
    const { transcript } = open(document);
    await Promise.all(Array.from({ length: 50 }, (_, index) => transcript.add(draft(`m${index}`))));
    expect(document.saves).toBe(2);
    expect(open(document).transcript.messages()).toHaveLength(50);
  });

  it('goes on from memory when the disk is full, says so, and saves by itself when there is room', async () => {
    const document = createTestDocument();
    const { transcript, clock, changes } = open(document);
    document.failure = new Error('no space left on device');
    const alarm = await transcript.add(draft('Disk full', []));
    expect(transcript.unsaved()).toContain('no space left on device');
    expect(changes).toEqual([
      { type: 'unsaved', problem: transcript.unsaved() },
      { type: 'message', message: alarm },
    ]);
    await clock.advance(SAVE_RETRY_MS);
    expect(transcript.unsaved()).not.toBeNull();
    document.failure = null;
    await clock.advance(SAVE_RETRY_MS);
    expect(changes.at(-1)).toEqual({ type: 'unsaved', problem: null });
    expect(open(document).transcript.messages()).toEqual([alarm]);
    await transcript.close();
    expect(clock.pendingTimers()).toBe(0);
  });

  it('keeps the last messages, and drops those with open buttons last', async () => {
    const { transcript } = open();
    const card = await transcript.add(draft('card'));
    for (let index = 0; index < MESSAGES_KEPT; index += 1) await transcript.add(draft(`m${index}`, []));
    expect(transcript.messages()).toHaveLength(MESSAGES_KEPT);
    expect(transcript.find(card.id)).toEqual(card);
    expect(transcript.messages().at(1)?.text).toBe('m1');
  });

  it('keeps files up to their limit, the newest first, and drops those of messages that are gone', async () => {
    const { transcript } = open();
    const half = Buffer.alloc(FILE_BYTES_KEPT / 2 - 10, 1).toString('base64');
    const withFile = (id: string) =>
      transcript.add({ ...draft('', []), file: { id, kind: 'document', name: id, bytes: 1, width: 0, height: 0 } }, { id, base64: half });
    await withFile('a');
    const second = await withFile('b');
    await withFile('c');
    expect(['a', 'b', 'c'].map((id) => transcript.file(id) !== undefined)).toEqual([false, true, true]);
    await transcript.remove(second.id);
    expect(transcript.file('b')).toBeUndefined();
  });

  it('starts anew, and says so, when the document is not a chat', async () => {
    const { transcript, problem } = open(createTestDocument('{"version":1,"messages":"none"}'));
    expect(problem).toContain('cannot be read');
    expect(transcript.messages()).toEqual([]);
    expect((await transcript.add(draft('works'))).text).toBe('works');
  });
});
