import { expect } from 'chai';
import { builtInProfiles, type BankProfile } from '../../src/formats/bank-profiles.js';
import { readReturnFile } from '../../src/formats/bank-return-file.js';
import { encodeGb18030 } from '../../src/formats/spreadsheet/gb18030.js';
import { writeWorkbook } from '../../src/formats/workbook-writer.js';
import { Refusal } from '../../src/values/refusal.js';

/** What a bank answers to the batch: the same lines with a result, and the control line. */
const answers: string[][] = [
  ['AX20261100001', '䶮志强', '6228****7128', '5435.01', '成功', ''],
  ['AX20261100002', '李𬭎', '6228484281703387128', '5,435.02', '失败', '户名不符'],
  ['AX20261100003', '古丽巴哈尔·买买提', '7128', '5435.03', '退汇', '账户已销户'],
];
const head = ['业务编号', '收款人姓名', '收款账号', '金额', '处理结果', '失败原因'];
const control = (count: string, sum: string): string[] => ['合计', '总笔数', count, '总金额', sum];
const csv: BankProfile = builtInProfiles['general-csv'].profile;
const text: BankProfile = builtInProfiles['general-text'].profile;
async function answerFile({ payment: { form } }: BankProfile, rows: string[][]): Promise<Uint8Array> {
  if (form.kind === 'xlsx') return writeWorkbook([{ name: '回盘', columns: rows[0]!.map((h) => ({ header: h, kind: 'text' as const })), rows: rows.slice(1) }]);
  const { delimiter } = form as { delimiter: string };
  const quoted = (f: string): string => (delimiter === ',' && f.includes(',') ? `"${f}"` : f);
  return encodeGb18030(rows.map((r) => r.map(quoted).join(delimiter)).join('\n'));
}
const good = [head, ...answers, control('3', '16305.06')];

describe('readReturnFile', () => {
  for (const [id, { profile }] of Object.entries(builtInProfiles).filter(([, { profile: p }]) => p.answer.form.kind === 'sheet')) {
    it(`${id}: every line with its status, reason and card`, async () => {
      const file = await readReturnFile(profile, await answerFile(profile, good));
      expect(file.problems).to.deep.equal([]);
      expect(file).to.deep.include({ count: 3, sumFen: 1_630_506n, paidFen: 543_501n, control: { count: 3, sumFen: 1_630_506n }, batchId: undefined });
      expect(file.lines.map((l) => [l.endToEndId, l.status, l.amountFen, l.cardLast4, l.card, l.reasonCode, l.reasonText])).to.deep.equal([
        ['AX20261100001', 'PAID', 543_501n, '7128', undefined, undefined, undefined],
        ['AX20261100002', 'REJECTED', 543_502n, '7128', '6228484281703387128', 'BE01', '户名不符'],
        ['AX20261100003', 'RETURNED', 543_503n, '7128', undefined, 'AC04', '账户已销户'],
      ]);
      expect(file.lines[1]!.lineKey).to.equal('AX20261100002|REJECTED|户名不符');
      expect(file.lines[1]!.payeeName).to.equal('李𬭎');
    });
  }

  const tampered: readonly (readonly [string, string[][], string[]])[] = [
    ['an amount changed', [head, ['AX20261100001', '', '', '5435.02', '成功', ''], ...answers.slice(1), control('3', '16305.06')], ['BF-06 5']],
    ['a line missing', [head, ...answers.slice(1), control('3', '16305.06')], ['BF-05 4', 'BF-06 4']],
    ['two control lines that differ', [['批次号', 'R-1', '总笔数', '3', '总金额', '16305.06'], head, ...answers, control('3', '16305.05')], ['BF-11 6']],
    ['no control line', [head, ...answers], ['BF-10 1']],
    ['the same answer twice', [head, ...answers, answers[0]!, control('3', '16305.06')], ['BF-03 5']],
    ['two answers that differ', [head, ...answers, ['AX20261100001', '', '', '5435.01', '失败', '户名不符'], control('3', '16305.06')], ['BF-04 5']],
    ['no id', [head, ['', '', '', '1', '成功', ''], control('0', '0')], ['BF-09 1', 'BF-01 2']],
    ['not an amount', [head, ['A1', '', '', 'x', '成功', ''], control('0', '0')], ['BF-09 1', 'BF-02 2']],
    ['a negative amount', [head, ['A1', '', '', '-1', '成功', ''], control('0', '0')], ['BF-09 1', 'BF-02 2']],
    ['a failure without a reason', [head, ['A1', '', '', '1', '失败', ''], control('1', '1')], ['BF-08 2']],
    ['a result nobody knows', [head, ['A1', '', '', '1', '也许', ''], control('1', '1')], ['BF-07 2']],
  ];
  for (const [name, rows, expected] of tampered) {
    it(`${name}: ${expected.join(', ')}`, async () => {
      const file = await readReturnFile(csv, await answerFile(csv, rows));
      expect(file.problems.map((p) => `${p.code} ${p.row}`)).to.deep.equal(expected);
    });
  }

  it('not decided yet and not understood are UNKNOWN, never failed', async () => {
    const file = await readReturnFile(csv, await answerFile(csv, [head, ['A1', '', '', '1', '处理中', ''], ['A2', '', '', '1', '??', ''], control('2', '2')]));
    expect(file.lines.map((l) => l.status)).to.deep.equal(['UNKNOWN', 'UNKNOWN']);
    expect(file.paidFen).to.equal(0n);
  });

  it('refuses a file without the header, and bytes that are no text', async () => {
    expect(await readReturnFile(csv, Buffer.from('a,b\n1,2')).catch((e: unknown) => e)).to.be.instanceOf(Refusal);
    expect(await readReturnFile(text, Buffer.from([0xff, 0x00, 0xfe])).catch((e: unknown) => e)).to.be.instanceOf(Refusal);
  });
});
