import { expect } from 'chai';
import type { DepositOnRecord, Instrument, ProjectFacts } from '../../../src/domain/risk/facts.js';
import type { FundsOnRecord, Outflow } from '../../../src/domain/risk/account-facts.js';
import { ruleBook } from '../../../src/domain/risk/rule-book.js';
import { parameters } from '../../../src/law/index.js';
import { period } from '../../../src/values/period.js';
import { day } from '../../../src/values/plain-date.js';
import { WorkingDays } from '../../../src/values/working-days.js';
import { entered, lawWith } from '../../support/law.js';
import { facts, found, month, sheet, withMonth } from './support.js';

interface Row {
  readonly when: string;
  readonly project: ProjectFacts;
  readonly asOf?: string;
  /** Nothing, or the severity and what the sentences say. */
  readonly finds: 'nothing' | readonly (readonly [severity: string, says: RegExp])[];
  readonly law?: ReturnType<typeof lawWith>;
}

/** Each row is a test: the smallest case that fires, the nearest that does not, what turns grey. */
function table(code: string, rows: readonly Row[]): void {
  describe(code, () => {
    for (const { when, project, asOf, finds, law } of rows) {
      const wanted = finds === 'nothing' ? [] : finds;
      it(`${when}: ${finds === 'nothing' ? 'nothing' : wanted.map(([s]) => s).join(', ')}`, () => {
        const all = found(code, project, asOf, law);
        expect(all.map((f) => f.severity)).to.deep.equal(wanted.map(([s]) => s));
        for (const [i, [, says]] of wanted.entries()) expect(all[i]!.sentence).to.match(says);
        for (const f of all) {
          expect(f.sentence).to.match(/。$/u);
          if (f.severity === 'grey') expect(f.response).to.equal(null);
          else expect(f.evidence).to.have.lengthOf.above(0);
        }
      });
    }
  });
}

const withoutDeposit = facts({ deposit: null });
const deposit = (change: Partial<DepositOnRecord>): ProjectFacts => facts({ deposit: { ...facts().deposit!, ...change } });
const letter = (validTo: string, change: Partial<Instrument> = {}): Instrument => ({ id: 'letter-1', form: 'bank-guarantee', issuer: '农业银行', number: 'BH-1', amountFen: 80_000_000n, receivedOn: day('2026-03-20'), validTo: day(validTo), ...change });
/** The works go on past the day on which they were to be finished, which the guarantee covered. */
const pastFinish = (change: Partial<DepositOnRecord>): ProjectFacts => ({ ...deposit(change), plannedFinishOn: day('2026-08-20') });
const noYear2027 = lawWith();

describe('the rule book', () => {
  it('finds nothing on a project with which nothing is wrong', () => {
    for (const rule of ruleBook) expect(found(rule.code, facts()), rule.code).to.deep.equal([]);
  });

  it('has each rule once, with words, a legal basis, a duty and known parameters', () => {
    expect(new Set(ruleBook.map((r) => r.code)).size).to.equal(ruleBook.length);
    for (const rule of ruleBook) {
      expect(rule.code).to.match(/^R-[A-Z]{3,4}-\d\d$/u);
      for (const text of [rule.title, rule.condition, rule.plain, rule.duty]) expect(text).to.not.equal('');
      expect(rule.basis, rule.code).to.have.lengthOf.above(0);
      expect(rule.needs, rule.code).to.have.lengthOf.above(0);
      for (const key of rule.parameters) expect(parameters).to.have.property(key);
    }
  });

  it('uses only parameters that the rule names', () => {
    const guilty = [
      ...found('R-DEP-01', withoutDeposit),
      ...found('R-DEP-03', pastFinish({ instruments: [letter('2026-09-01')] })),
      ...found('R-DEP-04', deposit({ instruments: [letter('2026-09-01')] })),
      ...found('R-ACC-01', facts({ account: null })),
      ...found('R-FND-02', facts({ lastCredit: null })),
      ...found('R-PAY-01', withMonth('2026-07', { paidFen: 0n, paidLines: 0 })),
      ...found('R-PAY-02', withMonth('2026-06', { paidFen: 0n, paidLines: 0 })),
      ...found('R-PAY-03', withMonth('2026-07', { paidLines: 1 })),
    ];
    expect(guilty.map((f) => f.rule)).to.deep.equal(['R-DEP-01', 'R-DEP-03', 'R-DEP-04', 'R-ACC-01', 'R-FND-02', 'R-PAY-01', 'R-PAY-02', 'R-PAY-03']);
    for (const f of guilty) for (const used of f.used) expect(ruleBook.find((r) => r.code === f.rule)!.parameters, f.rule).to.include(used.key);
  });

  it('cites provisions only, never an internal rule', () => {
    for (const rule of ruleBook) {
      const [f] = [...found(rule.code, facts({ hasCards: false, hasRoster: false, lastAttendanceOn: null, months: [], lastCredit: null }))];
      for (const text of f?.basis ?? []) expect(text).to.match(/^《.+》/u);
    }
  });
});

