// Owns: /balance: what each account holds, as its venue says.

import type { Balance } from '../../core/model/account.ts';
import { isZero } from '../../core/model/decimal.ts';
import { cutHtml } from './cut-html.ts';
import { formatTime, type TimeView } from './format-time.ts';
import { LIST_ROWS_MAX } from './limits.ts';
import type { Message } from './message.ts';
import { type AccountView, renderAccount } from './render-account.ts';
import { senderText } from './sender-text.ts';

export interface BalanceView {
  readonly account: AccountView;
  /** A text: why the venue did not say. */
  readonly balances: readonly Balance[] | string;
}

export function renderBalance(views: readonly BalanceView[], time: TimeView): Message {
  const blocks = views.map((view) => [renderAccount(view.account), ...balanceLines(view.balances)].join('\n'));
  return { html: cutHtml([...blocks, `As of ${formatTime(time.now, time)}`].join('\n\n')), keyboard: [] };
}

function balanceLines(balances: readonly Balance[] | string): string[] {
  if (typeof balances === 'string') return [`📡 No answer: ${senderText(balances)}`];
  const held = balances.filter((balance) => !isZero(balance.total));
  if (held.length === 0) return ['Nothing'];
  const rows = held.slice(0, LIST_ROWS_MAX).map((balance) => {
    const currency = senderText(balance.currency, 40);
    return `<b>${balance.total} ${currency}</b>${balance.free === balance.total ? '' : ` · ${balance.free} free`}`;
  });
  return held.length > LIST_ROWS_MAX ? [...rows, `… and ${held.length - LIST_ROWS_MAX} more`] : rows;
}
