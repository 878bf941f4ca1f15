import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { readPayrollSheet, type PayrollSheet, type PayrollSheetOptions } from '../../src/formats/payroll-sheet.js';
import { readWorkbook } from '../../src/formats/spreadsheet/read-workbook.js';
import type { Cell, Workbook } from '../../src/formats/spreadsheet/workbook.js';
import { idCheck } from '../../src/values/id-number.js';
import { period } from '../../src/values/period.js';
import { Refusal } from '../../src/values/refusal.js';
import { num, workbookOf } from './spreadsheet/make-files.js';

const sample = async (name: string, month: string): Promise<PayrollSheet> => readPayrollSheet(await readWorkbook(readFileSync(`test/samples/${name}`)), { period: period(month) });

describe('the sample payrolls', () => {
  const months = [
    ['2026-05', 70_820_000n],
    ['2026-06', 78_130_000n],
    ['2026-07', 79_250_000n],
    ['2026-08', 77_000_000n],
  ] as const;
  for (const [month, net] of months) {
    it(`${month}: 130 workers without a mistake, ${net / 100n} yuan, as the file's own total says`, async () => {
      const sheet = await sample(`payroll-${month}.xlsx`, month);
      expect(sheet.rows).to.have.length(130);
      expect(sheet.issues).to.deep.equal([]);
      expect(sheet.notes).to.deep.equal([]);
      expect(sheet.faulty).to.deep.equal([]);
      expect(sheet.sums.netFen).to.equal(net);
      expect(sheet.totals).to.deep.equal({ grossFen: net, deductionFen: 0n, netFen: net });
      expect(sheet.heading).to.deep.equal({ project: '儋州市滨海新区安置房一期工程', generalContractor: '海南椰风建设工程有限公司', subcontractor: '儋州顺达劳务有限公司', period: month });
    });
  }

  it('the four months are 3,052,000.00 yuan', async () => {
    const sums = await Promise.all(months.map(async ([m]) => (await sample(`payroll-${m}.xlsx`, m)).sums.netFen));
    expect(sums.reduce((a, b) => a + b)).to.equal(305_200_000n);
  });

  it('August as xlsx, xls and csv gives the same 130 lines', async () => {
    const [xlsx, xls, csv] = await Promise.all(['payroll-2026-08.xlsx', 'payroll-2026-08.xls', 'payroll-2026-08.gb18030.csv'].map((f) => sample(f, '2026-08')));
    const lines = (s: PayrollSheet | undefined) => s!.rows.map((r) => ({ ...r, sheet: '', sheetRow: 0 }));
    expect(lines(xls)).to.deep.equal(lines(xlsx));
    expect(lines(csv)).to.deep.equal(lines(xlsx));
    const workers = JSON.parse(readFileSync('test/samples/workers.json', 'utf8')) as { name: string; id: string; card: string; bank: string; trade: string; team: string; phone: string }[];
    expect(lines(xlsx).map((r) => ({ name: r.name, id: r.idNumber, card: r.card, bank: r.bank, trade: r.trade, team: r.team, phone: r.phone }))).to.deep.equal(workers);
  });

  it('the sheet with mistakes gives exactly its list', async () => {
    const sheet = await sample('payroll-2026-09-with-mistakes.xlsx', '2026-09');
    const expected = JSON.parse(readFileSync('test/samples/payroll-2026-09-with-mistakes.json', 'utf8')) as { sheetRow: number; column: string; kind: string }[];
    expect(sheet.issues.map((i) => ({ sheetRow: i.row, column: i.column, kind: i.severity }))).to.deep.equal(expected.map(({ sheetRow, column, kind }) => ({ sheetRow, column, kind })));
    expect(sheet.issues.map((i) => i.code)).to.deep.equal(['PF-11', 'PF-12', 'PF-13', 'PF-24', 'PF-22', 'PF-23', 'PF-27', 'PF-16', 'PF-19', 'PF-20', 'PF-07', 'PF-06', 'PF-25', 'PF-14', 'PF-04']);
    expect(sheet.rows.length + sheet.faulty.length).to.equal(24);
    expect(sheet.faulty.map((f) => f.sheetRow)).to.deep.equal([5, 6, 7, 8, 9, 10, 11, 12, 13, 18, 19, 20, 21]);
    expect(sheet.rows.find((r) => r.sheetRow === 17)!.name).to.equal('张 三');
  });
});