table('R-DEP-01', [
  { when: 'the last of 20 working days after the permit', project: withoutDeposit, asOf: '2026-04-02', finds: 'nothing' },
  { when: 'the day after', project: withoutDeposit, asOf: '2026-04-03', finds: [['red', /2026年3月5日（核发施工许可证）.*2026年4月2日届满，至今没有现金、保函或者保险/u]] },
  { when: 'without a permit the term runs from the contract', project: facts({ deposit: null, permitIssuedOn: null }), asOf: '2026-03-31', finds: [['red', /签订工程施工合同/u]] },
  { when: 'its last day', project: facts({ deposit: null, permitIssuedOn: null }), asOf: '2026-03-30', finds: 'nothing' },
  { when: 'assessed but nothing stored', project: deposit({ state: 'due', instruments: [], coveredFen: 0n }), finds: [['red', /至今没有/u]] },
  { when: 'exempt', project: deposit({ state: 'exempt', instruments: [], coveredFen: 0n }), finds: 'nothing' },
  { when: 'used up, with its own clock', project: deposit({ state: 'top-up-due', instruments: [], coveredFen: 0n }), finds: 'nothing' },
  { when: 'works completed', project: facts({ deposit: null, state: 'completed', completedOn: day('2026-08-01') }), finds: 'nothing' },
  { when: 'permit of a year without calendar', project: facts({ deposit: null, permitIssuedOn: day('2026-12-20') }), asOf: '2027-02-20', law: noYear2027, finds: [['grey', /未评估：缺2027年的放假安排。/u]] },
  { when: 'permit before the rule was in force', project: facts({ deposit: null, permitIssuedOn: day('2020-12-20'), contractSignedOn: day('2020-12-01') }), finds: [['grey', /未评估：缺参数值（“存储工资保证金的期限”没有2020年12月20日/u]] },
]);

table('R-DEP-02', [
  { when: 'one fen short', project: deposit({ coveredFen: 79_999_999n, instruments: [{ ...facts().deposit!.instruments[0]!, amountFen: 79_999_999n }] }), finds: [['orange', /应存工资保证金800,000.00元，现有效799,999.99元，少0.01元/u]] },
  { when: 'exactly enough', project: deposit({}), finds: 'nothing' },
  { when: 'drawn upon: the ledger knows', project: deposit({ coveredFen: 50_000_000n }), finds: [['orange', /少300,000.00元/u]] },
  { when: 'half expired yesterday', project: deposit({ instruments: [letter('2026-08-19', { amountFen: 40_000_000n }), letter('2028-01-01', { id: 'letter-2', amountFen: 40_000_000n })] }), finds: [['orange', /现有效400,000.00元/u]] },
  { when: 'the due amount is not known', project: deposit({ dueFen: null }), finds: [['grey', /未评估：缺核定的应存金额。/u]] },
  { when: 'nothing stored at all is another rule', project: deposit({ instruments: [] }), finds: 'nothing' },
]);

table('R-DEP-03', [
  { when: '30 days before the last day', project: pastFinish({ instruments: [letter('2026-09-19')] }), finds: [['orange', /银行保函（农业银行，BH-1）：保函于2026年9月19日到期.*没有足额接续/u]] },
  { when: '31 days before', project: pastFinish({ instruments: [letter('2026-09-20')] }), finds: 'nothing' },
  { when: 'the last day itself', project: pastFinish({ instruments: [letter('2026-08-20')] }), finds: [['orange', /2026年8月20日到期/u]] },
  { when: 'already expired is another rule', project: pastFinish({ instruments: [letter('2026-08-19')] }), finds: 'nothing' },
  { when: 'another of the same amount lasts longer', project: pastFinish({ instruments: [letter('2026-09-01'), letter('2027-12-31', { id: 'letter-2' })] }), finds: 'nothing' },
  { when: 'another lasts longer but covers a fen less', project: pastFinish({ instruments: [letter('2026-09-01'), letter('2027-12-31', { id: 'letter-2', amountFen: 79_999_999n })] }), finds: [['orange', /BH-1/u]] },
  { when: 'shorter than the contract is another rule', project: deposit({ instruments: [letter('2026-09-19')] }), finds: 'nothing' },
  { when: 'works completed', project: { ...pastFinish({ instruments: [letter('2026-09-01')] }), state: 'completed', completedOn: day('2026-08-01') }, finds: 'nothing' },
]);

