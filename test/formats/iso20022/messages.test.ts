import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { writePaymentFile, type PaymentBatch, type PaymentLine } from '../../../src/formats/bank-payment-file.js';
import { builtInProfiles } from '../../../src/formats/bank-profiles.js';
import { readReturnFile } from '../../../src/formats/bank-return-file.js';
import { bookingOf, readStatementFile } from '../../../src/formats/bank-statement.js';
import { readInChild } from '../../../src/formats/spreadsheet/child.js';
import { parseBankCard } from '../../../src/values/bank-card.js';
import { must } from '../../../src/values/parsed.js';
import { day } from '../../../src/values/plain-date.js';
import { schemaErrors } from '../../support/schemas.js';

const iso = builtInProfiles.iso20022.profile;
const sample = (name: string): Buffer => readFileSync(`test/samples/bank/${name}`);

const line = (i: number, change: Partial<PaymentLine> = {}): PaymentLine => ({ endToEndId: `AX20261100${String(i).padStart(3, '0')}`, payeeName: '䶮志强', card: must(parseBankCard('6228484281703387128')), bank: '中国农业银行儋州那大支行', amountFen: 543_500n + BigInt(i), purpose: '2026年8月工资', ...change });
const batch = (lines: PaymentLine[]): PaymentBatch => ({ batchId: 'R-20261123-01-1', date: day('2026-11-23'), payerName: '海南椰风建设工程有限公司农民工工资专户', payerAccount: '46050100123456789012', payerBank: '中国农业银行儋州分行', lines });
const written = async (lines: PaymentLine[]): Promise<string> => Buffer.from((await writePaymentFile(iso, batch(lines))).bytes).toString();

describe('pain.001: a payment batch', () => {
  it('is valid against the published schema, and says who, which card, which bank, how much and what for', async () => {
    const xml = await written([line(1), line(2, { payeeName: '<李&𬭎>', purpose: '"工资"' }), line(3, { payeeName: '古丽巴哈尔·买买提' })]);
    expect(await schemaErrors('pain.001.001.12', xml)).to.deep.equal([]);
    expect(xml.match(/<NbOfTxs>3<\/NbOfTxs><CtrlSum>16305\.06<\/CtrlSum>/gu)).to.have.length(2);
    expect(xml).to.include('<CtgyPurp><Cd>SALA</Cd></CtgyPurp>').and.include('<DbtrAcct><Id><Othr><Id>46050100123456789012</Id></Othr></Id><Ccy>CNY</Ccy></DbtrAcct><DbtrAgt><FinInstnId><Nm>中国农业银行儋州分行</Nm></FinInstnId></DbtrAgt>');
    expect(xml).to.include(
      '<EndToEndId>AX20261100002</EndToEndId></PmtId><Amt><InstdAmt Ccy="CNY">5435.02</InstdAmt></Amt><CdtrAgt><FinInstnId><Nm>中国农业银行儋州那大支行</Nm></FinInstnId></CdtrAgt><Cdtr><Nm>&lt;李&amp;𬭎&gt;</Nm></Cdtr><CdtrAcct><Id><Othr><Id>6228484281703387128</Id></Othr></Id><Ccy>CNY</Ccy></CdtrAcct><RmtInf><Ustrd>"工资"</Ustrd></RmtInf>',
    );
  });

  it('refuses what XML cannot say', async () => {
    for (const payeeName of ['张\u0001三', '张\uD800三', '张\uFFFF三', '']) expect(await writePaymentFile(iso, batch([line(1, { payeeName })])).catch((e: unknown) => e)).to.be.instanceOf(RangeError);
  });

  it('a schema that finds nothing wrong would be no test', async () => {
    expect(await schemaErrors('pain.001.001.12', (await written([line(1)])).replace('<Cd>SALA</Cd>', '<Cd></Cd>'))).to.not.deep.equal([]);
  });
});

