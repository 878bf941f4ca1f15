import { createUser, takeIntoUse } from '../domain/identity/index.js';
import { registerParty } from '../domain/parties/index.js';
import { approveParameter, loadReference, proposeParameter, registerOrgan, setCalendarYear } from '../domain/policy/index.js';
import type { Work } from '../platform/work.js';
import { addMonths, type PlainDate } from '../values/plain-date.js';
import { ownFormat } from './bank-formats.js';
import { demoLogins, demoPassword, demoSecret } from './logins.js';
import { demoUscc } from './people.js';
import { banks, contractors, owners, subcontractors } from './plan.js';
import type { Stage } from './stage.js';

export interface Firms {
  readonly owners: readonly string[];
  readonly contractors: readonly string[];
  readonly subcontractors: readonly string[];
  readonly banks: readonly string[];
  readonly surety: string;
  readonly insurer: string;
  readonly organs: { readonly labour: string; readonly housing: string; readonly court: string };
}

/** The username of a firm's clerk: firms 0 are those of the demo logins. */
export const clerk = {
  contractor: (n: number): string => (n === 0 ? 'zongbao' : `zongbao${n}`),
  subcontractor: (n: number): string => (n === 0 ? 'fenbao' : `fenbao${n}`),
  owner: (n: number): string => (n === 0 ? 'jianshe' : `jianshe${n}`),
  bank: (n: number): string => (n === 0 ? 'yinhang' : `yinhang${n}`),
} as const;

/** Organs, firms, accounts, the parameters that only a city can set, and the holidays that are not announced yet. */
export async function settle(stage: Stage): Promise<Firms> {
  const first = addMonths(stage.today, -14);
  const made = await stage.play('system', first, async (work) => {
    await loadReference(work);
    const organs = {
      labour: await organ(work, 'labour', '儋州市人力资源和社会保障局', '儋人社监'),
      housing: await organ(work, 'housing', '儋州市住房和城乡建设局', undefined),
      transport: await organ(work, 'transport', '儋州市交通运输局', undefined),
      water: await organ(work, 'water', '儋州市水务局', undefined),
      court: await organ(work, 'court', '儋州市人民法院', undefined),
    };
    let n = 0;
    const party = async (kind: 'enterprise' | 'bank' | 'surety' | 'insurer', name: string): Promise<string> => {
      n += 1;
      const input = { kind, uscc: demoUscc(n), name, legalRepresentative: legal[n % legal.length]!, address: `儋州市那大镇中兴大街${n * 3}号`, phone: `0898-2330${String(1000 + n)}`, areaCode: '460400' };
      return (await registerParty(work, input)).partyId;
    };
    const all = async (kind: 'enterprise' | 'bank', names: readonly string[]): Promise<string[]> => {
      const ids: string[] = [];
      for (const name of names) ids.push(await party(kind, name));
      return ids;
    };
    const firms = {
      owners: await all('enterprise', owners),
      contractors: await all('enterprise', contractors),
      subcontractors: await all('enterprise', subcontractors),
      banks: await all('bank', banks),
      surety: await party('surety', '海南融资担保有限公司'),
      insurer: await party('insurer', '海南财产保险股份有限公司儋州支公司'),
    };
    const user = (username: string, name: string, role: Parameters<typeof createUser>[1]['role'], of: { organId?: string; areaCode?: string; partyId?: string; badgeNo?: string }): Promise<unknown> =>
      createUser(work, { username, name, role, organId: of.organId, areaCode: of.areaCode, partyId: of.partyId, badgeNo: of.badgeNo, phone: '0898-23330000', samePersonAs: undefined }, demoPassword).then(({ userId }) => takeIntoUse(work, userId, demoSecret(username), null));
    const city = { organId: organs.labour, areaCode: '460400' };
    const named = new Map(demoLogins.map((l) => [l.username, l.name]));
    const nameOf = (username: string): string => named.get(username) ?? username;
    await user('jiancha', nameOf('jiancha'), 'inspector', { ...city, badgeNo: '琼0400101' });
    await user('jiancha2', '李建明', 'inspector', { ...city, badgeNo: '琼0400102' });
    await user('jiancha3', '吴海燕', 'inspector', { ...city, badgeNo: '琼0400103' });
    await user('fuze', nameOf('fuze'), 'supervisor', { ...city, badgeNo: '琼0400001' });
    await user('fuze2', '郭文涛', 'supervisor', { ...city, badgeNo: '琼0400002' });
    await user('fuze3', '黎慧', 'supervisor', { ...city, badgeNo: '琼0400003' });
    await user('zhujian', nameOf('zhujian'), 'housing-reviewer', { organId: organs.housing, areaCode: '460400' });
    await user('jiaotong', '邓辉', 'housing-reviewer', { organId: organs.transport, areaCode: '460400' });
    await user('shuiwu', '曾丽', 'housing-reviewer', { organId: organs.water, areaCode: '460400' });
    await user('xietong', nameOf('xietong'), 'department', { organId: organs.court, areaCode: '460400' });
    await user('guanli', nameOf('guanli'), 'admin', {});
    for (const [i, partyId] of firms.contractors.entries()) await user(clerk.contractor(i), nameOf(clerk.contractor(i)) === clerk.contractor(i) ? `总包劳资员${i}` : nameOf(clerk.contractor(i)), 'general-contractor', { partyId });
    for (const [i, partyId] of firms.subcontractors.entries()) await user(clerk.subcontractor(i), i === 0 ? nameOf('fenbao') : `分包资料员${i}`, 'subcontractor', { partyId });
    for (const [i, partyId] of firms.owners.entries()) await user(clerk.owner(i), i === 0 ? nameOf('jianshe') : `建设单位经办${i}`, 'owner', { partyId });
    for (const [i, partyId] of firms.banks.entries()) await user(clerk.bank(i), i === 0 ? nameOf('yinhang') : `银行经办${i}`, 'bank-operator', { partyId });
    return { ...firms, organs };
  });
  await localParameters(stage, first);
  await comingHolidays(stage, first);
  await ownFormat(stage, made.banks.at(-1)!, first);
  return made;
}