table('R-DEP-04', [
  { when: 'expired yesterday', project: deposit({ instruments: [letter('2026-08-19')] }), finds: [['red', /已于2026年8月19日到期，工程尚未完工/u]] },
  { when: 'its last day, after the planned finish', project: { ...deposit({ instruments: [letter('2026-08-20')] }), plannedFinishOn: day('2026-08-20') }, finds: 'nothing' },
  { when: 'short of the contract, with time left to extend it', project: deposit({ instruments: [letter('2026-09-20')] }), finds: 'nothing' },
  { when: 'short of the contract, on the first day of the reminder', project: deposit({ instruments: [letter('2026-09-19')] }), finds: [['red', /2026年9月19日到期，短于合同工期（计划2027年12月31日完工）/u]] },
  { when: 'short of the contract, with a replacement', project: deposit({ instruments: [letter('2026-09-19'), letter('2027-03-01', { id: 'letter-2' })] }), finds: 'nothing' },
  { when: 'to the last day of the contract', project: deposit({ instruments: [letter('2027-12-31')] }), finds: 'nothing' },
  { when: 'expired, but cash covers it', project: deposit({ instruments: [letter('2026-08-19'), facts().deposit!.instruments[0]!] }), finds: 'nothing' },
  { when: 'cash never expires', project: deposit({}), finds: 'nothing' },
]);

const draw = (change: Partial<DepositOnRecord['draws'][number]> = {}): ProjectFacts =>
  deposit({ state: 'in-use', draws: [{ id: 'draw-1', amountFen: 60_000_000n, notifiedOn: day('2026-08-12'), bankDueOn: day('2026-08-19'), paidOn: null, topUpDueOn: null, toppedUpOn: null, ...change }] });
table('R-DEP-05', [
  { when: 'the last of the five working days', project: draw(), asOf: '2026-08-19', finds: 'nothing' },
  { when: 'the day after', project: draw(), asOf: '2026-08-20', finds: [['red', /2026年8月12日收到保证金支付通知书（600,000.00元），应于2026年8月19日前支付，至今没有支付完毕/u]] },
  { when: 'paid late, but paid', project: draw({ paidOn: day('2026-08-20'), topUpDueOn: day('2026-09-03') }), finds: 'nothing' },
]);

table('R-DEP-06', [
  { when: 'the last of the ten working days', project: draw({ paidOn: day('2026-08-06'), topUpDueOn: day('2026-08-20') }), finds: 'nothing' },
  { when: 'the day after', project: draw({ paidOn: day('2026-08-06'), topUpDueOn: day('2026-08-20') }), asOf: '2026-08-21', finds: [['red', /应于2026年8月20日前补足，至今没有补足/u]] },
  { when: 'topped up', project: draw({ paidOn: day('2026-08-06'), topUpDueOn: day('2026-08-20'), toppedUpOn: day('2026-08-20') }), asOf: '2026-08-21', finds: 'nothing' },
]);

const inArrears = (change: Partial<DepositOnRecord>, payOn = '2026-08-19'): ProjectFacts => ({ ...deposit(change), sheets: [sheet({ payOn: day(payOn) })] });
const doubled = lawWith(entered('deposit.reducedArrearsMultiplier', 2), entered('deposit.reducedArrearsDays', 10));
table('R-DEP-07', [
  { when: 'a reduced project, the day after pay day', project: inArrears({ reduced: true }), law: doubled, finds: [['orange', /已减存，2026年7月工资已过支付日没有付清.*10个工作日内按规定数额的2倍存储/u]] },
  { when: 'an exempt one', project: inArrears({ state: 'exempt' }), law: doubled, finds: [['orange', /已免存/u]] },
  { when: 'on pay day itself', project: inArrears({ reduced: true }, '2026-08-20'), law: doubled, finds: 'nothing' },
  { when: 'nothing was reduced', project: inArrears({}), law: doubled, finds: 'nothing' },
  { when: 'ordered already', project: inArrears({ reduced: true, arrearsOn: day('2026-08-19') }), law: doubled, finds: 'nothing' },
  { when: 'where no multiple is known', project: inArrears({ reduced: true }), finds: [['grey', /未评估：缺参数值/u]] },
]);

