import { changesOf, getSheet, listLines, listSheets, partyGrid } from '../../domain/payroll/index.js';
import { id, shape } from '../../platform/parse.js';
import { resource, type Definition } from '../define.js';
import { linesQuery, ofSheet, payrollPages, sheetsQuery } from '../pages/payroll.js';
import { paths } from '../paths.js';
import { tabAudience } from '../project-tabs.js';

const list = resource({
  path: paths.payroll,
  audience: tabAudience.payroll,
  summary: '工资表列表',
  query: sheetsQuery,
  load: (work, { query }) => listSheets(work, query),
});

const one = resource({
  path: paths.sheet(),
  audience: tabAudience.payroll,
  summary: '一张工资表，及与上一版的差异',
  params: ofSheet,
  load: async (work, { params }) => {
    const { submitterPersonId: _person, ...sheet } = await getSheet(work, params.sheetId);
    return { ...sheet, changes: await changesOf(work, sheet) };
  },
});

const lines = resource({
  path: paths.sheetLines(),
  audience: tabAudience.payroll,
  summary: '工资表的工人明细（号码只留尾号）',
  params: ofSheet,
  query: linesQuery,
  load: async (work, { params, query }) => listLines(work, await getSheet(work, params.sheetId), query, query),
});

const grid = resource({
  path: paths.projectPayroll(),
  audience: tabAudience.payroll,
  summary: '项目各单位按月的报送情况',
  params: shape({ projectId: id('项目') }),
  load: (work, { params }) => partyGrid(work, params.projectId),
});

export const payrollRoutes: readonly Definition[] = [...payrollPages, list, one, lines, grid];
