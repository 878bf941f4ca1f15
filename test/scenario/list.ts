import { paths } from '../../src/routes/paths.js';
import type { Person, World } from '../support/world.js';
import type { Audience } from './walk.js';
import type { Rig } from './worst-bank.js';

export interface Means extends Audience {
  readonly world: World;
  send<T = Record<string, unknown>>(who: Person, address: string, body?: unknown): Promise<T>;
  upload<T = Record<string, unknown>>(who: Person, address: string, fields: Readonly<Record<string, string>>, name: string, bytes: Buffer): Promise<T>;
  /** A resource of the API. */
  read<T>(who: Person, address: string): Promise<T>;
  fetch(who: Person, address: string): Promise<Buffer>;
  /** Sessions have ended: everybody signs in anew. */
  fresh(): void;
  on(date: string): void;
  issue(who: Person, address: string, body: unknown, name: string): Promise<{ paperId: string; number: string }>;
  service(date: string, to?: string, place?: string): Record<string, string>;
  readonly caseId: string;
  /** The bank behind an interface; undefined: its clerk comes. */
  readonly rig: Rig | undefined;
}

/** The firm that let the order and the decision run out is listed: notice, no objection, two deciders, publication. */
export async function listWalk({ send, on, say, look, fetch, keep, service, world, caseId }: Means): Promise<boolean> {
  on('2026-10-15');
  const { listingId, number } = await send<{ listingId: string; number: string }>('inspector', paths.caseListing(caseId), {
    facts: '拖欠儋州市滨海新区安置房一期工程130名农民工2026年5月至8月工资,经责令限期支付,逾期未支付。',
  });
  const notice = await send<{ paperId: string; number: string }>('inspector', `${paths.listing(listingId)}/notice`);
  keep('拟列入告知书', await fetch('inspector', paths.paperPdf(notice.paperId)));
  await send('inspector', paths.paperService(notice.paperId), service('2026-10-15', '办公室主任', '单位办公室'));
  say(`提出列入失信名单 ${number}，告知书 ${notice.number} 已送达，异议期 5 个工作日`);
  on('2026-10-23');
  await send('supervisor', `${paths.listing(listingId)}/decide`, { opinion: '事实清楚,符合列入条件' });
  const decided = await send<{ decided: boolean; paperId: string }>('supervisor2', `${paths.listing(listingId)}/decide`, { opinion: '同意列入' });
  keep('列入决定书', await fetch('supervisor', paths.paperPdf(decided.paperId)));
  await send('inspector', paths.paperService(decided.paperId), service('2026-10-23', '办公室主任', '单位办公室'));
  on('2026-10-26');
  await send('supervisor', `${paths.listing(listingId)}/publish`);
  say('异议期满无异议，两名负责人决定列入，决定书送达后公布');
  await look('public', paths.blacklist, '08-失信名单');
  const guest = await world.stranger();
  const page = await guest.get(paths.blacklist).expect(200);
  return page.text.includes('海南宏基建设工程有限公司');
}
