// Owns: what a rendered message is. Renderers are pure: a view in, a message out; nobody here knows Telegram's network.

/** `data`: at most 64 bytes, made of ids and nonces, never of list positions. */
export interface Button {
  readonly text: string;
  readonly data: string;
}
export type Keyboard = readonly (readonly Button[])[];

/** `html`: Telegram's HTML subset (b, i, code, pre), at most MESSAGE_CHARS_MAX characters after entity parsing. */
export interface Message {
  readonly html: string;
  readonly keyboard: Keyboard;
  /** It comes without a sound. */
  readonly isSilent?: boolean;
}

/** Callback verb of the buttons that bring a list up to date; what it shows follows, and the number of a row of its page where that is not the first. */
export const REFRESH_VERB = 'f';
export type ListName = 'status' | 'positions' | 'orders' | 'strategies' | 'risk';
export const refreshData = (list: ListName, first = 0): string => `${REFRESH_VERB}:${list}${first === 0 ? '' : `:${first}`}`;
export const refreshButton = (list: ListName, first = 0): Button => ({ text: '🔄 Refresh', data: refreshData(list, first) });
