import { formatYuan } from '../values/money.js';
import { yuanInWords } from '../values/yuan-in-words.js';
import type { Cell } from './cells.js';
import { allPeriods, citedPaperShape, dayText, owedWorkerShape, periodsText, sum, usccShape, workersList } from './parts.js';
import { paperKind } from './paper.js';
import { date, list, maybe, oneOf, record, text, type DataOf } from './shape.js';

/** The four steps of a release, in order. */
export const releaseSteps = ['用工单位提请', '劳动监察审核', '住房城乡建设复核', '银行代发'] as const;

const shape = record('工资支付审批表', {
  applicant: record('提请单位', { name: text('提请单位名称', 100), uscc: usccShape() }),
  project: text('工程项目名称', 200),
  /** Out of which money, e.g. 农民工工资保证金. */
  source: text('资金来源', 100),
  account: text('付款账号', 60),
  reason: text('提请事由', 500),
  order: maybe(citedPaperShape),
  workers: list('农民工名单', owedWorkerShape),
  /** What has been decided so far; the steps that are still to come stay blank. */
  steps: list('审批意见', record('审批意见', {
    step: oneOf('审批环节', releaseSteps),
    organ: text('审批单位', 100),
    person: text('审批人', 50),
    on: date('审批日期'),
    result: oneOf('审批结果', ['同意', '退回', '已支付', '部分支付']),
    opinion: text('审批意见', 400),
  }), 0, 4),
});

/** 工资支付审批表: the release of wages through its four steps, each by another person. */
export type ReleaseApprovalData = DataOf<typeof shape>;

const title = '农民工工资支付审批表';
const listTitle = '工资支付名单';

export const releaseApproval = paperKind({
  title,
  numberWord: '审',
  shape,
  write(sheet, data) {
    const { workers, applicant, order } = data;
    const total = sum(workers.map((w) => w.amount));
    sheet.formHead(title);
    sheet.form([
      { tall: 9.5, cells: [label('提请单位'), value(applicant.name)] },
      { tall: 9.5, cells: [label('统一社会信用代码'), value(applicant.uscc)] },
      { tall: 9.5, cells: [label('工程项目'), value(data.project)] },
      { tall: 9.5, cells: [label('资金来源'), { text: data.source, width: 45 }, { text: '付款账号', width: 20, align: 'center', role: 'hei' }, { text: data.account, width: 53 }] },
      { tall: 9.5, cells: [label('支付人数'), { text: `${workers.length}人`, width: 45 }, { text: '所属月份', width: 20, align: 'center', role: 'hei' }, { text: periodsText(allPeriods(workers.map((w) => w.periods))), width: 53 }] },
      { tall: 13, cells: [label('支付金额'), value(`${formatYuan(total)}元\n${yuanInWords(total)}`)] },
      ...(order ? [{ tall: 9.5, cells: [label('支付依据'), value(`《${order.title}》（${order.number}），${dayText(order.issuedOn)}作出，${dayText(order.dueOn)}前履行`)] }] : []),
      { tall: 13, cells: [label('提请事由'), value(data.reason)] },
      ...releaseSteps.map((step) => {
        const done = data.steps.find((s) => s.step === step);
        const cell: Cell = done
          ? { text: `【${done.result}】${done.opinion}`, width: 118, foot: `${done.organ}　${done.person}　${dayText(done.on)}` }
          : { text: '', width: 118, foot: '（签名、盖章）　　　　　年　　月　　日' };
        return { tall: 24, cells: [label(`${step}意见`), cell] };
      }),
    ]);
    workersList(sheet, listTitle, workers, '支付');
  },
});

const label = (text: string): Cell => ({ text, width: 38, align: 'center', role: 'hei' });
const value = (text: string): Cell => ({ text, width: 118 });
