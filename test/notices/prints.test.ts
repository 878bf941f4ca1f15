import { expect } from 'chai';
import { printInWorker, printKinds, type PrintData } from '../../src/notices/index.js';
import { period } from '../../src/values/period.js';
import { day } from '../../src/values/plain-date.js';
import { readPages, textOf } from './pdf-text.js';

const context = { by: '儋州众力劳务有限公司', of: '2026年8月', printedOn: day('2026-10-14') };

const slip = (n: number): PrintData['wage-slips']['slips'][number] => ({
  name: `吴阿妹${n}`,
  idLast4: '0018',
  period: [period('2026-08')],
  days: '22.50',
  gross: '6007.14',
  deduction: '0.00',
  net: '6007.14',
  card: '**** 0000',
  bank: '农业银行',
  state: '已发放',
  payments: [{ on: day('2026-09-10'), amount: '6007.14', reference: 'AX20260910ABCDEFGHJK000001' }],
});

const slips = (n: number): PrintData['wage-slips'] => ({ employer: '儋州众力劳务有限公司', project: '那大镇安置房', slips: Array.from({ length: n }, (_, i) => slip(i + 1)) });

describe('prints', () => {
  it('say what a pay slip must say: employer, cycle, days, gross, kept back, net in words, card, what arrived', () => {
    const text = textOf(printKinds['wage-slips'].render(slips(1), context));
    for (const words of ['儋州众力劳务有限公司', '那大镇安置房', '2026年8月', '22.50', '6,007.14元', '人民币陆仟零柒元壹角肆分', '****0000农业银行', '2026年9月10日到账6,007.14元，业务编号AX20260910ABCDEFGHJK000001', '打印日期2026年10月14日']) expect(text).to.include(words);
  });

  it('never split a slip over two pages', () => {
    const pages = readPages(printKinds['wage-slips'].render(slips(9), context));
    expect(pages.length).to.be.above(1);
    for (const page of pages) {
      const of = (label: string): number => page.filter((r) => r.text === label).length;
      expect(of('姓名')).to.equal(of('发放情况'));
    }
  });

  it('carry no paper’s number, hash or check code', () => {
    const text = textOf(printKinds['wage-slips'].render(slips(1), context));
    expect(text).to.not.match(/核验|数据摘要|〔/u);
  });

  it('refuse data that lack something, naming it', () => {
    const { employer: _employer, ...without } = slips(1);
    expect(printKinds['wage-slips'].issues(without)).to.deep.equal([{ path: 'employer', message: '缺少用人单位' }]);
    expect(printKinds['funds-report'].issues({}).length).to.be.above(3);
  });

  it('tell a day of the accounts with the bank’s balance where there is one, and what is open', async () => {
    const data: PrintData['funds-report'] = {
      area: '儋州市',
      accounts: [
        { project: '那大镇安置房', bank: '农业银行', last4: '4567', opening: '0.00', in: '500000.00', out: '125000.00', closing: '375000.00', statement: '374000.00', pending: '0.00', difference: '-1000.00' },
        { project: '白马井小学', bank: '农商银行', last4: '1111', opening: '0.00', in: '0.00', out: '0.00', closing: '0.00' },
      ],
      payments: { sent: { lines: 25, amount: '125000.00' }, paid: { lines: 24, amount: '120000.00' }, rejected: { lines: 0, amount: '0.00' }, returned: { lines: 1, amount: '5000.00' }, unknown: { lines: 0, amount: '0.00' }, open: { lines: 0, amount: '0.00' } },
      open: [{ what: '付款结果未知', project: '那大镇安置房', number: 'ZF-2026-0001-1', lines: 2, amount: '10000.00', since: '2026年10月1日' }],
      proof: { accounts: 12, journals: 30, entries: 90, differences: 0 },
    };
    const text = textOf(await printInWorker('funds-report', data, { by: '安薪', of: '2026年10月14日', printedOn: day('2026-10-14') }));
    for (const words of ['工资资金对账日报', '374,000.00', '-1,000.00', '无对账单', '有对账单的1个，不符的1个', 'ZF-2026-0001-1', '余额与分录相符']) expect(text).to.include(words);
  });
});
