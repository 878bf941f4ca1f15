import { at } from '../../../law/index.js';
import { workerRow } from '../evidence.js';
import type { SharedCard } from '../facts.js';
import type { Rule } from '../rule.js';

export const sharedCard: Rule = {
  code: 'R-PAY-10',
  title: '多人共用银行卡或者由班组长代收',
  condition: '同一张银行卡登记在几名工人名下，或者工人的卡是班组长的卡。',
  plain: '工资要发到工人本人的银行卡。不能几个人共用一张卡，也不能由班组长代收。',
  severity: 'red',
  basis: [at('regulation-724', 'C', 31), at('regulation-724', 'C', 54, { item: 3 })],
  duty: '立即制止；核查是否扣押工人的银行卡。',
  parameters: [],
  needs: ['工人的银行卡'],
  judge(p) {
    if (!p.hasCards) return p.state === 'running' ? [{ lacks: '工人的银行卡' }] : [];
    return p.sharedCards.map((card) => ({
      subject: ['card', card.key] as const,
      sentence: say(card),
      evidence: card.holders.map((h) =>
        workerRow(h, [
          ['用工单位', h.party],
          ['班组', `${h.team || '未填'}${h.teamLeader ? '（班组长）' : ''}`],
          ['项目', h.here ? '本项目' : '其他项目'],
          ['卡号尾号', card.last4],
        ]),
      ),
      parameters: [],
    }));
  },
};

function say({ last4, holders }: SharedCard): string {
  const here = holders.filter((h) => h.here);
  const leaders = here.filter((h) => h.teamLeader).length;
  if (here.length === 1) return `本项目1名工人的工资卡（尾号${last4}）是其他项目班组长的卡。`;
  const elsewhere = holders.length > here.length ? '，该卡还登记在其他项目班组长名下' : '';
  return `本项目${here.length}名工人共用尾号${last4}的银行卡${leaders > 0 ? `，其中${leaders}人是班组长` : ''}${elsewhere}。`;
}
