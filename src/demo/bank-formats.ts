import { approveProfile, draftProfile, getBankProfile, keepSample, proposeProfile, sampleCheck, keptSamples, trySample } from '../domain/policy/index.js';
import type { BankProfile } from '../formats/bank-profiles.js';
import { statementReading } from '../formats/bank-reading.js';
import { readStatementFile } from '../formats/bank-statement.js';
import type { PlainDate } from '../values/plain-date.js';
import type { Stage } from './stage.js';

const profileId = 'danzhou-rural';

/** What the bank's IT person sent as an example of a statement. */
const statement = [
  '记账日期|!银行流水号|!借方发生额|!贷方发生额|!账户余额|!对方户名|!对方账号|!附言',
  '2026-08-03|!N2608030117|!|!800000.00|!800000.00|!儋州示例开发有限公司|!46050188880000001234|!7月人工费用',
  '2026-08-15|!N2608150032|!705320.50|!|!94679.50|!代发工资|!|!批量代发 130 笔',
  '2026-08-16|!N2608160008|!|!5400.00|!100079.50|!李某|!6228480000000000011|!退汇 户名不符',
].join('\n');

/** A bank with a format of its own: approved, with a kept sample, and a further change that waits for the second person. */
export async function ownFormat(stage: Stage, bankId: string, on: PlainDate): Promise<void> {
  const common = { name: '儋州农商银行网银格式（TXT）', bankId, state: 'active' as const };
  const definition = await stage.play('guanli', on, async (work) => {
    await draftProfile(work, { id: profileId, name: common.name, from: 'general-text' });
    return (await getBankProfile(work, profileId)).definition;
  });
  const first: BankProfile = { ...definition, payment: { ...definition.payment, longestPurpose: 20 } };
  const { changeId } = await stage.play('guanli', on, (work) => proposeProfile(work, profileId, { ...common, definition: first, reason: '按银行《代发业务接口说明》，附言最多 20 个字' }, []));
  await stage.play('fuze', on, (work) => approveProfile(work, changeId, []));
  const bytes = Buffer.from(statement);
  const reading = statementReading(await readStatementFile(first, bytes));
  await stage.play('guanli', on, async (work) => {
    const { sampleId } = await trySample(work, { profileId, changeId: undefined, kind: 'statement', file: { name: '账户流水样例.txt', mediaType: 'text/plain', bytes }, reading });
    await keepSample(work, sampleId);
  });
  const next: BankProfile = { ...first, answer: { ...first.answer, statuses: { ...first.answer.statuses, RETURNED: [...first.answer.statuses.RETURNED, '代发退款'] } } };
  await stage.play('guanli', on, async (work) => {
    const [sample] = await keptSamples(work, profileId);
    await proposeProfile(work, profileId, { ...common, definition: next, reason: '银行 8 月起用“代发退款”表示退票' }, [sampleCheck(sample!, statementReading(await readStatementFile(next, bytes)))]);
  });
}
