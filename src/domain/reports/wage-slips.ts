import type { PrintData } from '../../notices/index.js';
import type { Work } from '../../platform/work.js';
import { maskCard } from '../../values/mask.js';
import { yuan, type Fen } from '../../values/money.js';
import type { Period } from '../../values/period.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Refusal } from '../../values/refusal.js';
import { getSheet, type LineRow } from '../payroll/index.js';

type Slip = PrintData['wage-slips']['slips'][number];

interface Line extends Pick<LineRow, 'name' | 'idLast4' | 'days' | 'grossFen' | 'deductionFen' | 'netFen' | 'cardLast4' | 'bankName' | 'state'> {
  readonly payments: readonly { readonly on: PlainDate; readonly fen: string; readonly reference: string }[] | null;
}

/**
 * 工资清单 of a sheet's workers, or of one of them, as the print takes it; each with what has reached the card (条例724 Art. 15).
 * @throws Refusal `not-found`, also where this person may not know of the sheet
 */
export async function slipsOf(work: Work, sheetId: string, lineNo?: number): Promise<{ readonly data: PrintData['wage-slips']; readonly period: Period; readonly party: string }> {
  const sheet = await getSheet(work, sheetId);
  const lines = await work.db.query<Line[]>(
    `SELECT w.name, w.id_last4 AS "idLast4", l.days, l.gross_fen AS "grossFen", l.deduction_fen AS "deductionFen", l.net_fen AS "netFen", l.card_last4 AS "cardLast4", l.bank_name AS "bankName", l.state, i.payments
       FROM payroll_line l JOIN worker w ON w.id = l.worker_id
       LEFT JOIN LATERAL (
         SELECT json_agg(json_build_object('on', i.settled_on, 'fen', i.amount_fen::text, 'reference', i.end_to_end_id) ORDER BY i.settled_on, i.id) AS payments
           FROM payment_instruction i WHERE i.worker_id = l.worker_id AND i.period = l.period AND i.sheet_id = l.sheet_id AND i.line_no = l.line_no AND i.state = 'paid') i ON true
      WHERE l.period = $1 AND l.sheet_id = $2 AND ($3::int IS NULL OR l.line_no = $3) ORDER BY l.line_no`,
    [sheet.period, sheetId, lineNo ?? null],
  );
  if (lines.length === 0) throw new Refusal('not-found', '没有找到这名工人的工资');
  return { data: { employer: sheet.party, project: sheet.project, slips: lines.map((l) => slip(l, sheet.period)) }, period: sheet.period, party: sheet.party };
}

function slip({ name, idLast4, days, grossFen, deductionFen, netFen, cardLast4, bankName, state, payments }: Line, period: Slip['period'][number]): Slip {
  const arrived = (payments ?? []).reduce<Fen>((sum, p) => sum + BigInt(p.fen), 0n);
  const words = { unpaid: '未发放', 'in-transit': '发放中', paid: '已发放', returned: '已退票' } as const;
  return {
    name,
    idLast4,
    period: [period],
    days: days ?? '未填',
    gross: yuan(grossFen),
    deduction: yuan(deductionFen),
    net: yuan(netFen),
    card: maskCard(cardLast4),
    ...(bankName && { bank: bankName }),
    state: arrived > 0n && arrived < netFen ? '部分发放' : words[state],
    payments: (payments ?? []).map((p) => ({ on: p.on, amount: yuan(BigInt(p.fen)), reference: p.reference })),
  };
}
