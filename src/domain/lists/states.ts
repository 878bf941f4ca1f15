import type { ListingState } from '../../entities/listing.js';
import type { ActorRole } from '../../values/role.js';
import type { Workflow } from '../../values/workflow.js';

export type { ListingState } from '../../entities/listing.js';
export type ListingAction = 'notice' | 'object' | 'verify' | 'decide' | 'publish' | 'drop' | 'remove';

const labour: readonly ActorRole[] = ['inspector', 'supervisor'];
const heads: readonly ActorRole[] = ['supervisor'];

/** 失信名单 (名单45 Arts. 5–17). `decide` is taken by two people; only the second moves the state. */
export const listingFlow: Workflow<ListingState, ListingAction, ActorRole> = {
  name: 'listing',
  table: {
    proposed: { notice: { to: 'noticed', by: labour }, drop: { to: 'dropped', by: heads } },
    noticed: { object: { to: 'objected', by: labour }, decide: { to: 'decided', by: heads }, drop: { to: 'dropped', by: heads } },
    objected: { verify: { to: 'verified', by: labour }, drop: { to: 'dropped', by: heads } },
    verified: { decide: { to: 'decided', by: heads }, drop: { to: 'dropped', by: heads } },
    decided: { publish: { to: 'published', by: heads } },
    published: { remove: { to: 'removed', by: [...heads, 'system'] } },
    removed: {},
    dropped: {},
  },
  words: {
    states: { proposed: '拟列入', noticed: '已告知', objected: '有异议', verified: '异议已核实', decided: '已决定', published: '已公布', removed: '已移出', dropped: '不予列入' },
    actions: { notice: '发出拟列入告知书', object: '登记异议', verify: '核实异议', decide: '作出列入决定', publish: '公布', drop: '不予列入', remove: '移出名单' },
  },
};
