// Owns: the buttons under /history. The place stands in the button, what is shown in the message above it.

import { askedIn, historyPage } from '../pages/history-page.ts';
import type { Tap, Verb } from './tap.ts';

export const turnPageVerb: Verb = {
  role: 'viewer',
  run(tap) {
    const asked = tap.text === null ? null : askedIn(tap.text);
    if (asked === null) return tap.answer('This page is no longer there; ask again with /history.');
    tap.answer('');
    void turn(tap, asked);
  },
};

async function turn(tap: Tap, asked: string): Promise<void> {
  try {
    tap.edit(await historyPage(tap.deps, asked, tap.rest === '' ? null : tap.rest));
  } catch (error) {
    tap.deps.log.error({ err: error }, 'telegram: the history could not be read');
  }
}
