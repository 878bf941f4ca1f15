import { expect } from 'chai';
import { DataTable, EmptyState, Money, MonthGrid, Pager, type Column, type DataTableProps } from '../../src/views/components/index.js';
import { period } from '../../src/values/period.js';
import { html, says, tags } from '../support/reading.js';

interface Row {
  readonly name: string;
  readonly owed: bigint;
}

const columns: readonly Column<Row>[] = [
  { key: 'name', head: '项目', sort: true, cell: (r) => r.name },
  { key: 'owed', head: '未发（元）', align: 'end', sort: true, cell: (r) => <Money fen={r.owed} /> },
];
const rows: readonly Row[] = [
  { name: '滨海新区安居房', owed: 305_200_000n },
  { name: '冷链物流园', owed: 0n },
];
const table = (more: Partial<DataTableProps<Row>> = {}) => <DataTable caption="预警项目" columns={columns} rows={rows} empty={<EmptyState title="没有项目" />} {...more} />;

describe('a table', () => {
  it('reads caption, heads, then row by row', () => {
    expect(says(table())).to.equal('预警项目 项目 未发（元） 滨海新区安居房 3,052,000.00 冷链物流园 0.00');
  });

  it('labels every cell with its head, for the card it becomes on a phone', () => {
    expect(tags(table(), 'td').map((td) => td['data-label'])).to.deep.equal(['项目', '未发（元）', '项目', '未发（元）']);
  });

  it('sets amounts at the end, head and cell alike', () => {
    expect(tags(table(), 'th')[1]?.['class']).to.contain('end');
    expect(tags(table(), 'td')[1]?.['class']).to.contain('end');
  });

  it('makes the first column of a row its link', () => {
    expect(tags(table({ rowHref: (r) => `/p/${r.name}` }), 'a').map((a) => a['href'])).to.deep.equal(['/p/滨海新区安居房', '/p/冷链物流园']);
  });

  it('sorts by links: the sorted column turns round, another begins ascending', () => {
    const sorted = table({ sort: { by: 'owed', direction: 'asc', href: (by, direction) => `?sort=${by}&dir=${direction}` } });
    expect(tags(sorted, 'a').map((a) => a['href'])).to.deep.equal(['?sort=name&dir=asc', '?sort=owed&dir=desc']);
    expect(tags(sorted, 'th').map((th) => th['aria-sort'])).to.deep.equal([undefined, 'ascending']);
  });

  it('shows sums under their columns', () => {
    expect(says(table({ foot: { name: '合计', owed: <Money fen={305_200_000n} /> } }))).to.match(/冷链物流园 0.00 合计 3,052,000.00$/u);
  });

  it('says in words that there is nothing, without an empty grid', () => {
    const none = table({ rows: [] });
    expect(says(none)).to.equal('没有项目');
    expect(tags(none, 'table')).to.have.length(0);
  });

  it('gives two tables on one page different names', () => {
    const ids = tags(<div>{[table(), table()]}</div>, 'caption').map((c) => c['id']);
    expect(new Set(ids).size).to.equal(2);
  });
});

describe('the pages of a table', () => {
  const pager = (page: number, total: number, pageSize = 20) => <Pager page={page} pageSize={pageSize} total={total} href={(p, size) => `?page=${p}&size=${size}`} />;

  it('says how many there are, where one is, and leads to the rest', () => {
    expect(says(pager(5, 1_000))).to.equal('共 1000 条，第 5 / 50 页 上一页 1 … 3 4 5 6 7 … 50 下一页 20 条 50 条 100 条');
  });

  it('offers neither before the first nor after the last', () => {
    expect(says(pager(1, 41))).to.match(/^共 41 条，第 1 \/ 3 页 1 2 3 下一页/u);
    expect(says(pager(3, 41))).to.match(/上一页 1 2 3 20 条/u);
  });

  it('is only a count where all fits on one page', () => {
    expect(says(pager(1, 7))).to.equal('共 7 条');
    expect(says(pager(1, 0))).to.equal('共 0 条');
  });

  it('begins again at page 1 with another size', () => {
    expect(tags(pager(3, 90), 'a').at(-1)?.['href']).to.equal('?page=1&size=100');
  });
});

describe('a grid of months', () => {
  const grid = (
    <MonthGrid
      caption="逐月工资"
      head="用工单位"
      months={[period('2025-12'), period('2026-01'), period('2026-02')]}
      rows={[{ head: '广顺劳务', cells: [{ word: { text: '已足额', tone: 'green' }, note: '61/61 人' }, { word: { text: '逾期', tone: 'red' }, href: '/payrolls/7' }, null] }]}
    />
  );

  it('has a word in every cell, a dash where there is nothing, and the year where it begins', () => {
    expect(says(grid)).to.equal('逐月工资 用工单位 2025年 12月 2026年 1月 2月 广顺劳务 已足额 61/61 人 逾期 —');
  });

  it('leads from a cell to its payroll', () => {
    expect(html(grid)).to.contain('<a href="/payrolls/7">逾期</a>');
  });
});
