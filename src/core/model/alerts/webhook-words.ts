// Owns: the words that stand behind /webhook/ in addresses of ours. No strategy is called so: its own address would not reach it.

export const WEBHOOK_WORDS = ['test', 'cancel', 'status'] as const;
export type WebhookWord = (typeof WEBHOOK_WORDS)[number];
