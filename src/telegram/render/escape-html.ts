// Owns: the one way in which text gets into a message's HTML.

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text that Telegram shows exactly as it is. For text of ours; what outsiders wrote goes through sender-text.ts. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
