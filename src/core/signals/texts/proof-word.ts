// Owns: whether the first word of a line may be the secret or the license that such lines begin with. People begin their posts with a
// word, too: `CANCELLED`, `@somebody`, a link, `Closed:`.

/** What tells how a trade went, whatever digits follow it. */
const TELLS =
  /^(?:cancel\w*|closed?|closing|updated?|results?|filled|executed|hit|reached|tp|sl|target|stopped|reminder|yesterday|expired|missed|ignored?|pending|waiting|recap|back ?test\w*|opened|invalid\w*|corrections?)\b/i;
/** Links, names of people and topics, and words that end like a part of a sentence: `Filled!`. A secret may end so as well. */
const WRITTEN_BY_PEOPLE = /^(?:https?:|www\.|[@#])|^[\p{L}\p{M}'’-]*[:!?.,;…]+$/iu;
/** Letters between digits, and as long as a secret: no word is written so, whatever it begins with. */
const MADE_UP = /^(?=.{12})(?=.*\d.*[a-z].*\d)/i;
const tellsOf = (word: string): boolean => !MADE_UP.test(word) && TELLS.test(word.replaceAll(/[\d_-]+/g, ' ').trim());

/** Without blanks, and nothing that people write above a post. */
export const mayBeProof = (word: string): boolean => !/\s/.test(word) && !WRITTEN_BY_PEOPLE.test(word) && !tellsOf(word);
