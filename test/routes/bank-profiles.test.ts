import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { chosenProfile, listProfileChoices, parseBankProfile } from '../../src/domain/policy/index.js';
import { builtInProfiles, type BankProfile } from '../../src/formats/bank-profiles.js';
import { paths } from '../../src/routes/paths.js';
import { Invalid } from '../../src/values/refusal.js';
import { openWorld, type Browser, type World } from '../support/world.js';

const base: BankProfile = builtInProfiles['general-csv'].profile;
const json = (profile: unknown): string => JSON.stringify(profile);

describe('a bank profile as it is typed', () => {
  const mistakes = (text: string): string[] => {
    try {
      parseBankProfile(text);
      return [];
    } catch (error) {
      if (error instanceof Invalid) return error.issues.map((i) => i.message.split('：')[0]!);
      throw error;
    }
  };

  it('is read back as it was, for every built-in one', () => {
    for (const { profile } of Object.values(builtInProfiles)) expect(parseBankProfile(json(profile))).to.deep.equal(profile);
  });

  const cases: readonly (readonly [string, string, string[]])[] = [
    ['no JSON', '{', ['不是正确的 JSON']],
    ['no object', '[]', ['格式定义应是一个 JSON 对象']],
    ['nothing in it: every part at once', '{}', ['payment', 'answer', 'statement']],
    ['an unknown key', json({ ...base, extra: 1 }), ['extra']],
    ['too many lines, no such column, a delimiter missing: all at once', json({ ...base, payment: { ...base.payment, mostLines: 5_001, columns: [{ header: '甲', holds: 'x' }] } }), ['payment.columns.0.holds', 'payment.mostLines']],
    ['no delimiter and no card', json({ ...base, payment: { ...base.payment, form: { kind: 'delimited', encoding: 'utf-8', extension: 'csv' }, columns: base.payment.columns.filter((c) => c.holds !== 'card') } }), ['payment.form.delimiter', 'payment.columns']],
    ['a word of two meanings', json({ ...base, answer: { ...base.answer, pending: ['成功'] } }), ['answer.statuses']],
    ['no word of success', json({ ...base, answer: { ...base.answer, statuses: { ...base.answer.statuses, PAID: [] } } }), ['answer.statuses.PAID']],
    ['a code that is none', json({ ...base, answer: { ...base.answer, reasons: [{ code: 'XX', any: [] }] } }), ['answer.reasons.0.code', 'answer.reasons.0.any']],
    ['a statement without its amounts', json({ ...base, statement: { ...base.statement, columns: { ...base.statement.columns, out: [], direction: [] } } }), ['statement.columns']],
  ];
  for (const [name, text, expected] of cases) {
    it(`${name}: ${expected.join(', ')}`, () => {
      expect(mistakes(text)).to.deep.equal(expected);
    });
  }
});

