import { expect } from 'chai';
import { checkPaper, getPaper, issuePaper, listPapers, paperForPdf } from '../../../src/domain/papers/index.js';
import { renderPaper } from '../../../src/notices/index.js';
import { Invalid, Refusal } from '../../../src/values/refusal.js';
import { makeProject } from '../../support/builders.js';
import { inquiryData, issueInquiryPaper, thrown } from '../../support/papers.js';
import { openWorld, type World } from '../../support/world.js';

describe('issuing papers', () => {
  let world: World;
  let projectId: string;
  before(async () => {
    world = await openWorld();
    projectId = await makeProject(world);
  });
  after(() => world.close());

  const numbers = async (): Promise<number[]> => {
    const rows = (await world.dataSource.query(`SELECT seq FROM paper WHERE kind = 'inquiry-notice' AND organ_id = $1 AND year = 2026 ORDER BY seq`, [world.organs.labour])) as { seq: number }[];
    return rows.map((r) => r.seq);
  };

  it('numbers twenty parallel papers without gap or repetition', async () => {
    const issued = await Promise.all(Array.from({ length: 20 }, () => issueInquiryPaper(world, projectId)));
    expect(new Set(issued.map((p) => p.number)).size).to.equal(20);
    expect(await numbers()).to.deep.equal(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(issued.map((p) => p.number)).to.include('儋人社监询〔2026〕1号').and.to.include('儋人社监询〔2026〕20号');
  });

  it('gives no number to what is refused: a missing glyph, missing data, a unit of work that fails later', async () => {
    const glyph = await thrown(issueInquiryPaper(world, projectId, { attendee: '𠮷小明' }));
    expect(glyph).to.be.instanceOf(Refusal);
    expect((glyph as Refusal).code).to.equal('glyph-missing');
    expect((glyph as Refusal).why).to.include('“𠮷”(U+20BB7)');
    const lacking = await thrown(issueInquiryPaper(world, projectId, { place: '', documents: [] }));
    expect((lacking as Invalid).issues.map((i) => i.message)).to.deep.equal(['缺少询问地点', '缺少应携带的材料']);
    await thrown(
      world.as('inspector', async (work) => {
        await issuePaper(work, { kind: 'inquiry-notice', organId: world.organs.labour, projectId, data: inquiryData() });
        throw new Error('later');
      }),
    );
    expect((await issueInquiryPaper(world, projectId)).number).to.equal('儋人社监询〔2026〕21号');
    expect(await numbers()).to.deep.equal(Array.from({ length: 21 }, (_, i) => i + 1));
  });

  it('counts anew for another organ and another year', async () => {
    const far = await world.as('farInspector', (work) => issuePaper(work, { kind: 'inquiry-notice', organId: world.organs.far, data: inquiryData() }));
    expect(far.number).to.equal('海人社监询〔2026〕1号');
    world.clock.on('2027-01-04');
    expect((await issueInquiryPaper(world, projectId)).number).to.equal('儋人社监询〔2027〕1号');
    world.clock.on('2026-08-20');
  });

  it('is refused to an organ without 机关代字, and to the clock', async () => {
    const none = await thrown(world.as('inspector', (work) => issuePaper(work, { kind: 'inquiry-notice', organId: world.organs.housing, data: inquiryData() })));
    expect((none as Refusal).code).to.equal('parameter-missing');
    const clock = await thrown(world.as('system', (work) => issuePaper(work, { kind: 'inquiry-notice', organId: world.organs.labour, data: inquiryData() })));
    expect((clock as Refusal).code).to.equal('not-allowed');
  });

  it('freezes the data and the organ: the same bytes at every rendering, whatever changes later', async () => {
    const { paperId } = await issueInquiryPaper(world, projectId);
    const print = async (): Promise<Buffer> => {
      const { kind, data, context } = await world.as('inspector', (work) => paperForPdf(work, paperId));
      return renderPaper(kind, data, { ...context, checkUrl: 'https://anxin.example.gov.cn/check/X' });
    };
    const first = await print();
    await world.owner.query(`UPDATE organ SET name = '改名后的局', address = '别处' WHERE id = $1`, [world.organs.labour]);
    world.clock.on('2026-11-01');
    expect((await print()).equals(first)).to.equal(true);
    await world.owner.query(`UPDATE organ SET name = '儋州市人力资源和社会保障局', address = '儋州市那大镇中兴大街' WHERE id = $1`, [world.organs.labour]);
    world.clock.on('2026-08-20');
    const [opened] = (await world.dataSource.query(`SELECT count(*)::int AS n FROM audit_event WHERE action = 'paper.opened' AND subject_id = $1`, [paperId])) as [{ n: number }];
    expect(opened.n).to.equal(2);
  });

  it('keeps no personal data in the clear and opens only in its own place', async () => {
    const { paperId } = await issueInquiryPaper(world, projectId, { attendee: '欧阳志远' });
    const other = await issueInquiryPaper(world, projectId);
    const [row] = (await world.dataSource.query('SELECT data_sealed AS sealed FROM paper WHERE id = $1', [paperId])) as [{ sealed: Buffer }];
    expect(row.sealed.includes(Buffer.from('欧阳志远'))).to.equal(false);
    expect(() => world.vault.open(row.sealed, `paper.data.${other.paperId}`)).to.throw();
  });

  it('cannot be altered or taken back by the application', async () => {
    for (const sql of [`UPDATE paper SET title = 'x'`, 'DELETE FROM paper']) expect(await thrown(world.dataSource.query(sql))).to.be.instanceOf(Error);
  });

  it('is not there for an inspector of another city, and for the firm only once it has been served', async () => {
    const { paperId } = await issueInquiryPaper(world, projectId);
    for (const who of ['farInspector', 'contractor', 'contractor2', 'owner', 'department'] as const) {
      const error = await thrown(world.as(who, (work) => getPaper(work, paperId)));
      const absent = await thrown(world.as(who, (work) => getPaper(work, work.newId())));
      expect((error as Refusal).code).to.equal('not-found');
      expect((error as Refusal).why).to.equal((absent as Refusal).why);
      expect(await world.as(who, (work) => listPapers(work, { projectId }))).to.deep.equal([]);
    }
  });
});

describe('checking a paper', () => {
  let world: World;
  before(async () => (world = await openWorld()));
  after(() => world.close());

  it('confirms title, number, date, organ and hash, however the code was typed, and nothing else', async () => {
    const { paperId, number } = await issueInquiryPaper(world, await makeProject(world));
    const { checkCode, hash } = await world.as('inspector', (work) => getPaper(work, paperId));
    expect(checkCode).to.match(/^(?:[2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}$/u);
    for (const typed of [checkCode, checkCode.toLowerCase(), checkCode.replaceAll('-', ' '), checkCode.replaceAll('-', '')]) {
      expect(await world.as('system', (work) => checkPaper(work, { code: typed, ip: '10.0.0.1' }))).to.deep.equal({ title: '劳动保障监察询问通知书', number, issuedOn: '2026-08-20', organ: '儋州市人力资源和社会保障局', hash });
    }
  });

  it('answers a wrong and an impossible code alike, and nobody after ten in a minute', async () => {
    const ask = (code: string): Promise<unknown> => world.as('system', (work) => checkPaper(work, { code, ip: '10.0.0.2' }));
    for (const code of ['ABCD-EFGH-JKLM-NPQR', 'nonsense', '', '0'.repeat(400), "'; DROP TABLE paper"]) expect(await ask(code)).to.equal(undefined);
    for (let i = 0; i < 5; i += 1) await ask('ABCD');
    expect(((await thrown(ask('ABCD'))) as Refusal).code).to.equal('too-many-attempts');
    const start = world.clock.now;
    world.clock.now = new Date(start.getTime() + 60_001);
    expect(await ask('ABCD')).to.equal(undefined);
    world.clock.now = start;
  });
});
