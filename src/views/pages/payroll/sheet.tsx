import type { ComponentChildren, VNode } from 'preact';
import {
  ActionPanel,
  CheckboxField,
  DataTable,
  DateText,
  EmptyState,
  FilterBar,
  KeyFacts,
  LinkButton,
  Money,
  Notice,
  Page,
  Pager,
  Section,
  SelectField,
  Split,
  StatusTag,
  Tally,
  TextField,
  TimeText,
  Timeline,
  type Choice,
  type CountdownProps,
  type PageProps,
} from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import type { Fen } from '../../../values/money.js';
import { maskCard } from '../../../values/mask.js';
import { formatPeriod, type Period } from '../../../values/period.js';
import type { PlainDate } from '../../../values/plain-date.js';
import { MistakeTable, type MistakeView } from '../roster/mistake-table.js';
import { LineStanding } from './line-standing.js';
import { cycleText, lineWords, overdueWord, sheetWords, type LineState, type SheetState } from './payroll-words.js';

export interface PayrollSheetView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly csrf: string;
  readonly listHref: string;
  readonly projectHref: string;
  /** What the workers say of their lines on their own pages; silence is no word. */
  readonly replies: { readonly confirmed: number; readonly rejected: readonly { readonly lineNo: number; readonly name: string; readonly reason: string; readonly at: Date }[] };
  readonly exportHref: string;
  /** 工资清单 of all workers, and of one. */
  readonly slipsHref: string;
  slipHref(lineNo: number): string;
  /** All warnings as a workbook. */
  readonly warningsHref?: string | undefined;
  readonly sheet: {
    readonly id: string;
    readonly project: string;
    readonly party: string;
    readonly period: Period;
    readonly cycle: number;
    readonly version: number;
    readonly state: SheetState;
    readonly signed: boolean;
    readonly lines: number;
    readonly grossFen: Fen;
    readonly deductionFen: Fen;
    readonly netFen: Fen;
    readonly paidLines: number;
    readonly paidFen: Fen;
    readonly inTransitLines: number;
    readonly returnedLines: number;
    readonly payOn: PlainDate;
    readonly overdue: boolean;
    readonly reason: string | null;
    readonly file: string | null;
    readonly submittedBy: string;
    readonly submittedAt: Date;
    readonly approvedBy: string | null;
    readonly approvedAt: Date | null;
    readonly warnings: readonly MistakeView[];
    readonly warningCount: number;
    readonly versions: readonly { readonly id: string; readonly version: number; readonly state: SheetState; readonly lines: number; readonly netFen: Fen; readonly reason: string | null; readonly submittedBy: string; readonly submittedAt: Date }[];
  };
  readonly events: readonly { readonly at: Date; readonly what: string; readonly who: string; readonly detail?: string | undefined }[];
  readonly changes: readonly {
    readonly name: string;
    readonly idLast4: string;
    readonly beforeFen: Fen | null;
    readonly afterFen: Fen | null;
    readonly daysBefore: string | null;
    readonly daysAfter: string | null;
    readonly cardChanged: boolean;
  }[];
  /** Until the pay day; undefined once nothing is left to pay. */
  readonly left: CountdownProps | undefined;
  /** What happens next and who does it. */
  readonly next: ComponentChildren;
  readonly decision: { readonly form: FormState; readonly choices: readonly Choice[]; readonly mayApprove: boolean };
  readonly lines: {
    readonly rows: readonly {
      readonly lineNo: number;
      readonly name: string;
      readonly idLast4: string;
      readonly days: string | null;
      readonly grossFen: Fen;
      readonly deductionFen: Fen;
      readonly netFen: Fen;
      readonly paidFen: Fen;
      readonly cardLast4: string;
      readonly bankName: string;
      readonly state: LineState;
      readonly paidOn: PlainDate | null;
    }[];
    readonly total: number;
    readonly page: number;
    readonly size: number;
    readonly form: FormState;
    readonly action: string;
    pageHref(page: number, size: number): string;
    stateHref(state: LineState): string;
  };
  sheetHref(sheetId: string): string;
}

/** 22.00 → 22, 22.50 → 22.5; nothing known is a dash. */
const daysText = (days: string | null): string => (days === null ? '—' : String(Number(days)));

