import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { builtInProfiles } from '../../src/formats/bank-profiles.js';
import { readStatementFile, type StatementFile } from '../../src/formats/bank-statement.js';
import { Refusal } from '../../src/values/refusal.js';

const { profile } = builtInProfiles['general-csv'];
const sample = (name: string): Promise<StatementFile> => readStatementFile(profile, readFileSync(`test/samples/bank/${name}`));
const read = (...rows: string[]): Promise<StatementFile> => readStatementFile(profile, Buffer.from(rows.join('\n')));
const codes = (file: StatementFile): string[] => file.problems.map((p) => `${p.code} ${p.row}`);

describe('readStatementFile: a bank\'s sheet', () => {
  it('debit and credit in two columns, newest first, GB18030', async () => {
    const file = await sample('statement-debit-credit.gb18030.csv');
    expect(file.problems).to.deep.equal([]);
    expect(file).to.include({ account: '46050100123456789012', from: '2026-11-23', to: '2026-11-25', openingFen: 0n, closingFen: 48_368_502n });
    expect(file.lines.map((l) => [l.row, l.lineKey, l.bookedOn, l.direction, l.amountFen, l.counterparty, l.counterpartyAccount, l.purpose, l.returned?.code, l.balanceFen])).to.deep.equal([
      [4, 'B2611250003|in|543502', '2026-11-25', 'in', 543_502n, '李𬭎', '6228484281703387128', '退汇 账户已销户', 'AC04', 48_368_502n],
      [5, 'B2611250002|out|2175000', '2026-11-25', 'out', 2_175_000n, '', undefined, '代发工资 R-20261123-01-1', undefined, 47_825_000n],
      [6, 'B2611240001|in|50000000', '2026-11-24', 'in', 50_000_000n, '儋州滨海新区开发有限公司', '46050188888888880001', '往来款 2026年11月人工费用', undefined, 50_000_000n],
    ]);
  });

  it('one column of amounts and a sign, xlsx, no serial number: equal movements of a day are told apart, and again in another file the same', async () => {
    const file = await sample('statement-signed.xlsx');
    expect(file.problems).to.deep.equal([]);
    expect(file).to.include({ account: '46050100123456789012', openingFen: 0n, closingFen: 29_990_000n });
    expect(file.lines.map((l) => [l.direction, l.amountFen, l.endToEndId, l.returned?.code])).to.deep.equal([
      ['in', 30_000_000n, undefined, undefined],
      ['out', 10_000n, 'AX20261100003', undefined],
      ['out', 10_000n, 'AX20261100003', undefined],
      ['in', 10_000n, 'AX20261100003', 'BE01'],
    ]);
    expect(new Set(file.lines.map((l) => l.lineKey)).size).to.equal(4);
    const asText = await read('日期,对方名称,对方账号,收入,支出,用途,客户流水号', '2026-11-24,古丽巴哈尔·买买提,6228484281703387128,,100.00,2026年10月工资,AX20261100003');
    expect(asText.lines[0]!.lineKey).to.equal(file.lines[1]!.lineKey);
  });

  const head = '交易日期,流水号,借方发生额,贷方发生额,余额,对方户名,摘要';
  const good = ['2026-11-23,S1,,100.00,100.00,甲,拨付', '2026-11-24,S2,30.00,,70.00,乙,代发'];
  const cases: readonly (readonly [string, string[], string[]])[] = [
    ['nothing wrong', [head, ...good, '合计,,30.00,100.00'], []],
    ['a line missing', [head, ...good, '2026-11-25,S4,10.00,,50.00,乙,代发'], ['BS-06 4']],
    ['an amount changed', [head, good[0]!, '2026-11-24,S2,31.00,,70.00,乙,代发', '合计,,30.00,100.00'], ['BS-06 3']],
    ['a sum at the foot that does not fit', [head, ...good, '合计,,30.00,100.01'], ['BS-09 4']],
    ['a closing balance that does not fit', ['期初余额：0.00,期末余额：71.00', head, ...good], ['BS-06 2']],
    ['both sides', [head, '2026-11-23,S1,1.00,1.00,0,甲,'], ['BS-04 2']],
    ['no amount', [head, '2026-11-23,S1,,,0,甲,'], ['BS-03 2']],
    ['a negative amount', [head, '2026-11-23,S1,-5.00,,5.00,甲,'], ['BS-03 2']],
    ['three decimals', [head, '2026-11-23,S1,,5.005,5.00,甲,'], ['BS-03 2']],
    ['above the limit', [head, '2026-11-23,S1,,100000000000.01,,甲,'], ['BS-03 2']],
    ['a day that does not exist, and an amount that is none: both at once', [head, '2026-11-31,S1,,五元,,甲,'], ['BS-05 2', 'BS-03 2']],
    ['the same movement twice', [head, good[0]!, good[0]!.replace('100.00,100.00', '100.00,200.00')], ['BS-11 3']],
    ['one serial, two days', [head, '2026-11-23,S1,,1.00,1.00,甲,', '2026-11-24,S1,,1.00,2.00,甲,'], ['BS-11 3']],
    ['an unknown sign', ['日期,金额,借贷标志', '2026-11-23,1.00,左'], ['BS-04 2']],
  ];
  for (const [name, rows, expected] of cases) {
    it(`${name}: ${expected.join(', ') || 'no problem'}`, async () => {
      expect(codes(await read(...rows))).to.deep.equal(expected);
    });
  }

  it('fees under one serial number are movements of their own; a reversal is one', async () => {
    const file = await read(head, '2026-11-23,S1,100.00,,,甲,代发', '2026-11-23,S1,0.50,,,,手续费', '2026-11-23,S9,,0.50,,,手续费冲正');
    expect(file.problems).to.deep.equal([]);
    expect(file.lines.map((l) => [l.lineKey, l.reversal])).to.deep.equal([['S1|out|10000', false], ['S1|out|50', false], ['S9|in|50', true]]);
  });

  it('refuses a sheet without the header', async () => {
    expect(await read('甲,乙', '1,2').catch((e: unknown) => e)).to.be.instanceOf(Refusal);
  });
});
