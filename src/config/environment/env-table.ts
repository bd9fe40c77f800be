// Owns: the one registry of environment keys: default, consequence, section. The schema reads its defaults here and
// .env.example is generated from it.

export interface EnvKey {
  readonly section: string;
  /** As it would be written in .env; null = nothing (the meaning says what then). */
  readonly fallback: string | null;
  /** What `.env.example` shows where there is no default. Never a value that would work as a secret. */
  readonly example?: string;
  readonly meaning: string;
  /** The value must not be shown, in problems neither. */
  readonly secret?: true;
}

export const ENV_KEYS = {
  HOST: {
    section: 'Where HTTP listens',
    fallback: '127.0.0.1',
    meaning:
      'Address to listen on. 127.0.0.1 is reached from this machine only: a tunnel or a reverse proxy with TLS goes in front. 0.0.0.0 listens on all networks.',
  },
  PORT: {
    section: 'Where HTTP listens',
    fallback: '8080',
    meaning: 'Port to listen on; 0 takes any free one. `npm start -- --port 3333` wins over it.',
  },
  PUBLIC_URL: {
    section: 'Where HTTP listens',
    fallback: null,
    example: 'https://alerts.example.com',
    meaning:
      'The address under which senders reach this, that of the tunnel or the reverse proxy: /template shows it as the webhook URL. Without it: the address that HTTP listens on.',
  },
  DATA_DIR: {
    section: 'Files and times',
    fallback: './data',
    meaning:
      'State, journal, lock and backups. What lies there must not be lost: it is the record of every order. One process to a folder.',
  },
  CONFIG_FILE: {
    section: 'Files and times',
    fallback: './config.yaml',
    meaning:
      'Accounts and strategies. Without the file there is one paper account with demo prices and one strategy, "default", which asks before every entry.',
  },
  TIMEZONE: {
    section: 'Files and times',
    fallback: null,
    example: 'Europe/Berlin',
    meaning: 'Times shown to people, and trading windows. Without it: the time zone of the system.',
  },
  LOG_LEVEL: {
    section: 'Files and times',
    fallback: 'info',
    meaning: 'fatal, error, warn, info, debug, trace or silent. The log goes to standard output.',
  },
  LIVE_TRADING: {
    section: 'Real money',
    fallback: 'false',
    meaning:
      'Only with `true` does an order ever reach a live endpoint, whatever config.yaml says. Otherwise everything up to the send happens and the order ends as test_mode.',
  },
  WEBHOOK_SECRET: {
    section: 'Senders of alerts',
    fallback: null,
    secret: true,
    meaning:
      'Shared secret of senders, at least 12 characters. Without it one is made at the first start and kept in DATA_DIR/generated.env.',
  },
  WEBHOOK_HMAC_SECRET: {
    section: 'Senders of alerts',
    fallback: null,
    secret: true,
    meaning: 'With it, an X-Signature of the body made with this secret is accepted as proof of the sender.',
  },
  WEBHOOK_REQUIRE_HMAC: {
    section: 'Senders of alerts',
    fallback: 'false',
    meaning: 'true refuses every alert without a signature. TradingView cannot sign.',
  },
  WEBHOOK_REQUIRE_TIMESTAMP: {
    section: 'Senders of alerts',
    fallback: 'false',
    meaning: 'true demands the signature that covers X-Timestamp, which is good for 300 s.',
  },
  WEBHOOK_ALLOWED_IPS: {
    section: 'Senders of alerts',
    fallback: null,
    example: 'tradingview,192.0.2.7,198.51.100.0/24',
    meaning:
      'Addresses and CIDR ranges that may send, separated by commas; `tradingview` stands for its four published addresses. Without it: any address that knows the secret.',
  },
  TRUSTED_PROXIES: {
    section: 'Senders of alerts',
    fallback: null,
    example: '127.0.0.1',
    meaning: 'Addresses and ranges of proxies whose X-Forwarded-For is believed. From anyone else the header is ignored.',
  },
  WEBHOOK_RATE_LIMIT: {
    section: 'Senders of alerts',
    fallback: '100',
    meaning:
      'Entries per minute of one sender, and of one strategy; what is above is stored and denied RATE_LIMITED. Exits are never limited. Requests without a valid secret get 429 above it.',
  },
  WEBHOOK_WAIT_MS: {
    section: 'Senders of alerts',
    fallback: '0',
    meaning: 'Wait at most this long for outcomes before answering; 2500 at most, since TradingView gives up after 3 s.',
  },
  ADMIN_TOKEN: {
    section: 'Readers',
    fallback: null,
    secret: true,
    meaning:
      'Bearer token of the read endpoints (/status, /orders, …). Without it one is made at the first start and kept in DATA_DIR/generated.env.',
  },
  CONSOLE_TOKEN: {
    section: 'Readers',
    fallback: null,
    secret: true,
    meaning: 'Opens the local chat page. Without it one is made at the first start and kept in DATA_DIR/generated.env.',
  },
  TELEGRAM_BOT_TOKEN: {
    section: 'Telegram',
    fallback: null,
    secret: true,
    meaning: 'From @BotFather. Without it the chat is a web page on this machine.',
  },
  TELEGRAM_ADMINS: {
    section: 'Telegram',
    fallback: null,
    example: '123456789',
    meaning:
      'Numeric user ids, separated by commas. With a token and nobody named the bot obeys nobody, and a pairing code is printed. Who is named here cannot be removed in the chat.',
  },
  TELEGRAM_TRADERS: {
    section: 'Telegram',
    fallback: null,
    example: '123456789',
    meaning: 'Numeric user ids of those who may approve and close, but not change who may.',
  },
  TELEGRAM_VIEWERS: { section: 'Telegram', fallback: null, example: '123456789', meaning: 'Numeric user ids of those who may look only.' },
  TELEGRAM_CHAT_ID: {
    section: 'Telegram',
    fallback: null,
    example: '-1001234567890/42',
    meaning: 'Where cards and alerts go: chat or chat/topic, several separated by commas. Without it: the private chats of the admins.',
  },
  TELEGRAM_API_ROOT: {
    section: 'Telegram',
    fallback: 'https://api.telegram.org',
    meaning: 'For a self-hosted Bot API server. Whoever answers there sees the token.',
  },
  SMTP_URL: {
    section: 'Error mails',
    fallback: null,
    secret: true,
    meaning: 'smtps://user:pass@host:465 or smtp://host:587. Gmail needs an app password. Without it no mail is sent.',
  },
  EMAIL_FROM: {
    section: 'Error mails',
    fallback: null,
    example: 'signalman@example.com',
    meaning: 'Sender of the mails. Without it: the user in SMTP_URL, where that is an address.',
  },
  EMAIL_TO: {
    section: 'Error mails',
    fallback: null,
    example: 'you@example.com',
    meaning: 'Who gets the mails, separated by commas. Needed with SMTP_URL.',
  },
  APCA_API_KEY_ID: {
    section: 'Venues',
    fallback: null,
    secret: true,
    meaning:
      "Alpaca's key id, for accounts with `broker: alpaca`. A second account there reads <ACCOUNT>_API_KEY and <ACCOUNT>_API_SECRET.",
  },
  APCA_API_SECRET_KEY: {
    section: 'Venues',
    fallback: null,
    secret: true,
    meaning: "Alpaca's secret key.",
  },
  DHAN_CLIENT_ID: {
    section: 'Venues',
    fallback: null,
    secret: true,
    meaning: "Dhan's client id, for accounts with `broker: dhan`.",
  },
  DHAN_ACCESS_TOKEN: {
    section: 'Venues',
    fallback: null,
    secret: true,
    meaning: "Dhan's access token. It ends after 24 hours; you are reminded before it does.",
  },
} as const satisfies Record<string, EnvKey>;

export type EnvKeyName = keyof typeof ENV_KEYS;
export const ENV_KEY_NAMES: readonly EnvKeyName[] = Object.keys(ENV_KEYS).filter((key): key is EnvKeyName => key in ENV_KEYS);

export const envKey = (name: EnvKeyName): EnvKey => ENV_KEYS[name];

/** Credentials of ccxt accounts: the account's name in upper case, `-` as `_`, before these. */
export const ACCOUNT_KEY = /^([A-Z0-9_]+)_(?:API_KEY|API_SECRET|PASSWORD)$/;
