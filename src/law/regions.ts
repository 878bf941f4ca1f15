/** 1 province, 2 city, 3 county or county-level unit, 4 township, street or zone. */
export type RegionLevel = 1 | 2 | 3 | 4;

/** An administrative region under the codes of GB/T 2260: 6 digits, a township 9. */
export interface Region {
  readonly code: string;
  readonly name: string;
  readonly parentCode: string | null;
  readonly level: RegionLevel;
}

/** The day from which this version of the table holds: 儋州 became a city of prefecture level and left 4690. */
export const regionsValidFrom = '2015-02-19';

const region = (code: string, name: string, level: RegionLevel, parentCode: string | null): Region => ({ code, name, parentCode, level });

const counties: readonly (readonly [string, string])[] = [
  ['469001', '五指山市'],
  ['469002', '琼海市'],
  ['469005', '文昌市'],
  ['469006', '万宁市'],
  ['469007', '东方市'],
  ['469021', '定安县'],
  ['469022', '屯昌县'],
  ['469023', '澄迈县'],
  ['469024', '临高县'],
  ['469025', '白沙黎族自治县'],
  ['469026', '昌江黎族自治县'],
  ['469027', '乐东黎族自治县'],
  ['469028', '陵水黎族自治县'],
  ['469029', '保亭黎族苗族自治县'],
  ['469030', '琼中黎族苗族自治县'],
];

const danzhou: readonly (readonly [string, string])[] = [
  ['460400100', '那大镇'],
  ['460400101', '和庆镇'],
  ['460400102', '南丰镇'],
  ['460400103', '大成镇'],
  ['460400104', '雅星镇'],
  ['460400105', '兰洋镇'],
  ['460400106', '光村镇'],
  ['460400107', '木棠镇'],
  ['460400108', '海头镇'],
  ['460400109', '峨蔓镇'],
  ['460400111', '王五镇'],
  ['460400112', '白马井镇'],
  ['460400113', '中和镇'],
  ['460400114', '排浦镇'],
  ['460400115', '东成镇'],
  ['460400116', '新州镇'],
  ['460400499', '洋浦经济开发区'],
  ['460400500', '华南热作学院'],
];

/** 海南省 with its cities and counties, and the townships of 儋州, which has no county layer. Parents come before children. */
export const regions: readonly Region[] = [
  region('460000', '海南省', 1, null),
  region('460100', '海口市', 2, '460000'),
  region('460200', '三亚市', 2, '460000'),
  region('460300', '三沙市', 2, '460000'),
  region('460400', '儋州市', 2, '460000'),
  ...counties.map(([code, name]) => region(code, name, 3, '460000')),
  ...danzhou.map(([code, name]) => region(code, name, 4, '460400')),
];

/**
 * What the codes of everything inside an area begin with: 460000 → 46, 460400 → 4604, 460400100 → 460400100, CN (nationwide) → "".
 * Zeros are fill only in whole pairs of the first six digits, and in whole threes behind them: 460400100 is a township, not 4604001.
 */
export function areaPrefix(code: string): string {
  if (code === 'CN') return '';
  if (!/^\d{6}(?:\d{3}){0,2}$/u.test(code)) throw new RangeError(`area code ${code}: 6, 9 or 12 digits`);
  const filled = code.replace(/^(\d{6}(?:\d{3})*?)(?:000)+$/u, '$1');
  return filled.length > 6 ? filled : filled.replace(/(?:00)+$/u, '');
}

/** `area` is `outer` or lies in it. */
export const isWithin = (area: string, outer: string): boolean => area.startsWith(areaPrefix(outer));
