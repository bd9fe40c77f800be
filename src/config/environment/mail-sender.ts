// Owns: who the error mails come from.

/** `from`, else the user of the mail server's address where that is a mail address, else null. */
export function mailSender({
  EMAIL_FROM: from,
  SMTP_URL: smtpUrl,
}: {
  EMAIL_FROM?: string | undefined;
  SMTP_URL?: string | undefined;
}): string | null {
  if (from !== undefined || smtpUrl === undefined) return from ?? null;
  const user = decodeURIComponent(new URL(smtpUrl).username);
  return /^[^\s@]+@[^\s@]+$/.test(user) ? user : null;
}