const finished = (change: Partial<DepositOnRecord> = {}, completedOn = '2026-02-20'): ProjectFacts => ({ ...deposit(change), state: 'completed', completedOn: day(completedOn) });
table('R-DEP-08', [
  { when: 'six months to the day', project: finished(), finds: [['yellow', /2026年2月20日完工，已满6个月，没有拖欠，保证金800,000.00元还没有返还/u]] },
  { when: 'a day less', project: finished({}, '2026-02-21'), finds: 'nothing' },
  { when: 'under way', project: finished({ state: 'notice' }), finds: 'nothing' },
  { when: 'nothing left', project: finished({ coveredFen: 0n }), finds: 'nothing' },
  { when: 'a fen of wages unpaid', project: { ...finished(), months: [month('2026-01', { paidFen: 59_999_999n })] }, finds: 'nothing' },
  { when: 'of a firm whose other works go on', project: finished({ othersRunning: true }), finds: 'nothing' },
]);

const returning = (change: Partial<NonNullable<DepositOnRecord['ret']>>): ProjectFacts => finished({ state: 'notice', ret: { id: 'return-1', appliedOn: day('2026-08-12'), reviewDueOn: day('2026-08-19'), reviewedOn: null, issueDueOn: null, decidedOn: null, ...change } });
table('R-DEP-09', [
  { when: 'the last day of the review', project: returning({}), asOf: '2026-08-19', finds: 'nothing' },
  { when: 'the day after', project: returning({}), finds: [['orange', /应于2026年8月19日前审核，至今没有审核/u]] },
  { when: 'reviewed, in time to answer', project: returning({ reviewedOn: day('2026-08-17'), issueDueOn: day('2026-08-20') }), finds: 'nothing' },
  { when: 'reviewed, not answered', project: returning({ reviewedOn: day('2026-08-14'), issueDueOn: day('2026-08-19') }), finds: [['orange', /应于2026年8月19日前出具确认书或者告知不予返还/u]] },
  { when: 'refused and answered', project: returning({ reviewedOn: day('2026-08-13'), issueDueOn: day('2026-08-18'), decidedOn: day('2026-08-18') }), finds: 'nothing' },
  { when: 'not applied for', project: returning({ appliedOn: null, reviewDueOn: null }), finds: 'nothing' },
]);

const against = [{ what: '白马井厂房：签订合同前的拖欠', facts: [['工资月份', '2025-10']] as const }];
table('R-DEP-10', [
  { when: 'reduced, with arrears before the contract', project: deposit({ reduced: true, against }), finds: [['orange', /已减存，但白马井厂房：签订合同前的拖欠。/u]] },
  { when: 'exempt, with a listed contractor', project: deposit({ state: 'exempt', exemptByLaw: true, against: [{ what: '宏基：列入失信名单', facts: [['列入日期', '2026-08-01']] }] }), finds: [['orange', /已免存，但宏基：列入失信名单。/u]] },
  { when: 'exempt by law', project: deposit({ state: 'exempt', exemptByLaw: true }), finds: 'nothing' },
  { when: 'exempt by decision alone, without a record for or against it', project: deposit({ state: 'exempt', exemptByLaw: false }), finds: [['grey', /未评估：缺证明符合免存条件的记录。/u]] },
  { when: 'reduced, with nothing against it', project: deposit({ reduced: true }), finds: 'nothing' },
]);

table('R-ACC-01', [
  { when: 'the 30th day after the contract', project: facts({ account: null }), asOf: '2026-04-01', finds: 'nothing' },
  { when: 'the day after', project: facts({ account: null }), asOf: '2026-04-02', finds: [['red', /2026年4月1日届满，至今没有登记专户/u]] },
  { when: 'closed before the works are done', project: facts({ account: { ...facts().account!, closedOn: day('2026-08-01') } }), finds: [['red', /原专户已于2026年8月1日销户/u]] },
  { when: 'works completed', project: facts({ account: null, state: 'completed', completedOn: day('2026-08-01') }), finds: 'nothing' },
]);

const notFiled = facts({ account: { ...facts().account!, filedOn: null } });
table('R-ACC-02', [
  { when: 'the 30th day after opening, which a Sunday moved to Monday', project: notFiled, asOf: '2026-04-20', finds: 'nothing' },
  { when: 'the day after', project: notFiled, asOf: '2026-04-21', finds: [['yellow', /2026年4月20日届满，至今没有备案/u]] },
  { when: 'filed, however late', project: facts({ account: { ...facts().account!, filedOn: day('2026-08-19') } }), finds: 'nothing' },
  { when: 'no account is another rule', project: facts({ account: null }), finds: 'nothing' },
  { when: 'closed', project: facts({ account: { ...notFiled.account!, closedOn: day('2026-08-01') } }), finds: 'nothing' },
  { when: 'works completed', project: facts({ account: notFiled.account, state: 'completed', completedOn: day('2026-08-01') }), finds: 'nothing' },
]);