export function PayrollSheetPage(view: PayrollSheetView): VNode {
  const { sheet, lines } = view;
  return (
    <Page
      {...view.shell}
      title={`${formatPeriod(sheet.period)}工资表${cycleText(sheet.cycle)}`}
      form={view.decision.form}
      breadcrumb={[
        { label: '工资表', href: view.listHref },
        { label: sheet.project, href: view.projectHref },
      ]}
      status={
        <>
          <StatusTag word={sheetWords[sheet.state]} /> {sheet.overdue && <StatusTag word={overdueWord} />}
        </>
      }
      lead={`${sheet.party} · 第 ${sheet.version} 版`}
      actions={
        <>
          <LinkButton href={view.slipsHref}>工资清单</LinkButton>
          <LinkButton href={view.exportHref}>导出</LinkButton>
        </>
      }
    >
      <Split
        main={
          <>
            <Section title="合计">
              <Tally
                items={[
                  { label: '人数', value: sheet.lines },
                  { label: '实发合计（元）', value: <Money fen={sheet.netFen} />, note: <>应发 <Money fen={sheet.grossFen} /> − 扣款 <Money fen={sheet.deductionFen} /></> },
                  { label: '已到账（元）', value: <Money fen={sheet.paidFen} />, note: `${sheet.paidLines}/${sheet.lines} 人`, href: lines.stateHref('paid') },
                  { label: '退票（人）', value: sheet.returnedLines, tone: sheet.returnedLines > 0 ? 'red' : undefined, href: lines.stateHref('returned') },
                ]}
              />
            </Section>
            <Section title="报送">
              <KeyFacts
                facts={[
                  { label: '应发放日', value: <DateText date={sheet.payOn} />, note: '遇休息日提前' },
                  { label: '工人签字确认', value: sheet.signed ? '已确认' : '未声明' },
                  { label: '报送', value: sheet.submittedBy, note: <TimeText at={sheet.submittedAt} /> },
                  { label: '审核', value: sheet.approvedBy, note: sheet.approvedAt && <TimeText at={sheet.approvedAt} /> },
                  { label: '文件', value: sheet.file, wide: true },
                  ...(sheet.reason ? [{ label: '更正原因', value: sheet.reason, wide: true }] : []),
                ]}
              />
            </Section>
            {sheet.warningCount > 0 && (
              <Section title="检查时的提醒" note={`${sheet.warningCount} 处`} lead="不妨碍报送，审核时请逐条核对。" actions={view.warningsHref && <LinkButton href={view.warningsHref}>下载清单</LinkButton>}>
                <MistakeTable caption="检查时的提醒" mistakes={sheet.warnings} />
                {sheet.warningCount > sheet.warnings.length && <p class="section-lead">这里只列前 {sheet.warnings.length} 处，其余请下载清单查看。</p>}
              </Section>
            )}
          </>
        }
        aside={
          <>
            <ActionPanel
              state={sheetWords[sheet.state]}
              next={view.next}
              {...(view.left ? { due: { date: sheet.payOn, left: view.left } } : {})}
              csrf={view.csrf}
              form={view.decision.form}
              choices={view.decision.choices}
              opinion={{ label: '审核意见', hint: '退回时必填，写明要改正什么', optional: true }}
              fields={
                view.decision.mayApprove && (
                  <CheckboxField name="certified" label="审核声明" options={[{ value: 'on', label: '已核对本表人员、出勤和金额，确认无误，同意按表发放' }]} />
                )
              }
            >
              {/* The decision came too late: there is no form left to show why. */}
              {view.decision.choices.length === 0 && view.decision.form.issues.length > 0 && <Notice kind="error">{view.decision.form.issues.map((i) => i.message).join(';')}</Notice>}
            </ActionPanel>
            <Section title="经过">
              <Timeline entries={view.events} />
            </Section>
          </>
        }
      />
      <Replies replies={view.replies} of={sheet.lines} />
      <Lines lines={lines} slipHref={view.slipHref} />
      {sheet.versions.length > 1 && <Versions view={view} />}
    </Page>
  );
}

function Replies({ replies: { confirmed, rejected }, of }: { readonly replies: PayrollSheetView['replies']; readonly of: number }): VNode {
  return (
    <Section title="工人答复" note={`确认 ${confirmed} 人，异议 ${rejected.length} 人，未答复 ${of - confirmed - rejected.length} 人`} lead="工人在自己的页面上确认或者提出异议；没有答复不等于同意。">
      {rejected.length > 0 && (
        <DataTable
          caption="工人异议"
          captionHidden
          rows={rejected}
          empty=""
          columns={[
            { key: 'name', head: '姓名', nowrap: true, cell: (r) => r.name },
            { key: 'no', head: '序号', align: 'end', cell: (r) => r.lineNo },
            { key: 'reason', head: '哪里不对', cell: (r) => r.reason },
            { key: 'at', head: '时间', nowrap: true, cell: (r) => <TimeText at={r.at} /> },
          ]}
        />
      )}
    </Section>
  );
}

