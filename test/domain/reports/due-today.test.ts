import { expect } from 'chai';
import { dueToday, type DueToday } from '../../../src/domain/reports/index.js';
import { issueInquiry } from '../../../src/domain/cases/index.js';
import { acceptLead, receiveLead } from '../../../src/domain/leads/index.js';
import { reviewRelease } from '../../../src/domain/releases/index.js';
import { day } from '../../../src/values/plain-date.js';
import type { Mobile } from '../../../src/values/phone.js';
import { fileCase, orderCorrection, serveNow } from '../../support/cases.js';
import { approvedSheet, makePayingProject, opinion, request } from '../../support/releases.js';
import { openWorld, type Person, type World } from '../../support/world.js';

describe('what is due today', () => {
  let world: World;
  before(async () => (world = await openWorld({ on: '2026-09-20' })));
  after(() => world.close());

  const due = (who: Person = 'inspector', size = 4): Promise<DueToday> => world.as(who, (work) => dueToday(work, size));
  const lead = (areaCode: string, who: Person = 'inspector') =>
    world.as(who, (work) =>
      receiveLead(work, { channel: 'visit', name: '符某', phone: '13800000001' as Mobile, areaCode, projectId: undefined, employer: '海南宏基建设工程有限公司', place: '那大镇', periodFrom: undefined, periodTo: undefined, amount: undefined, workers: 3, content: '两个月没有发工资' }),
    );

  it('is nothing in an empty city', async () => {
    const nothing = { rows: [], total: 0, late: 0 };
    expect(await due()).to.deep.equal({ leads: nothing, orders: nothing, releases: nothing });
  });

  it('counts the leads of the own area that nobody has taken up, the oldest term first', async () => {
    world.clock.on('2026-09-21');
    const first = await lead('460400100');
    await lead('460400112');
    await lead('460100', 'farInspector');
    const { leads } = await due('inspector', 1);
    expect(leads).to.deep.include({ total: 2, late: 0 });
    expect(leads.rows).to.have.lengthOf(1);
    expect(leads.rows[0]).to.deep.include({ whom: '海南宏基建设工程有限公司', dueOn: '2026-09-29', left: { days: 5, unit: '个工作日' } });
    world.clock.on('2026-10-09');
    expect((await due()).leads.late).to.equal(2);
    await world.as('inspector', (work) => acceptLead(work, first.leadId, { projectId: undefined }));
    expect((await due()).leads.total).to.equal(1);
    expect((await due('farInspector')).leads.total).to.equal(1);
  });

  it('counts served orders from three working days before their term ends until the case goes on', async () => {
    world.clock.on('2026-10-12');
    const projectId = await makePayingProject(world);
    const { caseId } = await fileCase(world, projectId);
    const order = await orderCorrection(world, caseId, 5);
    expect((await due()).orders.total).to.equal(0);
    await serveNow(world, order.paperId, '2026-10-12');
    world.clock.on('2026-10-13');
    expect((await due()).orders.total).to.equal(0);
    world.clock.on('2026-10-14');
    const { orders } = await due();
    expect(orders).to.deep.include({ total: 1, late: 0 });
    expect(orders.rows[0]).to.deep.include({ id: caseId, number: order.number, dueOn: '2026-10-19', left: { days: 3, unit: '个工作日' } });
    world.clock.on('2026-10-20');
    expect((await due()).orders).to.deep.include({ total: 1, late: 1 });
    expect((await due('farInspector')).orders.total).to.equal(0);
  });

  it('no longer counts an inquiry once its case went on to an order', async () => {
    world.clock.on('2026-11-02');
    const before = (await due()).orders.total;
    const projectId = await makePayingProject(world);
    const { caseId } = await fileCase(world, projectId);
    const inquiry = await world.as('inspector', (work) =>
      issueInquiry(work, caseId, { partyId: world.parties.contractor, matter: '拖欠农民工工资', attendOn: day('2026-11-04'), attendAt: '09:30', place: '302 室', attendee: '法定代表人', documents: '营业执照' }),
    );
    await serveNow(world, inquiry.paperId, '2026-11-02');
    expect((await due()).orders.total).to.equal(before + 1);
    await orderCorrection(world, caseId, 10);
    expect((await due()).orders.total).to.equal(before);
  });

  it('counts releases that wait for the labour review, and no longer than that', async () => {
    world.clock.on('2026-10-20');
    const projectId = await makePayingProject(world);
    const releaseId = await request(world, await approvedSheet(world, projectId, '2026-09'));
    const { releases } = await due();
    expect(releases.total).to.equal(1);
    expect(releases.rows[0]).to.include({ id: releaseId });
    await world.as('inspector', (work) => reviewRelease(work, releaseId, opinion));
    expect((await due()).releases.total).to.equal(0);
  });
});