describe('pain.002: the answer', () => {
  it('every payment with its status, amount, card and coded reason', async () => {
    expect(await schemaErrors('pain.002.001.14', sample('pain.002.xml').toString())).to.deep.equal([]);
    const file = await readInChild('bankReturn', sample('pain.002.xml'), { profile: iso });
    expect(file.problems).to.deep.equal([]);
    expect(file).to.deep.include({ batchId: 'R-20261123-01-1', control: { count: 4, sumFen: 2_174_010n }, count: 4, sumFen: 2_174_010n, paidFen: 1_087_005n, whole: undefined });
    expect(file.lines.map((l) => [l.endToEndId, l.status, l.amountFen, l.card ?? l.cardLast4, l.payeeName, l.reasonCode, l.reasonText])).to.deep.equal([
      ['AX20261100001', 'PAID', 543_501n, '6228484281703387128', '䶮志强', undefined, undefined],
      ['AX20261100002', 'REJECTED', 543_502n, '6228484281703387128', '李𬭎', 'AC04', '账户已销户 <请更正>'],
      ['AX20261100003', 'UNKNOWN', 543_503n, undefined, undefined, undefined, undefined],
      ['AX20261100004', 'PAID', 543_504n, '7128', undefined, undefined, undefined],
    ]);
  });

  it('reads an older version of the message too', async () => {
    const older = sample('pain.002.xml').toString().replace('pain.002.001.14', 'pain.002.001.03').replaceAll(/<Pty>(.*?)<\/Pty>/gu, '$1');
    expect((await readReturnFile(iso, Buffer.from(older))).lines[1]).to.deep.include({ payeeName: '李𬭎', status: 'REJECTED' });
  });

  const group = (inner: string, parts = ''): Buffer =>
    Buffer.from(`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.14"><CstmrPmtStsRpt><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-24T09:30:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>R-1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.12</OrgnlMsgNmId>${inner}</OrgnlGrpInfAndSts>${parts}</CstmrPmtStsRpt></Document>`);
  const totals = '<OrgnlNbOfTxs>2</OrgnlNbOfTxs><OrgnlCtrlSum>20</OrgnlCtrlSum>';
  const one = (status: string): string => `<OrgnlPmtInfAndSts><OrgnlPmtInfId>R-1</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>A1</OrgnlEndToEndId><TxSts>${status}</TxSts><OrgnlTxRef><Amt><InstdAmt Ccy="CNY">10.00</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts></OrgnlPmtInfAndSts>`;

  for (const [status, expected] of [['ACCP', undefined], ['ACSP', undefined], ['PDNG', undefined], ['PART', undefined], ['ACSC', 'PAID'], ['ACCC', 'PAID'], ['RJCT', 'REJECTED']] as const) {
    it(`a whole batch that is ${status}: ${expected ?? 'nothing is decided'}`, async () => {
      const file = await readReturnFile(iso, group(`${totals}<GrpSts>${status}</GrpSts><StsRsnInf><Rsn><Cd>AM04</Cd></Rsn></StsRsnInf>`));
      expect(file.whole).to.deep.equal(expected && { status: expected, reasonCode: 'AM04', reasonText: undefined });
      expect(file.problems.filter((p) => p.severity === 'error')).to.deep.equal([]);
    });
  }

  const wrong: readonly (readonly [string, Buffer, string[]])[] = [
    ['the whole refused, no totals', group('<GrpSts>RJCT</GrpSts>'), ['BF-10']],
    ['the whole settled, one payment refused', group(`${totals}<GrpSts>ACSC</GrpSts>`, one('RJCT')), ['BF-08', 'BF-13']],
    ['more payments than were sent', group('<OrgnlNbOfTxs>0</OrgnlNbOfTxs><OrgnlCtrlSum>0</OrgnlCtrlSum>', one('ACSC')), ['BF-05']],
    ['another sum', group('<OrgnlNbOfTxs>1</OrgnlNbOfTxs><OrgnlCtrlSum>10.01</OrgnlCtrlSum>', one('ACSC')), ['BF-06']],
    ['a part that exceeds the whole', group('<OrgnlNbOfTxs>2</OrgnlNbOfTxs><OrgnlCtrlSum>10.00</OrgnlCtrlSum>', one('ACSC')), ['BF-06', 'BF-12']],
    ['a status that nobody knows', group(totals, one('XXXX')), ['BF-12', 'BF-07']],
    ['two batches', group(totals, one('ACSC').replace('R-1', 'R-2')), ['BF-14', 'BF-12']],
    ['every mistake at once', group('<OrgnlNbOfTxs>x</OrgnlNbOfTxs><OrgnlCtrlSum>1.005</OrgnlCtrlSum>', one('ACSC').replace('10.00', '-10.00')), ['BF-05', 'BF-06', 'BF-09', 'BF-02']],
  ];
  for (const [name, bytes, codes] of wrong) {
    it(`${name}: ${codes.join(', ')}`, async () => {
      expect((await readReturnFile(iso, bytes)).problems.map((p) => p.code)).to.deep.equal(codes);
    });
  }

  for (const [name, amount, why] of [
    ['another currency', '<InstdAmt Ccy="USD">10.00</InstdAmt>', /人民币/u],
    ['no currency', '<InstdAmt>10.00</InstdAmt>', /人民币/u],
    ['three decimals', '<InstdAmt Ccy="CNY">10.005</InstdAmt>', /小数/u],
    ['a negative amount', '<InstdAmt Ccy="CNY">-10.00</InstdAmt>', /大于零/u],
    ['zero', '<InstdAmt Ccy="CNY">0.00</InstdAmt>', /大于零/u],
    ['above the limit', '<InstdAmt Ccy="CNY">100000000000.01</InstdAmt>', /上限/u],
    ['an exponent', '<InstdAmt Ccy="CNY">1e1</InstdAmt>', /不是金额/u],
    ['no amount', '<EqvtAmt/>', /没有金额/u],
  ] as const) {
    it(`${name} is a problem of that payment`, async () => {
      const file = await readReturnFile(iso, group(totals, one('ACSC').replace(/<InstdAmt.*<\/InstdAmt>/u, amount)));
      expect(file.lines).to.deep.equal([]);
      expect(file.problems.find((p) => p.code === 'BF-02')).to.include({ row: 1, severity: 'error' }).and.have.property('message').that.matches(why);
    });
  }
});

