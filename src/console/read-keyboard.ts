// Owns: the check of an inline keyboard as Telegram's server does it.

import { z } from 'zod';
import type { ChatButton } from './chat-message.ts';
import { BUTTONS_MAX, CALLBACK_DATA_BYTES_MAX, COPY_TEXT_MAX } from './console-limits.ts';
import { checkedUrl } from './parse-html.ts';

export type ReadKeyboard = { readonly ok: true; readonly keyboard: ChatButton[][] } | { readonly ok: false; readonly error: string };

const markupSchema = z.looseObject({
  inline_keyboard: z
    .array(
      z.array(
        z.looseObject({
          text: z.string(),
          style: z.enum(['danger', 'success', 'primary']).optional(),
          callback_data: z.string().optional(),
          url: z.string().optional(),
          copy_text: z.looseObject({ text: z.string() }).optional(),
        }),
      ),
    )
    .optional(),
});
type GivenButton = NonNullable<z.infer<typeof markupSchema>['inline_keyboard']>[number][number];

/** No markup, or one without an inline keyboard (force_reply …), means no buttons. Errors come in Telegram's words. */
export function readKeyboard(markup: unknown): ReadKeyboard {
  if (markup === undefined || markup === null) return { ok: true, keyboard: [] };
  const parsed = markupSchema.safeParse(markup);
  if (!parsed.success) return { ok: false, error: "can't parse inline keyboard button: it needs a text and exactly one action" };
  const rows = parsed.data.inline_keyboard ?? [];
  if (rows.flat().length > BUTTONS_MAX) return { ok: false, error: 'reply markup is too long' };
  const keyboard: ChatButton[][] = [];
  for (const row of rows) {
    const buttons: ChatButton[] = [];
    for (const given of row) {
      const button = readButton(given);
      if (typeof button === 'string') return { ok: false, error: button };
      buttons.push(button);
    }
    if (buttons.length > 0) keyboard.push(buttons);
  }
  return { ok: true, keyboard };
}

/** The button, or what is wrong with it. */
function readButton(given: GivenButton): ChatButton | string {
  const style = given.style ?? null;
  const actions = [given.callback_data, given.url, given.copy_text].filter((action) => action !== undefined);
  if (given.text === '') return "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard";
  if (actions.length !== 1) return "can't parse inline keyboard button: exactly one of callback_data, url, copy_text must be used";
  if (given.callback_data !== undefined) {
    const bytes = Buffer.byteLength(given.callback_data, 'utf8');
    if (bytes === 0 || bytes > CALLBACK_DATA_BYTES_MAX) return 'BUTTON_DATA_INVALID';
    return { text: given.text, style, action: { type: 'tap', data: given.callback_data } };
  }
  if (given.copy_text !== undefined) {
    const { text } = given.copy_text;
    if (text === '' || text.length > COPY_TEXT_MAX) return 'BUTTON_COPY_TEXT_INVALID';
    return { text: given.text, style, action: { type: 'copy', text } };
  }
  const url = checkedUrl(given.url ?? '');
  if (url === null) return 'BUTTON_URL_INVALID';
  return { text: given.text, style, action: { type: 'open', url } };
}
