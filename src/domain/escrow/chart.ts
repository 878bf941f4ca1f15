import type { LedgerAccountKind } from '../../entities/ledger-account.js';

/**
 * Names one account of the ledger. Which of the three owners a kind takes stands in `chart`; exactly those must be given.
 */
export interface AccountRef {
  readonly kind: LedgerAccountKind;
  readonly projectId?: string | undefined;
  readonly partyId?: string | undefined;
  readonly workerId?: string | undefined;
  /** A deposit that a firm keeps for several projects: stands in the place of the project. */
  readonly depositId?: string | undefined;
}

type OwnerKey = 'projectId' | 'partyId' | 'workerId';

interface AccountRule {
  /** Money moves only to money, a claim only to a claim: no journal mixes the two books. */
  readonly book: 'money' | 'claims';
  /** An account outside our control may owe; the others never fall below what is held in them. */
  readonly mayBeNegative: boolean;
  /** Whose account it is. */
  readonly of: readonly OwnerKey[];
  /** May belong to the deposit of a firm instead of to a project. */
  readonly orDeposit?: true;
  /** For a refusal. */
  readonly label: string;
}

/** The chart of accounts: owner → escrow → in-transit → worker-cards; contractor → deposit; guarantor → guarantee; and the book of claims. */
export const chart: Readonly<Record<LedgerAccountKind, AccountRule>> = {
  /** 建设单位: the outside that pays in. Party: the owner, or whoever paid in its stead. */
  owner: { book: 'money', mayBeNegative: true, of: ['projectId', 'partyId'], label: '建设单位' },
  /** 总包单位: the outside that stores a cash deposit and tops it up. */
  contractor: { book: 'money', mayBeNegative: true, of: ['projectId', 'partyId'], orDeposit: true, label: '总承包单位' },
  /** 工资专户 of a project. */
  escrow: { book: 'money', mayBeNegative: false, of: ['projectId'], label: '工资专户' },
  /** Cash deposit of a project, or of a firm. */
  deposit: { book: 'money', mayBeNegative: false, of: ['projectId'], orDeposit: true, label: '现金保证金' },
  /** A bank, surety or insurer that stands for a deposit; the outside of `guarantee`. */
  guarantor: { book: 'money', mayBeNegative: true, of: ['projectId', 'partyId'], orDeposit: true, label: '担保人' },
  /** What may be called from that bank, surety or insurer. Party: the issuer. */
  guarantee: { book: 'money', mayBeNegative: false, of: ['projectId', 'partyId'], orDeposit: true, label: '可索赔的保函或保险' },
  /** Handed to the bank for payment, no answer yet. */
  'in-transit': { book: 'money', mayBeNegative: false, of: ['projectId'], label: '银行在途' },
  /** What has reached the workers' own cards. */
  'worker-cards': { book: 'money', mayBeNegative: true, of: ['projectId'], label: '工人银行卡' },
  /** Minus what an employer owes its workers on approved sheets. */
  'wage-liability': { book: 'claims', mayBeNegative: true, of: ['projectId', 'partyId'], label: '用工单位应付工资' },
  /** What a worker of a project is owed and has not received. */
  'wages-owed': { book: 'claims', mayBeNegative: false, of: ['projectId', 'workerId'], label: '工人应得工资' },
  /** What may be recovered from the liable party because a deposit or guarantor paid in its stead. */
  recoverable: { book: 'claims', mayBeNegative: false, of: ['projectId', 'partyId'], label: '可追偿款' },
  /** 应急周转金 of a public body. */
  'emergency-fund': { book: 'money', mayBeNegative: false, of: ['partyId'], label: '应急周转金' },
  /** The account's bank, as far as it adds interest. */
  'bank-interest': { book: 'money', mayBeNegative: true, of: ['projectId'], label: '专户利息' },
  /** The balance on its way from a closed dedicated account to the one that replaces it: nobody can pay out of it. */
  'between-banks': { book: 'money', mayBeNegative: false, of: ['projectId'], label: '换行在途' },
  /** What left the dedicated account for something else than wages, until it is brought back. */
  diverted: { book: 'money', mayBeNegative: false, of: ['projectId'], label: '流出专户的款项' },
};

const owners: readonly OwnerKey[] = ['projectId', 'partyId', 'workerId'];

/** The account's name as one text, equal for equal accounts. An account with a wrong owner is a bug of the caller: throws RangeError. */
export function accountKey(ref: AccountRef): string {
  const { of: usual, orDeposit } = chart[ref.kind];
  const ofDeposit = orDeposit === true && ref.depositId !== undefined;
  const of = ofDeposit ? usual.filter((key) => key !== 'projectId') : usual;
  if ((ref.depositId !== undefined && !ofDeposit) || owners.some((key) => (ref[key] !== undefined) !== of.includes(key))) throw new RangeError(`ledger account ${ref.kind} belongs to ${of.join(' + ')}`);
  return `${ref.kind}/${ref.projectId ?? ''}/${ref.partyId ?? ''}/${ref.workerId ?? ''}${ofDeposit ? `/${ref.depositId}` : ''}`;
}
