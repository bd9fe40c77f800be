// Owns: which secrets are good enough. The values of documentation are known to everyone who scans for open webhooks.

/** Characters. Below that a secret can be guessed over the network. */
const SECRET_LENGTH_MIN = 12;

/** Published in documents that people copy from; compared without case and punctuation. */
const PUBLISHED: ReadonlySet<string> = new Set([
  'gtcl4',
  'abc123',
  'iilqb',
  'secret',
  'mysecret',
  'mysecretkey',
  'supersecret',
  'supersecretkey',
  'topsecret',
  'secretkey',
  'webhooksecret',
  'sharedsecret',
  'secrettoken',
  'accesstoken',
  'admintoken',
  'password',
  'passphrase',
  'apikey',
  'token',
  'test',
  'testsecret',
  'default',
  'example',
  'exampleofasecret',
  '123456789012',
  '1234567890123456',
  'correcthorsebatterystaple',
]);
const PLACEHOLDER =
  /^(?:your.*(?:secret|token|key|password|passphrase|id)(?:here)?$|changeme|changethis|changeit|replaceme|replacethis|xxxx)/;

export type SecretFault = { readonly message: string; readonly remedy: string };

/** Whether anyone who has read the documentation knows it. */
function isPublished(secret: string): boolean {
  const bare = secret.toLowerCase().replace(/[^a-z0-9]/g, '');
  return PUBLISHED.has(bare) || PLACEHOLDER.test(bare) || /^<.*>$|^\$\{.*\}$|^\{\{.*\}\}$/s.test(secret);
}

/** What is wrong with a secret that we choose ourselves, or null. Never quotes the secret. */
export function judgeSecret(secret: string, remedy: string): SecretFault | null {
  if (secret.trim() === '') return { message: 'the secret is empty.', remedy };
  if (isPublished(secret)) return { message: 'this is an example from published documentation, which everyone knows.', remedy };
  if (secret.length < SECRET_LENGTH_MIN) {
    return { message: `the secret has ${secret.length} characters, fewer than ${SECRET_LENGTH_MIN}.`, remedy };
  }
  if (secret !== secret.trim()) return { message: 'the secret begins or ends with a blank.', remedy: 'Remove the blank.' };
  if (/\p{Cc}/u.test(secret)) return { message: 'the secret holds a control character.', remedy };
  return null;
}

/** What is wrong with a credential that someone else gave us (its length is their affair), or null. */
export function judgeCredential(value: string): SecretFault | null {
  const remedy = 'Put the real value there, or delete the line.';
  if (value.trim() === '') return { message: 'the value is empty.', remedy };
  if (isPublished(value)) return { message: 'this is a placeholder from documentation.', remedy };
  return null;
}
