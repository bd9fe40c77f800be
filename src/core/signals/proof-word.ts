// Owns: whether the first word of a line may be the secret or the license that such lines begin with. People begin their posts with a
// word, too: `CANCELLED`, `@somebody`, a link, `Closed:`.

/** What tells how a trade went, whatever digits follow it. */
const TELLS =
  /^(?:cancel\w*|closed?|closing|updated?|results?|filled|executed|hit|reached|tp|sl|target|stopped|reminder|yesterday|expired|missed|ignored?|pending|waiting|recap|back ?test\w*|opened|invalid\w*|corrections?)\b/i;
/** Links, names of people and topics, and what ends like a part of a sentence. */
const WRITTEN_BY_PEOPLE = /^(?:https?:|www\.|[@#])|[:!?.,;…]$/i;

/** Without blanks, and nothing that people write above a post. */
export const mayBeProof = (word: string): boolean =>
  !/\s/.test(word) && !WRITTEN_BY_PEOPLE.test(word) && !TELLS.test(word.replaceAll(/[\d_-]+/g, ' ').trim());
