import { formatYuan } from '../../values/money.js';
import { maskName } from '../../values/mask.js';
import { formatPeriod } from '../../values/period.js';
import type { PlainDate } from '../../values/plain-date.js';
import type { AccountOnRecord, DrawOnRecord, Instrument, MonthOnRecord, ProjectFacts, SheetOnRecord } from './facts.js';
import type { EvidenceRow } from './rule.js';

const formWords: Readonly<Record<Instrument['form'], string>> = { cash: '现金', 'bank-guarantee': '银行保函', 'surety-guarantee': '担保公司保函', insurance: '保证保险' };
const sheetWords: Readonly<Record<SheetOnRecord['state'], string>> = {
  submitted: '待总包审核',
  returned: '已退回',
  approved: '已审核待支付',
  releasing: '支付办理中',
  'part-paid': '部分支付',
  paid: '已支付',
  superseded: '已被替代',
};

export const instrumentName = (i: Instrument): string => `${formWords[i.form]}（${i.issuer}，${i.number}）`;

export const contractRow = (p: ProjectFacts): EvidenceRow => ({
  of: 'project',
  id: p.id,
  what: '施工合同与许可',
  facts: [
    ['合同签订', p.contractSignedOn],
    ['施工许可证发证', p.permitIssuedOn ?? '无'],
    ['计划完工', p.plannedFinishOn],
  ],
});

export const accountRow = (a: AccountOnRecord): EvidenceRow => ({
  of: 'wage-account',
  id: a.id,
  what: `工资专户（${a.bank}，尾号 ${a.numberLast4}）`,
  facts: [
    ['开户日期', a.openedOn],
    ['备案日期', a.filedOn ?? '没有登记'],
  ],
});

export const instrumentRow = (i: Instrument): EvidenceRow => ({
  of: 'deposit-instrument',
  id: i.id,
  what: instrumentName(i),
  facts: [
    ['金额', `${formatYuan(i.amountFen)} 元`],
    ['收到', i.receivedOn],
    ['有效期至', i.validTo ?? '长期'],
  ],
});

export const drawRow = (depositId: string, d: DrawOnRecord): EvidenceRow => ({
  of: 'deposit',
  id: depositId,
  what: '动用保证金',
  facts: [
    ['金额', `${formatYuan(d.amountFen)} 元`],
    ['通知银行', d.notifiedOn],
    ['支付期限', d.bankDueOn],
    ['支付完毕', d.paidOn ?? '没有'],
    ...(d.paidOn ? ([['补足期限', d.topUpDueOn ?? '—'], ['补足', d.toppedUpOn ?? '没有']] as const) : []),
  ],
});

export const monthRow = (p: ProjectFacts, m: MonthOnRecord): EvidenceRow => ({
  of: 'project-month',
  id: p.id,
  what: `${formatPeriod(m.period)}考勤与支付`,
  facts: [
    ['出勤', m.attendanceDays > 0 ? `${m.attendingWorkers} 人` : '未报'],
    ['工资表', m.sheets > 0 ? `${m.sheets} 份，已审核 ${m.approvedSheets} 份` : '无'],
    ['应发', `${formatYuan(m.payableFen)} 元`],
    ['已发', `${formatYuan(m.paidFen)} 元（${m.paidLines} 人次）`],
    ...(m.returnedLines > 0 ? ([['退票', `${m.returnedLines} 笔`]] as const) : []),
  ],
});

export const sheetRow = (s: SheetOnRecord): EvidenceRow => ({
  of: 'payroll-sheet',
  id: s.id,
  what: `${s.party}${formatPeriod(s.period)}工资表${s.cycle > 1 ? `（第 ${s.cycle} 期）` : ''}`,
  facts: [
    ['状态', sheetWords[s.state]],
    ['人数', `${s.lines} 人`],
    ['实发合计', `${formatYuan(s.netFen)} 元`],
    ['应付日', s.payOn],
  ],
});

/** A worker as evidence names one: family name and the end of the ID number; the rest is asked for, with a purpose. */
export const workerRow = (w: { readonly workerId: string; readonly name: string; readonly idLast4: string }, facts: EvidenceRow['facts']): EvidenceRow => ({
  of: 'worker',
  id: w.workerId,
  what: `${maskName(w.name)}（身份证尾号 ${w.idLast4}）`,
  facts,
});

export const attended = (from: PlainDate, to: PlainDate): string => (from === to ? from : `${from} 至 ${to}`);
