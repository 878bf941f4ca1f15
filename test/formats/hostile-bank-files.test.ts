import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { builtInProfiles, type BankProfile } from '../../src/formats/bank-profiles.js';
import { readReturnFile, type ReturnFile } from '../../src/formats/bank-return-file.js';
import { readStatementFile, type StatementFile } from '../../src/formats/bank-statement.js';
import { readInChild } from '../../src/formats/spreadsheet/child.js';
import { encodeGb18030 } from '../../src/formats/spreadsheet/gb18030.js';
import { Refusal } from '../../src/values/refusal.js';

const profiles = { csv: builtInProfiles['general-csv'].profile, text: builtInProfiles['general-text'].profile, iso: builtInProfiles.iso20022.profile } as const;
const sample = (name: string): string => readFileSync(`test/samples/bank/${name}`, 'utf8');
const [pain, camt] = [sample('pain.002.xml'), sample('camt.053.xml')];
const sheet = readFileSync('test/samples/bank/statement-debit-credit.gb18030.csv');

const rows = ['业务编号,收款人姓名,收款账号,金额,处理结果,失败原因', 'AX1,䶮志强,6228484281703387128,10.00,成功,', 'AX2,李四,7128,20.00,失败,户名不符', '总笔数,2,总金额,30.00'];
const csv = (change: (lines: string[]) => string[] = (l) => l): string => change([...rows]).join('\r\n');
const many = (n: number): string => csv(([head]) => [head!, ...Array.from({ length: n }, (_, i) => `AX${i},,,1.00,成功,`), `总笔数,${n},总金额,${n}.00`]);
const withDtd = (xml: string, dtd: string): string => xml.replace('?>\n', `?>\n${dtd}\n`);
const entities = '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>';
const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

/** What becomes of a file: refused as a whole, read with these errors, or read without any, with so many lines. */
type Fate = 'refused' | readonly string[] | number;

const answers: readonly (readonly [string, keyof typeof profiles, string | Buffer, Fate])[] = [
  ['sound csv', 'csv', csv(), 2],
  ['sound csv in GB18030', 'csv', encodeGb18030(csv()), 2],
  ['sound csv with a byte order mark', 'csv', `\uFEFF${csv()}`, 2],
  ['sound csv in UTF-16', 'csv', utf16(csv()), 2],
  ['lines in another order', 'csv', csv(([h, a, b, c]) => [h!, b!, a!, c!]), 2],
  ['the same line twice', 'csv', csv(([h, a, b, c]) => [h!, a!, a!, b!, c!]), 2],
  ['one id, two results', 'csv', csv(([h, a, b, c]) => [h!, a!, b!, b!.replace('失败', '成功'), c!]), ['BF-04']],
  ['one id, two cards', 'csv', csv(([h, a, b, c]) => [h!, a!, a!.replace('7128,10', '7129,10'), b!, c!]), ['BF-04']],
  ['another sum', 'csv', csv().replace('30.00', '30.01'), ['BF-06']],
  ['another count', 'csv', csv().replace('总笔数,2', '总笔数,3'), ['BF-05']],
  ['cut in the middle of a line', 'csv', csv().slice(0, -30), ['BF-10', 'BF-02']],
  ['cut before the totals', 'csv', csv((l) => l.slice(0, 3)), ['BF-10']],
  ['cut inside a quoted field', 'csv', csv((l) => [...l.slice(0, 2), 'AX2,"李']), 'refused'],
  ['broken bytes', 'csv', Buffer.concat([Buffer.from(csv()), Buffer.from([0xff, 0x80, 0xff])]), 'refused'],
  ['a NUL', 'csv', csv().replace('李四', '李\0四'), 'refused'],
  ['Big5, where its bytes are no GB18030', 'csv', Buffer.from([0xa4, 0xa4, 0xff, 0xa4]), 'refused'],
  ['empty', 'csv', '', 'refused'],
  ['only a header', 'csv', rows[0]!, ['BF-09', 'BF-10']],
  ['a web page', 'csv', '<html><table><tr><td>业务编号</td></tr></table></html>', 'refused'],
  ['a PDF', 'csv', '%PDF-1.7', 'refused'],
  ['another delimiter than the profile\'s', 'text', csv(), 'refused'],
  ['100,000 lines', 'csv', many(100_000), 'refused'],
  ['100,000 lines, |!', 'text', many(100_000).replaceAll(',', '|!'), 'refused'],
  ['one line of a million fields', 'text', `业务编号${'|!x'.repeat(1_000_000)}`, 'refused'],
  ['a field of a million characters', 'csv', csv().replace('李四', '李'.repeat(1_000_000)), 'refused'],
  ['an amount of a thousand digits', 'csv', csv().replace('10.00', '1'.repeat(1_000)), ['BF-02', 'BF-05', 'BF-06']],
  ['sound pain.002', 'iso', pain, 4],
  ['payments in another order', 'iso', pain.replace(/(<TxInfAndSts>[^]*?<\/TxInfAndSts>)\s*(<TxInfAndSts>[^]*?<\/TxInfAndSts>)/u, '$2$1'), 4],
  ['a payment twice', 'iso', pain.replace(/<TxInfAndSts>[^]*?<\/TxInfAndSts>/u, '$&$&'), 4],
  ['a control sum that does not fit', 'iso', pain.replace('21740.10', '21740.11'), ['BF-06']],
  ['a sum per status that does not fit', 'iso', pain.replace('10870.05', '10870.06'), ['BF-06']],
  ['cut off', 'iso', pain.slice(0, 2_000), 'refused'],
  ['a DTD', 'iso', withDtd(pain, '<!DOCTYPE Document SYSTEM "file:///etc/passwd">'), 'refused'],
  ['a billion laughs', 'iso', withDtd(pain, entities).replace('䶮志强', '&b;'), 'refused'],
  ['an entity of nobody', 'iso', pain.replace('䶮志强', '&xxe;'), 'refused'],
  ['a parameter entity', 'iso', withDtd(pain, '<!DOCTYPE d [<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]>'), 'refused'],
  ['UTF-16', 'iso', utf16(pain), 'refused'],
  ['said to be UTF-7', 'iso', pain.replace('UTF-8', 'UTF-7'), 'refused'],
  ['said to be UTF-8, in GB18030', 'iso', encodeGb18030(pain), 'refused'],
  ['another message', 'iso', camt, 'refused'],
  ['another namespace', 'iso', pain.replace('urn:iso:std:iso:20022', 'urn:example'), 'refused'],
  ['two documents', 'iso', pain + pain.replace(/<\?.*?\?>/u, ''), 'refused'],
  ['100,000 payments', 'iso', pain.replace(/<TxInfAndSts>[^]*?<\/TxInfAndSts>/u, (m) => m.replace(/\s+/gu, '').repeat(100_000)), 'refused'],
  ['nested beyond reason', 'iso', pain.replace('<GrpSts>', `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}<GrpSts>`), 'refused'],
];

