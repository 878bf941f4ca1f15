import { expect } from 'chai';
import { abandonDraw, assessDeposit, beginDraw, depositFlow, drawAccount, drawableSources, finishDraw, getDeposit, recordInstrument, type DepositAction, type DepositState, type NewDraw } from '../../../src/domain/deposits/index.js';
import { balanceOf, postHold, proveLedger } from '../../../src/domain/escrow/index.js';
import { depositStates } from '../../../src/entities/deposit.js';
import { uuidV7 } from '../../../src/platform/work.js';
import { day } from '../../../src/values/plain-date.js';
import { Refusal } from '../../../src/values/refusal.js';
import { next } from '../../../src/values/workflow.js';
import { makeProject } from '../../support/builders.js';
import { openWorld, type World } from '../../support/world.js';
import { refused, setParameter } from './support.js';

describe('a draw on the deposit', () => {
  let world: World;
  let projectId: string;
  let caseId: string;
  let serial = 0;

  const newId = (): string => uuidV7(world.clock.now);

  /** A release of the case, as far as a draw needs it. */
  const newRelease = async (): Promise<string> => {
    const id = newId();
    await world.dataSource.query(
      `INSERT INTO release (id, number, project_id, source, case_id, payer_bank_id, state, amount_fen, workers, requested_by, requested_at)
       VALUES ($1, $2, $3, 'deposit', $4, $5, 'housing-reviewed', 1, 1, $6, $7)`,
      [id, `R-${(serial += 1)}`, projectId, caseId, world.parties.bank, world.actors.contractor.id, world.clock.now],
    );
    return id;
  };
  const store = (form: 'cash' | 'bank-guarantee', amount = 1_600_000_00n): ReturnType<typeof recordInstrument> =>
    world.as('inspector', (work) =>
      recordInstrument(work, projectId, {
        form,
        issuerId: world.parties.bank,
        number: `N-${(serial += 1)}`,
        amount,
        receivedOn: work.today,
        validFrom: day('2026-03-18'),
        validTo: day('2028-03-17'),
        irrevocable: true,
        onDemand: true,
        beneficiary: true,
        replacesId: undefined,
      } as Parameters<typeof recordInstrument>[2]),
    );
  const draw = async (more: Partial<NewDraw> = {}): Promise<NewDraw> => ({ projectId, caseId, releaseId: await newRelease(), source: 'deposit', issuerId: world.parties.bank, amountFen: 600_000_00n, notifiedOn: day('2026-08-20'), ...more });
  const begin = (input: NewDraw) => world.as('bank', (work) => beginDraw(work, input));
  /** The bank pays: the release spends the hold, then the draw is told. */
  const pay = async (input: NewDraw, holdId: string, paidOn = day('2026-08-26')) =>
    world.as('bank', async (work) => {
      await postHold(work, holdId, { kind: 'payment-sent', projectId, occurredOn: paidOn, idempotencyKey: `pay-${input.releaseId}`, postings: [{ from: await drawAccount(work, input), to: { kind: 'in-transit', projectId }, amountFen: input.amountFen }] });
      return finishDraw(work, { releaseId: input.releaseId, paidOn });
    });
  const view = () => world.as('inspector', (work) => getDeposit(work, projectId));

  before(async () => {
    world = await openWorld();
    await setParameter(world, 'deposit.baseRate', '2');
  });
  after(() => world.close());
  beforeEach(async () => {
    projectId = await makeProject(world);
    await world.as('inspector', (work) => assessDeposit(work, projectId));
    caseId = newId();
    await world.dataSource.query(
      `INSERT INTO case_file (id, number, project_id, party_id, area_code, organ_id, cause, state, filed_on, due_on, handler_id, co_handler_id, created_at)
       VALUES ($1, $2, $3, $4, '460400', $5, '拖欠工资', 'decision-overdue', '2026-07-01', '2026-09-30', $6, $7, $8)`,
      [caseId, `C-${(serial += 1)}`, projectId, world.parties.subcontractor, world.organs.labour, world.actors.inspector.id, world.actors.inspector2.id, world.clock.now],
    );
  });
  afterEach(async () => {
    expect((await world.as('system', proveLedger)).differences).to.deep.equal([]);
  });

  it('sets the money aside and gives the bank five working days', async () => {
    await store('cash');
    const { bankDueOn } = await begin(await draw());
    // Thursday 20 August 2026: the fifth working day after it is the Thursday of the next week.
    expect(bankDueOn).to.equal('2026-08-27');
    expect(await view()).to.include({ state: 'in-use', shortFen: 600_000_00n });
    expect(await world.as('system', (work) => balanceOf(work, { kind: 'deposit', projectId }))).to.deep.equal({ balanceFen: 1_600_000_00n, heldFen: 600_000_00n });
  });

  it('paid by the bank gives the contractor ten working days to top up', async () => {
    await store('cash');
    const input = await draw();
    const { holdId } = await begin(input);
    const { topUpDueOn } = await pay(input, holdId);
    expect(topUpDueOn).to.equal('2026-09-09');
    expect(await view()).to.include({ state: 'top-up-due', cashFen: 1_000_000_00n, shortFen: 600_000_00n });
  });

  it('topped up one fen short stays due, and whole is held again', async () => {
    await store('cash');
    const input = await draw();
    await pay(input, (await begin(input)).holdId);
    await store('cash', 599_999_99n);
    expect(await view()).to.include({ state: 'top-up-due', shortFen: 1n });
    await store('cash', 1n);
    const seen = await view();
    expect(seen).to.include({ state: 'held', shortFen: 0n });
    expect(seen!.draws[0]).to.include({ paidOn: '2026-08-26', topUpDueOn: '2026-09-09', toppedUpOn: '2026-08-20' });
  });

  it('that leaves enough leaves nothing to top up', async () => {
    await store('cash', 2_200_000_00n);
    const input = await draw();
    await pay(input, (await begin(input)).holdId);
    const seen = await view();
    expect(seen).to.include({ state: 'held', shortFen: 0n });
    expect(seen!.draws[0]).to.include({ toppedUpOn: '2026-08-26' });
  });

  it('on a guarantee calls it, and a new one of the same bank takes its place for the whole amount', async () => {
    const { instrumentId } = await store('bank-guarantee');
    const input = await draw({ source: 'guarantee' });
    await pay(input, (await begin(input)).holdId);
    expect(await view()).to.include({ state: 'top-up-due', guaranteeFen: 1_000_000_00n });
    await world.as('contractor', (work) =>
      recordInstrument(work, projectId, {
        form: 'bank-guarantee',
        issuerId: world.parties.bank,
        number: `N-${(serial += 1)}`,
        amount: 1_600_000_00n,
        receivedOn: day('2026-08-20'),
        validFrom: day('2026-08-20'),
        validTo: day('2028-03-17'),
        irrevocable: true,
        onDemand: true,
        beneficiary: true,
        replacesId: instrumentId,
      }),
    );
    expect(await view()).to.include({ state: 'held', guaranteeFen: 1_600_000_00n });
  });

  it('asked for again is the same draw; told again as paid changes nothing', async () => {
    await store('cash');
    const input = await draw();
    const first = await begin(input);
    expect(await begin(input)).to.deep.equal(first);
    const paid = await pay(input, first.holdId);
    expect(await begin(input)).to.deep.equal(first);
    expect(await world.as('system', (work) => balanceOf(work, { kind: 'deposit', projectId }))).to.deep.equal({ balanceFen: 1_000_000_00n, heldFen: 0n });
    expect(await world.as('bank', (work) => finishDraw(work, { releaseId: input.releaseId, paidOn: day('2026-08-28') }))).to.deep.equal(paid);
  });

  it('of another amount for the same release is a conflict', async () => {
    await store('cash');
    const input = await draw();
    await begin(input);
    expect(await refused(begin({ ...input, amountFen: 1n }))).to.equal('idempotency-conflict');
  });

  it('of more than is stored is refused; ten at once never take more than there is', async () => {
    await store('cash');
    expect(await refused(begin(await draw({ amountFen: 1_600_000_01n })))).to.equal('insufficient-balance');
    const inputs = await Promise.all(Array.from({ length: 10 }, () => draw({ amountFen: 400_000_00n })));
    const told = await Promise.all(inputs.map((input) => refused(begin(input))));
    expect(told.filter((t) => t === 'accepted')).to.have.length(4);
    expect(await world.as('inspector', (work) => drawableSources(work, projectId))).to.deep.equal([]);
  });

  it('stays in use until the last of two is paid', async () => {
    await store('cash');
    const [a, b] = [await draw(), await draw()];
    const [holdA, holdB] = [(await begin(a)).holdId, (await begin(b)).holdId];
    await pay(a, holdA);
    expect(await view()).to.include({ state: 'in-use' });
    await pay(b, holdB);
    expect(await view()).to.include({ state: 'top-up-due', cashFen: 400_000_00n });
  });

  it('abandoned frees the money and leaves no clock', async () => {
    await store('cash');
    const input = await draw();
    await begin(input);
    await world.as('inspector', (work) => abandonDraw(work, input.releaseId));
    const seen = await view();
    expect(seen).to.include({ state: 'held', shortFen: 0n });
    expect(seen!.draws).to.deep.equal([]);
    expect(await refused(world.as('inspector', (work) => abandonDraw(work, input.releaseId)))).to.equal('not-found');
  });

  it('cannot be abandoned once the bank has paid', async () => {
    await store('cash');
    const input = await draw();
    await pay(input, (await begin(input)).holdId);
    expect(await refused(world.as('inspector', (work) => abandonDraw(work, input.releaseId)))).to.equal('wrong-state');
  });

  it('in a year whose holidays are not known is refused rather than guessed', async () => {
    await store('cash');
    const error = await begin(await draw({ notifiedOn: day('2031-01-02') })).catch((e: unknown) => e as Error);
    expect(String(error)).to.contain('2031');
  });

  describe('its states', () => {
    const actions: readonly DepositAction[] = ['receive', 'extend', 'exempt', 'lapse', 'begin-draw', 'finish-draw', 'abandon-draw', 'double', 'begin-return', 'stop-return', 'finish-return', 'join'];
    const wanted: Readonly<Record<DepositState, Partial<Record<DepositAction, readonly DepositState[]>>>> = {
      due: { receive: ['due', 'held'], extend: ['due'], exempt: ['due', 'exempt'], lapse: ['due'], 'begin-draw': ['in-use'], double: ['double-due', 'held'], 'begin-return': ['notice'], join: ['due'] },
      held: { receive: ['due', 'held'], extend: ['held'], lapse: ['due', 'held'], 'begin-draw': ['in-use'], double: ['double-due', 'held'], 'begin-return': ['notice'], join: ['due', 'held'] },
      exempt: { receive: ['exempt'], double: ['double-due', 'held'] },
      'in-use': { receive: ['in-use'], extend: ['in-use'], lapse: ['in-use'], 'begin-draw': ['in-use'], 'finish-draw': ['in-use', 'top-up-due', 'held'], 'abandon-draw': ['in-use', 'top-up-due', 'double-due', 'held', 'due'], join: ['in-use'] },
      'top-up-due': { receive: ['top-up-due', 'held'], extend: ['top-up-due'], lapse: ['top-up-due'], 'begin-draw': ['in-use'], double: ['double-due', 'held'], 'begin-return': ['notice'] },
      'double-due': { receive: ['double-due', 'held'], extend: ['double-due'], lapse: ['double-due'], 'begin-draw': ['in-use'], 'begin-return': ['notice'] },
      notice: { extend: ['notice'], lapse: ['notice'], 'stop-return': ['due', 'held', 'top-up-due', 'double-due'], 'finish-return': ['returned'] },
      returned: { join: ['due'] },
    };
    for (const state of depositStates) {
      for (const action of actions) {
        const leads = wanted[state][action];
        it(`${state}: ${action} ${leads ? `leads to ${leads.join(' or ')}` : 'is refused'}`, () => {
          if (!leads) expect(() => next(depositFlow, state, action, 'inspector')).to.throw(Refusal).with.property('code', 'wrong-state');
          else for (const to of leads) expect(next(depositFlow, state, action, 'inspector', to)).to.equal(to);
          if (leads) expect(() => next(depositFlow, state, action, 'owner', leads[0])).to.throw(Refusal).with.property('code', 'not-allowed');
        });
      }
    }
  });
});
