import type { WageAccountState } from '../../entities/wage-account.js';
import type { ActorRole } from '../../values/role.js';
import type { Workflow } from '../../values/workflow.js';

export type { WageAccountState } from '../../entities/wage-account.js';
export type WageAccountAction = 'sign-agreement' | 'file' | 'credit' | 'seize' | 'lift';

const keepers: readonly ActorRole[] = ['general-contractor', 'inspector', 'supervisor', 'system'];
/** Who hears of a measure against the account: whoever keeps it, and its bank. */
const witnesses: readonly ActorRole[] = [...keepers, 'bank-operator'];
const payers: readonly ActorRole[] = ['bank-operator', 'general-contractor', 'system'];

/** 专户: opened, then filed with the labour department. Money may arrive as soon as it is open; a seized account still receives (条例724 Art. 33 forbids the seizure). */
export const wageAccountFlow: Workflow<WageAccountState, WageAccountAction, ActorRole> = {
  name: 'wage-account',
  table: {
    opened: { 'sign-agreement': { to: 'opened', by: keepers }, file: { to: 'filed', by: keepers }, credit: { to: 'opened', by: payers }, seize: { to: 'seized', by: witnesses } },
    filed: { 'sign-agreement': { to: 'filed', by: keepers }, credit: { to: 'filed', by: payers }, seize: { to: 'seized', by: witnesses } },
    seized: { 'sign-agreement': { to: 'seized', by: keepers }, credit: { to: 'seized', by: payers }, seize: { to: 'seized', by: witnesses }, lift: { to: ['seized', 'opened', 'filed'], by: witnesses } },
    closed: {},
  },
  words: {
    states: { opened: '已开户待备案', filed: '已备案', seized: '被查封冻结', closed: '已销户' },
    actions: { 'sign-agreement': '登记三方协议', file: '备案', credit: '登记人工费用到账', seize: '登记查封冻结', lift: '登记解除查封冻结' },
  },
};
