import { deadline, dueOrProvisional } from '../../law/index.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { lawOf } from '../policy/index.js';
import type { caseClosing, investigationExtension } from './inputs.js';
import { lockCase, moveCase } from './scope.js';
import { caseFlow } from './states.js';

/** 延长调查期限: thirty working days more in a complex case, once, approved by the supervisor before the term has run out (监察423 Art. 17). */
export async function extendInvestigation(work: Work, caseId: string, { reason }: TypeOf<typeof investigationExtension>): Promise<{ readonly dueOn: PlainDate }> {
  const file = await lockCase(work, caseId);
  next(caseFlow, file.state, 'extend', work.actor.role);
  if (file.extendedOn) throw new Refusal('wrong-state', `调查期限已于 ${file.extendedOn} 延长过一次，不能再次延长`);
  if (file.dueOn < work.today) throw new Refusal('wrong-state', `调查期限已于 ${file.dueOn} 届满，不能延长`);
  const due = dueOrProvisional((law) => deadline('case-investigate', file.filedOn, law, true), await lawOf(work, file.areaCode));
  await moveCase(work, file, 'extend', { reason, detail: { from: file.dueOn, dueOn: due.value, because: due.because }, changes: { dueOn: due.value, dueProvisional: due.provisional, extendedOn: work.today } });
  return { dueOn: due.value };
}

/** 结案, with a conclusion, by the supervisor; somebody else than the one who handled the case. */
export async function closeCase(work: Work, caseId: string, { conclusion }: TypeOf<typeof caseClosing>): Promise<void> {
  const file = await lockCase(work, caseId);
  next(caseFlow, file.state, 'close', work.actor.role);
  const [open] = await work.db.query<{ number: string }[]>(
    `SELECT pa.number FROM case_order o JOIN paper pa ON pa.id = o.paper_id WHERE o.case_id = $1 AND o.kind <> 'inquiry' AND o.state = 'served' LIMIT 1`,
    [caseId],
  );
  if (open) throw new Invalid([{ path: '', message: `${open.number}的期限尚未届满，不能结案` }]);
  const [handler] = await work.db.query<[{ personId: string }]>('SELECT person_id AS "personId" FROM user_account WHERE id = $1', [file.handlerId]);
  if (handler.personId === work.actor.personId) throw new Refusal('same-person', '结案须由承办人以外的负责人批准');
  await moveCase(work, file, 'close', { reason: conclusion, changes: { conclusion, closedOn: work.today } });
}
