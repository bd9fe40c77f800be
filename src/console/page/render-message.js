// Owns: one message as an element: bubble, picture or file, time, buttons.

import { element, icon } from './elements.js';
import { renderText } from './render-text.js';
import { clockTime, fullTime } from './times.js';

/** `actions`: onCommand(text), onTap(messageId, data), onCopy(text). `pendingData`: the button that waits for its answer. */
export function renderMessage(message, actions, pendingData) {
  const bubble = element('div', { className: 'bubble' });
  if (message.file?.kind === 'photo') bubble.append(picture(message.file, message.text));
  if (message.file?.kind === 'document') bubble.append(attachment(message.file));
  const text = element('div', { className: 'text' }, renderText(message.text, message.entities, actions.onCommand));
  text.append(meta(message));
  bubble.append(text);
  const row = element('article', { className: `message from-${message.author}`, id: `m${message.id}` }, bubble);
  if (message.file?.kind === 'photo') row.classList.add('with-picture');
  if (message.file !== null && message.text === '') row.classList.add('no-text');
  if (message.keyboard.length > 0) row.append(keyboard(message, actions, pendingData));
  return row;
}

function meta(message) {
  const sent = new Date(message.sentAt);
  const time = element('time', { dateTime: sent.toISOString(), title: fullTime(sent) }, clockTime(sent));
  if (message.editedAt === null) return element('span', { className: 'meta' }, time);
  const edited = element('span', { className: 'edited', title: `changed ${fullTime(message.editedAt)}` }, 'edited ');
  return element('span', { className: 'meta' }, edited, time);
}

function picture(file, caption) {
  const address = `/console/files/${encodeURIComponent(file.id)}`;
  const image = element('img', { src: address, alt: caption || file.name, width: file.width, height: file.height, loading: 'lazy' });
  const frame = element('a', { className: 'picture', href: address, target: '_blank', rel: 'noopener' }, image);
  image.addEventListener('error', () => frame.replaceWith(element('div', { className: 'gone' }, 'This picture is no longer kept.')));
  return frame;
}

function attachment(file) {
  const size =
    file.bytes < 1024
      ? `${file.bytes} B`
      : file.bytes < 1_048_576
        ? `${Math.round(file.bytes / 1024)} kB`
        : `${(file.bytes / 1_048_576).toFixed(1)} MB`;
  const label = element('span', { className: 'file-label' }, element('b', {}, file.name), element('span', {}, size));
  return element(
    'a',
    { className: 'file', href: `/console/files/${encodeURIComponent(file.id)}`, download: file.name },
    icon('file'),
    label,
  );
}

function keyboard(message, actions, pendingData) {
  const isPending = pendingData !== undefined;
  const rows = message.keyboard.map((row) =>
    element('div', { className: 'keys' }, ...row.map((button) => key(message, button, actions, pendingData))),
  );
  const made = element('div', { className: 'keyboard' }, ...rows);
  if (isPending) made.setAttribute('aria-busy', 'true');
  return made;
}

function key(message, button, actions, pendingData) {
  const className = `key ${button.style ?? guessStyle(button.text)}`;
  const { action } = button;
  if (action.type === 'open') {
    return element('a', { className, href: action.url, target: '_blank', rel: 'noopener noreferrer nofollow' }, button.text, icon('out'));
  }
  const made = element('button', { type: 'button', className }, button.text);
  if (action.type === 'copy') {
    made.append(icon('copy'));
    made.addEventListener('click', () => actions.onCopy(action.text));
    return made;
  }
  made.dataset.tap = action.data;
  made.disabled = pendingData !== undefined;
  if (pendingData === action.data) made.classList.add('waiting');
  made.addEventListener('click', () => actions.onTap(message.id, action.data));
  return made;
}

/** Buttons without a style of their own get the colour of what they say. */
function guessStyle(text) {
  const words = text.replace(/^[^\p{L}]+/u, '');
  if (/^(approve|execute|confirm|yes|resume|unlock)\b/i.test(words)) return 'success';
  if (/^(reject|decline|kill|close|yes, |stop)\b/i.test(words)) return 'danger';
  return 'plain';
}
