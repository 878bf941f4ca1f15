import type { VNode } from 'preact';
import { Button, ButtonRow, DataTable, EmptyState, Form, KeyFacts, LinkButton, Money, Notice, Page, Section, StatusTag, Tally, TextArea, TimeText, type PageProps } from '../../components/index.js';
import { ProjectShell, type ProjectShellProps } from '../../components/project-shell.js';
import type { FormState } from '../../form-state.js';
import { formatYuan, yuan, type Fen } from '../../../values/money.js';
import { formatPeriod, type Period } from '../../../values/period.js';
import { DrawChoice, NoSource, type DrawMonth, type DrawSource } from './draw-choice.js';
import { releaseWords, sourceNames, type ReleaseSource, type ReleaseState } from './release-words.js';

export interface PlanLine {
  readonly name: string;
  readonly idLast4: string;
  readonly period: Period;
  readonly owedFen: Fen;
  readonly drawnFen: Fen;
}

interface PlanSums {
  readonly owedFen: Fen;
  readonly drawnFen: Fen;
}

const people = (lines: readonly PlanLine[]): number => new Set(lines.map((l) => `${l.name}/${l.idLast4}`)).size;

/** The sums of a plan, and whether it reaches. */
function Sums({ owedFen, drawnFen, lines }: PlanSums & { lines: readonly PlanLine[] }): VNode {
  return (
    <>
      <Tally
        items={[
          { label: '欠付合计（元）', value: <Money fen={owedFen} />, note: `${people(lines)} 人，${lines.length} 笔` },
          { label: '本次动用（元）', value: <Money fen={drawnFen} /> },
          { label: '仍欠（元）', value: <Money fen={owedFen - drawnFen} />, tone: owedFen > drawnFen ? 'orange' : undefined },
        ]}
      />
      {owedFen > drawnFen && <Notice kind="warn" title="保证金不足">{`按每人每月欠付金额的比例分配，精确到分；其余 ${formatYuan(owedFen - drawnFen)} 元仍由用工单位清偿，工人的债权不变。`}</Notice>}
    </>
  );
}

/** A page stays readable; the file has all. */
const mostShown = 1_000;

const PlanTable = ({ lines }: { lines: readonly PlanLine[] }): VNode => (
  <>
    {lines.length > mostShown && <p>{`只列出前 ${mostShown} 笔，合计为全部；提请后可以导出全部。`}</p>}
    <DataTable
      caption="分配到人"
      captionHidden
      phone="scroll"
      rows={lines.slice(0, mostShown)}
      empty={<EmptyState title="没有待支付的工资" />}
      columns={[
        { key: 'name', head: '姓名', cell: (l) => l.name },
        { key: 'id', head: '身份证尾号', nowrap: true, cell: (l) => <span class="code">{l.idLast4}</span> },
        { key: 'period', head: '工资月份', nowrap: true, cell: (l) => formatPeriod(l.period) },
        { key: 'owed', head: '欠付（元）', align: 'end', cell: (l) => <Money fen={l.owedFen} /> },
        { key: 'drawn', head: '本次动用（元）', align: 'end', cell: (l) => <Money fen={l.drawnFen} /> },
        { key: 'rest', head: '仍欠（元）', align: 'end', cell: (l) => <Money fen={l.owedFen - l.drawnFen} /> },
      ]}
    />
  </>
);

export interface DrawPreviewView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly project: ProjectShellProps['project'];
  readonly tabs: ProjectShellProps['tabs'];
  readonly projectsHref: string;
  readonly csrf: string;
  /** Where the choice and the request go. */
  readonly action: string;
  readonly choice: { readonly form: FormState; readonly caseId: string; readonly number: string; readonly sources: readonly DrawSource[]; readonly months: readonly DrawMonth[] } | undefined;
  /** Why there is no plan for what was chosen. */
  readonly refused: string | undefined;
  readonly plan: (PlanSums & { readonly lines: readonly PlanLine[]; readonly sources: readonly (DrawSource & { readonly usedFen: Fen })[] }) | undefined;
  readonly request: { readonly action: string; readonly form: FormState; readonly fields: readonly (readonly [string, string])[] };
}

