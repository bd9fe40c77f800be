// Owns: which posts talk about a trade instead of opening one: of results, doubts, conditions, trials and what is over.

/** A post that tells how it went, asks, or thinks aloud. */
const TALK =
  /\?|(?<!take[ -]?)\bprofits? ?[:=+]|(?<!~)~~(?=[\p{L}\d#$])|\b(?:clos(?:ed|ing)|hit|reached|achieved|done|smashed|crushed|secured|banked|opened|filled|stopped|booked|running|result|pnl|updated?|cancel(?:s|l?ed|l?ing)?|maybe|think|could|would|might|should|later|if|when|crossing|scanner|detected|yesterday|congrat\w*|thanks|guys|we|our|i|my|was|were|has|have|wait\w*|avoid\w*|ignore\w*|skip\w*|don['’]?t|never|invalid\w*|deleted?|removed?|expired|missed|too late|repost\w*|recap|backtest\w*|paper trad\w*|demo|alerts? only|signals? only|no trade|last (?:week|month|night)|won|wins?(?![ -]?(?:rate|ratio|%))|loss(?:es)?(?= ?[❌✖])|pending|retest\w*|confirm(?:s|ed|ation)?|(?:after|on) (?:the )?(?:\w{1,8} )?(?:candles?|close|break\w*)|examples?(?= ?:)|tutorial|test (?:signal|buy|sell|long|short|order|alert|trade)|old signal|outdated|void|paused|executed|reduce[ _-]?only|hypothetical\w*|simulat\w*|watch ?list|hedg(?:e|ed|ing)|opposite|exit (?:now|all|here|immediately|(?:the )?(?:trade|position))|close (?:all|now|here|half|everything|(?:the |your )?(?:trade|position))|(?:a|for|only|just) test(?:ing)?\b|(?:do |is )?not (?:yet|now|enter|buy|sell|open|take|trade|valid|active|activated|triggered|filled))\b/iu;
/** `Join our channel` says nothing of the trade, though it talks. */
const INVITES = /\b(join|subscribe to|follow|visit|check) (?:our|my)\b/gi;
/** A number that is ticked off behind: `TP1: 145 ✅`. In front of a label a tick is an ornament. */
const TICKED = /\d ?[%)]? ?[✅☑✔]/u;
/** `60k`: thousands, and in the language of some channels satoshis. */
const ABBREVIATED = /\d ?k\b/i;

/** Whether a post in English words tells, asks or thinks aloud: it is no signal, whatever else stands in it. */
export const isTalk = (english: string): boolean =>
  TALK.test(english.replaceAll(INVITES, '$1')) || TICKED.test(english) || ABBREVIATED.test(english);
