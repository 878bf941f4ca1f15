import { choosableParties } from '../../domain/parties/index.js';
import {
  approveProfile,
  definitionToTry,
  draftProfile,
  dropSample,
  getBankProfile,
  getSample,
  keepSample,
  keptSamples,
  listBankProfiles,
  parseBankProfile,
  proposedDefinition,
  proposeProfile,
  rejectProfile,
  sampleCheck,
  trySample,
  type BankProfileDetail,
  type KeptSample,
  type SampleCheck,
} from '../../domain/policy/index.js';
import { previewPaymentFile } from '../../formats/bank-payment-preview.js';
import type { BankProfile } from '../../formats/bank-profiles.js';
import { answerReading, maskedCell, refusedReading, statementReading, type BankReading } from '../../formats/bank-reading.js';
import { readInChild } from '../../formats/spreadsheet/child.js';
import { id, oneOf, paragraph, shape, text } from '../../platform/parse.js';
import { Refusal } from '../../values/refusal.js';
import type { Role } from '../../values/role.js';
import { BankProfilePage } from '../../views/pages/admin/bank-profile.js';
import { BankProfilesPage } from '../../views/pages/admin/bank-profiles.js';
import { BankSamplePage } from '../../views/pages/admin/bank-sample.js';
import { command, file, page, resource, type Definition } from '../define.js';
import { paths } from '../paths.js';

const overseers: readonly Role[] = ['admin', 'supervisor'];
const ofProfile = shape({ profileId: text('银行文件格式', { max: 40 }) });
const ofChange = shape({ profileId: text('银行文件格式', { max: 40 }), changeId: id('修改') });
const ofSample = shape({ sampleId: id('样本') });
const mostRows = 500;

const formWords: Readonly<Record<string, string>> = { xlsx: 'Excel', 'pain.001': 'ISO 20022 报文', 'pain.002': 'ISO 20022 报文', camt: 'ISO 20022 报文' };

function formsOf({ payment, answer, statement }: BankProfile): { payment: string; answer: string; statement: string } {
  const sheet = (form: BankProfile['answer']['form'] | BankProfile['statement']['form']): string => (form.kind === 'sheet' ? `Excel 或文本（以“${form.delimiter}”分隔）` : formWords[form.kind]!);
  const { form } = payment;
  return { payment: form.kind === 'delimited' ? `文本（以“${form.delimiter}”分隔，${form.encoding === 'gb18030' ? 'GB18030' : 'UTF-8'}）` : formWords[form.kind]!, answer: sheet(answer.form), statement: sheet(statement.form) };
}