table('R-FND-02', [
  { when: 'the last day of the month since the last credit', project: facts({ lastCredit: { id: 'c', bookedOn: day('2026-07-20'), amountFen: 1n } }), asOf: '2026-08-20', finds: 'nothing' },
  { when: 'the day after, with attendance since', project: facts({ lastCredit: { id: 'c', bookedOn: day('2026-07-17'), amountFen: 70_000_000n } }), asOf: '2026-08-18', finds: [['red', /最近一次拨付人工费用是在2026年7月17日（700,000.00元），应于2026年8月17日前再次拨付，至今没有到账，其间最多100人出勤/u]] },
  { when: 'never credited since the account was opened', project: facts({ lastCredit: null }), finds: [['red', /自2026年3月20日（开立专户）以来没有人工费用到账/u]] },
  { when: 'nobody has worked since', project: facts({ state: 'stopped', lastCredit: { id: 'c', bookedOn: day('2026-07-01'), amountFen: 1n }, lastAttendanceOn: day('2026-07-01') }), finds: 'nothing' },
  { when: 'running, but attendance is silent since', project: facts({ lastCredit: { id: 'c', bookedOn: day('2026-07-01'), amountFen: 1n }, lastAttendanceOn: day('2026-07-01') }), finds: [['grey', /未评估：缺2026年7月1日以后的考勤。/u]] },
  { when: 'attendance was never reported', project: facts({ lastCredit: null, lastAttendanceOn: null, months: [] }), finds: [['grey', /未评估：缺考勤。/u]] },
  { when: 'no account to be credited', project: facts({ lastCredit: null, account: null }), finds: [['grey', /未评估：缺专户进账（尚未开户）。/u]] },
  { when: 'a tolerance is entered', project: facts({ lastCredit: { id: 'c', bookedOn: day('2026-07-17'), amountFen: 1n } }), asOf: '2026-08-22', law: lawWith(entered('labourCost.toleranceDays', 5, { confidence: 'D', source: '试点' })), finds: 'nothing' },
  { when: 'and has passed', project: facts({ lastCredit: { id: 'c', bookedOn: day('2026-07-17'), amountFen: 1n } }), asOf: '2026-08-23', law: lawWith(entered('labourCost.toleranceDays', 5, { confidence: 'D', source: '试点' })), finds: [['red', /再次拨付/u]] },
]);

const owedJuly = withMonth('2026-07', { paidFen: 59_999_999n, paidLines: 99 });
table('R-PAY-01', [
  { when: 'one fen unpaid on the pay day, which a Saturday moved to Friday', project: owedJuly, asOf: '2026-08-14', finds: 'nothing' },
  { when: 'the day after', project: owedJuly, asOf: '2026-08-15', finds: [['red', /2026年7月工资应于2026年8月14日前支付，应发600,000.00元，已发599,999.99元，尚欠0.01元。/u]] },
  { when: 'paid to the fen', project: facts(), asOf: '2026-08-15', finds: 'nothing' },
  { when: 'attendance and no sheet', project: withMonth('2026-07', { sheets: 0, approvedSheets: 0, payableFen: 0n, paidFen: 0n, paidLines: 0 }), finds: [['red', /当月100人出勤，至今没有工资表/u]] },
  {
    when: 'a sheet that nobody has reviewed',
    project: { ...withMonth('2026-07', { approvedSheets: 0, paidFen: 0n, paidLines: 0 }), sheets: [sheet({ state: 'submitted' })] },
    finds: [['red', /尚欠600,000.00元（其中600,000.00元的工资表尚未审核）/u]],
  },
  { when: 'two months owed', project: { ...owedJuly, months: owedJuly.months.map((m) => (m.period === '2026-06' ? { ...m, paidFen: 0n, paidLines: 0 } : m)) }, finds: [['red', /^2026年6月/u], ['red', /^2026年7月/u]] },
  { when: 'a month of which nothing is known', project: facts({ months: facts().months.filter((m) => m.period !== '2026-05') }), finds: [['grey', /未评估：缺2026年5月的考勤和工资表。/u]] },
  { when: 'three in a row', project: facts({ months: facts().months.filter((m) => m.period > '2026-06') }), finds: [['grey', /缺2026年3月至2026年6月的考勤和工资表/u]] },
  { when: 'works that stood still that month', project: facts({ months: facts().months.filter((m) => m.period !== '2026-05'), stops: [{ from: day('2026-05-01'), to: day('2026-06-01') }] }), finds: 'nothing' },
  { when: 'that resumed on its last day', project: facts({ months: facts().months.filter((m) => m.period !== '2026-05'), stops: [{ from: day('2026-05-01'), to: day('2026-05-31') }] }), finds: [['grey', /2026年5月/u]] },
  { when: 'stopped since', project: facts({ state: 'stopped', months: facts().months.filter((m) => m.period < '2026-05'), stops: [{ from: day('2026-04-20'), to: null }] }), finds: 'nothing' },
  { when: 'not started', project: facts({ startedOn: null, state: 'preparing', months: [] }), finds: 'nothing' },
  { when: 'a pay day in a year without calendar', project: facts({ months: [...facts().months.slice(0, 5), ...['2026-08', '2026-09', '2026-10', '2026-11'].map((p) => month(p)), month('2026-12', { paidFen: 0n, paidLines: 0 })] }), asOf: '2027-01-20', finds: [['grey', /未评估：缺2027年的放假安排。/u]] },
  { when: 'December of the year before, when the pay day cannot have come', project: facts({ months: [...facts().months.slice(0, 5), ...['2026-08', '2026-09', '2026-10', '2026-11'].map((p) => month(p)), month('2026-12', { paidFen: 0n, paidLines: 0 })] }), asOf: '2026-12-31', finds: 'nothing' },
  { when: 'pay day in the month itself', project: { ...withMonth('2026-08', { sheets: 1, payableFen: 1n }), payDay: 20, payMonth: 'same' }, asOf: '2026-08-21', finds: [['red', /2026年8月工资应于2026年8月20日前支付/u]] },
  { when: 'days of grace', project: owedJuly, asOf: '2026-08-17', law: lawWith(entered('pay.graceDays', 3, { confidence: 'D', source: '试点' })), finds: 'nothing' },
]);

