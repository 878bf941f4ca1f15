import { expect } from 'chai';
import {
  basisText,
  citable,
  correctionDueOn,
  deadline,
  depositStoreBy,
  dueOrProvisional,
  guaranteeReminderOn,
  terms,
  type DepositStart,
  type Law,
  type TermName,
} from '../../src/law/index.js';
import { day } from '../../src/values/plain-date.js';
import { Invalid, Refusal } from '../../src/values/refusal.js';
import { CalendarUnknown } from '../../src/values/working-days.js';
import { entered, lawWith } from '../support/law.js';
import { eachRow } from '../support/tables.js';

const law = lawWith();

describe('deadlines', () => {
  describe('the end of each term', () => {
    eachRow<readonly [TermName, string, string, string]>(
      [
        ['deposit-pay', '2022-01-26', '2022-02-07', '《工程建设领域农民工工资保证金规定》第十九条'],
        ['deposit-replenish', '2026-02-10', '2026-03-02', '《工程建设领域农民工工资保证金规定》第二十条'],
        ['deposit-return-notice', '2022-09-02', '2022-10-08', '《工程建设领域农民工工资保证金规定》第二十二条'],
        ['deposit-return-review', '2026-11-23', '2026-11-30', '《工程建设领域农民工工资保证金规定》第二十二条'],
        ['deposit-return-issue', '2026-11-23', '2026-11-26', '《工程建设领域农民工工资保证金规定》第二十二条'],
        ['account-open', '2022-09-02', '2022-10-08', '《工程建设领域农民工工资专用账户管理暂行办法》第六条'],
        ['account-open', '2026-11-01', '2026-12-01', '《工程建设领域农民工工资专用账户管理暂行办法》第六条'],
        ['account-file', '2026-10-23', '2026-11-23', '《工程建设领域农民工工资专用账户管理暂行办法》第六条'],
        ['account-close-notice', '2026-10-01', '2026-11-02', '《保障农民工工资支付条例》第二十七条第二款'],
        ['labour-cost-cycle', '2026-01-31', '2026-02-28', '《保障农民工工资支付条例》第二十四条第二款'],
        ['case-accept', '2022-09-28', '2022-10-10', '《关于实施〈劳动保障监察条例〉若干规定》第十八条'],
        ['case-investigate', '2022-03-01', '2022-05-26', '《劳动保障监察条例》第十七条'],
        ['case-decide', '2026-11-23', '2026-12-14', '《关于实施〈劳动保障监察条例〉若干规定》第三十七条'],
        ['case-penalty', '2022-07-03', '2022-10-01', '《中华人民共和国行政处罚法》第六十条'],
        ['case-limitation', '2022-10-01', '2024-10-01', '《劳动保障监察条例》第二十条第一款'],
        ['decision-service', '2026-11-23', '2026-12-02', '《中华人民共和国行政处罚法》第六十一条'],
        ['announced-service', '2026-11-05', '2026-12-07', '《中华人民共和国民事诉讼法》第九十五条'],
        ['hearing-request', '2026-11-23', '2026-11-30', '《中华人民共和国行政处罚法》第六十四条第一项'],
        ['fine-payment', '2026-11-13', '2026-11-30', '《中华人民共和国行政处罚法》第六十七条第三款'],
        ['reconsideration', '2026-08-03', '2026-10-08', '《中华人民共和国行政复议法》第二十条'],
        ['suit', '2025-08-31', '2026-02-28', '《中华人民共和国行政诉讼法》第四十六条'],
        ['enforcement-dunning', '2026-02-10', '2026-03-02', '《中华人民共和国行政强制法》第五十四条'],
        ['enforcement-application', '2025-11-30', '2026-02-28', '《中华人民共和国行政强制法》第五十三条'],
        ['listing-objection', '2026-11-23', '2026-11-30', '《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》第六条'],
        ['listing-verification', '2026-09-24', '2026-10-09', '《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》第六条'],
        ['listing-decision', '2025-01-20', '2025-02-21', '《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》第八条'],
        ['listing-expiry', '2023-10-01', '2026-10-01', '《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》第十一条'],
        ['listing-expiry', '2024-02-29', '2027-02-28', '《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》第十一条'],
        ['listing-early-removal', '2026-08-31', '2027-02-28', '《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》第十二条'],
        ['listing-early-decision', '2026-11-23', '2026-12-14', '《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》第十四条'],
        ['listing-removal', '2026-11-23', '2026-12-07', '《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》第十七条'],
        ['publication-objection', '2026-11-23', '2026-12-14', '《重大劳动保障违法行为社会公布办法》'],
        ['penalty-withdrawal', '2026-11-26', '2026-12-01', '《中华人民共和国行政处罚法》第四十八条'],
        ['crime-approval', '2026-11-27', '2026-11-30', '《行政执法机关移送涉嫌犯罪案件的规定》第五条第二款'],
        ['lead-accept', '2026-11-27', '2026-12-01', '内部时限'],
        ['lead-close', '2026-10-23', '2026-11-23', '内部时限'],
        ['response-red', '2026-11-27', '2026-11-30', '内部时限'],
      ],
      ([name, from, to, basis]) => `${name} from ${from}: ${to} (${basis})`,
      ([name, from, to, basis]) => {
        const ruled = deadline(name, day(from), law);
        expect(ruled.value).to.equal(to);
        expect(basisText(ruled.source)).to.equal(basis);
        expect(ruled.parameters.map((p) => p.key)).to.deep.equal([terms[name].length]);
      },
    );
  });

  describe('an approved extension', () => {
    eachRow<readonly [TermName, string, string, string]>(
      [
        ['case-investigate', '2022-03-01', '2022-05-26', '2022-07-08'],
        ['listing-decision', '2025-01-20', '2025-02-21', '2025-03-21'],
        ['lead-close', '2026-10-23', '2026-11-23', '2026-12-22'],
      ],
      ([name, from, , to]) => `${name} from ${from}: ${to}`,
      ([name, from, plain, extended]) => {
        expect(deadline(name, day(from), law).value).to.equal(plain);
        const ruled = deadline(name, day(from), law, true);
        expect(ruled.value).to.equal(extended);
        expect(ruled.because).to.include('经批准延长');
        expect(ruled.parameters).to.have.length(2);
      },
    );

    it('of a term that has none is a bug', () => expect(() => deadline('case-accept', day('2026-11-23'), law, true)).to.throw(RangeError));
  });

  describe('the reason', () => {
    eachRow<readonly [TermName, string, boolean, string]>(
      [
        ['account-open', '2022-09-02', false, '施工总承包单位开立农民工工资专用账户的期限为30日，自2022年9月2日（签订工程施工合同）的次日起计算，末日2022年10月2日为休息日，顺延至2022年10月8日届满'],
        ['case-investigate', '2022-03-01', true, '完成调查的期限为60个工作日，经批准延长30个工作日，自2022年3月1日（立案）的次日起计算，于2022年7月8日届满'],
        ['lead-accept', '2026-11-27', false, '受理或者转办的期限为2个工作日（内部时限），自2026年11月27日（收到线索）的次日起计算，于2026年12月1日届满'],
      ],
      ([name]) => `of ${name}`,
      ([name, from, extended, because]) => expect(deadline(name, day(from), law, extended).because).to.equal(because),
    );
  });

  describe('the length', () => {
    it('is the one in force on the day of the trigger', () => {
      const shorter = lawWith(entered('deposit.replenishDays', 5, { from: '2026-11-23' }));
      expect(deadline('deposit-replenish', day('2026-11-22'), shorter).value).to.equal('2026-12-04');
      expect(deadline('deposit-replenish', day('2026-11-23'), shorter).value).to.equal('2026-11-30');
    });

    it('entered without a source makes the deadline internal', () => {
      const ruled = deadline('case-accept', day('2026-11-23'), lawWith(entered('case.acceptDays', 2, { confidence: 'D' })));
      expect(ruled.value).to.equal('2026-11-25');
      expect(citable(ruled.source)).to.equal(false);
      expect(ruled.because).to.include('（内部时限）');
    });

    it('without a value refuses: before the law, and where only an area can say', () => {
      for (const [name, from] of [['account-open', '2021-07-06'], ['deposit-reduced-arrears', '2026-11-23'], ['fund-repayment', '2026-11-23']] as const) {
        expect(() => deadline(name, day(from), law), name).to.throw(Refusal).with.property('code', 'parameter-missing');
      }
      expect(deadline('deposit-reduced-arrears', day('2022-09-28'), law).value).to.equal('2022-10-17');
    });
  });

  describe('storing the deposit', () => {
    eachRow<readonly [string, DepositStart, string, string]>(
      [
        ['the permit', { permitIssuedOn: day('2022-01-24'), commencementApprovedOn: day('2022-01-10'), contractSignedOn: day('2021-12-01') }, '2022-02-24', '核发施工许可证'],
        ['else the commencement report', { commencementApprovedOn: day('2025-01-20'), contractSignedOn: day('2024-12-01') }, '2025-02-21', '批复开工报告'],
        ['else the contract', { contractSignedOn: day('2022-01-24') }, '2022-02-24', '签订工程施工合同，无需施工许可证和开工报告批复'],
      ],
      ([what]) => `runs from ${what}`,
      ([, start, to, trigger]) => {
        const ruled = depositStoreBy(start, law);
        expect(ruled.value).to.equal(to);
        expect(ruled.because).to.include('期限为20个工作日').and.include(`（${trigger}）`);
        expect(basisText(ruled.source)).to.equal('《工程建设领域农民工工资保证金规定》第八条');
      },
    );

    it('had no deadline before the rules came into force', () => {
      expect(() => depositStoreBy({ contractSignedOn: day('2021-10-31') }, law)).to.throw(Refusal);
      expect(depositStoreBy({ contractSignedOn: day('2021-11-01') }, law).value).to.equal('2021-11-29');
    });
  });

  describe('correcting what an order names', () => {
    eachRow<readonly [string, number, string]>(
      [
        ['2026-11-23', 1, '2026-11-24'],
        ['2026-11-27', 1, '2026-11-30'],
        ['2026-11-28', 1, '2026-11-30'],
        ['2022-01-26', 5, '2022-02-07'],
        ['2022-09-28', 5, '2022-10-10'],
      ],
      ([served, n]) => `${n} working days from service on ${served}`,
      ([served, n, to]) => {
        const ruled = correctionDueOn(day(served), n, law);
        expect(ruled.value).to.equal(to);
        expect(basisText(ruled.source)).to.equal('《劳动保障监察条例》第十八条第一款第二项');
      },
    );

    eachRow([0, -1, 1.5, Number.NaN], (n) => `refuses ${n} days`, (n) =>
      expect(() => correctionDueOn(day('2026-11-23'), n, law)).to.throw(Invalid).with.nested.property('issues[0].path', 'termDays'),
    );
  });

  it('a guarantee is reminded of 30 days before it expires', () => {
    const ruled = guaranteeReminderOn(day('2027-03-31'), law);
    expect(ruled.value).to.equal('2027-03-01');
    expect(ruled.because).to.equal('保函于2027年3月31日到期，应当提前30日、自2027年3月1日起提醒更换或者续期');
  });

  describe('a year whose holidays are not known', () => {
    const ask = (l: Law) => deadline('case-accept', day('2026-12-29'), l);

    it('refuses', () => expect(() => ask(law)).to.throw(CalendarUnknown));

    it('refuses for the last day of a term that would have to move, too', () => {
      expect(() => deadline('account-open', day('2026-12-15'), law)).to.throw(CalendarUnknown);
      expect(deadline('listing-expiry', day('2026-12-15'), law).value).to.equal('2029-12-15');
    });

    it('gives our own clocks a provisional date, internal and saying so', () => {
      const due = dueOrProvisional(ask, law);
      expect(due.value).to.equal('2027-01-05');
      expect(due.provisional).to.equal(true);
      expect(citable(due.source)).to.equal(false);
      expect(due.because).to.match(/于2027年1月5日届满（2027年的放假安排尚未录入，暂按周一至周五推算）$/u);
    });

    it('keeps to the known holidays of the known year', () => {
      const due = dueOrProvisional((l) => deadline('case-investigate', day('2026-09-24'), l), law);
      expect(due.value).to.equal('2026-12-24');
      expect(due.provisional).to.equal(false);
      expect(dueOrProvisional((l) => deadline('case-investigate', day('2026-09-30'), l), law).value).to.equal('2026-12-29');
    });

    it('leaves a known deadline as it is, and lets every other refusal through', () => {
      const known = (l: Law) => deadline('case-accept', day('2026-11-23'), l);
      expect(dueOrProvisional(known, law)).to.deep.equal({ ...known(law), provisional: false });
      expect(() => dueOrProvisional((l) => deadline('account-open', day('2021-07-06'), l), law)).to.throw(Refusal);
    });
  });
});