/** A definition for people: its parts in their order, lists of words on one line. */
function written({ payment, answer, statement }: BankProfile): string {
  return JSON.stringify({ payment, answer, statement }, null, 2).replace(/\[\s+((?:"[^"]*",?\s+)+)\]/gu, (_all, words: string) => `[${words.trim().replace(/,\s+/gu, ', ')}]`);
}

const listPage = page({
  path: paths.bankProfiles,
  audience: overseers,
  summary: '银行文件格式',
  load: listBankProfiles,
  view: (rows, ctx) => (
    <BankProfilesPage
      shell={ctx.desk('bank-profiles')}
      csrf={ctx.csrf}
      form={ctx.formFor('bank-profile.draft')}
      action={paths.bankProfiles}
      from={rows.map((r) => ({ value: r.id, label: r.name }))}
      rows={rows.map(({ definition, ...row }) => ({ ...row, forms: Object.values(formsOf(definition)).join('；') }))}
      href={paths.bankProfile}
    />
  ),
});

const list = resource({ path: paths.bankProfiles, audience: overseers, summary: '银行文件格式', load: listBankProfiles });

const draft = command({
  id: 'bank-profile.draft',
  path: paths.bankProfiles,
  audience: overseers,
  summary: '新建银行文件格式',
  body: shape({ id: text('标识', { max: 40 }), name: text('名称', { max: 60 }), from: text('复制自', { max: 40 }) }),
  status: 201,
  run: (work, { body }) => draftProfile(work, body),
  page: { form: listPage, done: ({ profileId }) => paths.bankProfile(profileId), flash: () => '草稿已建立，请提出修改并由另一人复核' },
});

const detailPage = page({
  path: paths.bankProfile(),
  audience: overseers,
  summary: '一种银行文件格式',
  params: ofProfile,
  load: async (work, { params }) => {
    const profile = await getBankProfile(work, params.profileId);
    return { profile, preview: await previewPaymentFile(profile.definition), banks: await choosableParties(work, ['bank']) };
  },
  view: ({ profile, preview, banks }, ctx) => {
    const { definition } = profile;
    const waiting = profile.changes.find((c) => !c.decision);
    return (
      <BankProfilePage
        shell={ctx.desk('bank-profiles')}
        csrf={ctx.csrf}
        listHref={paths.bankProfiles}
        profile={{ ...profile, ...formsOf(definition), mostLines: definition.payment.mostLines }}
        preview={{ href: paths.bankProfilePreview(profile.id), name: preview.file.fileName, text: preview.text }}
        propose={{
          action: paths.bankProfileChanges(profile.id),
          form: ctx.formFor('bank-profile.propose', { name: profile.name, bankId: profile.bankId ?? '', state: profile.state === 'retired' ? 'retired' : 'active', definition: written(definition) }),
          banks: banks.map((b) => ({ value: b.id, label: b.name })),
        }}
        tries={{ action: paths.bankProfileSamples(profile.id), form: ctx.formFor('bank-profile.try'), proposed: waiting !== undefined }}
        changes={profile.changes.map((c) => ({ ...c, differences: changesOf(c, profile) }))}
        decision={ctx.formFor('bank-profile.approve')}
        samples={profile.tried}
        approveAction={(changeId) => paths.bankProfileApprove(profile.id, changeId)}
        rejectAction={(changeId) => paths.bankProfileReject(profile.id, changeId)}
        sampleHref={paths.bankSample}
      />
    );
  },
});

/** What a change makes different from what holds now; of one that was decided only its name can be told. */
function changesOf(change: BankProfileDetail['changes'][number], profile: BankProfileDetail): string[] {
  if (change.decision) return [change.state === 'retired' ? `停用“${change.name}”` : `“${change.name}”，${change.bank ?? '通用'}`];
  const found = [
    ...(change.name === profile.name ? [] : [`名称：${profile.name} → ${change.name}`]),
    ...(change.bank === profile.bank ? [] : [`适用：${profile.bank ?? '通用'} → ${change.bank ?? '通用'}`]),
    ...(change.state === profile.state ? [] : [change.state === 'retired' ? '停用' : '启用']),
    ...definitionChanges(profile.definition, change.definition, ''),
  ];
  return found.length > 0 ? found : ['内容不变'];
}

function definitionChanges(before: unknown, after: unknown, place: string): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const isRecord = (v: unknown): v is Readonly<Record<string, unknown>> => typeof v === 'object' && v !== null && !Array.isArray(v);
  if (isRecord(before) && isRecord(after)) return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => definitionChanges(before[key], after[key], place === '' ? key : `${place}.${key}`));
  const said = (v: unknown): string => (v === undefined ? '没有' : JSON.stringify(v).slice(0, 200));
  if (Array.isArray(before) && Array.isArray(after)) {
    const [was, is] = [before, after].map((list) => list.map((v) => JSON.stringify(v)));
    const [gone, added] = [was!.filter((v) => !is!.includes(v)), is!.filter((v) => !was!.includes(v))];
    return [`${place}：${[...gone.map((v) => `去掉 ${v}`), ...added.map((v) => `增加 ${v}`)].join('，').slice(0, 300) || '次序改变'}`];
  }
  return [`${place}：${said(before)} → ${said(after)}`];
}

const detail = resource({ path: paths.bankProfile(), audience: overseers, summary: '一种银行文件格式', params: ofProfile, load: (work, { params }) => getBankProfile(work, params.profileId) });

const preview = file({
  path: paths.bankProfilePreview(),
  audience: overseers,
  summary: '付款文件样张',
  params: ofProfile,
  load: async (work, { params }) => {
    const { file: made } = await previewPaymentFile((await getBankProfile(work, params.profileId)).definition);
    return { name: made.fileName, mediaType: made.contentType, bytes: () => made.bytes };
  },
});

/** A bank's file as a profile reads it, in a process of its own. */
async function readingOf(kind: 'answer' | 'statement', bytes: Uint8Array, profile: BankProfile): Promise<BankReading> {
  try {
    return kind === 'answer' ? answerReading(await readInChild('bankReturn', bytes, { profile })) : statementReading(await readInChild('bankStatement', bytes, { profile }));
  } catch (error) {
    if (error instanceof Refusal) return refusedReading(error);
    throw error;
  }
}

/** How the kept samples read by another definition. */
async function recheck(samples: readonly KeptSample[], definition: BankProfile): Promise<SampleCheck[]> {
  return Promise.all(samples.map(async (s) => sampleCheck(s, await readingOf(s.kind, s.file.bytes, definition))));
}

const back = { form: detailPage, done: (_result: unknown, { params }: { readonly params: { readonly profileId: string } }) => paths.bankProfile(params.profileId) };

const propose = command({
  id: 'bank-profile.propose',
  path: paths.bankProfileChanges(),
  audience: overseers,
  summary: '提出银行文件格式修改',
  params: ofProfile,
  body: shape({ name: text('名称', { max: 60 }), bankId: id('适用银行').optional(), state: oneOf('复核后', ['active', 'retired'] as const), definition: paragraph('格式定义', { max: 40_000 }), reason: paragraph('修改理由', { max: 500 }) }),
  status: 201,
  prepare: async ({ params, body }, ask) => {
    const definition = parseBankProfile(body.definition);
    return { definition, checked: await recheck(await ask((work) => keptSamples(work, params.profileId)), definition) };
  },
  run: (work, { params, body, prepared: { definition, checked } }) => proposeProfile(work, params.profileId, { ...body, definition }, checked),
  page: { ...back, flash: () => '已提出，等待另一人复核' },
});

const approve = command({
  id: 'bank-profile.approve',
  path: paths.bankProfileApprove(),
  audience: overseers,
  summary: '复核银行文件格式修改',
  params: ofChange,
  prepare: async ({ params }, ask) => {
    const { definition, samples } = await ask(async (work) => {
      const change = await proposedDefinition(work, params.changeId);
      return { ...change, samples: await keptSamples(work, change.profileId) };
    });
    return recheck(samples, definition);
  },
  run: (work, { params, prepared }) => approveProfile(work, params.changeId, prepared),
  page: { form: detailPage, done: ({ profileId }) => paths.bankProfile(profileId), flash: () => '修改已生效' },
});

const reject = command({
  id: 'bank-profile.reject',
  path: paths.bankProfileReject(),
  audience: overseers,
  summary: '不采用银行文件格式修改',
  params: ofChange,
  run: (work, { params }) => rejectProfile(work, params.changeId),
  page: { form: detailPage, done: ({ profileId }) => paths.bankProfile(profileId), flash: () => '没有采用这项修改' },
});

const tryFile = command({
  id: 'bank-profile.try',
  path: paths.bankProfileSamples(),
  audience: overseers,
  summary: '试读银行文件',
  params: ofProfile,
  body: shape({ kind: oneOf('文件种类', ['answer', 'statement'] as const), by: oneOf('按哪个定义', ['current', 'proposed'] as const).or('current') }),
  files: ['file'],
  status: 201,
  prepare: async ({ params, body, files }, ask) => {
    const { definition, changeId } = await ask((work) => definitionToTry(work, params.profileId, body.by === 'proposed'));
    return { changeId, reading: await readingOf(body.kind, files['file']!.bytes, definition) };
  },
  run: (work, { params, body, files, prepared }) => trySample(work, { profileId: params.profileId, kind: body.kind, file: files['file']!, ...prepared }),
  page: { form: detailPage, done: ({ sampleId }) => paths.bankSample(sampleId) },
});

const samplePage = page({
  path: paths.bankSample(),
  audience: overseers,
  summary: '试读的银行文件',
  params: ofSample,
  load: (work, { params }) => getSample(work, params.sampleId),
  view: ({ reading, ...sample }, ctx) => (
    <BankSamplePage
      shell={ctx.desk('bank-profiles')}
      csrf={ctx.csrf}
      listHref={paths.bankProfiles}
      profileHref={paths.bankProfile(sample.profileId)}
      sample={{ ...sample, ...reading, rows: reading.rows.slice(0, mostRows).map((r) => r.map((value, i) => maskedCell(reading.columns[i]!, value))), total: reading.rows.length }}
      keepAction={paths.bankSampleKeep(sample.id)}
      drop={{ action: paths.bankSampleDrop(sample.id), form: ctx.formFor('bank-profile.drop-sample') }}
    />
  ),
});

const keep = command({
  id: 'bank-profile.keep-sample',
  path: paths.bankSampleKeep(),
  audience: overseers,
  summary: '留作银行文件样本',
  params: ofSample,
  run: (work, { params }) => keepSample(work, params.sampleId),
  page: { form: samplePage, done: (_result, { params }) => paths.bankSample(params.sampleId), flash: () => '已留作样本，以后每次修改都会重读' },
});

const drop = command({
  id: 'bank-profile.drop-sample',
  path: paths.bankSampleDrop(),
  audience: overseers,
  summary: '剔除银行文件样本',
  params: ofSample,
  body: shape({ reason: paragraph('剔除理由', { min: 2, max: 300 }) }),
  run: (work, { params, body }) => dropSample(work, params.sampleId, body.reason),
  page: { form: samplePage, done: ({ profileId }) => paths.bankProfile(profileId), flash: () => '样本已剔除' },
});

export const bankProfileRoutes: readonly Definition[] = [listPage, list, draft, detailPage, detail, preview, propose, approve, reject, tryFile, samplePage, keep, drop];
