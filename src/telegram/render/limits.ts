// Owns: every limit of Telegram messages, each with its reason.

/** sendMessage and editMessageText refuse more than this, counted in UTF-16 units after entity parsing. */
export const MESSAGE_CHARS_MAX = 4_096;
/** answerCallbackQuery refuses longer texts. UTF-16 units. */
export const CALLBACK_ANSWER_CHARS_MAX = 200;
/** Rows of a list: more than this nobody reads on a phone, and it keeps a list under one message. */
export const LIST_ROWS_MAX = 15;
/** However much stands beside them, the first page of a list has so much room for its rows: a handful of them. */
export const PAGE_ROWS_CHARS_MIN = 1_500;
/** Orders that wait, below the answer to /pause: the rest stands in /waiting. */
export const PAUSED_ROWS_MAX = 5;
/** Steps of a timeline in one message: the first ones and the last ones. */
export const TIMELINE_ROWS_MAX = 30;
/** Facts of an alert on a card: the order is what counts, the alert is a reminder. */
export const CARD_NOTES_MAX = 8;
/** Parts of one alert on its card: those in trouble first; the others are counted. Fewer where the message would be too long. */
export const CARD_PARTS_MAX = 20;
/** Failures on the card of one alert: the rest are counted. */
export const CARD_FAILURES_MAX = 5;
