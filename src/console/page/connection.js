// Owns: the stream of changes and the requests to the server; comes back by itself when the program was stopped and started.

const RETRY_MS = 1500;

/** `handlers`: one per event of the server (sync, message, remove, commands, unsaved) and onState(state, text). */
export function connect(handlers) {
  let source = null;
  let hasBeenOpen = false;

  const open = () => {
    handlers.onState(hasBeenOpen ? 'waiting' : 'connecting', hasBeenOpen ? 'reconnecting…' : 'connecting…');
    source = new EventSource('/console/events');
    source.addEventListener('open', () => {
      hasBeenOpen = true;
      handlers.onState('open', 'online');
    });
    source.addEventListener('error', () => {
      handlers.onState('waiting', 'connection lost, reconnecting…');
      // The browser retries a broken connection; a refused one it gives up.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => void reopen(), RETRY_MS);
    });
    for (const name of ['sync', 'message', 'remove', 'commands', 'unsaved']) {
      source.addEventListener(name, (event) => handlers[name](JSON.parse(event.data)));
    }
  };
  const reopen = async () => {
    const status = await pageStatus();
    if (status === 401) handlers.onState('locked', 'signed out: open the link that the program prints');
    else if (status === 404) handlers.onState('locked', 'switched off: this chat has moved to Telegram');
    else {
      open();
      return;
    }
    setTimeout(() => void reopen(), RETRY_MS * 4);
  };
  open();
}

/** 0: nobody answers. */
async function pageStatus() {
  try {
    return (await fetch('/console', { method: 'HEAD' })).status;
  } catch (error) {
    return error instanceof TypeError ? 0 : Promise.reject(error);
  }
}

/** Sends JSON; resolves to `{ ok, … }` with the server's answer, or with an `error` that can be shown. */
export async function post(path, body) {
  try {
    const response = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    const answer = await response.json();
    if (response.ok) return { ok: true, ...answer };
    return { ok: false, error: answer.remedy ? `${answer.error}: ${answer.remedy}` : answer.error };
  } catch (error) {
    return {
      ok: false,
      error: error instanceof TypeError ? 'The program does not answer. Is it running?' : `The answer cannot be read (${error.message}).`,
    };
  }
}
