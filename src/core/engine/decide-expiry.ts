// Owns: the reminder that a token or a key of an account ends: told once for each end.

import { reminderAt } from '../model/time/expiry.ts';
import type { Command, Reply } from './command.ts';
import { record, tell, type Draft } from './draft.ts';

export function decideExpiry(draft: Draft, command: Command & { type: 'expiry_found' }): Reply {
  const { account, check, detail, remedy, expiresAt } = command;
  const key = `${account}|${check}`;
  if (draft.state.expiriesTold.get(key) === expiresAt || reminderAt(expiresAt, draft.now) > draft.now)
    return { type: 'skipped', detail: 'told already, or too early' };
  record(draft, { type: 'expiry_told', key, expiresAt });
  const mode = draft.settings.accounts.get(account)?.mode ?? 'paper';
  const isOver = expiresAt <= draft.now;
  tell(draft, {
    severity: isOver ? 'alarm' : 'error',
    groupKey: `expiry:${key}:${expiresAt}`,
    title: `${account}: the ${check} ${isOver ? 'has ended' : 'ends soon'}`,
    text: `${account} (${mode.toUpperCase()}): ${detail}. ${isOver ? 'Nothing can be sent there: no entry, and no exit either.' : 'After that nothing can be sent there: no entry, and no exit either.'}`,
    nextStep: remedy ?? 'Renew it at the venue, write it into .env and start again.',
  });
  return { type: 'done', detail: 'told' };
}
