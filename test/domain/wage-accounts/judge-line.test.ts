import { expect } from 'chai';
import { judgeLines, type Fate, type Known, type KnownBatch, type KnownInstruction, type ToldLine } from '../../../src/domain/wage-accounts/judge-line.js';
import { day } from '../../../src/values/plain-date.js';

const told = (more: Partial<ToldLine> = {}): ToldLine => ({
  id: 'l1', lineKey: 'NB-1', bookedOn: day('2026-08-10'), direction: 'in', amountFen: 100n, counterparty: '', counterpartyKey: null, counterpartyLast4: null, purpose: '', endToEndId: null, batchNumber: null, reversal: false, returned: false, ...more,
});
const out = (more: Partial<ToldLine> = {}): ToldLine => told({ direction: 'out', ...more });
const instruction = (more: Partial<KnownInstruction> = {}): KnownInstruction => ({ id: 'i1', ours: true, amountFen: 100n, state: 'paid', ...more });
const batch = (more: Partial<KnownBatch> = {}): KnownBatch => ({ id: 'b1', ours: true, controlFen: 500n, debitedFen: 400n, returnedFen: 100n, ...more });
const known = (more: Partial<Known> = {}): Known => ({ owner: '儋州滨海置业有限公司', instructions: new Map(), batches: new Map(), credits: [], cards: new Set(), ownAccounts: new Set(), ownNames: new Set(), betweenFen: 0n, closedFen: null, taken: new Set(), ...more });
const withPayment = (more: Partial<KnownInstruction> = {}, rest: Partial<Known> = {}): Known => known({ instructions: new Map([['AX1', instruction(more)]]), ...rest });
const withBatch = (more: Partial<KnownBatch> = {}, rest: Partial<Known> = {}): Known => known({ batches: new Map([['ZF-1', batch(more)]]), ...rest });
const credit = { id: 'h1', reference: 'NB20260810001', bookedOn: day('2026-08-10'), amountFen: 100n };

interface Row {
  readonly when: string;
  readonly line: ToldLine;
  readonly known?: Known;
  readonly fate: Partial<Fate>;
  readonly why?: RegExp;
}

