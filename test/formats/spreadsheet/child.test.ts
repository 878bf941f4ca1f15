import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { ask, keepReaderReady, readInChild } from '../../../src/formats/spreadsheet/child.js';
import { period } from '../../../src/values/period.js';
import { day } from '../../../src/values/plain-date.js';
import { Refusal } from '../../../src/values/refusal.js';
import { xlsx } from './make-files.js';

const august = { period: period('2026-08') };
const caught = async (work: Promise<unknown>): Promise<Refusal> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('not refused');
};

describe('readInChild', function () {
  this.timeout(60_000);

  it('gives the same as reading here, three at once', async () => {
    const bytes = readFileSync('test/samples/payroll-2026-08.xlsx');
    const read = await Promise.all([1, 2, 3].map(() => readInChild('payroll', bytes, august)));
    for (const sheet of read) {
      expect(sheet.rows).to.have.length(130);
      expect(sheet.sums.netFen).to.equal(77_000_000n);
    }
  });

  it('gives all rows of a long list, in order', async () => {
    const lines = Array.from({ length: 3_500 }, (_, i) => `工人${String.fromCodePoint(0x4e00 + i)},46000319900101001${i % 10}`);
    const roster = await readInChild('roster', Buffer.from(`姓名,身份证号码\n${lines.join('\n')}`), { today: day('2026-11-23') });
    expect(roster.faulty.map((f) => f.sheetRow)).to.have.length.above(3_000);
    expect(roster.rows.length + roster.faulty.length).to.equal(3_500);
    expect(roster.faulty.map((f) => f.sheetRow)).to.deep.equal(roster.faulty.map((f) => f.sheetRow).toSorted((a, b) => a - b));
  });

  it('a child that waited for its file reads one file and is gone', async () => {
    const forked: ChildProcess[] = [];
    const hear = (message: unknown): void => void forked.push((message as { process: ChildProcess }).process);
    subscribe('child_process', hear);
    try {
      keepReaderReady();
      keepReaderReady();
      const before = forked.length;
      const bytes = Buffer.from('姓名,身份证号码\n张三,460003199001010010');
      for (let n = 0; n < 3; n += 1) expect((await readInChild('roster', bytes, { today: day('2026-11-23') })).faulty).to.have.length(1);
      expect(before).to.be.at.most(1);
      expect(forked.length - before).to.equal(3, 'each file leaves one that waits');
      for (const child of forked.slice(0, -1)) expect(child.signalCode ?? (await once(child, 'exit'))[1]).to.equal('SIGKILL');
      const last = forked.at(-1)!;
      last.kill('SIGKILL');
      await once(last, 'exit');
      expect((await readInChild('roster', bytes, { today: day('2026-11-23') })).faulty).to.have.length(1);
    } finally {
      unsubscribe('child_process', hear);
    }
  });

  it('passes on why a file is refused', async () => {
    expect((await caught(readInChild('payroll', Buffer.from('%PDF-1.7'), august))).why).to.match(/PDF/);
  });

  it('a file that eats all memory ends the child and is refused', async () => {
    let strings = '';
    for (let i = 0; i < 300_000; i += 1) strings += `<si><t>工人${i}</t></si>`;
    const bytes = xlsx({ rows: '<row r="1"><c r="A1"><v>1</v></c></row>', strings });
    const refusal = await caught(ask({ what: 'payroll', bytes, options: august }, { seconds: 30, megabytes: 16 }));
    expect(refusal.why).to.match(/内存/);
  });

  it('a child that takes too long is killed and the file refused', async () => {
    const refusal = await caught(ask({ what: 'payroll', bytes: readFileSync('test/samples/payroll-2026-08.xlsx'), options: august }, { seconds: 0.001, megabytes: 256 }));
    expect(refusal.why).to.match(/超过/);
  });
});
