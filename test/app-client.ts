// Owns: what a sender, a reader and the person at the console do to a running application over HTTP.

export const WEBHOOK_SECRET = 'end-to-end-webhook-secret';
export const ADMIN_TOKEN = 'end-to-end-admin-token';
export const CONSOLE_TOKEN = 'end-to-end-console-token';

/** The process is gone, or went while it was asked. */
export class ProcessGone extends Error {}

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export interface ShownButton {
  readonly messageId: number;
  readonly text: string;
  readonly data: string;
}

export interface ShownMessage {
  readonly id: number;
  readonly author: string;
  readonly text: string;
  readonly entities: readonly { readonly type: string; readonly offset: number; readonly length: number }[];
  readonly keyboard: readonly (readonly { readonly text: string; readonly action: { readonly data: string } }[])[];
}

export class AppClient {
  readonly url: string;
  private cookie = '';
  private readonly beforeAlert: () => Promise<void>;

  constructor(url: string, beforeAlert = (): Promise<void> => Promise.resolve()) {
    this.url = url;
    this.beforeAlert = beforeAlert;
  }

  private async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    try {
      return await fetch(this.url + path, init);
    } catch (error) {
      throw new ProcessGone(`${path}: ${String(error)}`);
    }
  }

  private async json(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await this.fetch(path, init);
    try {
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    } catch (error) {
      throw new ProcessGone(`${path}: ${String(error)}`);
    }
  }

  async alert(body: string | Uint8Array<ArrayBuffer>, path = '/webhook', headers: Record<string, string> = {}): Promise<Answer> {
    await this.beforeAlert();
    return this.json(path, { method: 'POST', body, headers: { 'X-Webhook-Secret': WEBHOOK_SECRET, ...headers } });
  }

  read(path: string): Promise<Answer> {
    return this.json(path, { headers: { Authorization: `Bearer ${ADMIN_TOKEN}` } });
  }

  /** The whole chat as the page would show it now, oldest first. */
  async messages(): Promise<readonly ShownMessage[]> {
    await this.signIn();
    const abort = new AbortController();
    const response = await this.fetch('/console/events', { headers: { Cookie: this.cookie }, signal: abort.signal });
    let text = '';
    try {
      for await (const chunk of response.body ?? []) {
        text += new TextDecoder().decode(chunk);
        const data = /event: sync\ndata: (.*)\n\n/.exec(text)?.[1];
        if (data !== undefined) return (JSON.parse(data) as { messages: readonly ShownMessage[] }).messages;
      }
    } catch (error) {
      throw new ProcessGone(`the stream of the chat: ${String(error)}`);
    } finally {
      abort.abort();
    }
    throw new ProcessGone('the stream of the chat ended');
  }

  /** The newest button whose text holds `words`. */
  async button(words: string): Promise<ShownButton | null> {
    const buttons = (await this.messages()).flatMap(({ id, keyboard }) =>
      keyboard.flat().map((button) => ({ messageId: id, text: button.text, data: button.action.data })),
    );
    return buttons.findLast((button) => button.text.includes(words)) ?? null;
  }

  tap(button: ShownButton): Promise<Answer> {
    return this.post('/console/taps', { message_id: button.messageId, data: button.data });
  }

  say(text: string): Promise<Answer> {
    return this.post('/console/messages', { text });
  }

  private async post(path: string, body: object): Promise<Answer> {
    await this.signIn();
    const headers = { 'Content-Type': 'application/json', Cookie: this.cookie, Origin: this.url };
    return this.json(path, { method: 'POST', body: JSON.stringify(body), headers });
  }

  private async signIn(): Promise<void> {
    if (this.cookie !== '') return;
    const response = await this.fetch(`/console?token=${CONSOLE_TOKEN}`, { redirect: 'manual' });
    this.cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  }
}