const header = ['序号', '姓名', '身份证号码', '出勤天数', '应发工资', '扣款', '实发工资', '银行卡号', '开户行', '电话'];
const [ids, cards] = [['460003198001010018', '460400200001010029', '11010519491231002X'], ['6222020000000000000', '6217000000000000004']] as const;
/** A worker without a mistake; `change` puts other cells into some columns. */
function worker(change: Readonly<Record<string, string | Cell>> = {}): (string | Cell)[] {
  const cells: (string | Cell)[] = ['1', '张三', ids[0], '22', '5,000.00', '0', '5000', cards[0], '中国银行', '13800138000'];
  for (const [column, cell] of Object.entries(change)) cells[header.indexOf(column)] = cell;
  return cells;
}
const read = (rows: (string | Cell)[][], options: Partial<PayrollSheetOptions> = {}): PayrollSheet => readPayrollSheet(workbookOf(rows), { period: period('2026-08'), ...options });
const found = (sheet: PayrollSheet): string[] => sheet.issues.map((i) => `${i.code} ${i.row} ${i.column}`);

describe('the cells of a payroll', () => {
  it('a line without a mistake becomes values', () => {
    const sheet = read([header, worker()]);
    expect(found(sheet)).to.deep.equal([]);
    expect(sheet.rows[0]).to.deep.equal({
      sheet: '表', sheetRow: 2, name: '张三', idNumber: ids[0], trade: undefined, team: undefined, phone: '13800138000', days: 22,
      grossFen: 500_000n, deductionFen: 0n, netFen: 500_000n, card: cards[0], bank: '中国银行', remark: undefined,
    });
  });

  const cases: readonly (readonly [string, Record<string, string | Cell>, string[]])[] = [
    ['amounts with separators, full-width digits, TAB, ¥ and 元', { 应发工资: '５，０００．００\t', 扣款: '', 实发工资: '¥5000.00元' }, []],
    ['a stroke for no deduction', { 扣款: '—' }, []],
    ['days with a half and a unit', { 出勤天数: '22.5天' }, []],
    ['an ID number with a small x, full-width and with an apostrophe', { 身份证号码: "'１１０１０５１９４９１２３１００２ｘ" }, []],
    ['a card in groups of four', { 银行卡号: '6222 0200 0000 0000 000' }, []],
    ['no ID number', { 身份证号码: '' }, ['PF-10 2 身份证号码']],
    ['an ID number of 15 digits', { 身份证号码: num('110105491231002') }, ['PF-11 2 身份证号码']],
    ['an ID number with a day that is none', { 身份证号码: '460003198002300015' }, ['PF-11 2 身份证号码']],
    ['an ID number in a number cell', { 身份证号码: num('460003198001010000') }, ['PF-12 2 身份证号码']],
    ['an ID number that a csv shows as 4.60003E+17', { 身份证号码: '4.60003E+17' }, ['PF-12 2 身份证号码']],
    ['a birthday after the month', { 身份证号码: '460003203001010010' }, ['PF-11 2 身份证号码']],
    ['a card in a number cell', { 银行卡号: num('6222020000000000000') }, ['PF-18 2 银行卡号']],
    ['a card of 11 digits', { 银行卡号: '62220200000' }, ['PF-17 2 银行卡号']],
    ['a card whose last digit is wrong', { 银行卡号: '6222020000000000001' }, ['PF-20 2 银行卡号']],
    ['an empty net', { 实发工资: '' }, ['PF-21 2 实发工资']],
    ['a stroke for net', { 实发工资: '-' }, ['PF-22 2 实发工资']],
    ['a date for net', { 实发工资: { kind: 'date', text: '2026-08-28', raw: '46262' } }, ['PF-22 2 实发工资']],
    ['TRUE for net', { 实发工资: { kind: 'boolean', text: 'TRUE' } }, ['PF-22 2 实发工资']],
    ['1E+308 for net', { 实发工资: num('1e+308') }, ['PF-22 2 实发工资']],
    ['three decimals', { 实发工资: num('4999.995') }, ['PF-23 2 实发工资']],
    ['a negative deduction', { 扣款: num('-1') }, ['PF-24 2 扣款']],
    ['net more than gross', { 实发工资: num('5000.01') }, ['PF-25 2 扣款']],
    ['days in words', { 出勤天数: '二十二' }, ['PF-26 2 出勤天数']],
    ['31.5 days', { 出勤天数: num('31.5') }, ['PF-27 2 出勤天数']],
    ['no days', { 出勤天数: '' }, ['PF-30 2 出勤天数']],
    ['a landline', { 电话: '0898-23322110' }, ['PF-28 2 电话']],
    ['an error cell', { 应发工资: { kind: 'error', text: '#REF!' } }, ['PF-04 2 应发工资']],
    ['an error that became text', { 开户行: '#N/A' }, ['PF-04 2 开户行']],
    ['a formula that nobody calculated', { 实发工资: { kind: 'formula-without-value', text: '' } }, ['PF-05 2 实发工资']],
    ['a name with a full-width space inside', { 姓名: '张　三' }, ['PF-07 2 姓名']],
    ['a name with a private-use character', { 姓名: '张\uE863' }, ['PF-08 2 姓名']],
    ['a number for a name', { 姓名: num('12') }, ['PF-09 2 姓名']],
    ['a formula for a name', { 姓名: '=HYPERLINK("http://x")' }, ['PF-09 2 姓名']],
    ['a name with an invisible character', { 姓名: '张\u202E三' }, ['PF-09 2 姓名']],
    ['a name that lost a character', { 姓名: '李?' }, ['PF-09 2 姓名']],
    ['a bank name without end', { 开户行: '行'.repeat(61) }, ['PF-31 2 开户行']],
    ['several mistakes in one line', { 姓名: '', 银行卡号: '', 实发工资: '五千' }, ['PF-06 2 姓名', 'PF-22 2 实发工资', 'PF-16 2 银行卡号']],
  ];
  for (const [name, change, expected] of cases) {
    it(`${name}: ${expected.join(', ') || 'fine'}`, () => {
      const sheet = read([header, worker(change)]);
      expect(found(sheet)).to.deep.equal(expected);
      const wrong = sheet.issues.some((i) => i.severity === 'error');
      expect([sheet.rows.length, sheet.faulty.length]).to.deep.equal(wrong ? [0, 1] : [1, 0]);
    });
  }

  it('names keep rare characters and the middle dot; outer spaces go; NFD becomes NFC', () => {
    const names = ['古丽巴哈尔·买买提', '䶮志强', '李𬭎', 'Ngô Văn Ý'.normalize('NFD'), '　欧阳建国\t'];
    const sheet = read([header, ...names.map((n, i) => worker({ 姓名: n, 身份证号码: '', 银行卡号: `${i}` }))]);
    expect(sheet.issues.filter((i) => i.field === 'name').map((i) => i.code)).to.deep.equal(['PF-07']);
    expect(read([header, worker({ 姓名: names[0]! })]).rows[0]!.name).to.equal('古丽巴哈尔·买买提');
    expect(read([header, worker({ 姓名: names[3]! })]).rows[0]!.name).to.equal('Ngô Văn Ý'.normalize('NFC'));
    expect(read([header, worker({ 姓名: names[4]! })]).rows[0]!.name).to.equal('欧阳建国');
  });

  it('age is judged on the last day of the month: 16 on that day is a juvenile, a day younger a child', () => {
    const born = (date: string): string[] => found(read([header, worker({ 身份证号码: `460003${date}001${idCheck(`460003${date}001`)}` })]));
    expect(born('20100831')).to.deep.equal(['PF-15 2 身份证号码']);
    expect(born('20100901')).to.deep.equal(['PF-14 2 身份证号码']);
    expect(born('20080831')).to.deep.equal([]);
    expect(born('20080901')).to.deep.equal(['PF-15 2 身份证号码']);
  });

  it('one person twice: one error at the first line, neither is used', () => {
    const sheet = read([header, worker(), worker({ 姓名: '李四', 身份证号码: ids[1], 银行卡号: cards[1] }), worker()]);
    expect(found(sheet)).to.deep.equal(['PF-13 2 身份证号码']);
    expect(sheet.issues[0]!.alsoRows).to.deep.equal([4]);
    expect(sheet.rows.map((r) => r.sheetRow)).to.deep.equal([3]);
    expect(sheet.faulty.map((r) => r.typed.name)).to.deep.equal(['张三', '张三']);
  });

  it('three people with one card: one warning that names the others', () => {
    const sheet = read([header, worker(), worker({ 姓名: '李四', 身份证号码: ids[1] }), worker({ 姓名: '王五', 身份证号码: ids[2] })]);
    expect(found(sheet)).to.deep.equal(['PF-19 2 银行卡号']);
    expect(sheet.issues[0]!.message).to.include('第 3 行、第 4 行').and.include('李四、王五');
    expect(sheet.rows).to.have.length(3);
  });
});

