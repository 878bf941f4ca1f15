import { builtInProfiles, type BankProfileId } from '../../formats/bank-profiles.js';
import { id, list, month, oneOf, paragraph, shape } from '../../platform/parse.js';

const profileIds = Object.keys(builtInProfiles) as BankProfileId[];

export const sheetRequest = shape({ sheetId: id('工资表'), opinion: paragraph('提请事由', { min: 2, max: 500 }) });

export const drawRequest = shape({
  caseId: id('案件'),
  source: oneOf('资金来源', ['deposit', 'guarantee'] as const),
  issuerId: id('出具机构').optional(),
  periods: list('工资月份', month('工资月份'), { max: 60 }),
  opinion: paragraph('提请事由', { min: 2, max: 500 }),
});

export const opinionGiven = shape({ opinion: paragraph('办理意见', { min: 2, max: 400 }) });

export const fileWanted = shape({ profile: oneOf('付款文件格式', profileIds) });

export const answerUpload = shape({ batchId: id('批次'), profile: oneOf('回盘文件格式', profileIds) });