const nothingPaidJune = withMonth('2026-06', { paidFen: 0n, paidLines: 0 });
table('R-PAY-02', [
  { when: 'the last day of the next month', project: nothingPaidJune, asOf: '2026-07-31', finds: 'nothing' },
  { when: 'the day after', project: nothingPaidJune, asOf: '2026-08-01', finds: [['red', /2026年6月有100人出勤，到2026年7月31日没有任何工资支付记录/u]] },
  { when: 'a single worker paid', project: withMonth('2026-06', { paidFen: 1n, paidLines: 1 }), finds: 'nothing' },
  { when: 'a single worker attending', project: withMonth('2026-06', { attendanceDays: 1, attendingWorkers: 1, paidFen: 0n, paidLines: 0 }), finds: [['red', /有1人出勤/u]] },
  { when: 'no attendance on record and no payment', project: withMonth('2026-06', { attendanceDays: 0, attendingWorkers: 0, paidFen: 0n, paidLines: 0 }), finds: [['grey', /未评估：缺2026年6月的考勤。/u]] },
]);

table('R-PAY-03', [
  { when: '89 of 100 paid', project: withMonth('2026-07', { paidLines: 89 }), finds: [['orange', /2026年7月100人出勤，已发放89人次，占89.0%，低于90%/u]] },
  { when: '90 of 100', project: withMonth('2026-07', { paidLines: 90 }), finds: 'nothing' },
  { when: 'on the pay day', project: withMonth('2026-07', { paidLines: 1 }), asOf: '2026-08-14', finds: 'nothing' },
  { when: 'the day after', project: withMonth('2026-07', { paidLines: 1 }), asOf: '2026-08-15', finds: [['orange', /占1.0%/u]] },
  { when: 'nobody paid is another rule', project: withMonth('2026-07', { paidLines: 0, paidFen: 0n }), finds: 'nothing' },
  { when: 'paid, but no attendance on record', project: withMonth('2026-07', { attendanceDays: 0, attendingWorkers: 0 }), finds: [['grey', /未评估：缺2026年7月的考勤。/u]] },
  { when: 'another share is entered', project: withMonth('2026-07', { paidLines: 79 }), law: lawWith(entered('risk.paidWorkersShare', '80', { confidence: 'D', source: '试点' })), finds: [['orange', /低于80%/u]] },
]);

const holder = (workerId: string, change = {}) => ({ workerId, name: '羊壮飞', idLast4: '0018', party: '儋州众力劳务有限公司', team: '木工班', teamLeader: false, here: true, ...change });
table('R-PAY-10', [
  { when: 'two workers on one card', project: facts({ sharedCards: [{ key: 'k', last4: '1234', holders: [holder('a'), holder('b')] }] }), finds: [['red', /本项目2名工人共用尾号1234的银行卡。/u]] },
  { when: 'a team leader among them', project: facts({ sharedCards: [{ key: 'k', last4: '1234', holders: [holder('a', { teamLeader: true }), holder('b')] }] }), finds: [['red', /其中1人是班组长/u]] },
  { when: "one worker on another project's team leader's card", project: facts({ sharedCards: [{ key: 'k', last4: '1234', holders: [holder('a'), holder('b', { teamLeader: true, here: false })] }] }), finds: [['red', /本项目1名工人的工资卡（尾号1234）是其他项目班组长的卡/u]] },
  { when: 'everybody has a card of their own', project: facts(), finds: 'nothing' },
  { when: 'no card is known', project: facts({ hasCards: false }), finds: [['grey', /未评估：缺工人的银行卡。/u]] },
]);

