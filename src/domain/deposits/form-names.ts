import type { DepositForm } from './states.js';

/** What papers call each form of a deposit. */
export const formNames = { cash: '现金保证金', 'bank-guarantee': '银行保函', 'surety-guarantee': '担保公司保函', insurance: '保证保险' } as const satisfies Readonly<Record<DepositForm, string>>;
