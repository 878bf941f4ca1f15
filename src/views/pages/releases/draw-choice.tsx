import type { VNode } from 'preact';
import { Button, ButtonRow, CheckboxField, EmptyState } from '../../components/index.js';
import { ErrorSummary } from '../../components/error-summary.js';
import { FormContext, type FormState } from '../../form-state.js';
import { formatYuan, type Fen } from '../../../values/money.js';
import { formatPeriod, type Period } from '../../../values/period.js';
import { sourceNames } from './release-words.js';

export interface DrawSource {
  readonly key: string;
  readonly source: 'deposit' | 'guarantee';
  readonly issuer: string;
  readonly freeFen: Fen;
}

export interface DrawMonth {
  readonly period: Period;
  readonly lines: number;
  readonly amountFen: Fen;
  readonly waiting: number;
}

interface DrawChoiceProps {
  readonly action: string;
  readonly form: FormState;
  readonly caseId: string;
  readonly sources: readonly DrawSource[];
  readonly months: readonly DrawMonth[];
}

export const NoSource = (): VNode => <EmptyState title="没有可以动用的保证金">本项目没有现金保证金余额，也没有可索赔的保函或保险，或者已经全部申请动用。</EmptyState>;

/** What a plan is made of: asks for the plan's page and changes nothing. */
export function DrawChoice({ action, form, caseId, sources, months }: DrawChoiceProps): VNode {
  return (
    <form class="form" method="get" action={action} noValidate>
      <input type="hidden" name="caseId" value={caseId} />
      <ErrorSummary form={form} />
      <FormContext.Provider value={form}>
        <CheckboxField name="sources" label="资金来源" hint="可以选择几项，按所列顺序用完一项再用下一项" options={sources.map((s) => ({ value: s.key, label: `${sourceNames[s.source]}：${s.issuer}`, hint: `可动用 ${formatYuan(s.freeFen)} 元` }))} />
        <CheckboxField name="periods" label="工资月份" options={months.map((m) => ({ value: m.period, label: formatPeriod(m.period), hint: `${m.lines} 笔，${formatYuan(m.amountFen)} 元` }))} />
        <CheckboxField name="atLeastOneFen" label="不足时" optional options={[{ value: 'on', label: '每人至少分配一分', hint: '保证金不够时按欠薪比例分配到人，金额极小的也不落空' }]} />
      </FormContext.Provider>
      <ButtonRow>
        <Button>查看动用方案</Button>
      </ButtonRow>
    </form>
  );
}