table('R-REG-01', [
  { when: 'one worker without registration', project: withMonth('2026-08', { unregisteredWorkers: 1 }), finds: [['orange', /2026年8月出勤的100人中，有1人在没有用工登记的日子出勤/u]] },
  { when: 'none', project: facts(), finds: 'nothing' },
  { when: 'attendance was never reported', project: facts({ lastAttendanceOn: null, months: [] }), finds: [['grey', /未评估：缺考勤。/u]] },
  { when: 'not started', project: facts({ startedOn: null, state: 'preparing', lastAttendanceOn: null, months: [] }), finds: 'nothing' },
]);

const young = (bornOn: string, change = {}) => facts({ doubtful: [{ workerId: 'w', name: '陈小明', idLast4: '0018', idValid: true, bornOn: day(bornOn), engagedSince: day('2026-08-01'), attendedFrom: null, attendedTo: null, ...change }] });
table('R-REG-05', [
  { when: 'the day before the sixteenth birthday', project: young('2010-08-21'), finds: [['red', /陈\*\*（身份证尾号0018）2010年8月出生，未满16周岁，自2026-08-01登记在场/u]] },
  { when: 'the birthday', project: young('2010-08-20'), finds: 'nothing' },
  { when: 'a false ID number', project: young('1980-01-01', { idValid: false, engagedSince: null, attendedFrom: day('2026-08-03'), attendedTo: day('2026-08-05') }), finds: [['red', /身份证号码校验不符，自2026-08-03有出勤/u]] },
  { when: 'neither roster nor attendance', project: facts({ hasRoster: false, lastAttendanceOn: null }), finds: [['grey', /未评估：缺用工名册和考勤。/u]] },
]);

describe('the term to respond', () => {
  it('counts working days from the day of the scan by severity', () => {
    expect(found('R-DEP-01', withoutDeposit, '2026-08-20')[0]!.response!.on).to.equal('2026-08-21');
    expect(found('R-DEP-02', deposit({ coveredFen: 1n }), '2026-08-20')[0]!.response!.on).to.equal('2026-08-25');
  });

  it('is provisional where it reaches a year without calendar', () => {
    const response = found('R-DEP-01', withoutDeposit, '2026-12-31')[0]!.response!;
    expect(response).to.include({ on: '2027-01-01', provisional: true });
    expect(response.because).to.match(/2027年的放假安排尚未录入/u);
  });
});

describe('a rule that knows no calendar at all', () => {
  it('turns grey and leaves the rules beside it alone', () => {
    const law = { ...lawWith(), calendar: new WorkingDays([], []) };
    expect(found('R-PAY-01', facts(), '2026-08-20', law).map((f) => [f.severity, f.sentence])).to.deep.equal([['grey', '未评估：缺2026年的放假安排。']]);
    expect(found('R-PAY-02', nothingPaidJune, '2026-08-20', law).map((f) => f.period)).to.deep.equal([period('2026-06')]);
  });
});

const funds = (change: Partial<FundsOnRecord>, more: Partial<ProjectFacts> = {}): ProjectFacts => facts({ ...more, funds: { ...facts().funds, ...change } });
const outflow = (change: Partial<Outflow> = {}): Outflow => ({ id: 'o-1', bookedOn: day('2026-08-03'), amountFen: 2_000_00n, counterparty: '儋州建材商行', last4: '7788', why: '付给不是本项目工人的账户', confirmed: false, ...change });

table('R-ACC-03', [
  { when: 'no three-party agreement', project: funds({ account: { ...facts().funds.account!, agreementSignedOn: null } }), finds: [['yellow', /没有登记资金管理三方协议/u]] },
  { when: 'the name lacks the project', project: funds({ account: { ...facts().funds.account!, name: '海南宏基建设工程有限公司农民工工资专用账户' } }), finds: [['yellow', /户名“海南宏基建设工程有限公司农民工工资专用账户”与规定的“海南宏基建设工程有限公司那大安置房农民工工资专用账户”不同/u]] },
  { when: 'shared with another project, and no agreement', project: funds({ account: { ...facts().funds.account!, exclusive: false, agreementSignedOn: null } }), finds: [['yellow', /没有登记资金管理三方协议；与其他项目共用/u]] },
  { when: 'closed', project: funds({ account: null }), finds: 'nothing' },
]);

