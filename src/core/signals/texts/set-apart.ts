// Owns: the lines of a post that say nothing of the trade, set apart from it before anything is asked of the rest: a greeting, a
// disclaimer or an invitation has words that make talk of any other line.

import { isMarginMode } from './posted-leverage.ts';
import { isCrossedOut, isSmallTalk } from './small-talk.ts';

export interface SetApart {
  /** The post, with an empty line in the place of each that says nothing. */
  readonly text: string;
  /** What was set apart, by the number of its line. */
  readonly remarks: ReadonlyMap<number, string>;
  /** One of the lines that say nothing is crossed out, or put off: `❌ Free signal`. That is said of all of it. */
  readonly isCrossedOut: boolean;
}

const SENTENCE_END = /(?<=[.!]) +(?=[\p{L}@#\p{Extended_Pictographic}])/u;

/** How many of the sentences at the end of a line say nothing: `Long BTCUSDT 5x. Good luck!` */
function sentencesApart(line: string, sentences: readonly string[], post: string): readonly [signal: string, remark: string] {
  const kept = sentences.findLastIndex((sentence) => !isSmallTalk(sentence, post)) + 1;
  if (kept === sentences.length) return [line, ''];
  return [sentences.slice(0, kept).join(' ').replace(/\.$/, ''), sentences.slice(kept).join(' ')];
}

function partLine(line: string, said: string, isPlaced: () => boolean, post: string): readonly [signal: string, remark: string] {
  if (isMarginMode(said)) return [line, ''];
  const sentences = line.split(SENTENCE_END);
  if (sentences.length === 1) return isSmallTalk(said, post) ? ['', said] : [line, ''];
  return !isPlaced() && isSmallTalk(said, post) ? ['', said] : sentencesApart(line, sentences, post);
}

/** `isPlaced`: the line has its place in a signal by how it begins, whatever it says. */
export function setApart(post: string, isPlaced: (line: string) => boolean): SetApart {
  const remarks = new Map<number, string>();
  let crossedOut = false;
  const lines = post.split('\n').map((line, number) => {
    const said = line.trim();
    crossedOut ||= isCrossedOut(said, post) && !isPlaced(said);
    const [signal, remark] = partLine(line, said, () => isPlaced(said), post);
    if (remark !== '') remarks.set(number, remark);
    return signal;
  });
  return { text: remarks.size === 0 ? post : lines.join('\n'), remarks, isCrossedOut: crossedOut };
}
