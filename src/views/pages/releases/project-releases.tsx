import type { VNode } from 'preact';
import { Button, ButtonRow, CheckboxField, EmptyState, Form, Notice, RadioField, Section, TextArea, TextField, type PageProps } from '../../components/index.js';
import { ProjectShell, type ProjectShellProps } from '../../components/project-shell.js';
import type { FormState } from '../../form-state.js';
import { formatYuan, type Fen } from '../../../values/money.js';
import { formatPeriod, type Period } from '../../../values/period.js';
import { ReleaseTable, type ReleaseLine } from './release-list.js';
import { DrawChoice, NoSource, type DrawMonth, type DrawSource } from './draw-choice.js';

interface Sheet {
  readonly id: string;
  readonly employer: string;
  readonly period: Period;
  readonly cycle: number;
  readonly lines: number;
  readonly amountFen: Fen;
  readonly returned: number;
  readonly uncorrected: number;
}

interface DrawCase {
  readonly caseId: string;
  readonly number: string;
  readonly months: readonly DrawMonth[];
  /** The plan for everything. */
  readonly planHref: string;
  readonly form: FormState;
}

export interface ProjectReleasesView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly project: ProjectShellProps['project'];
  readonly tabs: ProjectShellProps['tabs'];
  readonly projectsHref: string;
  readonly csrf: string;
  readonly rows: readonly ReleaseLine[];
  readonly total: number;
  readonly allHref: string;
  /** 提请支付 from the dedicated account; undefined where the reader may not. */
  readonly request: { readonly action: string; readonly form: FormState; readonly sheets: readonly Sheet[]; readonly account: boolean; readonly freeFen: Fen } | undefined;
  /** 动用保证金; undefined where the reader may not or no decision is overdue. */
  readonly draw: { readonly action: string; readonly cases: readonly DrawCase[]; readonly sources: readonly DrawSource[] } | undefined;
  href(releaseId: string): string;
}

export function ProjectReleasesPage(view: ProjectReleasesView): VNode {
  const { request, draw } = view;
  const form = request?.form;
  return (
    <ProjectShell shell={view.shell} project={view.project} tabs={view.tabs} tab="releases" projectsHref={view.projectsHref} form={form}>
      {request && <RequestSection csrf={view.csrf} {...request} />}
      {draw?.cases.map((c) => <DrawSection key={c.caseId} action={draw.action} sources={draw.sources} file={c} />)}
      <Section title="支付申请" note={`${view.total} 笔`} actions={view.total > view.rows.length && <a href={view.allHref}>查看全部</a>}>
        <ReleaseTable rows={view.rows} href={view.href} withProject={false} empty={<EmptyState title="本项目还没有支付申请">工资表经总承包单位审核后，由总承包单位提请支付。</EmptyState>} />
      </Section>
    </ProjectShell>
  );
}

const sheetHint = (s: Sheet): string =>
  [`${s.lines} 人，${formatYuan(s.amountFen)} 元`, s.returned > 0 ? `其中 ${s.returned} 人为退票后再次支付，按花名册现在登记的银行卡支付` : '', s.uncorrected > 0 ? `${s.uncorrected} 人的卡号还没有更正，可能再次退票` : ''].filter(Boolean).join('；');

function RequestSection({ csrf, action, form, sheets, account, freeFen }: NonNullable<ProjectReleasesView['request']> & { csrf: string }): VNode {
  return (
    <Section title="提请支付" lead={`从工资专户直接支付到工人本人的银行卡。专户可用余额 ${formatYuan(freeFen)} 元。`}>
      {!account && <Notice kind="warn">本项目还没有在用的工资专户，开户后才能提请支付。</Notice>}
      {sheets.length === 0 ? (
        <EmptyState title="没有可以提请支付的工资表">已审核且有未发工资的工资表会列在这里；正在办理支付的部分不再列出。</EmptyState>
      ) : (
        <Form action={action} csrf={csrf} form={form}>
          <RadioField name="sheetId" label="工资表" options={sheets.map((s) => ({ value: s.id, label: `${formatPeriod(s.period)} ${s.employer}${s.cycle > 1 ? `（第 ${s.cycle} 次）` : ''}`, hint: sheetHint(s) }))} />
          <TextField name="lines" label="只支付这些行" hint="工资表的行号，如 1-200,205；不填为全部。没有选中的仍可另行提请" optional />
          {sheets.some((s) => s.amountFen > freeFen) && <CheckboxField name="fit" label="余额不足时" optional options={[{ value: 'on', label: '支付到余额为止', hint: '按工资表的顺序，每人付足，付不足的留待下次' }]} />}
          <TextArea name="opinion" label="提请事由" hint="如：工资表已经工人签字确认并审核，请予支付" rows={2} maxLength={500} />
          <ButtonRow>
            <Button>提请支付</Button>
          </ButtonRow>
        </Form>
      )}
    </Section>
  );
}

function DrawSection({ action, sources, file }: { action: string; sources: readonly DrawSource[]; file: DrawCase }): VNode {
  const ready = file.months.filter((m) => m.waiting === 0);
  const waiting = file.months.filter((m) => m.waiting > 0);
  return (
    <Section title="动用保证金" note={file.number} lead="行政处理决定逾期未履行。先看方案：每人每月欠多少、这次付多少，保证金不够时按比例分配到人，再提请。" actions={sources.length > 0 && ready.length > 0 && <a href={file.planHref}>全部月份的方案</a>}>
      {waiting.length > 0 && <Notice kind="warn">{`${waiting.map((m) => formatPeriod(m.period)).join('、')}的工资表还没有经总承包单位审核，审核通过后才能支付。`}</Notice>}
      {sources.length === 0 ? (
        <NoSource />
      ) : (
        ready.length > 0 && <DrawChoice action={action} form={file.form} caseId={file.caseId} sources={sources} months={ready} />
      )}
    </Section>
  );
}