describe('bank profiles', () => {
  let world: World;
  let admin: Browser;
  let supervisor: Browser;
  const id = 'danzhou-rural';
  const sheet = readFileSync('test/samples/bank/statement-debit-credit.gb18030.csv');
  const propose = (who: Browser, definition: BankProfile, bankId = ''): ReturnType<Browser['post']> => who.post(paths.bankProfileChanges(id), { name: '农商行格式', bankId, state: 'active', definition: json(definition), reason: '银行改了列名' });
  const waiting = async (): Promise<string> => (await world.dataSource.query<[{ id: string }]>('SELECT id FROM bank_profile_change WHERE decision IS NULL'))[0].id;
  const tryIt = async (): Promise<string> => (await admin.multipart(paths.bankProfileSamples(id), { kind: 'statement' }, { field: 'file', name: '流水.csv', bytes: sheet }).expect(303)).headers['location']!;

  before(async () => {
    world = await openWorld();
    [admin, supervisor] = [await world.browser('admin'), await world.browser('supervisor')];
  });
  after(() => world.close());

  it('a draft is nobody\'s choice; what one proposes, another puts in force; a bank sees its own and the general ones', async () => {
    await admin.post(paths.bankProfiles, { id, name: '农商行格式', from: 'general-csv' }).expect(303);
    await admin.post(paths.bankProfiles, { id, name: '另一个', from: 'general-csv' }).expect(422).expect(/这个标识已经使用/u);
    const choices = (bankId: string): Promise<string[]> => world.as('system', async (work) => (await listProfileChoices(work, { bankId })).map((c) => c.id));
    expect(await choices(world.parties.bank)).to.have.members(Object.keys(builtInProfiles));
    await propose(admin, base, world.parties.bank2).expect(303);
    await propose(supervisor, base).expect(409).expect(/已有一项修改等待复核/u);
    await admin.post(paths.bankProfileApprove(id, await waiting())).expect(403).expect(/两个人/u);
    await supervisor.post(paths.bankProfileApprove(id, await waiting())).expect(303);
    expect((await choices(world.parties.bank2))[0]).to.equal(id);
    expect(await choices(world.parties.bank)).to.not.include(id);
    const refused = await world.as('system', (work) => chosenProfile(work, id, { bankId: world.parties.bank })).catch((e: unknown) => e);
    expect(refused).to.be.instanceOf(Invalid);
  });

  it('a tried file shows every line; a kept one binds every change; dropped with a reason, it does no longer', async () => {
    const at = await tryIt();
    await admin.get(at).expect(200).expect(/代发工资 R-20261123-01-1/u).expect(/没有问题/u).expect((res) => expect(res.text).to.not.include('6228484281703387128').and.not.include('李𬭎'));
    await admin.post(`${at}/keep`).expect(303);
    const other: BankProfile = { ...base, statement: { ...base.statement, columns: { ...base.statement.columns, counterparty: ['单位'] }, returned: [] } };
    const told = await propose(admin, other).expect(422);
    expect(told.text).to.include('样本“流水.csv”读法改变：第 4 行“对方”：原为“李*”，现为没有').and.include('第 4 行“性质”：原为“退票 AC04 退汇 账户已销户”，现为没有');
    await admin.post(`${at}/drop`, { reason: '' }).expect(422);
    await admin.post(`${at}/drop`, { reason: '银行不再提供对方户名' }).expect(303);
    await propose(admin, other).expect(303);
    await admin.get(paths.bankProfile(id)).expect(200).expect(/statement\.returned：去掉/u).expect(/银行不再提供对方户名/u);
  });

  it('a sample that is kept while a change waits is asked again before the change counts', async () => {
    await admin.post(`${await tryIt()}/keep`).expect(303);
    await supervisor.post(paths.bankProfileApprove(id, await waiting())).expect(422).expect(/这项修改不能生效/u).expect(/读法改变/u);
    await supervisor.post(paths.bankProfileReject(id, await waiting())).expect(303);
    const [row] = await world.dataSource.query<[{ version: number; definition: BankProfile }]>('SELECT version, definition FROM bank_profile WHERE id = $1', [id]);
    expect(row).to.deep.equal({ version: 1, definition: base });
  });

  it('a file that cannot be read says why, and its sample stays refused', async () => {
    const tried = await admin.multipart(paths.bankProfileSamples('iso20022'), { kind: 'answer' }, { field: 'file', name: '回盘.xml', bytes: Buffer.from('<!DOCTYPE x><x/>') }).expect(303);
    await admin.get(tried.headers['location']!).expect(200).expect(/整份拒收/u).expect(/DOCTYPE/u);
  });

  it('shows the payment file of made-up workers', async () => {
    await admin.get(paths.bankProfile('iso20022')).expect(200).expect(/&lt;CtgyPurp/u);
    await admin.get(paths.bankProfilePreview('rural-commercial-xlsx')).expect(200).expect('content-disposition', /SAMPLE-1\.xlsx/u);
  });
});
