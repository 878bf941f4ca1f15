import { expect } from 'chai';
import { approveSheet, payableLines, returnSheet, settleLines, type LineStanding } from '../../../src/domain/payroll/index.js';
import { proveLedger } from '../../../src/domain/escrow/index.js';
import { createUser } from '../../../src/domain/identity/index.js';
import { demoPassword } from '../../../src/demo/logins.js';
import { type PayrollLineState } from '../../../src/entities/payroll-line.js';
import { day } from '../../../src/values/plain-date.js';
import { Invalid, Refusal } from '../../../src/values/refusal.js';
import { makeProject } from '../../support/builders.js';
import { employ, readingOf, standing, submit, submitApproved } from '../../support/payroll.js';
import { sampleWorkers } from '../../support/sample-workers.js';
import { openWorld, type Person, type World } from '../../support/world.js';

const code = async (run: Promise<unknown>): Promise<string> => run.then(() => 'nothing was refused', (error: Error) => (error instanceof Refusal ? error.code : error instanceof Invalid ? error.issues.map((i) => i.path).join() : String(error)));

describe('payroll: approving and settling', () => {
  let world: World;
  let projectId: string;
  const three = sampleWorkers.slice(0, 3);

  before(async () => {
    world = await openWorld({ on: '2026-10-08' });
  });
  after(() => world.close());
  beforeEach(async () => {
    projectId = await makeProject(world);
    await employ(world, projectId);
  });

  const approve = (sheetId: string, who: Person = 'contractor', certified = true): Promise<void> => world.as(who, (work) => approveSheet(work, sheetId, { certified, opinion: undefined }));
  const settle = (sheetId: string, ...results: readonly [number, PayrollLineState][]): Promise<string> =>
    world.as('system', (work) => settleLines(work, sheetId, results.map(([lineNo, state]) => standing(lineNo, state, '2026-10-08')))).then((r) => r.state);
  const stateOf = async (sheetId: string): Promise<string> => (await world.dataSource.query<[{ state: string }]>('SELECT state FROM payroll_sheet WHERE id = $1', [sheetId]))[0].state;
  const facts = async (): Promise<object> =>
    (await world.dataSource.query<[object]>('SELECT sheets, approved_sheets AS approved, lines, payable_fen AS payable, paid_fen AS paid, paid_lines AS "paidLines", returned_lines AS returned FROM project_month WHERE project_id = $1', [projectId]))[0];
  const owed = (): Promise<{ name: string; owed: bigint }[]> =>
    world.dataSource.query(`SELECT w.name, a.balance_fen AS owed FROM ledger_account a JOIN worker w ON w.id = a.worker_id WHERE a.project_id = $1 AND a.kind = 'wages-owed' ORDER BY a.balance_fen`, [projectId]);

  describe('approval', () => {
    it('puts one claim for each worker on the books, against the employer', async () => {
      const { sheetId } = await submit(world, projectId, '2026-08', { reading: readingOf(three, (i) => BigInt(i + 1) * 100n) });
      await approve(sheetId);
      expect(await owed()).to.deep.equal(three.map((w, i) => ({ name: w.name, owed: BigInt(i + 1) * 100n })));
      const [liability] = await world.dataSource.query<object[]>(`SELECT party_id AS party, balance_fen AS balance FROM ledger_account WHERE project_id = $1 AND kind = 'wage-liability'`, [projectId]);
      expect(liability).to.deep.equal({ party: world.parties.subcontractor, balance: -600n });
      expect(await stateOf(sheetId)).to.equal('approved');
      expect(await facts()).to.deep.include({ sheets: 1, approved: 1, lines: 3, payable: 600n });
      expect((await world.as('system', (work) => proveLedger(work))).differences).to.deep.equal([]);
    });

    it('needs the declaration, another person than the submitter, and the project’s own general contractor', async () => {
      const { sheetId } = await submit(world, projectId, '2026-08');
      expect(await code(approve(sheetId, 'contractor', false))).to.equal('certified');
      expect(await code(approve(sheetId, 'subcontractor'))).to.equal('not-allowed');
      expect(await code(approve(sheetId, 'contractor2'))).to.equal('not-found');
      expect(await code(approve(sheetId, 'subcontractor2'))).to.equal('not-found');
      expect(await code(approve(sheetId, 'inspector'))).to.equal('not-allowed');
      expect(await owed()).to.deep.equal([]);
      await approve(sheetId);
      expect(await code(approve(sheetId))).to.equal('wrong-state');
    });

    it('is refused to whoever sent the sheet in, under another account of the same person too', async () => {
      const { sheetId } = await submit(world, projectId, '2026-08', {}, 'contractor');
      expect(await code(approve(sheetId))).to.equal('same-person');
      const userId = await world.as('system', async (work) => {
        const { userId } = await createUser(work, { username: `second${projectId.slice(-6)}`, name: '另一账号', role: 'general-contractor', organId: undefined, partyId: world.parties.contractor, areaCode: undefined, badgeNo: '', phone: '', samePersonAs: undefined }, demoPassword);
        await work.db.query('UPDATE user_account SET person_id = $2 WHERE id = $1', [userId, work.actor.personId ?? world.actors.contractor.personId]);
        return userId;
      });
      const twin = { ...world.actors.contractor, id: userId };
      const asTwin = world.as('contractor', (work) => approveSheet({ ...work, actor: twin }, sheetId, { certified: true, opinion: undefined }));
      expect(await code(asTwin)).to.equal('same-person');
      const colleague = { ...twin, personId: userId };
      await world.as('contractor', (work) => approveSheet({ ...work, actor: colleague }, sheetId, { certified: true, opinion: undefined }));
      expect(await stateOf(sheetId)).to.equal('approved');
    });

    it('lets one of twenty at once through', async () => {
      const { sheetId } = await submit(world, projectId, '2026-08', { reading: readingOf(three) });
      const answers = await Promise.all(Array.from({ length: 20 }, () => code(approve(sheetId))));
      expect(answers.filter((a) => a === 'nothing was refused')).to.have.length(1);
      expect(answers.filter((a) => a === 'wrong-state')).to.have.length(19);
      expect(await facts()).to.deep.include({ approved: 1 });
    });

    it('is the end of a sheet that pays nobody anything', async () => {
      const { sheetId } = await submit(world, projectId, '2026-08', { reading: readingOf(three, () => 0n) });
      await approve(sheetId);
      expect(await stateOf(sheetId)).to.equal('paid');
      expect(await facts()).to.deep.include({ lines: 3, paidLines: 3, payable: 0n, paid: 0n });
    });

    it('may be a return, with its reason on record; the sheet then counts for nothing', async () => {
      const { sheetId } = await submit(world, projectId, '2026-08');
      await world.as('contractor', (work) => returnSheet(work, sheetId, { opinion: '缺少签字' }));
      expect(await stateOf(sheetId)).to.equal('returned');
      expect(await facts()).to.deep.include({ sheets: 0, lines: 0, payable: 0n });
      const [event] = await world.dataSource.query<object[]>(`SELECT reason, from_state AS "from", to_state AS "to" FROM audit_event WHERE action = 'payroll.returned' AND subject_id = $1`, [sheetId]);
      expect(event).to.deep.equal({ reason: '缺少签字', from: 'submitted', to: 'returned' });
      expect(await code(approve(sheetId))).to.equal('wrong-state');
    });
  });

  describe('what can be paid', () => {
    it('is the unpaid and the returned lines of an approved sheet, with their cards', async () => {
      const { sheetId } = await submitApproved(world, projectId, '2026-08', { reading: readingOf(three, (i) => BigInt(i) * 100n) });
      const payable = await world.as('contractor', (work) => payableLines(work, sheetId));
      expect(payable).to.include({ projectId, partyId: world.parties.subcontractor, period: '2026-08', state: 'approved' });
      // The first line pays nothing.
      expect(payable.lines.map((l) => [l.lineNo, l.name, l.openFen, l.card, l.bankName])).to.deep.equal(three.slice(1).map((w, i) => [i + 2, w.name, BigInt(i + 1) * 100n, w.card, w.bank]));
      await world.as('system', (work) => settleLines(work, sheetId, [standing(2, 'in-transit', '2026-10-08', 100n)]));
      expect((await world.as('contractor', (work) => payableLines(work, sheetId))).lines.map((l) => l.lineNo)).to.deep.equal([3]);
    });

    it('is nothing before approval', async () => {
      const { sheetId } = await submit(world, projectId, '2026-08');
      expect(await code(world.as('contractor', (work) => payableLines(work, sheetId)))).to.equal('wrong-state');
      expect(await code(settle(sheetId, [1, 'paid']))).to.equal('wrong-state');
    });
  });

  describe('settling', () => {
    it('leads the sheet from approved through releasing and part-paid to paid', async () => {
      const { sheetId } = await submitApproved(world, projectId, '2026-08', { reading: readingOf(three) });
      expect(await settle(sheetId, [1, 'in-transit'], [2, 'in-transit'], [3, 'in-transit'])).to.equal('releasing');
      expect(await settle(sheetId, [1, 'paid'], [2, 'paid'])).to.equal('releasing');
      expect(await settle(sheetId, [3, 'returned'])).to.equal('part-paid');
      expect(await facts()).to.deep.include({ lines: 3, paidLines: 2, paid: 1_000_000n, returned: 1 });
      expect(await settle(sheetId, [3, 'in-transit'])).to.equal('releasing');
      expect(await settle(sheetId, [3, 'paid'])).to.equal('paid');
      expect(await facts()).to.deep.include({ paidLines: 3, paid: 1_500_000n, returned: 0, payable: 1_500_000n });
      const lines = await world.dataSource.query<object[]>('SELECT state, paid_on AS "paidOn" FROM payroll_line WHERE sheet_id = $1', [sheetId]);
      expect(lines).to.deep.equal(Array(3).fill({ state: 'paid', paidOn: '2026-10-08' }));
    });

    it('lets a release go again: the sheet is approved as before', async () => {
      const { sheetId } = await submitApproved(world, projectId, '2026-08', { reading: readingOf(three) });
      await settle(sheetId, [1, 'in-transit'], [2, 'in-transit']);
      expect(await settle(sheetId, [1, 'unpaid'], [2, 'unpaid'])).to.equal('approved');
    });

    it('takes the same answer twice without harm', async () => {
      const { sheetId } = await submitApproved(world, projectId, '2026-08', { reading: readingOf(three) });
      await settle(sheetId, [1, 'in-transit'], [2, 'in-transit'], [3, 'in-transit']);
      await settle(sheetId, [1, 'paid'], [2, 'returned']);
      const before = await facts();
      expect(await settle(sheetId, [1, 'paid'], [2, 'returned'])).to.equal('releasing');
      expect(await facts()).to.deep.equal(before);
    });

    it('follows a payment that the bank returns after all', async () => {
      const { sheetId } = await submitApproved(world, projectId, '2026-08', { reading: readingOf(three) });
      await settle(sheetId, [1, 'in-transit'], [2, 'in-transit'], [3, 'in-transit']);
      await settle(sheetId, [1, 'paid'], [2, 'paid'], [3, 'paid']);
      expect(await settle(sheetId, [2, 'returned'])).to.equal('part-paid');
      expect(await facts()).to.deep.include({ paidLines: 2, paid: 1_000_000n, returned: 1 });
    });

    it('knows no line that the sheet has not', async () => {
      const { sheetId } = await submitApproved(world, projectId, '2026-08', { reading: readingOf(three) });
      expect(await code(settle(sheetId, [4, 'in-transit']))).to.include('RangeError');
    });

    const netFen = 500_000n;
    for (const [says, state, on, parts] of [
      ['nothing of it is taken', 'unpaid', null, { paidFen: 0n, onWayFen: 0n, failed: false }],
      ['a part is on its way and the rest open', 'in-transit', null, { paidFen: 0n, onWayFen: 1n, failed: false }],
      ['a part is paid and the rest on its way', 'in-transit', null, { paidFen: 1n, onWayFen: netFen - 1n, failed: false }],
      ['a part came back while another is on its way', 'in-transit', null, { paidFen: 0n, onWayFen: 1n, failed: true }],
      ['a part came back', 'returned', null, { paidFen: netFen - 1n, onWayFen: 0n, failed: true }],
      ['one fen is missing', 'unpaid', null, { paidFen: netFen - 1n, onWayFen: 0n, failed: false }],
      ['all parts are paid', 'paid', '2026-10-08', { paidFen: netFen, onWayFen: 0n, failed: true }],
    ] as const) {
      it(`a line is ${state} where ${says}; the month's facts have each fen once`, async () => {
        const { sheetId } = await submitApproved(world, projectId, '2026-08', { reading: readingOf(three.slice(0, 1)) });
        const line: LineStanding = { lineNo: 1, on: day('2026-10-08'), ...parts };
        await world.as('system', (work) => settleLines(work, sheetId, [line]));
        await world.as('system', (work) => settleLines(work, sheetId, [line]));
        const rows = await world.dataSource.query<object[]>('SELECT state, paid_on AS on, paid_fen AS "paidFen", on_way_fen AS "onWayFen" FROM payroll_line WHERE sheet_id = $1', [sheetId]);
        expect(rows).to.deep.equal([{ state, on, paidFen: parts.paidFen, onWayFen: parts.onWayFen }]);
        expect(await facts()).to.deep.include({ paid: parts.paidFen, paidLines: state === 'paid' ? 1 : 0, returned: state === 'returned' ? 1 : 0 });
      });
    }

    it('never takes more of a line than its net pay: the database refuses', async () => {
      const { sheetId } = await submitApproved(world, projectId, '2026-08', { reading: readingOf(three.slice(0, 1)) });
      const refused = await code(world.as('system', (work) => settleLines(work, sheetId, [{ lineNo: 1, paidFen: 1n, onWayFen: netFen, failed: false, on: day('2026-10-08') }])));
      expect(refused).to.include('payroll_line_parts');
    });
  });
});
