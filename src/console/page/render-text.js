// Owns: a formatted text as elements. The server sends the plain text and the ranges in it; nothing here reads HTML.

import { element } from './elements.js';

const INLINE = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
};

const BLOCKS = new Set(['pre', 'blockquote', 'expandable_blockquote']);

/** `onCommand(text)` is called when a command inside the text is tapped. */
export function renderText(text, entities, onCommand) {
  const fragment = document.createDocumentFragment();
  fragment.append(...renderRange(text, 0, text.length, entities, onCommand));
  return fragment;
}

/** Entities are sorted, outer ones first; one that overlaps the end of its parent is cut there. */
function renderRange(text, from, to, entities, onCommand) {
  const nodes = [];
  let at = from;
  let rest = entities;
  while (rest.length > 0) {
    const [entity, ...others] = rest;
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    rest = others;
    if (start >= end) continue;
    if (start > at) nodes.push(text.slice(at, start));
    const inner = others.filter((other) => other.offset < end);
    nodes.push(wrap(entity, text.slice(start, end), renderRange(text, start, end, inner, onCommand), onCommand));
    rest = others.filter((other) => other.offset + other.length > end);
    // A block already ends its line.
    at = BLOCKS.has(entity.type) && text[end] === '\n' && end < to ? end + 1 : end;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function wrap(entity, text, children, onCommand) {
  const tag = Object.hasOwn(INLINE, entity.type) ? INLINE[entity.type] : undefined;
  if (tag !== undefined) return element(tag, {}, ...children);
  switch (entity.type) {
    case 'pre':
      return block(entity, children);
    case 'blockquote':
      return element('blockquote', {}, ...children);
    case 'expandable_blockquote':
      return expandable(children);
    case 'spoiler':
      return spoiler(children);
    case 'text_link':
      return link(entity.url ?? '', children);
    case 'url':
      return link(text, children);
    case 'bot_command':
      return element('button', { type: 'button', className: 'command', on: { click: () => onCommand(text) } }, text);
    default:
      return element('span', {}, ...children);
  }
}

/** The server let only http and https through; the page does not rely on it. */
function link(address, children) {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return element('span', {}, ...children);
  return element('a', { href: url.href, target: '_blank', rel: 'noopener noreferrer nofollow' }, ...children);
}

function block(entity, children) {
  const pre = element('pre', { tabIndex: 0 }, element('code', {}, ...children));
  if (entity.language) pre.dataset.language = entity.language;
  return pre;
}

function expandable(children) {
  const quote = element('blockquote', { className: 'expandable' }, ...children);
  const toggle = element('button', { type: 'button', className: 'quote-toggle' }, 'Show all');
  toggle.addEventListener('click', () => {
    toggle.textContent = quote.classList.toggle('open') ? 'Show less' : 'Show all';
  });
  quote.append(toggle);
  return quote;
}

function spoiler(children) {
  const hidden = element('span', { className: 'spoiler', tabIndex: 0, title: 'Hidden: show' }, ...children);
  hidden.setAttribute('role', 'button');
  const reveal = () => {
    hidden.classList.add('open');
    hidden.removeAttribute('role');
    hidden.removeAttribute('title');
  };
  hidden.addEventListener('click', reveal);
  hidden.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') reveal();
  });
  return hidden;
}
