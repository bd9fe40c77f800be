// Owns: what the page itself says: toasts that pass, the box that has to be closed, copying.

import { element, prefersCalm, the } from './elements.js';

const TOAST_MS = 4200;

/** `kind`: plain or problem. */
export function toast(text, kind = 'plain') {
  const made = element('div', { className: `toast ${kind}` }, text);
  the('.toasts').append(made);
  const leave = () => {
    const gone = made.animate([{ opacity: 1 }, { opacity: 0, transform: 'translateY(-6px)' }], { duration: prefersCalm() ? 0 : 180 });
    gone.addEventListener('finish', () => made.remove());
  };
  setTimeout(leave, kind === 'problem' ? TOAST_MS * 2 : TOAST_MS);
  made.addEventListener('click', () => made.remove());
}

export function alertBox(text) {
  the('#alert-text').textContent = text;
  the('#alert-box').showModal();
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    toast(`The browser did not let the page copy (${error.message}): select the text and copy it yourself.`, 'problem');
    return false;
  }
}