const statements: readonly (readonly [string, keyof typeof profiles, string | Buffer, Fate])[] = [
  ['sound camt.053', 'iso', camt, 6],
  ['cut off', 'iso', camt.slice(0, 3_000), 'refused'],
  ['a DTD', 'iso', withDtd(camt, '<!DOCTYPE x>'), 'refused'],
  ['two statements', 'iso', camt.replace(/<Stmt>[^]*<\/Stmt>/u, '$&$&'), 'refused'],
  ['pain.002 for a statement', 'iso', pain, 'refused'],
  ['an entry twice', 'iso', camt.replace(/<Ntry>[^]*?<\/Ntry>/u, '$&$&'), ['BS-06', 'BS-09', 'BS-09', 'BS-09']],
  ['sound sheet', 'csv', sheet, 3],
  ['sheet cut off', 'csv', sheet.subarray(0, 355), ['BS-03']],
  ['sheet in broken bytes', 'csv', Buffer.concat([sheet, Buffer.from([0xff])]), 'refused'],
  ['100,000 movements', 'csv', `交易日期,借方,贷方\n${'2026-11-24,1.00,\n'.repeat(100_000)}`, 'refused'],
];

async function fate(read: Promise<ReturnFile | StatementFile>): Promise<Fate> {
  try {
    const file = await read;
    const errors = file.problems.filter((p) => p.severity === 'error').map((p) => p.code);
    return errors.length > 0 ? errors : file.lines.length;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'file-refused') return 'refused';
    throw error;
  }
}

describe('bank files that are not what they seem: each read exactly, or refused, and soon', () => {
  type Reader = (profile: BankProfile, bytes: Uint8Array) => Promise<ReturnFile | StatementFile>;
  for (const [kind, cases, reader] of [['answer', answers, readReturnFile], ['statement', statements, readStatementFile]] as readonly (readonly [string, typeof answers, Reader])[]) {
    for (const [name, profile, content, expected] of cases) {
      it(`${kind}: ${name}: ${typeof expected === 'number' ? `${expected} lines` : expected}`, async () => {
        const started = performance.now();
        expect(await fate(reader(profiles[profile], Buffer.from(content)))).to.deep.equal(expected);
        expect(performance.now() - started).to.be.below(5_000);
      });
    }
  }

  it('20,000 payments of one answer are read in a process of their own, whole', async () => {
    const n = 20_000;
    const file = await readInChild('bankReturn', Buffer.from(many(n)), { profile: profiles.csv });
    expect(file).to.include({ count: n, sumFen: BigInt(n) * 100n });
    expect(file.problems).to.deep.equal([]);
  });
});