describe('where the workers stand', () => {
  const other = (change: Record<string, string | Cell> = {}): (string | Cell)[] => worker({ 姓名: '李四', 身份证号码: ids[1], 银行卡号: cards[1], ...change });

  it('totals, subtotals, signatures, remarks, page headers and prepared lines are not workers', () => {
    const sheet = read([
      ['二〇二六年八月工资表'],
      ['项目名称：', '某某工程', '', '分包单位：某某劳务公司  月份：2026年8月'],
      header,
      ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'],
      worker(),
      ['小计', '', '', '', '5000', '0', '5000'],
      header,
      other(),
      ['', '李四班小计', '', '', '5000', '0', '5000'],
      ['3', '', '', '', '0', '', '0.00'],
      ['合  计', '', '', num('44'), num('10000'), num('0'), num('10000')],
      ['注：本表一式三份'],
      ['编制人：王五', '', '', '项目经理：赵六'],
      ['', '审核：'],
    ]);
    expect(found(sheet)).to.deep.equal([]);
    expect(sheet.rows.map((r) => [r.sheetRow, r.name])).to.deep.equal([[5, '张三'], [8, '李四']]);
    expect(sheet.totals).to.deep.equal({ grossFen: 1_000_000n, deductionFen: 0n, netFen: 1_000_000n });
    expect(sheet.heading).to.deep.equal({ project: '某某工程', generalContractor: undefined, subcontractor: '某某劳务公司', period: '2026-08' });
  });

  it('a total that differs is a warning with both sums', () => {
    const sheet = read([header, worker(), other(), ['合计', '', '', '', '10000', '0', '9999.99']]);
    expect(found(sheet)).to.deep.equal(['PF-29 4 实发工资']);
    expect(sheet.issues[0]!.message).to.include('9999.99').and.include('10000.00').and.include('-0.01');
  });

  it('money that belongs to nobody is an error, never passed over', () => {
    expect(found(read([header, worker(), ['', '', '', '', '300', '', '300']]))).to.deep.equal(['PF-06 3 姓名', 'PF-10 3 身份证号码', 'PF-30 3 出勤天数', 'PF-16 3 银行卡号']);
  });

  it('a worker of whom nothing but the person is filled in is one mistake', () => {
    expect(found(read([header, worker({ 出勤天数: '', 应发工资: '', 扣款: '', 实发工资: '' })]))).to.deep.equal(['PF-21 2 实发工资']);
  });

  it('a header without workers is an error', () => {
    expect(found(read([header, ['合计']]))).to.deep.equal(['PF-32 1 ']);
  });

  it('another order, other words, a title above and columns nobody knows', () => {
    const sheet = read([
      ['8月份农民工工资发放表'],
      [],
      ['银行账号（必填）', '实发\n金额', '民工姓名', '公民身份号码 *', '应付工资', '其中：高温费', '领款人签名'],
      [cards[0], '5000', '张三', ids[0], '5000', '200', ''],
    ]);
    expect(found(sheet)).to.deep.equal([]);
    expect(sheet.rows[0]).to.include({ sheetRow: 4, name: '张三', netFen: 500_000n, grossFen: 500_000n, card: cards[0] });
    expect(sheet.notes).to.deep.equal([{ code: 'unknown-column', sheet: '表', column: '其中：高温费', message: '“其中：高温费”列没有读取' }]);
    expect(sheet.columns.map((c) => c.field)).to.deep.equal(['card', 'net', 'name', 'idNumber', 'gross', 'unknown', 'ignored']);
  });

  it('应付工资 is the net where nothing else is', () => {
    expect(read([['姓名', '身份证号', '应付工资', '卡号'], ['张三', ids[0], '5000', cards[0]]]).rows[0]).to.include({ netFen: 500_000n, grossFen: undefined });
    expect(read([['姓名', '身份证号', '应发工资', '应付工资', '卡号'], ['张三', ids[0], '5000', '5000', cards[0]]]).rows[0]).to.include({ netFen: 500_000n, grossFen: 500_000n });
  });

  it('a header of two lines; deductions named one by one are summed', () => {
    const rows = [
      ['序号', '姓名', '身份证号码', '工资', '', '扣款', '', '', '银行信息', ''],
      ['', '', '', '计件', '应发合计', '社保', '借支', '其他', '开户行', '卡号'],
      ['1', '张三', ids[0], '1', '5000', '300.50', '200', '-', '中国银行', cards[0]],
    ].map((r, i) => [...r, i === 0 ? '实发工资' : i === 1 ? '' : '4499.5']);
    const merged = [{ firstRow: 1, lastRow: 2, firstColumn: 2, lastColumn: 2 }];
    for (const merges of [[], merged]) {
      const sheet = readPayrollSheet(workbookOf(rows, { merges }), { period: period('2026-08') });
      expect(found(sheet)).to.deep.equal([]);
      expect(sheet.rows[0]).to.include({ grossFen: 500_000n, deductionFen: 50_050n, netFen: 449_950n, bank: '中国银行', card: cards[0] });
      expect(sheet.columns.find((c) => c.number === 6)!.header).to.equal('扣款 / 社保');
    }
  });

  it('a missing column is one error, and every worker is kept as typed', () => {
    const sheet = read([['姓名', '身份证号', '实发工资', '开户行'], ['张三', ids[0], '5000', '中国银行']]);
    expect(found(sheet)).to.deep.equal(['PF-01 1 银行卡号']);
    expect(sheet.faulty).to.deep.equal([{ sheet: '表', sheetRow: 2, typed: { name: '张三', idNumber: ids[0], net: '5000', bank: '中国银行' } }]);
  });

  it('two columns of one meaning are an error until a person chooses', () => {
    const rows = [['姓名', '身份证号', '实发工资', '实发金额', '银行卡号'], ['张三', ids[0], '5000', '6000', cards[0]]];
    expect(found(read(rows))).to.deep.equal(['PF-02 1 实发金额']);
    expect(read(rows, { mapping: { 实发工资: 'ignored' } }).rows[0]!.netFen).to.equal(600_000n);
  });

  it('a column that is not recognised can be given its meaning', () => {
    const rows = [['姓名', '身份证号', '入卡数', '银行卡号'], ['张三', ids[0], '5000', cards[0]]];
    expect(found(read(rows))).to.deep.equal(['PF-01 1 实发工资']);
    expect(read(rows, { mapping: { 入卡数: 'net' } }).rows[0]!.netFen).to.equal(500_000n);
  });

  it('another month in the heading is an error', () => {
    expect(found(read([['2026年7月份农民工工资表'], header, worker()]))).to.deep.equal(['PF-03 1 ']);
  });

  it('a file without such a header is refused with the columns it should have', () => {
    expect(() => read([['今天天气'], ['很好']])).to.throw(Refusal, /姓名.*身份证号码.*实发工资.*银行卡号/);
    expect(() => read([...Array.from({ length: 30 }, () => ['x']), header, worker()])).to.throw(Refusal);
  });

  it('several sheets: all of the month are read, others and hidden ones named', () => {
    const sheet = (name: string, rows: (string | Cell)[][], hidden = false): Workbook['sheets'][number] => workbookOf(rows, { name, hidden }).sheets[0]!;
    const [a, b] = [[header, worker()], [header, other()]];
    const book: Workbook = { format: 'xlsx', sheets: [sheet('木工班', a), sheet('7月', b), sheet('钢筋班', b), sheet('旧', a, true), sheet('说明', [['请勿修改']])] };
    const read2 = readPayrollSheet(book, { period: period('2026-08') });
    expect(read2.rows.map((r) => [r.sheet, r.name])).to.deep.equal([['木工班', '张三'], ['钢筋班', '李四']]);
    expect(read2.notes.map((n) => [n.code, n.sheet])).to.deep.equal([['hidden-sheet', '旧'], ['sheet-not-read', '说明'], ['other-month', '7月']]);
    const twice = readPayrollSheet({ format: 'xlsx', sheets: [sheet('木工班', a), sheet('钢筋班', a)] }, { period: period('2026-08') });
    expect(twice.issues.map((i) => i.message)).to.deep.equal(['同一身份证号码还出现在工作表“钢筋班”第 2 行']);
  });

  it('hidden rows and columns are read and told', () => {
    const book = workbookOf([header, worker()], { hiddenColumns: [7] });
    const rows = book.sheets[0]!.rows.map((r) => ({ ...r, hidden: r.number === 2 }));
    const sheet = readPayrollSheet({ ...book, sheets: [{ ...book.sheets[0]!, rows }] }, { period: period('2026-08') });
    expect(sheet.rows).to.have.length(1);
    expect(sheet.notes.map((n) => n.message)).to.deep.equal(['有 1 行是隐藏的（从第 2 行起），已一并读取', '“实发工资”列是隐藏的，已一并读取']);
  });

  it('of mistakes without end the first 10,000 of each severity are listed, and the rest counted', () => {
    const sheet = read([header, ...Array.from({ length: 10_001 }, () => worker({ 姓名: '', 身份证号码: '', 银行卡号: '6222020000000000001' }))]);
    expect(sheet.issues.filter((i) => i.severity === 'error')).to.have.length(10_000);
    expect(sheet.issues.filter((i) => i.severity === 'warning')).to.have.length(10_000);
    expect(sheet.notes.map((n) => n.message)).to.deep.equal(['问题太多，另有 10003 处没有列出']);
    expect(sheet.faulty).to.have.length(10_001);
  });
});