const legal = ['王建国', '陈明辉', '李海峰', '符永强', '林志伟', '吴国平', '周文斌', '郑晓东', '黄金龙', '许大成'];

async function organ(work: Work, kind: 'labour' | 'housing' | 'transport' | 'water' | 'court', name: string, docPrefix: string | undefined): Promise<string> {
  const contest = kind === 'labour' ? { reconsiderationOrgan: '儋州市人民政府', court: '儋州市人民法院' } : { reconsiderationOrgan: undefined, court: undefined };
  return (await registerOrgan(work, { kind, name, areaCode: '460400', docPrefix, address: '儋州市那大镇中兴大街', phone: '0898-23330000', ...contest })).organId;
}

/** Values that a city must set itself: in the demo marked as made up, so that nothing cites them. */
async function localParameters(stage: Stage, on: PlainDate): Promise<void> {
  const values: readonly (readonly [string, string])[] = [
    ['deposit.baseRate', '2'],
    ['deposit.reducedArrearsMultiplier', '2'],
    ['deposit.reducedArrearsDays', '10'],
    ['minWage.monthly', '1850.00'],
  ];
  for (const [key, value] of values) {
    const { parameterId } = await stage.play('guanli', on, (work) =>
      proposeParameter(work, { key, areaCode: '460400', validFrom: addMonths(on, -24), validTo: undefined, value, source: '演示数据', confidence: 'D', reason: '演示城市的设定值，正式使用前须按本省规定录入' }),
    );
    await stage.play('fuze', on, (work) => approveParameter(work, parameterId));
  }
}

/** The next years' notices are not published yet: without days for them, a demo in December could not reckon a deadline. */
async function comingHolidays(stage: Stage, on: PlainDate): Promise<void> {
  const coming: Readonly<Record<number, string>> = {
    2027: '01-01 元旦,02-05 春节,02-08 春节,02-09 春节,02-10 春节,04-05 清明节,05-03 劳动节,05-04 劳动节,06-09 端午节,09-15 中秋节,10-01 国庆节,10-04 国庆节,10-05 国庆节',
    2028: '01-03 元旦,01-25 春节,01-26 春节,01-27 春节,01-28 春节,04-04 清明节,05-01 劳动节,05-02 劳动节,05-29 端午节,10-02 国庆节,10-03 中秋节,10-04 国庆节,10-05 国庆节',
  };
  for (const [year, days] of Object.entries(coming)) {
    await stage.play('guanli', on, (work) =>
      setCalendarYear(work, {
        year: Number(year),
        source: '演示用暂定安排：国务院办公厅的通知尚未发布，仅供演示',
        holidays: days
          .split(',')
          .map((d) => `${year}-${d}`)
          .join('\n'),
        workdays: '',
        reason: '演示',
        provisional: true,
      }),
    );
  }
}
