// Owns: putting the page together: the stream feeds the log, the composer and the buttons send.

import { createChatLog } from './chat-log.js';
import { createComposer } from './composer.js';
import { connect, post } from './connection.js';
import { element, icon, the } from './elements.js';
import { alertBox, copy, toast } from './notices.js';
import { useTimeZone } from './times.js';

/** Shown above the field, as far as the bot has them. */
const QUICK_COMMANDS = ['status', 'positions', 'orders', 'signals', 'balance', 'help'];
const MODE_SENTENCES = {
  PAPER: 'Everything is PAPER: pretend money, no venue is reached.',
  SANDBOX: "Orders go to a venue's SANDBOX: test money.",
};

// Text that was drawn while the font was on its way keeps boxes where some emoji belong, until it is drawn anew.
document.fonts.addEventListener('loadingdone', () => document.body.classList.add('with-fonts'));

// The link carried the token; neither a glance at the screen nor the history may show it.
history.replaceState(null, '', '/console');

const log = createChatLog({
  onCommand: (text) => void send(text),
  onTap: (id, data) => void tap(id, data),
  onCopy: (text) => void copyAndSay(text),
});
const composer = createComposer(send);

async function send(text) {
  const result = await post('/console/messages', { text });
  if (!result.ok) toast(result.error, 'problem');
  return result.ok;
}

async function tap(messageId, data) {
  log.setPending(messageId, data);
  const result = await post('/console/taps', { message_id: messageId, data });
  log.setPending(messageId, undefined);
  if (!result.ok) toast(result.error, 'problem');
  else if (result.answer === null) toast('The bot has not answered this tap yet.', 'problem');
  else if (result.answer.alert) alertBox(result.answer.text);
  else if (result.answer.text !== '') toast(result.answer.text);
}

async function copyAndSay(text) {
  if (await copy(text)) toast('Copied');
}

async function sendSample() {
  const buttons = [...document.querySelectorAll('[data-sample]')];
  for (const button of buttons) button.disabled = true;
  const result = await post('/console/sample', {});
  for (const button of buttons) button.disabled = false;
  if (result.ok) log.scrollToEnd(true);
  else toast(result.error, 'problem');
}

function showMode(mode) {
  const badge = the('[data-mode]');
  badge.hidden = false;
  badge.textContent = mode;
  badge.dataset.mode = mode;
  const sentence = MODE_SENTENCES[mode] ?? '';
  badge.title = sentence;
  the('[data-mode-sentence]').textContent = sentence;
}

function showName(name) {
  for (const place of document.querySelectorAll('[data-bot-name]')) place.textContent = name;
  document.title = name;
}

/** Null: WEBHOOK_ALLOWED_IPS leaves this machine out, so that the line would get 403. */
function showSampleCommand(command) {
  for (const place of document.querySelectorAll('[data-curl-works]')) place.hidden = command === null;
  for (const place of document.querySelectorAll('[data-curl-refused]')) place.hidden = command !== null;
  if (command === null) return;
  for (const place of document.querySelectorAll('[data-curl]')) {
    const button = element('button', { type: 'button', className: 'copy', title: 'Copy' }, icon('copy'), element('span', {}, 'Copy'));
    button.addEventListener('click', () => void copyCommand(button, command));
    place.replaceChildren(element('code', { tabIndex: 0 }, command), button);
  }
}

async function copyCommand(button, command) {
  if (!(await copy(command))) return;
  button.replaceChildren(icon('check'), element('span', {}, 'Copied'));
  setTimeout(() => button.replaceChildren(icon('copy'), element('span', {}, 'Copy')), 1800);
}

function showCommands(commands) {
  composer.setCommands(commands);
  const quick = QUICK_COMMANDS.filter((name) => commands.some(({ command }) => command === name));
  the('.chip-commands').replaceChildren(
    ...quick.map((name) =>
      element('button', { type: 'button', className: 'chip', on: { click: () => void send(`/${name}`) } }, `/${name}`),
    ),
  );
  the('[data-command-list]').replaceChildren(
    ...commands.map(({ command, description }) =>
      element(
        'li',
        {},
        element(
          'button',
          { type: 'button', on: { click: () => void send(`/${command}`) } },
          element('b', {}, `/${command}`),
          element('span', {}, description),
        ),
      ),
    ),
  );
}

function showUnsaved({ problem }) {
  const banner = the('.banner');
  banner.hidden = problem === null;
  banner.textContent = problem ?? '';
}

connect({
  sync(state) {
    useTimeZone(state.timeZone);
    showName(state.name);
    showMode(state.mode);
    showSampleCommand(state.sampleCommand);
    showCommands(state.commands);
    showUnsaved({ problem: state.unsaved });
    log.sync(state.messages);
  },
  message: ({ message }) => log.upsert(message),
  remove: ({ id }) => log.remove(id),
  commands: ({ commands }) => showCommands(commands),
  unsaved: showUnsaved,
  onState(state, text) {
    the('.connection').dataset.state = state;
    the('.connection-text').textContent = text;
  },
});

for (const button of document.querySelectorAll('[data-sample]')) button.addEventListener('click', () => void sendSample());
the('#open-terminal').addEventListener('click', () => the('#terminal-box').showModal());
for (const box of document.querySelectorAll('dialog')) {
  box.addEventListener('click', (event) => {
    if (event.target === box) box.close();
  });
}
// A phone would cover half of the page with its keyboard.
if (matchMedia('(pointer: fine)').matches) composer.focus();
