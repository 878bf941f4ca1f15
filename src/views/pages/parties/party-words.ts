import { words } from '../../words.js';

export const partyKindNames = { enterprise: '企业', bank: '银行', surety: '担保公司', insurer: '保险公司', 'public-body': '机关事业单位' } as const;

export const standingWords = words({ normal: { text: '正常', tone: 'green' }, listed: { text: '失信名单', tone: 'red' } });
