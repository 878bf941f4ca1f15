import { must } from '../../src/values/parsed.js';
import { parseYuan, type Fen } from '../../src/values/money.js';
import { period, periodsFrom, type Period } from '../../src/values/period.js';
import { day } from '../../src/values/plain-date.js';
import type { Flash, NavGroup, NavItem, PageUser } from '../../src/views/components/index.js';
import { severityWords, words, type Severity } from '../../src/views/words.js';

/** Invented figures, firms and people for looking at the pages. */
export const fen = (yuan: string): Fen => must(parseYuan(yuan));

export const user: PageUser = { name: '符海生', role: '劳动监察员', organ: '儋州市劳动监察支队', signOut: { action: '/logout', csrf: 'token' } };

export const nav: readonly NavGroup[] = [
  { items: [{ key: 'workbench', label: '工作台', href: '#', count: 9 }] },
  {
    label: '办理',
    items: [
      { key: 'findings', label: '风险预警', href: '#', count: 43 },
      { key: 'cases', label: '案件', href: '#', count: 6 },
      { key: 'complaints', label: '投诉', href: '#', count: 2 },
      { key: 'releases', label: '工资代发', href: '#', count: 3 },
      { key: 'papers', label: '文书', href: '#' },
    ],
  },
  {
    label: '监管',
    items: [
      { key: 'projects', label: '项目', href: '#' },
      { key: 'parties', label: '企业', href: '#' },
      { key: 'workers', label: '工人', href: '#' },
      { key: 'deposits', label: '工资保证金', href: '#' },
      { key: 'accounts', label: '工资专户', href: '#' },
      { key: 'payrolls', label: '工资表', href: '#' },
    ],
  },
  { label: '公布', items: [{ key: 'lists', label: '失信名单', href: '#' }] },
];

export const publicNav: readonly NavItem[] = [
  { key: 'worker', label: '查我的工资', href: '#' },
  { key: 'complaint', label: '投诉欠薪', href: '#' },
  { key: 'blacklist', label: '失信名单', href: '#' },
  { key: 'paper', label: '核验文书', href: '#' },
];

export const saved: Flash = { kind: 'success', text: '询问通知书 儋劳监询字〔2026〕128号 已签发，请在送达后登记送达回证。' };

export const payWords = words({
  PAID: { text: '已足额', tone: 'green' },
  PART: { text: '部分', tone: 'orange' },
  LATE: { text: '逾期', tone: 'red' },
  WAIT: { text: '待审核', tone: 'blue' },
  STOP: { text: '停工', tone: 'yellow' },
  NONE: { text: '未报送', tone: 'grey' },
});

export const months: readonly Period[] = periodsFrom(period('2026-04'), period('2026-11'));

export interface FlaggedProject {
  readonly name: string;
  readonly contractor: string;
  readonly area: string;
  readonly severity: Severity;
  readonly reason: string;
  readonly owed: Fen | null;
  readonly found: ReturnType<typeof day>;
}

export const flagged: readonly FlaggedProject[] = [
  { name: '滨海新区安居房二期', contractor: '海南椰岸建设工程有限公司', area: '那大镇', severity: 'red', reason: '2026年8月工资应于9月10日前发放，逾期 74 天，130 人 3,052,000.00 元未发。', owed: fen('3052000'), found: day('2026-09-11') },
  { name: '白马井渔港配套冷链物流园', contractor: '海南恒筑建设集团有限公司', area: '白马井镇', severity: 'red', reason: '9月有 41 人考勤，至10月31日没有发薪记录。', owed: fen('486320.5'), found: day('2026-11-01') },
  { name: '洋浦大道北段道路改造', contractor: '琼西路桥工程有限公司', area: '新英湾办事处', severity: 'orange', reason: '10月考勤 86 人，已发 71 人（82.6%），低于 90%。', owed: fen('97450'), found: day('2026-11-12') },
  { name: '市第三中学教学楼扩建', contractor: '海南椰岸建设工程有限公司', area: '那大镇', severity: 'orange', reason: '银行保函 2026-12-15 到期，不足 1 个月，工程未完工。', owed: null, found: day('2026-11-16') },
  { name: '木棠工业园标准厂房（三标段）', contractor: '海南同兴建筑工程有限公司', area: '木棠镇', severity: 'yellow', reason: '3 名工人没有劳动合同或合同已到期。', owed: null, found: day('2026-11-18') },
  { name: '光村雪茄风情小镇游客中心', contractor: '海南恒筑建设集团有限公司', area: '光村镇', severity: 'grey', reason: '考勤数据自 2026-10-28 起中断，无法判断 10 月工资是否足额。', owed: null, found: day('2026-11-04') },
  { name: '海花岛生活污水提升泵站', contractor: '琼西路桥工程有限公司', area: '排浦镇', severity: 'blue', reason: '专户余额 112,000.00 元，预计低于本月应发 118,300.00 元。', owed: null, found: day('2026-11-20') },
];

export const severity = (s: Severity) => severityWords[s];
