// Owns: writing: the field that grows, commands that complete, keys.

import { element, the } from './elements.js';

/** `send(text)` resolves to whether it was taken; if not, the text comes back into the field. */
export function createComposer(send) {
  const form = the('.composer');
  const field = the('.composer textarea');
  const button = the('.send');
  const list = the('#suggestions');
  let commands = [];
  let matches = [];
  let active = 0;

  const fit = () => {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 180)}px`;
    button.disabled = field.value.trim() === '';
  };
  const setText = (text) => {
    field.value = text;
    fit();
    suggest();
  };

  const suggest = () => {
    const typed = /^\/([a-z0-9_]*)$/i.exec(field.value)?.[1]?.toLowerCase();
    matches = typed === undefined ? [] : commands.filter(({ command }) => command.startsWith(typed));
    active = 0;
    showSuggestions();
  };
  const hideSuggestions = () => {
    matches = [];
    showSuggestions();
  };
  const showSuggestions = () => {
    const isOpen = matches.length > 0;
    list.hidden = !isOpen;
    field.setAttribute('aria-expanded', String(isOpen));
    list.replaceChildren(...matches.map(suggestion));
    if (isOpen) {
      field.setAttribute('aria-activedescendant', `suggestion-${active}`);
      list.children[active].scrollIntoView({ block: 'nearest' });
    } else field.removeAttribute('aria-activedescendant');
  };
  const suggestion = ({ command, description }, index) =>
    element(
      'li',
      {
        id: `suggestion-${index}`,
        className: index === active ? 'active' : '',
        attributes: { role: 'option', 'aria-selected': String(index === active) },
        // Before the field loses the focus.
        on: { mousedown: (event) => event.preventDefault(), click: () => complete(command) },
      },
      element('b', {}, `/${command}`),
      element('span', {}, description),
    );
  const complete = (command) => {
    setText(`/${command} `);
    hideSuggestions();
    field.focus();
  };

  const submit = async () => {
    const text = field.value.trim();
    if (text === '') return;
    setText('');
    hideSuggestions();
    if (!(await send(text)) && field.value === '') setText(text);
  };
  /** True: the key was for the list of commands. */
  const handleListKey = (event) => {
    if (matches.length === 0) return false;
    if (event.key === 'Escape') hideSuggestions();
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      active = (active + (event.key === 'ArrowDown' ? 1 : -1) + matches.length) % matches.length;
      showSuggestions();
    } else if (event.key === 'Tab' && !event.shiftKey) complete(matches[active].command);
    else if (event.key === 'Enter' && field.value.slice(1).toLowerCase() !== matches[active].command) complete(matches[active].command);
    else return false;
    return true;
  };

  field.addEventListener('input', () => {
    fit();
    suggest();
  });
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (handleListKey(event)) event.preventDefault();
    else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void submit();
    }
  });
  field.addEventListener('blur', hideSuggestions);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
    field.focus();
  });
  the('#open-menu').addEventListener('click', () => {
    field.focus();
    setText(field.value.startsWith('/') ? '' : '/');
  });
  the('#open-menu').addEventListener('mousedown', (event) => event.preventDefault());
  // Typing anywhere writes a message.
  document.addEventListener('keydown', (event) => {
    const isText = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && event.key !== ' ';
    if (isText && document.activeElement === document.body) field.focus();
  });

  return {
    setCommands(given) {
      commands = given;
      if (document.activeElement === field) suggest();
    },
    focus: () => field.focus({ preventScroll: true }),
  };
}
