import { expect } from 'chai';
import { acceptLead, closeLead, complainantOf, followLead, getLead, leadHistory, listLeads, receiveComplaint, receiveLead, refuseLead, revealComplainant, transferLead, type LeadReceipt } from '../../../src/domain/leads/index.js';
import { getCase } from '../../../src/domain/cases/index.js';
import { period } from '../../../src/values/period.js';
import type { Mobile } from '../../../src/values/phone.js';
import { Invalid, Refusal } from '../../../src/values/refusal.js';
import { makeProject } from '../../support/builders.js';
import { fileCase } from '../../support/cases.js';
import { thrown } from '../../support/papers.js';
import { openWorld, type Person, type World } from '../../support/world.js';

type Complaint = Parameters<typeof receiveComplaint>[1];
const codeOf = async (run: Promise<unknown>): Promise<string> => thrown(run).then((e) => (e instanceof Refusal ? e.code : e instanceof Invalid ? e.issues.map((i) => i.path).join() : e === undefined ? 'done' : String(e)));

describe('leads', () => {
  let world: World;
  let n = 0;
  before(async () => (world = await openWorld()));
  after(() => world.close());
  beforeEach(() => world.clock.on('2026-08-20'));

  const complain = (input: Partial<Complaint> = {}, ip = `10.1.0.${(n += 1)}`): Promise<LeadReceipt> =>
    world.as('system', (work) =>
      receiveComplaint(
        work,
        { name: '张三丰', phone: '13800001111' as Mobile, areaCode: '460400100', employer: '某某劳务', place: '安居房工地', periodFrom: undefined, periodTo: undefined, amount: 720_000n, workers: 2, content: '七月工资没有发', ...input },
        { ip, channel: 'public-form' },
      ),
    );
  const read = (leadId: string, who: Person = 'inspector') => world.as(who, (work) => getLead(work, leadId));
  const follow = (number: string, code: string, ip = `10.2.0.${(n += 1)}`) => world.as('system', (work) => followLead(work, { number, code, ip }));

  it('a complaint waits for acceptance within five working days, over the year’s end provisionally', async () => {
    const { leadId, number, code } = await complain();
    expect(number).to.match(/^TS20260820-[2-9A-HJ-NP-Z]{5}$/u);
    expect(code).to.match(/^[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/u);
    expect(await read(leadId)).to.deep.include({ state: 'received', dueOn: '2026-08-27', dueProvisional: false, left: { days: 5, unit: '个工作日' }, area: '那大镇' });
    world.clock.on('2026-09-28');
    expect((await read((await complain()).leadId)).dueOn).to.equal('2026-10-10');
    world.clock.on('2026-12-30');
    expect(await read((await complain()).leadId)).to.deep.include({ dueOn: '2027-01-06', dueProvisional: true });
  });

  it('who does not know the township is somewhere in the city', async () => {
    expect((await read((await complain({ areaCode: undefined })).leadId)).area).to.equal('儋州市');
    expect(await codeOf(complain({ areaCode: '999999999' }))).to.equal('areaCode');
  });

  it('months are in order and have come', async () => {
    expect(await codeOf(complain({ periodFrom: period('2026-08'), periodTo: period('2026-07') }))).to.equal('periodTo');
    expect(await codeOf(complain({ periodFrom: period('2026-09') }))).to.equal('periodFrom');
    expect(await read((await complain({ periodFrom: period('2026-06'), periodTo: undefined })).leadId)).to.deep.include({ periodFrom: '2026-06', periodTo: '2026-06' });
  });

  it('name, phone and code rest nowhere in the clear, nor in the audit trail', async () => {
    const { leadId, code } = await complain();
    const rows = (await world.dataSource.query(`SELECT l.*, (SELECT json_agg(e) FROM audit_event e WHERE e.subject_id = l.id::text) AS trail FROM lead l WHERE l.id = $1`, [leadId])) as object[];
    const text = JSON.stringify(rows, (_k, v: unknown) => (typeof v === 'bigint' ? String(v) : v instanceof Buffer ? v.toString('latin1') : v));
    for (const secret of ['张三丰', '13800001111', code, code.replace('-', '')]) expect(text).to.not.include(secret);
  });

  it('the complainant is masked, and open for five minutes to whoever gave a purpose, on record', async () => {
    const { leadId } = await complain();
    const seen = (who: Person) => world.as(who, (work) => complainantOf(work, leadId));
    expect(await seen('inspector')).to.deep.equal({ name: '张**', phone: '138****1111', open: false });
    expect(await codeOf(world.as('inspector', (work) => revealComplainant(work, leadId, { purpose: 'other', note: undefined })))).to.equal('note');
    await world.as('inspector', (work) => revealComplainant(work, leadId, { purpose: 'complaint', note: undefined }));
    expect(await seen('inspector')).to.deep.equal({ name: '张三丰', phone: '13800001111', open: true });
    expect((await seen('inspector2')).open).to.equal(false);
    const start = world.clock.now;
    world.clock.now = new Date(start.getTime() + 5 * 60_000 + 1);
    expect((await seen('inspector')).open).to.equal(false);
    const [event] = await world.as('inspector', (work) => leadHistory(work, leadId));
    expect(event).to.deep.include({ action: 'personal-data.revealed', purpose: 'complaint', actor: '测试inspector' });
  });

  it('is followed with number and code, however they were typed', async () => {
    const { number, code } = await complain();
    const expected = { ok: true, lead: { number, state: 'received', receivedOn: '2026-08-20', answerBy: '2026-08-27', answer: null } };
    for (const [a, b] of [[number, code], [number.toLowerCase(), code.toLowerCase()], [` ${number} `, code.replace('-', '')], [number.replace('-', '\u2011'), code.replace('-', ' ')]] as const) expect(await follow(a, b)).to.deep.equal(expected);
  });

  it('a wrong code and a number that does not exist get the same answer', async () => {
    const { number, code } = await complain();
    const other = await complain();
    for (const [a, b] of [[number, other.code], [number, ''], ['TS20260820-ZZZZZ', code], ['', ''], [`${number}' OR 1=1`, code]] as const) expect(await follow(a, b)).to.deep.equal({ ok: false });
  });

  it('following is limited to ten tries a minute from one address and at one number, and the tries stay counted', async () => {
    const { number, code } = await complain();
    for (let i = 0; i < 10; i += 1) await follow(number, 'WRONG-WRONG', '10.3.0.1');
    expect(await codeOf(follow('TS20260820-ZZZZZ', code, '10.3.0.1'))).to.equal('too-many-attempts');
    expect(await codeOf(follow(number, code, '10.3.0.2'))).to.equal('too-many-attempts');
    world.clock.now = new Date(world.clock.now.getTime() + 60_001);
    expect((await follow(number, code, '10.3.0.1')).ok).to.equal(true);
  });

  it('an address sends ten complaints in ten minutes and no more', async () => {
    for (let i = 0; i < 10; i += 1) await complain({}, '10.4.0.1');
    expect(await codeOf(complain({}, '10.4.0.1'))).to.equal('too-many-attempts');
  });

  it('accepted, the lead has a handler and our own term to close it; closed, the complainant reads the answer', async () => {
    const { leadId, number, code } = await complain();
    const projectId = await makeProject(world);
    await world.as('inspector', (work) => acceptLead(work, leadId, { projectId }));
    expect(await read(leadId)).to.deep.include({ state: 'accepted', handler: '测试inspector', projectId, dueOn: '2026-09-20' });
    expect(await codeOf(world.as('inspector', (work) => refuseLead(work, leadId, { reason: '超过两年' })))).to.equal('wrong-state');
    await world.as('inspector2', (work) => closeLead(work, leadId, { outcome: 'paid', answer: '已督促支付，请查收' }));
    expect(await read(leadId)).to.deep.include({ state: 'closed', outcome: 'paid', dueOn: null });
    expect(await follow(number, code)).to.deep.include({ lead: { number, state: 'closed', receivedOn: '2026-08-20', answerBy: null, answer: '已督促支付，请查收' } });
  });

  it('is refused with a reason, which is the answer', async () => {
    const { leadId, number, code } = await complain();
    await world.as('inspector', (work) => refuseLead(work, leadId, { reason: '已超过两年的查处时效' }));
    expect(await follow(number, code)).to.deep.nested.include({ 'lead.state': 'refused', 'lead.answer': '已超过两年的查处时效' });
  });

  it('passed on, it is seen by that organ and no other department, and the complainant hears to whom and why', async () => {
    const { leadId, number, code } = await complain();
    expect(await codeOf(read(leadId, 'department'))).to.equal('not-found');
    expect(await codeOf(world.as('inspector', (work) => transferLead(work, leadId, { organId: world.organs.labour, reason: '不属于' })))).to.equal('organId');
    await world.as('inspector', (work) => transferLead(work, leadId, { organId: world.organs.court, reason: '已在诉讼中' }));
    expect((await read(leadId, 'department')).transferredTo).to.equal('儋州市人民法院');
    const another = await complain();
    await world.as('inspector', (work) => transferLead(work, another.leadId, { organId: world.organs.housing, reason: '违法分包' }));
    expect(await codeOf(read(another.leadId, 'department'))).to.equal('not-found');
    expect(await follow(number, code)).to.deep.nested.include({ 'lead.answer': '已转送儋州市人民法院：已在诉讼中' });
  });

  it('becomes a case in one step, once', async () => {
    const { leadId } = await complain();
    const projectId = await makeProject(world);
    const { caseId, number } = await fileCase(world, projectId, { leadId });
    expect(await read(leadId)).to.deep.include({ state: 'closed', outcome: 'case', caseId, caseNumber: number, projectId });
    expect(await world.as('inspector', (work) => getCase(work, caseId))).to.deep.include({ leadId });
    expect(await codeOf(fileCase(world, projectId, { leadId }))).to.equal('wrong-state');
    const [count] = (await world.dataSource.query('SELECT count(*)::int AS n FROM case_file WHERE project_id = $1', [projectId])) as [{ n: number }];
    expect(count.n).to.equal(1);
  });

  it('is not there for another city, nor for firms', async () => {
    const { leadId } = await complain();
    for (const who of ['farInspector', 'contractor', 'housing', 'department'] as const) expect(await codeOf(read(leadId, who)), who).to.equal('not-found');
    expect(await codeOf(world.as('farInspector', (work) => acceptLead(work, leadId, { projectId: undefined })))).to.equal('not-found');
    expect(await codeOf(world.as('inspector', (work) => acceptLead(work, leadId, { projectId: work.newId() })))).to.equal('projectId');
  });

  it('staff write down what came in otherwise, in their own area', async () => {
    const phoned = { channel: '12345', name: undefined, phone: undefined, areaCode: '460400101', projectId: undefined, employer: '某公司', place: '某工地', periodFrom: undefined, periodTo: undefined, amount: undefined, workers: 30, content: '群众来电反映' } as const;
    const { leadId } = await world.as('inspector', (work) => receiveLead(work, phoned));
    expect(await read(leadId)).to.deep.include({ channel: '12345', workers: 30, amountFen: null, complainant: { name: null, phone: null, open: false } });
    expect(await codeOf(world.as('farInspector', (work) => receiveLead(work, phoned)))).to.equal('areaCode');
  });

  it('the list filters, sorts and counts what this person may see', async () => {
    const { leadId, number } = await complain({ employer: '独一无二建筑公司', workers: 88 });
    const list = (who: Person, more: object = {}) => world.as(who, (work) => listLeads(work, { q: undefined, state: undefined, channel: undefined, areaCode: undefined, overdue: undefined, sort: 'received', direction: 'desc', page: 1, size: 20, ...more }));
    expect((await list('inspector', { q: '独一无二' })).rows.map((r) => r.id)).to.deep.equal([leadId]);
    expect((await list('inspector', { q: number.toLowerCase() })).total).to.equal(1);
    expect((await list('inspector', { q: '%' })).total).to.equal(0);
    expect((await list('inspector', { sort: 'workers' })).rows[0]!.id).to.equal(leadId);
    expect((await list('farInspector')).total).to.equal(0);
    expect((await list('inspector', { q: '独一无二', overdue: true })).total).to.equal(0);
    world.clock.on('2026-08-28');
    expect((await list('inspector', { q: '独一无二', overdue: true })).total).to.equal(1);
  });
});