table('R-ACC-04', [
  { when: 'one line to somebody else', project: funds({ outflows: [outflow()] }), finds: [['red', /自2026年8月3日起，专户有1笔支出.*共2,000\.00元，至今没有追回/u]] },
  { when: 'a fen not recovered', project: funds({ outflows: [outflow()], recoveredFen: 1_999_99n }), finds: [['red', /追回 1,999\.99 元/u]] },
  { when: 'all recovered', project: funds({ outflows: [outflow()], recoveredFen: 2_000_00n }), finds: 'nothing' },
]);

const closing = (change: Partial<NonNullable<FundsOnRecord['closing']>> = {}): ProjectFacts => funds({ closing: { id: 'c-1', accountId: 'account-1', noticeFrom: day('2026-07-01'), noticeUntil: day('2026-07-31'), closedOn: null, cases: [], disputes: [], ...change } });
table('R-ACC-05', [
  { when: 'applied for with an open case', project: closing({ cases: ['儋劳监案〔2026〕3号'] }), finds: [['red', /自2026年7月1日起办理销户，而案件 儋劳监案〔2026〕3号没有结束/u]] },
  { when: 'applied for with a suit', project: closing({ disputes: ['（2026）琼9003民初12号'] }), finds: [['red', /仲裁或诉讼/u]] },
  { when: 'applied for, nothing open', project: closing(), finds: 'nothing' },
  { when: 'closed on the last day of the notice', project: closing({ closedOn: day('2026-07-31') }), finds: [['red', /已于2026年7月31日销户，而公示应至2026年7月31日/u]] },
  { when: 'closed the day after', project: closing({ closedOn: day('2026-08-01') }), finds: 'nothing' },
]);

table('R-ACC-06', [
  { when: 'frozen for somebody else’s debt', project: funds({ seizures: [{ id: 's-1', measure: 'frozen', organ: '儋州市人民法院', documentNo: '（2026）琼9003执1号', seizedOn: day('2026-08-01'), amountFen: 100_00n }] }), finds: [['orange', /于2026年8月1日被儋州市人民法院冻结（（2026）琼9003执1号，100\.00元），至今没有解除/u]] },
]);

table('R-FND-01', [
  { when: 'neither amount nor share', project: funds({ terms: { ...facts().funds.terms, labourShareBp: null } }), finds: [['yellow', /没有约定人工费用的数额或者比例。/u]] },
  { when: 'no day either', project: funds({ terms: { ...facts().funds.terms, labourShareBp: null, fundingDay: null } }), finds: [['yellow', /数额或者比例和人工费用的拨付日期。/u]] },
  { when: 'a supplementary agreement says it', project: funds({ terms: { ...facts().funds.terms, labourShareBp: null, fundingDay: null }, changes: [{ effectiveOn: day('2026-05-01'), labourCostFen: 1_000n, labourShareBp: null, contractPriceFen: 2_000n, fundingDay: 5, plannedFinishOn: day('2027-12-31') }] }), finds: 'nothing' },
]);

// A quarter of 20,000,000.00 over the 22 funding days from 10 March 2026 to 10 December 2027: by 20 August six have passed.
const dueFen = 136_363_638n;
table('R-FND-03', [
  { when: 'a fen short', project: funds({ creditedFen: dueFen - 1n }), finds: [['orange', /到2026年8月10日应拨人工费用1,363,636\.38元，已拨1,363,636\.37元，少拨0\.01元/u]] },
  { when: 'to the fen', project: funds({ creditedFen: dueFen }), finds: 'nothing' },
  { when: 'the eve of the next funding day', project: funds({ creditedFen: dueFen }), asOf: '2026-09-09', finds: 'nothing' },
  { when: 'the day itself', project: funds({ creditedFen: dueFen }), asOf: '2026-09-10', finds: [['orange', /到2026年9月10日/u]] },
  { when: 'a tolerance of days', project: funds({ creditedFen: dueFen }), asOf: '2026-09-14', law: lawWith(entered('labourCost.toleranceDays', 5, { confidence: 'D', source: '试点' })), finds: 'nothing' },
  { when: 'a contract that does not say is another rule', project: funds({ creditedFen: 0n, terms: { ...facts().funds.terms, labourShareBp: null } }), finds: 'nothing' },
  { when: 'no account to be credited', project: funds({ creditedFen: 0n }, { account: null }), finds: [['grey', /尚未开户/u]] },
]);