const rows: readonly Row[] = [
  { when: 'money from the owner', line: told({ counterparty: '儋州滨海置业有限公司' }), fate: { kind: 'labour-cost' } },
  { when: 'its name in another width and with a space', line: told({ counterparty: '儋州滨海置业　有限公司' }), fate: { kind: 'labour-cost' } },
  { when: 'money from somebody else', line: told({ counterparty: '某某建材店' }), fate: { kind: 'unmatched' }, why: /付款人“某某建材店”不是建设单位/u },
  { when: 'money from nobody named', line: told(), fate: { kind: 'unmatched' }, why: /没有给出付款人/u },
  { when: 'interest by the bank’s own word', line: told({ purpose: '三季度结息' }), fate: { kind: 'interest' } },
  { when: 'a credit that a clerk has recorded, by its reference', line: told({ lineKey: 'ref:NB20260810001' }), known: known({ credits: [credit] }), fate: { kind: 'labour-cost', sameAsId: 'h1' } },
  { when: 'the same reference in the purpose', line: told({ purpose: '人工费 NB20260810001' }), known: known({ credits: [credit] }), fate: { kind: 'labour-cost', sameAsId: 'h1' } },
  { when: 'the same day and amount without the reference: perhaps the same', line: told({ counterparty: '儋州滨海置业有限公司' }), known: known({ credits: [credit] }), fate: { kind: 'unmatched' }, why: /NB20260810001.*请确认是否同一笔/u },
  { when: 'a fen more is another credit', line: told({ counterparty: '儋州滨海置业有限公司', amountFen: 101n, lineKey: 'NB20260810001' }), known: known({ credits: [credit] }), fate: { kind: 'labour-cost' } },
  { when: 'a movement that the bank takes back', line: told({ counterparty: '儋州滨海置业有限公司', reversal: true }), fate: { kind: 'unmatched' }, why: /冲正/u },
  { when: 'a payment that came back and that we know came back', line: told({ endToEndId: 'AX1' }), known: withPayment({ state: 'returned' }), fate: { kind: 'returned', instructionId: 'i1' } },
  { when: 'one that we still hold for paid', line: told({ endToEndId: 'AX1' }), known: withPayment({ state: 'paid' }), fate: { kind: 'unmatched' }, why: /“已到账”，导入退票回盘后自动匹配/u },
  { when: 'one of another amount', line: told({ endToEndId: 'AX1', amountFen: 99n }), known: withPayment({ state: 'returned' }), fate: { kind: 'unmatched' }, why: /退回 0\.99 元，而付款 AX1 是 1\.00 元/u },
  { when: 'one that another line has told', line: told({ endToEndId: 'AX1' }), known: withPayment({ state: 'returned' }, { taken: new Set(['in i1']) }), fate: { kind: 'unmatched' }, why: /已有另一笔退回/u },
  { when: 'one of nobody knows which', line: told({ endToEndId: 'ZZ9', returned: true }), fate: { kind: 'unmatched' }, why: /ZZ9 不是本系统的付款/u },
  { when: 'what came back of a batch, in one sum', line: told({ batchNumber: 'ZF-1' }), known: withBatch(), fate: { kind: 'returned', batchId: 'b1' } },
  { when: 'a sum that is not what came back', line: told({ batchNumber: 'ZF-1', amountFen: 99n }), known: withBatch(), fate: { kind: 'unmatched' }, why: /退票为 1\.00 元/u },
  { when: 'the balance of the account before', line: told({ counterparty: '旧专户' }), known: known({ ownNames: new Set(['旧专户']), betweenFen: 100n }), fate: { kind: 'moved' } },
  { when: 'a fen more than is under way from there', line: told({ counterparty: '旧专户' }), known: known({ ownNames: new Set(['旧专户']), betweenFen: 99n }), fate: { kind: 'unmatched' }, why: /换行在途的是 0\.99 元/u },
  { when: 'the balance with which the account was closed', line: out({ counterparty: '总包', counterpartyKey: 'aa' }), known: known({ closedFen: 100n }), fate: { kind: 'moved' } },

  { when: 'a payment of ours', line: out({ endToEndId: 'AX1' }), known: withPayment(), fate: { kind: 'wages', instructionId: 'i1' } },
  { when: 'one whose answer is not there yet', line: out({ endToEndId: 'AX1' }), known: withPayment({ state: 'unknown' }), fate: { kind: 'wages', instructionId: 'i1' } },
  { when: 'one that the bank has rejected', line: out({ endToEndId: 'AX1' }), known: withPayment({ state: 'rejected' }), fate: { kind: 'unmatched' }, why: /“银行拒付”，而银行已经支出/u },
  { when: 'one that was never sent', line: out({ endToEndId: 'AX1' }), known: withPayment({ state: 'approved' }), fate: { kind: 'unmatched' }, why: /“已批准”/u },
  { when: 'a fen more than ordered', line: out({ endToEndId: 'AX1', amountFen: 101n }), known: withPayment(), fate: { kind: 'unmatched' }, why: /支出 1\.01 元，而付款 AX1 是 1\.00 元/u },
  { when: 'one paid a second time', line: out({ endToEndId: 'AX1' }), known: withPayment({}, { taken: new Set(['out i1']) }), fate: { kind: 'unmatched' }, why: /可能重复付款/u },
  { when: 'one of another account', line: out({ endToEndId: 'AX1' }), known: withPayment({ ours: false }), fate: { kind: 'unmatched' }, why: /不是从本专户支付/u },
  { when: 'a batch as ordered', line: out({ batchNumber: 'ZF-1', amountFen: 500n }), known: withBatch(), fate: { kind: 'wages', batchId: 'b1' } },
  { when: 'a batch without what was rejected', line: out({ batchNumber: 'ZF-1', amountFen: 400n }), known: withBatch(), fate: { kind: 'wages', batchId: 'b1' } },
  { when: 'a batch of another amount', line: out({ batchNumber: 'ZF-1', amountFen: 499n }), known: withBatch(), fate: { kind: 'unmatched' }, why: /付款文件是 5\.00 元/u },
  { when: 'a batch paid a second time', line: out({ batchNumber: 'ZF-1', amountFen: 500n }), known: withBatch({}, { taken: new Set(['out b1']) }), fate: { kind: 'unmatched' }, why: /可能重复付款/u },
  { when: 'cash', line: out({ purpose: '现金支取备用金' }), fate: { kind: 'illegal' }, why: /支取现金/u },
  { when: 'a cheque', line: out({ purpose: '转账支票' }), fate: { kind: 'illegal' }, why: /其他方式结算/u },
  { when: 'an account of nobody on the roster', line: out({ counterparty: '儋州建材商行', counterpartyKey: 'aa', counterpartyLast4: '7788' }), known: known({ cards: new Set(['bb']) }), fate: { kind: 'illegal' }, why: /“儋州建材商行”（尾号 7788）/u },
  { when: 'a worker’s own card, without an order of ours', line: out({ counterpartyKey: 'bb' }), known: known({ cards: new Set(['bb']) }), fate: { kind: 'unmatched' }, why: /不是本系统的付款/u },
  { when: 'a fee of the bank', line: out({ purpose: '转账手续费', counterpartyKey: 'aa' }), fate: { kind: 'unmatched' }, why: /不得收取费用/u },
  { when: 'to nobody named', line: out({ counterparty: '王某' }), fate: { kind: 'unmatched' }, why: /没有给出收款账户/u },
  { when: 'to the account that replaces this one', line: out({ counterpartyKey: 'cc' }), known: known({ ownAccounts: new Set(['cc']) }), fate: { kind: 'moved' } },
];

describe('a line of the bank becomes', () => {
  for (const { when, line, known: facts = known(), fate, why } of rows) {
    it(`${fate.kind}: ${line.direction}, ${when}`, () => {
      const judged = judgeLines([line], facts).get('l1')!;
      expect(judged).to.include(fate);
      if (why) expect(judged.why).to.match(why);
      else expect(judged.why).to.equal('');
    });
  }

  it('the same, whichever of two of one day and amount comes first', () => {
    const mine = told({ id: 'l1', lineKey: 'NB20260810001', counterparty: '儋州滨海置业有限公司' });
    const other = told({ id: 'l2', lineKey: 'AA-1', counterparty: '儋州滨海置业有限公司' });
    for (const lines of [[mine, other], [other, mine]]) {
      const fates = judgeLines(lines, known({ credits: [credit] }));
      expect([fates.get('l1')!.sameAsId, fates.get('l2')!.sameAsId, fates.get('l2')!.kind]).to.deep.equal(['h1', undefined, 'labour-cost']);
    }
  });

  it('one payment, where two lines of a file tell it', () => {
    const fates = judgeLines([out({ id: 'l2', lineKey: 'B', endToEndId: 'AX1' }), out({ id: 'l1', lineKey: 'A', endToEndId: 'AX1' })], withPayment());
    expect([fates.get('l1')!.kind, fates.get('l2')!.kind]).to.deep.equal(['wages', 'unmatched']);
  });
});
