// Owns: whether the mail server takes us. No mail is sent.

import type { EmailConfig } from '../config/config.ts';
import { failed, ok, type Finding } from './finding.ts';

export type VerifyMail = (email: EmailConfig) => Promise<{ readonly type: 'sent' } | { readonly type: 'failed'; readonly reason: string }>;

export async function checkMail(email: EmailConfig | null, verify: VerifyMail): Promise<Finding> {
  if (email === null) return ok('mail', 'none is configured: errors are told in the chat alone');
  const outcome = await verify(email);
  if (outcome.type === 'sent') return ok('mail', `the mail server takes mails for ${email.to.length} address(es)`);
  return failed('mail', `the mail server does not: ${outcome.reason}`, 'Correct SMTP_URL in .env (Gmail wants an app password).');
}
