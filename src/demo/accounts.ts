import { findWageAccount, payerAccount, seizeAccount } from '../domain/escrow/index.js';
import { recordDispute, startClosing, takeStatement } from '../domain/wage-accounts/index.js';
import { builtInProfiles } from '../formats/bank-profiles.js';
import { readStatementFile } from '../formats/bank-statement.js';
import { encodeGb18030 } from '../formats/spreadsheet/gb18030.js';
import { yuan, type Fen } from '../values/money.js';
import { addPeriods, firstDay, lastDay, periodOf } from '../values/period.js';
import { addDays, type PlainDate } from '../values/plain-date.js';
import { clerk } from './firms.js';
import { owners } from './plan.js';
import type { DemoProject } from './project-life.js';
import type { Stage } from './stage.js';

interface Movement {
  readonly on: PlainDate;
  readonly serial: string;
  readonly amountFen: Fen;
  readonly direction: 'in' | 'out';
  readonly counterparty: string;
  readonly account: string;
  readonly purpose: string;
  readonly batch: string;
}

/**
 * The bank's sheet of last month: what the clerk has recorded and paid, interest, and two lines that nobody expects — money from a firm that is
 * not the owner, and a payment to a dealer in building materials.
 */
export async function playStatement(stage: Stage, { plan, projectId }: DemoProject): Promise<void> {
  const period = addPeriods(periodOf(stage.today), -1);
  const [from, to] = [firstDay(period), lastDay(period)];
  const account = await stage.play(clerk.bank(plan.bank), to, (work) => payerAccount(work, projectId));
  const known = await stage.play('system', to, (work) =>
    work.db.query<{ on: PlainDate; serial: string; amountFen: Fen; direction: 'in' | 'out'; batch: string }[]>(
      `SELECT l.booked_on AS "on", l.line_key AS serial, l.amount_fen AS "amountFen", 'in' AS direction, '' AS batch FROM wage_account w JOIN statement_line l ON l.wage_account_id = w.id
        WHERE w.project_id = $1 AND l.booked_on BETWEEN $2 AND $3
       UNION ALL
       SELECT (b.made_at AT TIME ZONE 'Asia/Shanghai')::date, 'DF' || replace(b.number, '-', ''), b.control_fen, 'out', b.number FROM payment_batch b JOIN release r ON r.id = b.release_id
        WHERE r.project_id = $1 AND r.source = 'escrow' AND (b.made_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN $2 AND $3 ORDER BY 1, 2`,
      [projectId, from, to],
    ),
  );
  const [opening] = await stage.play('system', to, (work) =>
    work.db.query<[{ fen: Fen }]>(
      `SELECT coalesce(sum(e.amount_fen), 0)::bigint AS fen FROM ledger_account a JOIN entry e ON e.account_id = a.id JOIN journal j ON j.id = e.journal_id WHERE a.project_id = $1 AND a.kind = 'escrow' AND j.occurred_on < $2`,
      [projectId, from],
    ),
  );
  const unexpected: readonly Movement[] = [
    { on: addDays(from, 13), serial: 'JS0001', amountFen: 30_000_00n, direction: 'in', counterparty: '儋州恒达建材商行', account: '6001888800002222', purpose: '往来款', batch: '' },
    { on: addDays(from, 16), serial: 'ZZ0002', amountFen: 18_600_00n, direction: 'out', counterparty: '儋州恒达建材商行', account: '6001888800002222', purpose: '材料款', batch: '' },
    { on: addDays(from, 20), serial: 'LX0003', amountFen: 83_27n, direction: 'in', counterparty: '', account: '', purpose: '存款结息', batch: '' },
  ];
  const movements = [
    ...known.map((m): Movement => ({ ...m, counterparty: m.direction === 'in' ? owners[plan.owner]! : '代发工资', account: '', purpose: m.direction === 'in' ? '人工费用' : '代发工资' })),
    ...unexpected,
  ].toSorted((a, b) => (a.on < b.on ? -1 : 1));
  let balance = opening.fen;
  const rows = movements.map((m) => {
    balance += m.direction === 'in' ? m.amountFen : -m.amountFen;
    return [m.on, m.serial, m.direction === 'out' ? yuan(m.amountFen) : '', m.direction === 'in' ? yuan(m.amountFen) : '', yuan(balance), m.counterparty, m.account, m.purpose, m.batch];
  });
  const sheet = [
    ['账户流水'],
    [`账号：${account!.number}`, `${from} 至 ${to}`],
    [`期初余额：${yuan(opening.fen)}`, `期末余额：${yuan(balance)}`],
    ['交易日期', '交易流水号', '借方发生额', '贷方发生额', '账户余额', '对方户名', '对方账号', '摘要', '批次号'],
    ...rows,
  ];
  const bytes = Buffer.from(encodeGb18030(`${sheet.map((r) => r.join(',')).join('\r\n')}\r\n`));
  const reading = await readStatementFile(builtInProfiles['general-csv'].profile, bytes);
  await stage.play(clerk.bank(plan.bank), stage.today, (work) => takeStatement(work, projectId, { file: { name: `账户流水-${period}.csv`, mediaType: 'text/csv', bytes }, reading }), 9);
}

/** A court has frozen the account for a debt that has nothing to do with wages. */
export async function playSeizure(stage: Stage, { plan, projectId }: DemoProject): Promise<void> {
  const on = addDays(stage.today, -3);
  await stage.play(clerk.bank(plan.bank), on, (work) =>
    seizeAccount(work, projectId, { measure: 'frozen', organ: '海口市龙华区人民法院', documentNo: `（${on.slice(0, 4)}）琼0106执保418号`, seizedOn: on, amount: 500_000_00n, note: '材料买卖合同纠纷' }),
  );
}

/** A project that is done: the notice of closing runs, a suit still bars it. */
export async function playClosing(stage: Stage, { plan, projectId }: DemoProject): Promise<void> {
  const from = addDays(stage.today, -10);
  const account = await stage.play('jiancha', from, (work) => findWageAccount(work, projectId));
  if (!account) return;
  await stage.play(clerk.contractor(plan.contractor), from, (work) => startClosing(work, projectId, { cause: 'completed', noticeFrom: from, boardPlace: '项目部大门维权信息告示牌' }));
  await stage.play('jiancha', addDays(from, 4), (work) => recordDispute(work, projectId, { kind: 'suit', body: '儋州市人民法院', number: `（${from.slice(0, 4)}）琼9003民初2716号`, filedOn: addDays(from, 3) }));
}