function Lines({ lines, slipHref }: { readonly lines: PayrollSheetView['lines']; readonly slipHref: PayrollSheetView['slipHref'] }): VNode {
  return (
    <Section title="工人明细" note={`${lines.total} 人`} id="lines">
      <FilterBar action={lines.action} form={lines.form} resetHref={lines.action}>
        <TextField name="q" label="姓名" optional />
        <SelectField name="state" label="发放" optional blank="全部" options={Object.entries(lineWords).map(([value, w]) => ({ value, label: w.text }))} />
      </FilterBar>
      <DataTable
        caption="工人明细"
        captionHidden
        rows={lines.rows}
        empty={<EmptyState title="没有符合条件的工人" />}
        columns={[
          { key: 'name', head: '姓名', nowrap: true, cell: (l) => l.name },
          { key: 'no', head: '序号', align: 'end', cell: (l) => l.lineNo },
          { key: 'id', head: '身份证尾号', nowrap: true, cell: (l) => <span class="code">{l.idLast4}</span> },
          { key: 'days', head: '天数', align: 'end', cell: (l) => daysText(l.days) },
          { key: 'gross', head: '应发（元）', align: 'end', cell: (l) => <Money fen={l.grossFen} /> },
          { key: 'deduction', head: '扣款（元）', align: 'end', cell: (l) => <Money fen={l.deductionFen} /> },
          { key: 'net', head: '实发（元）', align: 'end', cell: (l) => <Money fen={l.netFen} /> },
          { key: 'card', head: '银行卡', nowrap: true, cell: (l) => <span class="code">{maskCard(l.cardLast4)}</span> },
          { key: 'bank', head: '开户银行', cell: (l) => l.bankName || '—' },
          { key: 'state', head: '发放', nowrap: true, cell: (l) => <LineStanding {...l} /> },
          { key: 'paid', head: '到账日', nowrap: true, cell: (l) => <DateText date={l.paidOn} /> },
          {
            key: 'slip',
            head: '工资清单',
            nowrap: true,
            cell: (l) => (
              <a href={slipHref(l.lineNo)}>
                打开<span class="visually-hidden">{l.name}的工资清单</span>
              </a>
            ),
          },
        ]}
      />
      <Pager page={lines.page} pageSize={lines.size} total={lines.total} pageSizes={[50, 100, 200]} href={lines.pageHref} />
    </Section>
  );
}

/** Of someone who came or went there is only one figure. */
function daysChange({ beforeFen, afterFen, daysBefore, daysAfter }: PayrollSheetView['changes'][number]): string {
  if (beforeFen === null || daysBefore === daysAfter) return daysText(daysAfter);
  return afterFen === null ? daysText(daysBefore) : `${daysText(daysBefore)} → ${daysText(daysAfter)}`;
}

function Versions({ view }: { readonly view: PayrollSheetView }): VNode {
  const { sheet, changes } = view;
  return (
    <>
      {sheet.version > 1 && (
        <Section title="与上一版的差异" note={`${changes.length} 人`}>
          <DataTable
            caption="与上一版的差异"
            captionHidden
            rows={changes}
            empty={<EmptyState title="人员、天数、金额和银行卡都与上一版相同" />}
            columns={[
              { key: 'name', head: '姓名', nowrap: true, cell: (c) => c.name },
              { key: 'id', head: '身份证尾号', nowrap: true, cell: (c) => <span class="code">{c.idLast4}</span> },
              { key: 'what', head: '变化', nowrap: true, cell: (c) => (c.beforeFen === null ? '增加' : c.afterFen === null ? '去除' : '改动') },
              { key: 'days', head: '天数', nowrap: true, cell: daysChange },
              { key: 'before', head: '原实发（元）', align: 'end', cell: (c) => <Money fen={c.beforeFen} /> },
              { key: 'after', head: '现实发（元）', align: 'end', cell: (c) => <Money fen={c.afterFen} /> },
              { key: 'card', head: '银行卡', nowrap: true, cell: (c) => (c.cardChanged ? '已更换' : '—') },
            ]}
          />
        </Section>
      )}
      <Section title="各版本" note={`${sheet.versions.length} 版`}>
        <DataTable
          caption="各版本"
          captionHidden
          rows={sheet.versions}
          rowHref={(v) => view.sheetHref(v.id)}
          empty={<EmptyState title="没有其他版本" />}
          columns={[
            { key: 'version', head: '版本', nowrap: true, cell: (v) => `第 ${v.version} 版${v.id === sheet.id ? '(本版)' : ''}` },
            { key: 'state', head: '状态', nowrap: true, cell: (v) => <StatusTag word={sheetWords[v.state]} /> },
            { key: 'lines', head: '人数', align: 'end', cell: (v) => v.lines },
            { key: 'net', head: '实发（元）', align: 'end', cell: (v) => <Money fen={v.netFen} /> },
            { key: 'reason', head: '更正原因', cell: (v) => v.reason ?? '—' },
            { key: 'by', head: '报送', nowrap: true, cell: (v) => v.submittedBy },
            { key: 'at', head: '时间', nowrap: true, cell: (v) => <TimeText at={v.submittedAt} /> },
          ]}
        />
      </Section>
    </>
  );
}