describe('camt.053 and camt.054: what happened on the account', () => {
  it('camt.053: movements, a batch as one booking, returns one by one, a reversal, balances that fit', async () => {
    expect(await schemaErrors('camt.053.001.12', sample('camt.053.xml').toString())).to.deep.equal([]);
    const file = await readInChild('bankStatement', sample('camt.053.xml'), { profile: iso });
    expect(file.problems).to.deep.equal([]);
    expect(file).to.include({ account: '46050100123456789012', from: '2026-11-24', to: '2026-11-24', openingFen: 100_000n, closingFen: 48_913_005n });
    expect(file.lines.map((l) => [l.row, l.lineKey, l.bookedOn, l.direction, l.amountFen, l.counterparty, l.counterpartyAccount, l.purpose, l.endToEndId, l.batchNumber, l.reversal, l.returned?.code, l.returned?.text])).to.deep.equal([
      [1, 'B2611240001|in|50000000', '2026-11-24', 'in', 50_000_000n, '儋州滨海新区开发有限公司', '46050188888888880001', '2026年11月人工费用', undefined, undefined, false, undefined, undefined],
      [2, 'B2611240002|out|2174010', '2026-11-24', 'out', 2_174_010n, '', undefined, '代发工资', undefined, 'R-20261123-01-1', false, undefined, undefined],
      [3, 'B2611240003#AX20261100002|in|543502', '2026-11-24', 'in', 543_502n, '李𬭎', '6228484281703387128', '', 'AX20261100002', 'R-20261123-01-1', false, 'AC04', '账户已销户'],
      [3, 'B2611240003#AX20261100003|in|543503', '2026-11-24', 'in', 543_503n, '古丽巴哈尔·买买提', undefined, '', 'AX20261100003', 'R-20261123-01-1', false, 'BE01', '户名不符'],
      [4, 'B2611240004|out|101000', '2026-11-24', 'out', 101_000n, '', undefined, '材料款', undefined, undefined, false, undefined, undefined],
      [5, file.lines[5]!.lineKey, '2026-11-24', 'in', 1_010n, '', undefined, '手续费冲正', undefined, undefined, true, undefined, undefined],
    ]);
    expect(file.lines.map((l) => bookingOf(l.lineKey))).to.deep.equal(['B2611240001', 'B2611240002', 'B2611240003', 'B2611240003', 'B2611240004', undefined]);
  });

  it('camt.054 with a prefix: a return by our own id; what is not booked yet is left out and said', async () => {
    expect(await schemaErrors('camt.054.001.12', sample('camt.054.xml').toString())).to.deep.equal([]);
    const file = await readStatementFile(iso, sample('camt.054.xml'));
    expect(file.problems.map((p) => [p.code, p.severity, p.row])).to.deep.equal([['BS-07', 'warning', 2]]);
    expect(file.lines).to.have.length(1);
    expect(file.lines[0]).to.deep.include({ lineKey: 'B2611240009|in|543501', endToEndId: 'AX20261100001', batchNumber: 'R-20261123-01-1', returned: { code: 'AC06', text: '账户冻结，只收不付' } });
  });

  const tampered: readonly (readonly [string, string, string, string[]])[] = [
    ['a balance that does not follow', '489130.05', '489130.06', ['BS-06']],
    ['an amount changed', '<Amt Ccy="CNY">1010.00', '<Amt Ccy="CNY">1010.01', ['BS-06', 'BS-09']],
    ['another sum of credits', '510880.15', '510880.16', ['BS-09']],
    ['another number of entries', '<NbOfNtries>5<', '<NbOfNtries>6<', ['BS-09']],
    ['payments that do not sum to their booking', '<Amt Ccy="CNY">5435.02', '<Amt Ccy="CNY">5435.00', ['BS-08']],
    ['a batch of another size', '<NbOfTxs>2<', '<NbOfTxs>3<', ['BS-08']],
    ['a batch of another sum', '<TtlAmt Ccy="CNY">21740.10', '<TtlAmt Ccy="CNY">21740.11', ['BS-08']],
    ['an account in dollars', '<Ccy>CNY</Ccy>', '<Ccy>USD</Ccy>', ['BS-02']],
    ['an amount in dollars', '<Amt Ccy="CNY">1010.00', '<Amt Ccy="USD">1010.00', ['BS-06', 'BS-03']],
    ['neither in nor out', '<Amt Ccy="CNY">1010.00</Amt><CdtDbtInd>DBIT', '<Amt Ccy="CNY">1010.00</Amt><CdtDbtInd>BOTH', ['BS-06', 'BS-04']],
    ['a day that does not exist', '<Amt Ccy="CNY">10.10</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>true</RvslInd><Sts><Cd>BOOK</Cd></Sts>\n        <BookgDt><Dt>2026-11-24', '<Amt Ccy="CNY">10.10</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>true</RvslInd><Sts><Cd>BOOK</Cd></Sts>\n        <BookgDt><Dt>2026-11-31', ['BS-06', 'BS-05']],
    ['the same booking twice', '<AcctSvcrRef>B2611240001</AcctSvcrRef>', '<AcctSvcrRef>B2611240002</AcctSvcrRef>', []],
  ];
  for (const [name, from, to, codes] of tampered) {
    it(`${name}: ${codes.join(', ') || 'another amount under one reference is another movement'}`, async () => {
      const xml = sample('camt.053.xml').toString();
      expect(xml).to.include(from);
      const file = await readStatementFile(iso, Buffer.from(xml.replace(from, to)));
      expect(file.problems.map((p) => p.code)).to.deep.equal(codes);
    });
  }
});
