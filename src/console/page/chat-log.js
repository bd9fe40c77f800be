// Owns: the list of messages: keyed by id, in order, with the days between them; scrolling and the "new messages" pill.

import { element, prefersCalm, the } from './elements.js';
import { renderMessage } from './render-message.js';
import { dayName, dayOf } from './times.js';

const NEAR_END_PX = 120;

/** `actions`: what messages can do (see renderMessage). */
export function createChatLog(actions) {
  const log = the('.log');
  const scroller = the('.scroll');
  const pill = the('.pill');
  const empty = the('.empty');
  const shown = new Map();
  const pending = new Map();
  let isPinned = true;
  let lastTop = 0;
  let lastHeight = 0;
  let unread = 0;

  const scrollToEnd = (isSmooth) => {
    isPinned = true;
    scroller.scrollTo({ top: scroller.scrollHeight, behavior: isSmooth && !prefersCalm() ? 'smooth' : 'instant' });
  };
  const showPill = () => {
    pill.hidden = isPinned;
    pill.classList.toggle('counting', unread > 0);
    the('.pill span').textContent = unread === 0 ? 'Newest' : unread === 1 ? '1 new message' : `${unread} new messages`;
  };

  /** Marks the first message of each day and which messages stand close together. */
  const arrange = () => {
    for (const separator of log.querySelectorAll('.day')) separator.remove();
    let previous = null;
    for (const { message, row } of inOrder()) {
      if (previous === null || dayOf(previous.sentAt) !== dayOf(message.sentAt))
        log.insertBefore(element('div', { className: 'day' }, element('span', {}, dayName(message.sentAt))), row);
      const isClose = previous !== null && previous.author === message.author && message.sentAt - previous.sentAt < 60_000;
      row.classList.toggle('follows', isClose);
      previous = message;
    }
    empty.hidden = shown.size > 0;
  };
  const inOrder = () => [...shown.values()].sort((a, b) => a.message.id - b.message.id);

  const put = (message) => {
    const before = shown.get(message.id);
    const row = renderMessage(message, actions, pending.get(message.id));
    shown.set(message.id, { message, row });
    if (before === undefined) {
      const next = inOrder().find((other) => other.message.id > message.id);
      log.insertBefore(row, next?.row ?? null);
      return { row, before: null };
    }
    replaceRow(before.row, row);
    return { row, before };
  };

  const upsert = (message) => {
    const { row, before } = put(message);
    arrange();
    if (before !== null) {
      settle(before, message, row);
      return;
    }
    arrive(row);
    if (message.author === 'you') scrollToEnd(true);
    else if (!isPinned) {
      unread += 1;
      showPill();
    }
  };

  const remove = (id) => {
    shown.get(id)?.row.remove();
    shown.delete(id);
    arrange();
  };

  /** Everything anew, touching only what differs. */
  const sync = (messages) => {
    const ids = new Set(messages.map((message) => message.id));
    for (const id of [...shown.keys()].filter((known) => !ids.has(known))) {
      shown.get(id).row.remove();
      shown.delete(id);
    }
    for (const message of messages) {
      const known = shown.get(message.id);
      if (known === undefined || JSON.stringify(known.message) !== JSON.stringify(message)) put(message);
    }
    arrange();
  };

  /** `data` undefined: the answer has come. */
  const setPending = (messageId, data) => {
    if (data === undefined) pending.delete(messageId);
    else pending.set(messageId, data);
    const known = shown.get(messageId);
    if (known !== undefined) put(known.message);
    arrange();
  };

  scroller.addEventListener(
    'scroll',
    () => {
      const { scrollTop, scrollHeight, clientHeight } = scroller;
      const isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
      // Only a person scrolls up: what grows below must not count as having left the end, nor what was shorter for a moment.
      const isByPerson = scrollTop < lastTop && scrollHeight === lastHeight;
      if (isAtEnd) isPinned = true;
      else if (isByPerson) isPinned = false;
      lastTop = scrollTop;
      lastHeight = scrollHeight;
      if (isPinned) unread = 0;
      showPill();
    },
    { passive: true },
  );
  pill.addEventListener('click', () => scrollToEnd(true));
  // Pictures that load, cards that grow and the phone's keyboard all move the end: stay there if we were there.
  const observer = new ResizeObserver(() => {
    if (isPinned && shown.size > 0) scrollToEnd(false);
  });
  observer.observe(the('.column'));
  observer.observe(scroller);

  return { upsert, remove, sync, setPending, scrollToEnd };
}

/** Puts the new row in the place of the old one; the keyboard focus stays where it was. */
function replaceRow(old, row) {
  const tap = old.contains(document.activeElement) ? document.activeElement.dataset.tap : undefined;
  const wasAt = old.querySelector('.bubble').getBoundingClientRect().height;
  row.dataset.heightBefore = String(wasAt);
  old.replaceWith(row);
  if (tap === undefined) return;
  const same = [...row.querySelectorAll('[data-tap]')].find((button) => button.dataset.tap === tap);
  same?.focus({ preventScroll: true });
}

function arrive(row) {
  if (prefersCalm()) return;
  const from = row.classList.contains('from-you') ? 'translate(12px, 8px)' : 'translateY(10px)';
  row.animate(
    [
      { opacity: 0, transform: from },
      { opacity: 1, transform: 'none' },
    ],
    { duration: 220, easing: 'cubic-bezier(.2,.8,.3,1)' },
  );
}

/** An edit: the text comes in softly, the bubble grows or shrinks to its new height, a ring says that it was this one. */
function settle(before, message, row) {
  if (prefersCalm()) return;
  const bubble = row.querySelector('.bubble');
  const from = Number(row.dataset.heightBefore);
  const to = bubble.getBoundingClientRect().height;
  if (Math.abs(from - to) > 1) {
    bubble.animate(
      [
        { height: `${from}px`, overflow: 'hidden' },
        { height: `${to}px`, overflow: 'hidden' },
      ],
      { duration: 260, easing: 'cubic-bezier(.2,.8,.3,1)' },
    );
  }
  if (before.message.text === message.text) return;
  row.querySelector('.text').animate([{ opacity: 0.6 }, { opacity: 1 }], { duration: 280 });
  // A card that only counts down, its question still open, must not blink every few seconds.
  const isSameQuestion = message.keyboard.length > 0 && JSON.stringify(before.message.keyboard) === JSON.stringify(message.keyboard);
  if (isSameQuestion) return;
  bubble.classList.add('changed');
  bubble.addEventListener('animationend', () => bubble.classList.remove('changed'), { once: true });
}
