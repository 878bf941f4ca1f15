import { at, workingAge } from '../../../law/index.js';
import { maskName } from '../../../values/mask.js';
import { formatPeriod, periodOf } from '../../../values/period.js';
import { attended, workerRow } from '../evidence.js';
import type { DoubtfulWorker } from '../facts.js';
import type { Rule } from '../rule.js';

export const childOrFalseId: Rule = {
  code: 'R-REG-05',
  title: '未满16周岁或者身份证号码不实',
  condition: '在场人员未满16周岁，或者身份证号码校验不符。',
  plain: '不得招用未满16周岁的人。登记的身份证号码必须真实。',
  severity: 'red',
  basis: [at('inspection-423', 'C', 11, { item: 3 }), at('child-labour-364', 'L', 2)],
  duty: '责令立即离场，立案查处。',
  parameters: [],
  needs: ['用工名册或者考勤'],
  judge(p, { asOf }) {
    if (p.state === 'completed') return [];
    if (!p.hasRoster && p.lastAttendanceOn === null) return p.state === 'running' ? [{ lacks: '用工名册和考勤' }] : [];
    return p.doubtful.flatMap((w) => {
      const child = w.idValid && w.bornOn !== null && workingAge(w.bornOn, asOf).value === 'child';
      if (w.idValid && !child) return [];
      const fault = child ? `${formatPeriod(periodOf(w.bornOn!))}出生，未满16周岁` : '身份证号码校验不符';
      return {
        subject: ['worker', w.workerId] as const,
        sentence: `${maskName(w.name)}（身份证尾号${w.idLast4}）${fault}，${presence(w)}。`,
        evidence: [
          workerRow(w, [
            ['登记在场', w.engagedSince ? `自 ${w.engagedSince}` : '无'],
            ['近两月出勤', w.attendedFrom && w.attendedTo ? attended(w.attendedFrom, w.attendedTo) : '无'],
          ]),
        ],
        parameters: [],
      };
    });
  },
};

const presence = (w: DoubtfulWorker): string => (w.engagedSince ? `自${w.engagedSince}登记在场` : `自${w.attendedFrom}有出勤`);