/** 动用方案 before it is asked for: who would get what, and the form that asks. */
export function DrawPreviewPage(view: DrawPreviewView): VNode {
  const { plan, choice, request } = view;
  const form = request.form.issues.length > 0 ? request.form : (choice?.form ?? request.form);
  return (
    <ProjectShell shell={view.shell} project={view.project} tabs={view.tabs} tab="releases" projectsHref={view.projectsHref} form={form}>
      {view.refused && <Notice kind="warn" title="现在不能动用">{view.refused}</Notice>}
      {plan && (
        <Section title="动用方案" note={choice?.number} lead="提请之前请核对。每人每月只计一次，已经支付或者正在支付的不再计入。">
          <Sums {...plan} />
          <KeyFacts facts={plan.sources.map((s) => ({ label: `${sourceNames[s.source]}：${s.issuer}`, value: <Money fen={s.usedFen} unit />, note: `可动用 ${formatYuan(s.freeFen)} 元` }))} />
          <Form action={request.action} csrf={view.csrf} form={request.form}>
            {request.fields.map(([name, value]) => (
              <input key={`${name}/${value}`} type="hidden" name={name} value={value} />
            ))}
            <input type="hidden" name="expected" value={yuan(plan.drawnFen)} />
            <TextArea name="opinion" label="提请事由" rows={2} maxLength={500} />
            <ButtonRow>
              <Button>{`提请动用 ${formatYuan(plan.drawnFen)} 元`}</Button>
            </ButtonRow>
          </Form>
          <PlanTable lines={plan.lines} />
        </Section>
      )}
      {!plan && !choice && (
        <Section title="动用保证金">
          <EmptyState title="现在没有可以动用保证金支付的工资">行政处理决定逾期未履行、工资表已经审核、又没有提请支付的部分会列在这里。</EmptyState>
        </Section>
      )}
      {choice && (
        <Section title={plan ? '换一个方案' : '动用保证金'} note={choice.number}>
          {choice.sources.length === 0 ? (
            <NoSource />
          ) : (
            <DrawChoice action={view.action} form={choice.form} caseId={choice.caseId} sources={choice.sources} months={choice.months} />
          )}
        </Section>
      )}
    </ProjectShell>
  );
}

export interface DrawPlanView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly listHref: string;
  readonly projectHref: string;
  readonly exportHref: string;
  readonly plan: PlanSums & {
    readonly project: string;
    readonly caseNumber: string;
    readonly atLeastOneFen: boolean;
    readonly madeBy: string;
    readonly madeAt: Date;
    readonly rows: readonly PlanLine[];
    readonly releases: readonly { readonly id: string; readonly number: string; readonly source: ReleaseSource; readonly payer: string; readonly state: ReleaseState; readonly amountFen: Fen }[];
  };
  href(releaseId: string): string;
}

/** 动用方案 on record. */
export function DrawPlanPage({ shell, listHref, projectHref, exportHref, plan, href }: DrawPlanView): VNode {
  return (
    <Page {...shell} title="动用方案" breadcrumb={[{ label: '工资支付办理', href: listHref }]} lead={`${plan.project} · ${plan.caseNumber}`} actions={<LinkButton href={exportHref}>导出</LinkButton>}>
      <Section title="合计">
        <Sums owedFen={plan.owedFen} drawnFen={plan.drawnFen} lines={plan.rows} />
        <KeyFacts
          facts={[
            { label: '项目', value: <a href={projectHref}>{plan.project}</a> },
            { label: '案件', value: plan.caseNumber },
            { label: '提请', value: plan.madeBy, note: <TimeText at={plan.madeAt} /> },
            { label: '分配办法', value: '按欠付比例，精确到分', note: plan.atLeastOneFen ? '每人至少一分' : '内部规则' },
          ]}
        />
      </Section>
      <Section title="支付申请">
        <DataTable
          caption="支付申请"
          captionHidden
          rows={plan.releases}
          rowHref={(r) => href(r.id)}
          empty={<EmptyState title="没有支付申请" />}
          columns={[
            { key: 'number', head: '编号', nowrap: true, cell: (r) => r.number },
            { key: 'source', head: '资金来源', cell: (r) => `${sourceNames[r.source]}：${r.payer}` },
            { key: 'amount', head: '金额（元）', align: 'end', cell: (r) => <Money fen={r.amountFen} /> },
            { key: 'state', head: '状态', nowrap: true, cell: (r) => <StatusTag word={releaseWords[r.state]} /> },
          ]}
        />
      </Section>
      <Section title="分配到人" note={`${plan.rows.length} 笔`}>
        <PlanTable lines={plan.rows} />
      </Section>
    </Page>
  );
}
