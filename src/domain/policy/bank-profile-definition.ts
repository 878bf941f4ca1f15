import { answerColumns, mostPaymentLines, paymentColumns, statementColumns, type BankProfile } from '../../formats/bank-profiles.js';
import { integer, list, oneOf, parse, record, shape, text, type Atom } from '../../platform/parse.js';
import { Invalid, type Issue } from '../../values/refusal.js';

const word = text('词', { max: 40 });
const words = (label: string): Atom<string[]> => list(label, word, { min: 0, max: 80 });
const delimiter = text('分隔符', { max: 4 }).optional();
const columnWords = <K extends string>(names: readonly K[]): Atom<Record<K, string[]>> =>
  record('列名', shape(Object.fromEntries(names.map((n) => [n, words(n)])) as Record<K, Atom<string[]>>)) as unknown as Atom<Record<K, string[]>>;

const definition = shape({
  payment: record(
    '付款文件',
    shape({
      form: record('形式', shape({ kind: oneOf('形式', ['delimited', 'xlsx', 'pain.001'] as const), delimiter, encoding: oneOf('编码', ['gb18030', 'utf-8'] as const).optional(), extension: oneOf('扩展名', ['csv', 'txt'] as const).optional() })),
      columns: list('列', record('列', shape({ header: text('列名', { max: 40 }), holds: oneOf('内容', paymentColumns) })), { min: 0, max: 20 }),
      mostLines: integer('每份笔数上限', 1, mostPaymentLines),
      longestPurpose: integer('用途字数上限', 1, 140),
    }),
  ),
  answer: record(
    '回盘文件',
    shape({
      form: record('形式', shape({ kind: oneOf('形式', ['sheet', 'pain.002'] as const), delimiter })),
      columns: columnWords(answerColumns),
      statuses: record('处理结果的词', shape({ PAID: words('PAID'), REJECTED: words('REJECTED'), RETURNED: words('RETURNED') })),
      pending: words('未决的词'),
      reasons: list('原因', record('原因', shape({ code: text('原因代码', { max: 4 }), any: words('any'), and: words('and').optional() })), { min: 0, max: 60 }),
    }),
  ),
  statement: record(
    '流水文件',
    shape({
      form: record('形式', shape({ kind: oneOf('形式', ['sheet', 'camt'] as const), delimiter })),
      columns: columnWords(statementColumns),
      incoming: words('收入的词'),
      outgoing: words('支出的词'),
      returned: words('退票的词'),
      reversed: words('冲正的词'),
    }),
  ),
});

const plain = (t: string): string => t.replace(/\s+/gu, '').toUpperCase();

/**
 * A profile as a bank's IT person types it, in JSON, checked and with its words as the readers compare them.
 * @throws Invalid with every mistake at once, all of them at `definition`, each naming its place in the JSON
 */
export function parseBankProfile(json: string): BankProfile {
  const refuse = (issues: readonly Issue[]): never => {
    throw new Invalid(issues.map(({ path, message }) => ({ path: 'definition', message: path === '' ? message : `${path}：${message}` })));
  };
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return refuse([{ path: '', message: `不是正确的 JSON：${error instanceof Error ? error.message.slice(0, 120) : ''}` }]);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse([{ path: '', message: '格式定义应是一个 JSON 对象' }]);
  let read: ReturnType<typeof readShape>;
  try {
    read = readShape(value);
  } catch (error) {
    if (error instanceof Invalid) return refuse(error.issues);
    throw error;
  }
  const { answer } = read;
  const profile = { ...read, answer: { ...answer, statuses: { PAID: answer.statuses.PAID.map(plain), REJECTED: answer.statuses.REJECTED.map(plain), RETURNED: answer.statuses.RETURNED.map(plain) }, pending: answer.pending.map(plain) } } as BankProfile;
  const issues = contradictions(profile);
  return issues.length > 0 ? refuse(issues) : profile;
}

const readShape = (value: unknown) => parse(definition, value);

/** What the shape cannot say: forms that lack a part, columns that are missing or doubled, a word with two meanings. */
function contradictions({ payment, answer, statement }: BankProfile): Issue[] {
  const issues: Issue[] = [];
  const wrong = (path: string, message: string): void => void issues.push({ path, message });
  const { form } = payment;
  if (form.kind === 'delimited') {
    if (!form.delimiter) wrong('payment.form.delimiter', '请填写分隔符');
    if (!form.encoding) wrong('payment.form.encoding', '请填写编码');
    if (!form.extension) wrong('payment.form.extension', '请填写扩展名');
  }
  const holds = payment.columns.map((c) => c.holds);
  const headers = payment.columns.map((c) => c.header);
  if (form.kind !== 'pain.001') for (const needed of ['endToEndId', 'payeeName', 'card', 'amount'] as const) if (!holds.includes(needed)) wrong('payment.columns', `缺少 ${needed} 列`);
  if (new Set(holds).size < holds.length || new Set(headers).size < headers.length) wrong('payment.columns', '同一内容或同一列名出现了两次');
  if (answer.form.kind === 'sheet') {
    if (!answer.form.delimiter) wrong('answer.form.delimiter', '请填写分隔符');
    for (const needed of ['endToEndId', 'amount', 'status'] as const) if (answer.columns[needed].length === 0) wrong(`answer.columns.${needed}`, '至少写一个列名');
  }
  const { PAID, REJECTED, RETURNED } = answer.statuses;
  if (PAID.length === 0) wrong('answer.statuses.PAID', '至少写一个词');
  if (REJECTED.length === 0) wrong('answer.statuses.REJECTED', '至少写一个词');
  const all = [...PAID, ...REJECTED, ...RETURNED, ...answer.pending];
  const twice = all.find((w, i) => all.indexOf(w) !== i);
  if (twice !== undefined) wrong('answer.statuses', `“${twice}”有两个意思`);
  for (const [i, reason] of answer.reasons.entries()) {
    if (!/^[A-Z]{2}\d{2}$/u.test(reason.code)) wrong(`answer.reasons.${i}.code`, '原因代码应如 AC01');
    if (reason.any.length === 0) wrong(`answer.reasons.${i}.any`, '至少写一个词');
  }
  if (statement.form.kind === 'sheet') {
    const has = (name: keyof typeof statement.columns): boolean => statement.columns[name].length > 0;
    if (!statement.form.delimiter) wrong('statement.form.delimiter', '请填写分隔符');
    if (!has('date')) wrong('statement.columns.date', '至少写一个列名');
    if (!(has('out') && has('in')) && !(has('amount') && has('direction'))) wrong('statement.columns', '应有 out 和 in，或者 amount 和 direction');
    const both = statement.incoming.find((w) => statement.outgoing.includes(w));
    if (both !== undefined) wrong('statement.incoming', `“${both}”既是收入又是支出`);
  }
  return issues;
}
