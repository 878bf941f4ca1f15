import type { Seeded } from './random.js';

/** What goes on at a project of the demo city. Most are in order; the others show each flag, case and step at least once. */
export type Story =
  | 'normal'
  | 'late-sheet'
  | 'unpaid'
  | 'stuck'
  | 'no-deposit'
  | 'guarantee-expiring'
  | 'guarantee-expired'
  | 'no-account'
  | 'no-funding'
  | 'silent'
  | 'shared-card'
  | 'under-age'
  | 'exempt'
  | 'exempt-arrears'
  | 'short-deposit'
  | 'not-filed'
  | 'preparing'
  | 'stopped'
  | 'completed';

const stories: readonly (readonly [Story, number])[] = [
  ['normal', 14],
  ['late-sheet', 3],
  ['unpaid', 3],
  ['exempt-arrears', 1],
  ['stuck', 4],
  ['no-deposit', 2],
  ['guarantee-expired', 1],
  ['no-account', 1],
  ['guarantee-expiring', 2],
  ['no-funding', 2],
  ['silent', 1],
  ['shared-card', 1],
  ['under-age', 1],
  ['exempt', 1],
  ['short-deposit', 2],
  ['not-filed', 2],
  ['preparing', 2],
  ['stopped', 1],
  ['completed', 2],
];

export interface ProjectPlan {
  readonly n: number;
  readonly story: Story;
  readonly name: string;
  readonly areaCode: string;
  readonly industry: 'housing' | 'transport' | 'water';
  readonly owner: number;
  readonly contractor: number;
  readonly subcontractor: number;
  readonly bank: number;
  readonly workers: number;
  readonly priceYuan: number;
  readonly payDay: number;
}

export const owners = ['儋州城市建设投资有限公司', '儋州滨海置业有限公司', '海南椰湾地产有限公司', '儋州市教育发展有限公司', '儋州水务投资有限公司', '海南西部交通投资有限公司', '儋州乡村振兴发展有限公司', '海南蓝洋旅游开发有限公司'] as const;
export const contractors = ['海南宏基建设工程有限公司', '海南恒远建筑有限公司', '中南第六建设有限公司', '儋州市第二建筑工程有限公司', '海南路通市政工程有限公司', '海南安顺水利水电工程有限公司', '海南金城装饰工程有限公司', '海南建元建工有限公司', '琼西建设集团有限公司', '海南椰岸建设工程有限公司'] as const;
export const subcontractors = ['儋州众力劳务有限公司', '儋州同心劳务有限公司', '海南顺达建筑劳务有限公司', '海南广顺劳务有限公司', '儋州新业建筑劳务有限公司', '海南鑫盛劳务有限公司', '儋州和庆劳务有限公司', '海南百匠建筑劳务有限公司', '海南力源劳务有限公司', '儋州东成建筑劳务有限公司', '海南天工劳务有限公司', '海南万达劳务有限公司'] as const;
export const banks = ['中国农业银行股份有限公司儋州分行', '中国工商银行股份有限公司儋州支行', '中国建设银行股份有限公司儋州支行', '海南农商银行股份有限公司儋州支行'] as const;

const places: readonly (readonly [string, string])[] = [
  ['那大', '460400100'],
  ['白马井', '460400112'],
  ['和庆', '460400101'],
  ['南丰', '460400102'],
  ['大成', '460400103'],
  ['雅星', '460400104'],
  ['兰洋', '460400105'],
  ['光村', '460400106'],
  ['木棠', '460400107'],
  ['海头', '460400108'],
  ['峨蔓', '460400109'],
  ['王五', '460400111'],
  ['中和', '460400113'],
  ['排浦', '460400114'],
  ['东成', '460400115'],
  ['新州', '460400116'],
];
const works: readonly (readonly [string, ProjectPlan['industry']])[] = [
  ['安置房一期工程', 'housing'],
  ['中心小学教学楼', 'housing'],
  ['卫生院综合楼', 'housing'],
  ['滨海公寓项目', 'housing'],
  ['农贸市场改造工程', 'housing'],
  ['污水处理厂及管网工程', 'water'],
  ['市政道路改造工程', 'transport'],
  ['人才公寓项目', 'housing'],
  ['灌区续建配套工程', 'water'],
  ['产业园标准厂房', 'housing'],
];

/** Every project of the city, in a fixed order. Firms 0 are those of the demo logins and take every fourth project. */
export function planProjects(random: Seeded): ProjectPlan[] {
  const bag = stories.flatMap(([story, count]) => Array.from({ length: count }, () => story));
  return bag.map((story, n) => {
    const [place, areaCode] = places[n % places.length]!;
    const [work, industry] = works[(n * 3 + Math.floor(n / places.length)) % works.length]!;
    const shared = n % 4 === 0;
    return {
      n,
      story,
      name: `${place}镇${work}${n >= places.length * 2 ? '（二标段）' : ''}`,
      areaCode,
      industry,
      owner: shared ? 0 : 1 + (n % (owners.length - 1)),
      contractor: shared ? 0 : 1 + (n % (contractors.length - 1)),
      subcontractor: shared ? 0 : 1 + (n % (subcontractors.length - 1)),
      bank: shared ? 0 : n % banks.length,
      workers: story === 'preparing' ? 0 : story === 'stuck' ? 72 + (n % 4) * 6 : random.int(44, 94),
      priceYuan: (story === 'stuck' ? 90 : random.int(24, 96)) * 1_000_000,
      payDay: [10, 12, 15, 18][n % 4]!,
    };
  });
}
