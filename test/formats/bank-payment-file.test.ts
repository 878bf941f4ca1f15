import { expect } from 'chai';
import { writePaymentFile, type PaymentBatch, type PaymentLine } from '../../src/formats/bank-payment-file.js';
import { builtInProfiles } from '../../src/formats/bank-profiles.js';
import { decodeBytes } from '../../src/formats/spreadsheet/delimited.js';
import { readWorkbook } from '../../src/formats/spreadsheet/read-workbook.js';
import { parseBankCard } from '../../src/values/bank-card.js';
import { must } from '../../src/values/parsed.js';
import { day } from '../../src/values/plain-date.js';

const line = (i: number, change: Partial<PaymentLine> = {}): PaymentLine => ({
  endToEndId: `AX2026110000${i}`,
  payeeName: ['古丽巴哈尔·买买提', '䶮志强', '李𬭎'][i % 3]!,
  card: must(parseBankCard('6228484281703387128')),
  bank: '中国农业银行儋州那大支行',
  amountFen: 543_500n + BigInt(i),
  purpose: '2026年8月工资',
  ...change,
});
const batch = (lines: PaymentLine[] = [line(1), line(2), line(3)]): PaymentBatch => ({ batchId: 'R-20261123-01', date: day('2026-11-23'), payerName: '海南椰风建设工程有限公司农民工工资专户', payerAccount: '46050100123456789012', payerBank: '中国农业银行儋州分行', lines });

describe('writePaymentFile', () => {
  it('general-csv: GB18030, control totals in the first line, one line a payment', async () => {
    const file = await writePaymentFile(builtInProfiles['general-csv'].profile, batch());
    expect(file).to.include({ fileName: 'R-20261123-01.csv', count: 3, sumFen: 1_630_506n });
    expect(Buffer.from(file.bytes).includes(Buffer.from('李'))).to.equal(false);
    const lines = decodeBytes(file.bytes).split('\r\n');
    expect(lines[0]).to.equal('批次号,R-20261123-01,付款户名,海南椰风建设工程有限公司农民工工资专户,付款账号,46050100123456789012,日期,2026-11-23,总笔数,3,总金额,16305.06');
    expect(lines.slice(1, 3)).to.deep.equal(['序号,业务编号,收款人姓名,收款账号,开户银行,金额,用途', '1,AX20261100001,䶮志强,6228484281703387128,中国农业银行儋州那大支行,5435.01,2026年8月工资']);
    expect(lines).to.have.length(6);
  });

  it('general-text: delimited by |!', async () => {
    const text = decodeBytes((await writePaymentFile(builtInProfiles['general-text'].profile, batch())).bytes);
    expect(text.split('\r\n')[2]).to.equal('AX20261100001|!6228484281703387128|!䶮志强|!5435.01|!2026年8月工资');
  });

  it('rural-commercial-xlsx: cards as text, amounts as numbers', async () => {
    const file = await writePaymentFile(builtInProfiles['rural-commercial-xlsx'].profile, batch());
    const sheet = (await readWorkbook(file.bytes)).sheets[0]!;
    expect(sheet.rows[1]!.cells[0]!.text).to.include('总笔数：3').and.include('总金额：16305.06');
    expect(sheet.rows[3]!.cells.map((c) => `${c!.kind}:${c!.text}`)).to.deep.equal(['number:1', 'text:䶮志强', 'text:6228484281703387128', 'text:中国农业银行儋州那大支行', 'number:5435.01', 'text:2026年8月工资', 'text:AX20261100001']);
  });

  for (const [name, lines] of [
    ['no line', []],
    ['an id twice', [line(1), line(1)]],
    ['an amount of zero', [line(1, { amountFen: 0n })]],
    ['a name that is a formula', [line(1, { payeeName: '=1+1' })]],
    ['a name with a line break', [line(1, { payeeName: '张\n三' })]],
    ['a purpose that is too long', [line(1, { purpose: '工'.repeat(61) })]],
  ] as const) {
    it(`refuses ${name}`, async () => {
      expect(await writePaymentFile(builtInProfiles['general-csv'].profile, batch([...lines])).catch((e: unknown) => e)).to.be.instanceOf(RangeError);
    });
  }

  it('refuses a delimiter inside a text where nothing can be quoted', async () => {
    expect(await writePaymentFile(builtInProfiles['general-text'].profile, batch([line(1, { payeeName: '张|!三' })])).catch((e: unknown) => e)).to.be.instanceOf(RangeError);
  });
});
