/** Why money or a claim moved. A page that names them does not compile until a new one has its words. */
export const journalKinds = [
  'labour-cost-credited',
  'deposit-stored',
  'deposit-returned',
  'guarantee-received',
  'guarantee-ended',
  'wages-due',
  'wages-withdrawn',
  'payment-sent',
  'payment-paid',
  'payment-returned',
  'claim-recovered',
  'labour-cost-returned',
  'interest-credited',
  'illegal-outflow',
  'account-deducted',
  'diverted-recovered',
  'balance-moved-out',
  'balance-moved-in',
  'account-closed',
  'reversal',
] as const;

export type JournalKind = (typeof journalKinds)[number];
