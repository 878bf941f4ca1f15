import { expect } from 'chai';
import { getPaper } from '../../src/domain/papers/index.js';
import { closeWorker } from '../../src/notices/index.js';
import { makeProject } from '../support/builders.js';
import { fileCase, orderCorrection } from '../support/cases.js';
import { issueInquiryPaper } from '../support/papers.js';
import { says } from '../support/reading.js';
import { openWorld, type Browser, type World } from '../support/world.js';

describe('papers over HTTP', () => {
  let world: World;
  let inspector: Browser;
  let projectId: string;
  before(async () => {
    world = await openWorld();
    inspector = await world.browser('inspector');
    projectId = await makeProject(world);
  });
  after(async () => {
    await closeWorker();
    await world.close();
  });

  const issue = async () => orderCorrection(world, (await fileCase(world, projectId)).caseId);
  const service = (): Record<string, string> => ({ mode: 'direct', outcome: 'served', attemptedOn: '2026-08-20', place: '项目部', receivedBy: '王某', relation: '法定代表人', coServerId: world.actors.inspector2.id! });

  it('shows facts, hash and the form of service; served, the record and its receipt, and no form', async () => {
    const { paperId, number } = await issue();
    const before = says((await inspector.get(`/papers/${paperId}`).expect(200)).text);
    expect(before).to.include(number).and.include('尚未送达，期限没有开始计算').and.include('登记送达');
    await inspector.post(`/papers/${paperId}/service`, service()).expect(303);
    const after = await inspector.get(`/papers/${paperId}`).expect(200);
    expect(says(after.text)).to.include('直接送达').and.include('王某（法定代表人）').and.match(/儋人社监回〔2026〕\d+号/u);
    expect(after.text).to.not.include('/service"');
    const again = await inspector.post(`/papers/${paperId}/service`, service()).expect(409);
    expect(says(again.text)).to.include('已于 2026-08-20 送达');
  });

  it('tells every mistake of a service at once and keeps what was typed', async () => {
    const { paperId } = await issue();
    const wrong = await inspector.post(`/papers/${paperId}/service`, { ...service(), mode: 'leave', place: '', receivedBy: '', relation: '', attemptedOn: '2026-08-19', coServerId: world.actors.inspector.id! }).expect(422);
    expect(says(wrong.text)).to.include('有 5 处需要改正').and.include('留置送达须写明拒收的理由').and.include('留置送达须有见证人').and.include('请填写送达地点').and.include('不能早于文书的成文日期').and.include('须有两名监察员共同办理');
    expect(wrong.text).to.include('value="2026-08-19"');
  });

  it('takes a scan as proof, gives it back, and takes nothing that only pretends to be one', async () => {
    const { paperId } = await issue();
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
    const fake = await inspector.multipart(`/papers/${paperId}/service`, service(), { field: 'proof', name: '回执.png', bytes: Buffer.from('<script>alert(1)</script>') }).expect(422);
    expect(says(fake.text)).to.include('附件应为 PDF、JPG 或者 PNG 文件');
    await inspector.multipart(`/papers/${paperId}/service`, service(), { field: 'proof', name: '回执.png', bytes: png }).expect(303);
    const { attempts } = (await inspector.get(`/api/v1/papers/${paperId}`).expect(200)).body as { attempts: { id: string }[] };
    const proof = await inspector.get(`/papers/${paperId}/service/${attempts[0]!.id}/proof`).buffer(true).expect(200).expect('Content-Type', 'image/png');
    expect((proof.body as Buffer).equals(png)).to.equal(true);
    await (await world.browser('farInspector')).get(`/papers/${paperId}/service/${attempts[0]!.id}/proof`).expect(404);
    const [row] = (await world.dataSource.query(`SELECT f.bytes FROM service_record s JOIN stored_file f ON f.id = s.proof_file_id WHERE s.paper_id = $1`, [paperId])) as [{ bytes: Buffer }];
    expect(row.bytes.includes(png)).to.equal(false);
  });

  it('a firm reads its own paper once it is served, another firm never', async () => {
    const { paperId } = await issue();
    const [own, rival] = [await world.browser('contractor'), await world.browser('contractor2')];
    await own.get(`/papers/${paperId}`).expect(404);
    await inspector.post(`/papers/${paperId}/service`, service()).expect(303);
    const page = await own.get(`/papers/${paperId}`).expect(200);
    expect(says(page.text)).to.not.include('登记送达').and.not.include('王某（法定代表人）');
    await own.get(`/papers/${paperId}/pdf`).buffer(true).expect(200);
    await own.api(`/papers/${paperId}/service`, service()).expect(403);
    await rival.get(`/papers/${paperId}`).expect(404);
    await rival.get(`/papers/${paperId}/pdf`).expect(404);
  });

  it('every opening of a PDF is on record', async () => {
    const { paperId } = await issue();
    await inspector.get(`/papers/${paperId}/pdf`).buffer(true).expect(200);
    const events = (await world.dataSource.query(`SELECT actor_name AS name FROM audit_event WHERE action = 'paper.opened' AND subject_id = $1`, [paperId])) as { name: string }[];
    expect(events).to.deep.equal([{ name: '测试inspector' }]);
  });

  describe('the public check', () => {
    it('confirms a code from the QR picture, the form and the API alike, without a session', async () => {
      const { paperId, number } = await issueInquiryPaper(world, projectId, { attendee: '欧阳志远' });
      const { checkCode, hash } = await world.as('inspector', (work) => getPaper(work, paperId));
      const guest = await world.stranger();
      const page = await guest.get(`/check/${checkCode}`).expect(200);
      for (const text of [page.text, (await guest.get(`/check?code=${checkCode.toLowerCase()}`).expect(200)).text]) {
        expect(says(text)).to.include('本系统制发过这份文书').and.include(number).and.include('2026年8月20日').and.include('儋州市人力资源和社会保障局').and.include(hash);
        expect(text).to.not.include('海南宏基').and.not.include('欧阳志远');
      }
      expect((await guest.get(`/api/v1/check/${checkCode}`).expect(200)).body).to.deep.equal({ paper: { title: '劳动保障监察询问通知书', number, issuedOn: '2026-08-20', organ: '儋州市人力资源和社会保障局', hash } });
    });

    it('answers every code that is none alike, byte for byte, and after ten in a minute not at all', async () => {
      world.clock.now = new Date(world.clock.now.getTime() + 120_000);
      const guest = await world.stranger();
      const answers = [];
      for (const code of ['ABCD-EFGH-JKLM-NPQR', 'nonsense', '1', encodeURIComponent("' OR 1=1 --"), 'X'.repeat(300)]) answers.push((await guest.get(`/check/${code}`).expect(200)).text);
      expect(new Set(answers).size).to.equal(1);
      expect(says(answers[0]!)).to.include('没有查到这份文书');
      for (let i = 0; i < 5; i += 1) await guest.get('/api/v1/check/ABCD').expect(200, { paper: null });
      await guest.get('/check/ABCD').expect(429);
      await guest.get('/api/v1/check/ABCD').expect(429);
    });
  });
});
