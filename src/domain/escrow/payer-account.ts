import type { Work } from '../../platform/work.js';
import { refuseSeized } from './seizure.js';

/** Whose account pays, as a bank's payment file names it. */
export interface PayerAccount {
  readonly name: string;
  /** The whole number: for the account's own bank only. */
  readonly number: string;
}

/** The project's open dedicated account, for the file that its bank pays from; undefined where there is none. Who may is for the caller to know. @throws Refusal `wrong-state` while it is seized */
export async function payerAccount(work: Work, projectId: string): Promise<PayerAccount | undefined> {
  await refuseSeized(work, projectId);
  const [account] = await work.db.query<{ id: string; name: string; sealed: Buffer }[]>(`SELECT id, name, number_sealed AS sealed FROM wage_account WHERE project_id = $1 AND state <> 'closed'`, [projectId]);
  return account && { name: account.name, number: work.vault.open(account.sealed, `wage_account.number_sealed.${account.id}`) };
}
