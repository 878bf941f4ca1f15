import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { jobs } from '../../src/jobs/index.js';
import { readConfig } from '../../src/platform/config.js';
import { startDatabase, type Running } from '../../src/platform/start.js';
import { createLog } from '../../src/platform/log.js';

const cli = path.join(import.meta.dirname, '../../src/jobs/cli.js');

describe('npm run job', () => {
  let dataDir: string;
  before(() => {
    dataDir = mkdtempSync(path.join(tmpdir(), `anxin-test-${process.pid}-job-`));
    chmodSync(dataDir, 0o711);
  });
  after(() => rmSync(dataDir, { recursive: true, force: true }));

  const run = (...args: string[]): Promise<{ code: number | null; out: string; err: string }> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [cli, ...args], { env: { PATH: process.env['PATH'], DATA_DIR: dataDir, LOG_LEVEL: 'silent' } });
      let [out, err] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, out, err }));
    });

  it('lists every job with its time, title and options', async () => {
    const { code, out } = await run();
    expect(code).to.equal(0);
    for (const job of jobs) expect(out).to.include(job.name).and.include(job.title);
    expect(out).to.include('每天 06:00').and.include('--rule');
  });

  it('says what is wrong with a name, a day or an option, without touching a database', async () => {
    expect(await run('scan-risks')).to.deep.include({ code: 1, out: '' }).with.property('err').that.matches(/没有任务“scan-risks”[^]*scan-risk /u);
    expect(await run('scan-risk', '--as-of', '2026-02-30')).to.deep.include({ code: 1, err: '--as-of: “2026-02-30”这一天不存在\n' });
    expect((await run('scan-risk', '--colour', 'red')).err).to.include("'--colour'");
  });

  describe('beside a running service', () => {
    let service: Running;
    before(async () => {
      service = await startDatabase(readConfig({ DATA_DIR: dataDir }), createLog('silent'));
    });
    after(() => service.stop());

    it('uses its embedded database, and leaves it running', async () => {
      const { code, out, err } = await run('scan-risk', '--as-of', '2026-08-20');
      expect(err).to.equal('');
      expect(code).to.equal(0);
      expect(out).to.match(/^风险扫描 2026-08-20: projects 0, skipped 0, failed 0, opened 0/u);
      expect(await service.dataSource.query('SELECT count(*)::int AS n FROM calendar_year')).to.not.deep.equal([{ n: 0 }]);
    });

    it('tells what the job itself refuses', async () => {
      expect(await run('scan-risk', '--area', '12', '--rule', 'R-XXX-99')).to.deep.include({ code: 1, out: '', err: '地区代码应为 6 位或 9 位数字\n没有规则 R-XXX-99\n' });
      expect((await run('scan-risk', '--as-of', '2199-01-01')).err).to.equal('扫描日期不能晚于今天\n');
    });
  });
});
