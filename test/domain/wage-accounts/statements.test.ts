import { expect } from 'chai';
import { balanceOf, creditLabourCost, moneyLine, proveLedger } from '../../../src/domain/escrow/index.js';
import { accountReconciliation, listStatementLines, listStatements, resolveLine, type LineDecision } from '../../../src/domain/wage-accounts/index.js';
import type { StatementFileLine } from '../../../src/formats/bank-statement.js';
import { day } from '../../../src/values/plain-date.js';
import { Invalid, Refusal } from '../../../src/values/refusal.js';
import { allPaid, answer, answerFile, approvedSheet, makePayingProject, sentRelease, sentTo } from '../../support/releases.js';
import { sampleWorkers } from '../../support/sample-workers.js';
import { bringStatement, line, statementOf } from '../../support/statements.js';
import { openWorld, type Person, type World } from '../../support/world.js';

const refused = async (run: Promise<unknown>): Promise<unknown> => {
  try {
    await run;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    if (error instanceof Invalid) return error.issues.map((i) => i.message);
    throw error;
  }
  return 'accepted';
};

const owner = '儋州滨海置业有限公司';
const five = sampleWorkers.slice(0, 5);

describe('a statement of the dedicated account', () => {
  let world: World;
  let projectId: string;

  before(async () => {
    world = await openWorld({ on: '2026-10-08' });
  });
  after(() => world.close());
  beforeEach(async () => {
    projectId = await makePayingProject(world, { people: five, fund: 0n });
  });
  afterEach(async () => {
    expect((await world.as('system', proveLedger)).differences).to.deep.equal([]);
  });

  const balance = async (kind: 'escrow' | 'diverted' = 'escrow'): Promise<bigint> => (await world.as('system', (work) => balanceOf(work, { kind, projectId }))).balanceFen;
  const lines = async (open = false): Promise<{ key: string; kind: string; why: string; id: string }[]> =>
    (await world.as('inspector', (work) => listStatementLines(work, projectId, { open, page: 1, size: 100 }))).rows.map((r) => ({ key: r.lineKey, kind: r.kind, why: r.why, id: r.id }));
  const kinds = async (): Promise<Record<string, string>> => Object.fromEntries((await lines()).map((l) => [l.key, l.kind]));
  const decide = async (key: string, as: LineDecision, who: Person = 'inspector'): Promise<unknown> => {
    const found = (await lines()).find((l) => l.key === key)!;
    return refused(world.as(who, (work) => resolveLine(work, projectId, found.id, { as, reason: '已与银行核对' })));
  };
  const credit = (more: object = {}) => ({ bookedOn: day('2026-09-10'), amount: 100_000_00n, reference: 'NB20260910001', period: undefined, payer: owner, purpose: undefined, ...more });

  it('posts the owner’s labour cost once, and the same file gives the first answer', async () => {
    const reading = statementOf([line({ lineKey: 'A1', amountFen: 100_000_00n, counterparty: owner, on: '2026-09-10' }), line({ lineKey: 'A2', amountFen: 12_34n, purpose: '结息', on: '2026-09-21' })], { openingFen: 0n });
    const first = await bringStatement(world, projectId, reading, { bytes: 'same' });
    expect(first).to.include({ repeated: false, lines: 2, fresh: 2, matched: 2, open: 0 });
    expect(await bringStatement(world, projectId, reading, { bytes: 'same', who: 'contractor' })).to.include({ statementId: first.statementId, repeated: true, fresh: 2 });
    expect(await balance()).to.equal(100_012_34n);
    expect((await world.as('inspector', (work) => moneyLine(work, projectId))).creditedFen).to.equal(100_000_00n);
    expect((await world.as('inspector', (work) => listStatements(work, projectId)))[0]).to.include({ fromOn: '2026-09-10', toOn: '2026-09-21', closingFen: 100_012_34n, differenceFen: 0n });
  });

  it('knows the credit that a clerk has recorded, and a clerk’s record of a credit that it has told is refused', async () => {
    await world.as('bank', (work) => creditLabourCost(work, projectId, credit()));
    expect(await bringStatement(world, projectId, statementOf([line({ lineKey: 'NB20260910001', amountFen: 100_000_00n, counterparty: owner, on: '2026-09-10' }), line({ lineKey: 'B2', amountFen: 5_00n, counterparty: owner, on: '2026-09-11' })]))).to.include({ matched: 2 });
    expect(await balance()).to.equal(100_005_00n);
    // The same record again is the first one; another one of what the bank has told is a second posting.
    await world.as('bank', (work) => creditLabourCost(work, projectId, credit()));
    expect(String(await refused(world.as('bank', (work) => creditLabourCost(work, projectId, credit({ bookedOn: day('2026-09-11'), amount: 5_00n, reference: 'TYPED' })))))).to.match(/流水号 B2/u);
    expect(await balance()).to.equal(100_005_00n);
  });

  it('leaves what may be the same credit to a person', async () => {
    await world.as('bank', (work) => creditLabourCost(work, projectId, credit()));
    await bringStatement(world, projectId, statementOf([line({ lineKey: 'X9', amountFen: 100_000_00n, counterparty: owner, on: '2026-09-10' })]));
    expect(await kinds()).to.deep.equal({ X9: 'unmatched' });
    expect(await decide('X9', 'recorded', 'contractor')).to.equal('accepted');
    expect(await balance()).to.equal(100_000_00n);
    expect(await decide('X9', 'labour-cost')).to.equal('accepted');
    expect(await balance()).to.equal(200_000_00n);
  });

  it('is refused whole where it is of another account, unsound, from the future or tells a known line otherwise', async () => {
    const good = line({ lineKey: 'A1', amountFen: 100_00n, counterparty: owner, on: '2026-09-10' });
    await bringStatement(world, projectId, statementOf([good]));
    const wrong: readonly [StatementFileLine[], Parameters<typeof statementOf>[1], RegExp][] = [
      [[line({ lineKey: 'B', amountFen: 1n })], { account: '99998888777766665555' }, /另一个账户（尾号 5555）/u],
      [[line({ lineKey: 'B', amountFen: 1n, on: '2026-10-09' })], {}, /晚于今天/u],
      [[line({ lineKey: 'B', amountFen: 1n, on: '2026-03-19' })], {}, /早于开户日期/u],
      [[{ ...good, amountFen: 100_01n }], {}, /A1 此前是 2026-09-10 的 100\.00 元/u],
      [[line({ lineKey: 'B', amountFen: 1n }), line({ lineKey: 'B', amountFen: 1n })], {}, /在文件中重复/u],
    ];
    for (const [told, how, says] of wrong) expect(String(await refused(bringStatement(world, projectId, statementOf(told, how)))), String(says)).to.match(says);
    const halved = { ...statementOf([line({ lineKey: 'B', amountFen: 1n }), line({ lineKey: 'C', amountFen: 2n })], { openingFen: 0n }), lines: [line({ lineKey: 'B', amountFen: 1n })] };
    expect(String(await refused(bringStatement(world, projectId, halved)))).to.match(/文件不完整/u);
    const broken = { ...statementOf([good]), problems: [{ code: 'x', severity: 'error' as const, row: 7, column: '金额', message: '不是金额' }] };
    expect(await refused(bringStatement(world, projectId, broken))).to.deep.equal(['第 7 行“金额”：不是金额']);
    expect(await refused(bringStatement(world, projectId, statementOf([good]), { who: 'bank2' }))).to.equal('not-found');
    expect(await kinds()).to.deep.equal({ A1: 'labour-cost' });
    expect(await balance()).to.equal(100_00n);
  });

  it('keeps one telling of a booking that the bank tells as a whole and in parts', async () => {
    const whole = line({ lineKey: 'E7|in|30000', amountFen: 300_00n, counterparty: owner, on: '2026-09-10' });
    const parts = [line({ lineKey: 'E7#a|in|10000', amountFen: 100_00n, counterparty: owner, on: '2026-09-10' }), line({ lineKey: 'E7#b|in|20000', amountFen: 200_00n, counterparty: owner, on: '2026-09-10' })];
    expect(await bringStatement(world, projectId, statementOf(parts))).to.include({ fresh: 2 });
    expect(await bringStatement(world, projectId, statementOf([whole]))).to.include({ fresh: 0 });
    expect(await balance()).to.equal(300_00n);
  });

  it('tells a gap in days and in balances', async () => {
    await bringStatement(world, projectId, statementOf([line({ lineKey: 'A1', amountFen: 100_00n, counterparty: owner })], { openingFen: 0n, from: '2026-08-01', to: '2026-08-31' }));
    const { warnings } = await bringStatement(world, projectId, statementOf([line({ lineKey: 'A2', amountFen: 1_00n, counterparty: owner, on: '2026-09-10' })], { openingFen: 90_00n, from: '2026-09-03', to: '2026-09-30' }));
    expect(warnings.join('；')).to.match(/缺少 2026-09-01 至 2026-09-02 的流水；期初 90\.00 元与上一份（至 2026-08-31）的期末 100\.00 元不符/u);
  });

  it('gives the same ledger however its lines are split, ordered and repeated', async () => {
    const all = [
      line({ lineKey: 'N1', amountFen: 300_00n, counterparty: owner, on: '2026-09-01' }),
      line({ lineKey: 'N2', amountFen: 300_00n, counterparty: owner, on: '2026-09-01' }),
      line({ lineKey: 'N3', amountFen: 7_77n, purpose: '结息', on: '2026-09-02' }),
      line({ lineKey: 'N4', amountFen: 55_00n, counterparty: '某材料店', on: '2026-09-03' }),
      line({ lineKey: 'N5', amountFen: 20_00n, direction: 'out', purpose: '现金支取', on: '2026-09-04' }),
      line({ lineKey: 'N6', amountFen: 300_00n, counterparty: owner, on: '2026-09-05' }),
      line({ lineKey: 'N7', amountFen: 9_00n, direction: 'out', counterparty: '甲店', counterpartyAccount: '6222000011112222', on: '2026-09-05' }),
    ];
    const outcome = async () => ({ balance: await balance(), kinds: await kinds() });
    const fresh = async (): Promise<void> => {
      projectId = await makePayingProject(world, { people: [], fund: 0n });
      await world.as('bank', (work) => creditLabourCost(work, projectId, credit({ reference: 'N2', bookedOn: day('2026-09-01'), amount: 300_00n })));
    };
    await fresh();
    await bringStatement(world, projectId, statementOf(all));
    const wanted = await outcome();
    expect(wanted).to.deep.include({ balance: 907_77n, kinds: { N1: 'labour-cost', N2: 'labour-cost', N3: 'interest', N4: 'unmatched', N5: 'illegal', N6: 'labour-cost', N7: 'illegal' } });
    let seed = 20260908;
    const random = (n: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % n;
    for (let round = 0; round < 6; round += 1) {
      await fresh();
      const started = seed;
      const shuffled = all.map((l) => ({ l, at: random(1_000) })).toSorted((a, b) => a.at - b.at).map((x) => x.l);
      for (let from = 0; from < shuffled.length; ) {
        const size = 1 + random(3);
        // Each file overlaps with the one before it.
        await bringStatement(world, projectId, statementOf(shuffled.slice(Math.max(0, from - random(3)), from + size)));
        from += size;
      }
      expect(await outcome(), `seed ${started}`).to.deep.equal(wanted);
    }
  });

  describe('with payments of wages', () => {
    it('finds each by its id or its batch, and reckons with the ledger to the fen', async () => {
      await bringStatement(world, projectId, statementOf([line({ lineKey: 'A1', amountFen: 100_000_00n, counterparty: owner, on: '2026-10-07' })], { openingFen: 0n, from: '2026-10-01', to: '2026-10-07' }));
      const { releaseId, batchIds } = await sentRelease(world, await approvedSheet(world, projectId, '2026-08', five, (i) => BigInt(i + 1) * 1_000_00n));
      const sent = await sentTo(world, batchIds[0]!);
      const wages = sent.map((s, i) => line({ lineKey: `W${i}`, amountFen: s.amountFen, direction: 'out', counterparty: s.name, counterpartyAccount: s.card, endToEndId: s.endToEndId, on: '2026-10-08' }));
      const taken = await bringStatement(world, projectId, statementOf(wages.slice(0, 3), { openingFen: 100_000_00n, from: '2026-10-08', to: '2026-10-08' }));
      expect(taken).to.include({ matched: 3, open: 0 });
      const [row] = await world.as('inspector', (work) => accountReconciliation(work, work.today, projectId));
      expect(row).to.include({ bankFen: 94_000_00n, ledgerFen: 85_000_00n, pendingFen: 9_000_00n, unpostedFen: 0n, differenceFen: 0n, openLines: 0 });

      world.clock.on('2026-10-08', 13);
      await answer(world, releaseId, batchIds[0]!, answerFile(sent, (_one, i) => (i === 0 ? { result: '退票', reason: '账户已销户' } : allPaid())));
      const back = line({ lineKey: 'R1', amountFen: sent[0]!.amountFen, endToEndId: sent[0]!.endToEndId, on: '2026-10-08' });
      await bringStatement(world, projectId, statementOf([...wages, back], { openingFen: 100_000_00n, from: '2026-10-08', to: '2026-10-08' }));
      expect(new Set(Object.values(await kinds()))).to.deep.equal(new Set(['labour-cost', 'wages', 'returned']));
      const [after] = await world.as('inspector', (work) => accountReconciliation(work, work.today, projectId));
      expect(after).to.include({ bankFen: 86_000_00n, ledgerFen: 86_000_00n, pendingFen: 0n, differenceFen: 0n });
    });
  });

  describe('a person’s decision', () => {
    beforeEach(async () => {
      await bringStatement(world, projectId, statementOf([line({ lineKey: 'IN', amountFen: 50_00n, counterparty: '代付单位', on: '2026-09-09' }), line({ lineKey: 'OUT', amountFen: 40_00n, direction: 'out', purpose: '现金支取', on: '2026-09-10' })]));
    });

    it('posts what the line is, and undoing it by an opposite journal leaves the line open again', async () => {
      expect(await decide('IN', 'labour-cost')).to.equal('accepted');
      expect(await decide('OUT', 'illegal')).to.equal('accepted');
      expect([await balance(), await balance('diverted')]).to.deep.equal([10_00n, 40_00n]);
      expect(await lines(true)).to.deep.equal([]);
      // The ten yuan that are left do not cover what would go back.
      expect(await decide('IN', 'undo')).to.equal('insufficient-balance');
      expect(await decide('OUT', 'undo')).to.equal('accepted');
      expect(await decide('IN', 'undo')).to.equal('accepted');
      expect([await balance(), await balance('diverted')]).to.deep.equal([0n, 0n]);
      expect(await kinds()).to.deep.equal({ IN: 'unmatched', OUT: 'illegal' });
      expect(await decide('IN', 'labour-cost')).to.equal('accepted');
      expect(await balance()).to.equal(50_00n);
    });

    it('on money that leaves is the labour department’s, and fits the way of the money', async () => {
      expect(await decide('OUT', 'wages', 'contractor')).to.equal('not-allowed');
      expect(await decide('IN', 'inquiry', 'bank')).to.equal('not-allowed');
      expect(await decide('OUT', 'interest')).to.deep.equal(['这笔流水是支出，不能这样处理']);
      expect(await decide('OUT', 'inquiry')).to.equal('accepted');
      expect((await lines(true)).map((l) => l.key)).to.deep.equal(['IN']);
    });

    it('of another project’s line finds nothing', async () => {
      const { id } = (await lines())[0]!;
      const other = await makePayingProject(world, { people: [], fund: 0n });
      expect(await refused(world.as('inspector', (work) => resolveLine(work, other, id, { as: 'inquiry', reason: '核对' })))).to.equal('not-found');
    });
  });
});
