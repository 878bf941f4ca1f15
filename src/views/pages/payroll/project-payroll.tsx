import type { VNode } from 'preact';
import { AmountField, Button, CheckboxField, EmptyState, FileField, Form, LinkButton, MonthField, MonthGrid, Notice, Pager, Section, SelectField, Split, TextField, TimeText, type MonthCell, type Option } from '../../components/index.js';
import { ProjectShell, type ProjectShellProps } from '../../components/project-shell.js';
import { FormContext, type FormState } from '../../form-state.js';
import { formatYuan, type Fen } from '../../../values/money.js';
import type { Period } from '../../../values/period.js';
import { MistakeTable, type MistakeView } from '../roster/mistake-table.js';
import { lateLineWord, lineWords, standingWords, type LineState } from './payroll-words.js';

export interface PartyMonthView {
  readonly standing: keyof typeof standingWords;
  readonly sheetId: string | null;
  readonly lines: number;
  readonly paidLines: number;
  readonly unlisted: number;
}

export interface RefusedUploadView {
  readonly file: string;
  readonly at: Date;
  readonly rows: number;
  readonly errors: number;
  readonly warnings: number;
  readonly list: readonly MistakeView[];
  /** The whole list as a workbook. */
  readonly downloadHref: string;
  /** The file itself with its mistakes marked. */
  readonly markedHref: string;
  readonly recordHref: string;
}

export interface ProjectPayrollView {
  readonly shell: ProjectShellProps['shell'];
  readonly project: ProjectShellProps['project'];
  readonly tabs: ProjectShellProps['tabs'];
  readonly projectsHref: string;
  readonly periods: readonly Period[];
  readonly rows: readonly { readonly partyId: string; readonly party: string; readonly direct: boolean; readonly months: readonly (PartyMonthView | null)[] }[];
  readonly listHref: string;
  readonly workers: {
    readonly rows: readonly { readonly workerId: string; readonly name: string; readonly idLast4: string; readonly months: readonly ({ readonly netFen: Fen; readonly state: LineState; readonly late: boolean } | null)[] }[];
    readonly total: number;
    readonly page: number;
    readonly size: number;
    pageHref(page: number, size: number): string;
    /** For those who may open a worker's file. */
    href?: ((workerId: string) => string) | undefined;
  };
  /** Absent where the reader sends in no sheets. */
  readonly upload?:
    | {
        readonly csrf: string;
        readonly form: FormState;
        readonly action: string;
        readonly parties: readonly Option[];
        readonly refused: RefusedUploadView | undefined;
        readonly template: { readonly action: string; readonly form: FormState };
        readonly importsHref: string;
      }
    | undefined;
  sheetHref(sheetId: string): string;
  /** The form below with firm and month filled in. */
  uploadHref(partyId: string, period: Period): string;
}

export function ProjectPayrollPage(view: ProjectPayrollView): VNode {
  const { upload } = view;
  return (
    <ProjectShell shell={view.shell} project={view.project} tabs={view.tabs} tab="payroll" projectsHref={view.projectsHref} form={upload?.form} actions={<LinkButton href={view.listHref}>全部工资表</LinkButton>}>
      <Section title="各单位按月报送" lead="逾期按合同约定的工资支付日（遇休息日提前）计算。“人数不全”是有考勤的工人没有列入工资表。">
        <MonthGrid
          caption="各单位按月报送"
          captionHidden
          head="用工单位"
          months={view.periods}
          rows={view.rows.map((r) => ({ head: r.direct ? `${r.party}（直属）` : r.party, cells: r.months.map((m, i) => cellOf(view, r.partyId, view.periods[i]!, m)) }))}
        />
        {view.periods.length === 0 && <EmptyState title="项目尚未登记开工">开工后，每月在这里报送工资表。</EmptyState>}
      </Section>
      {upload && (
        <Split
          main={
            <>
              <UploadForm upload={upload} />
              {upload.refused && <RefusedUpload refused={upload.refused} />}
            </>
          }
          aside={<Aside upload={upload} />}
        />
      )}
      {view.workers.total > 0 && <WorkerMonths view={view} />}
    </ProjectShell>
  );
}

function WorkerMonths({ view: { periods, workers } }: { readonly view: ProjectPayrollView }): VNode {
  return (
    <Section title="各工人按月发放" note={`${workers.total} 人`} id="workers" lead="未发月份多的排在前面；单位：元。">
      <MonthGrid
        caption="各工人按月发放"
        captionHidden
        head="工人"
        months={periods}
        rows={workers.rows.map((w) => ({
          head: `${w.name} ${w.idLast4}`,
          ...(workers.href ? { href: workers.href(w.workerId) } : {}),
          cells: w.months.map((m) => m && { word: m.late && m.state === 'unpaid' ? lateLineWord : lineWords[m.state], note: formatYuan(m.netFen) }),
        }))}
      />
      <Pager page={workers.page} pageSize={workers.size} total={workers.total} href={workers.pageHref} />
    </Section>
  );
}

function cellOf(view: ProjectPayrollView, partyId: string, period: Period, month: PartyMonthView | null): MonthCell | null {
  if (!month) return null;
  const { standing, sheetId, lines, paidLines, unlisted } = month;
  const note = unlisted > 0 ? `缺 ${unlisted} 人` : lines > 0 ? `${paidLines}/${lines} 人` : undefined;
  const href = sheetId ? view.sheetHref(sheetId) : view.upload ? view.uploadHref(partyId, period) : undefined;
  return { word: standingWords[standing], ...(note ? { note } : {}), ...(href ? { href } : {}) };
}

type Upload = NonNullable<ProjectPayrollView['upload']>;

function UploadForm({ upload }: { readonly upload: Upload }): VNode {
  return (
    <Section title="报送工资表" id="upload" lead="可用现有的工资表，不必改成模板的样子：系统按表头的文字认列。有一处错误则整份不导入，并逐格列出。">
      <Form action={upload.action} csrf={upload.csrf} form={upload.form} multipart>
        <SelectField name="partyId" label="用工单位" options={upload.parties} {...(upload.parties.length > 1 ? { blank: '请选择' } : {})} />
        <MonthField name="period" label="工资月份" />
        <TextField name="cycle" label="当月第几次发放" hint="一个月发一次的填 1；日结、周结的按次序填" width="short" inputMode="numeric" />
        <FileField name="file" label="工资表文件" hint="xlsx、xls 或 csv，不超过 10 MB" accept=".xlsx,.xls,.csv" />
        <AmountField name="controlTotal" label="实发合计" optional hint="填写后系统与表中各行之和核对，差一分也不导入" />
        <CheckboxField name="signed" label="工人确认" optional options={[{ value: 'on', label: '表中每名工人已签字确认', hint: '签字原件留在项目部备查' }]} />
        <TextField name="reason" label="更正原因" optional hint="这个月已报送过、现用新的文件替换时必填" maxLength={200} width="long" />
        <Button>上传并检查</Button>
      </Form>
    </Section>
  );
}

function RefusedUpload({ refused }: { readonly refused: RefusedUploadView }): VNode {
  const rest = refused.errors + refused.warnings - refused.list.filter((m) => m.severity !== 'note').length;
  return (
    <Section title="上次上传的文件没有导入" id="mistakes" note={`${refused.errors} 处须改正，${refused.warnings} 处提醒`} actions={
        <>
          <LinkButton href={refused.markedHref} look="primary">下载标注后的原表</LinkButton>
          <LinkButton href={refused.downloadHref}>下载清单</LinkButton>
        </>
      }>
      <Notice kind="error" title="整份没有导入">
        {refused.file}（<TimeText at={refused.at} />，{refused.rows} 行）：任何一行都没有写入。下载标注后的原表，每一处问题都标在它的单元格里、写在批注里；改正后重新上传整份文件。<a href={refused.recordHref}>在导入记录中查看</a>
      </Notice>
      <MistakeTable caption="逐格问题" mistakes={refused.list} />
      {rest > 0 && <p class="section-lead">另有 {rest} 处没有列在这里，请下载清单查看。</p>}
    </Section>
  );
}

function Aside({ upload }: { readonly upload: Upload }): VNode {
  return (
    <>
      <Section title="下载模板" lead="已填好花名册中当月在场的工人，只需填写天数和金额。内有完整的身份证号码和银行卡号，请妥善保管；下载会留下记录。">
        <form class="form" method="get" action={upload.template.action} noValidate>
          <FormContext.Provider value={upload.template.form}>
            <SelectField name="partyId" label="用工单位" options={upload.parties} />
            <MonthField name="period" label="工资月份" />
          </FormContext.Provider>
          <Button look="secondary">下载模板</Button>
        </form>
      </Section>
      <Section title="报送的规则">
        <ul class="rules">
          <li>表中的工人须先在花名册中登记在同一用工单位名下。</li>
          <li>报送后由总承包单位审核；报送和审核须由两个人办理。</li>
          <li>没有开始发放以前，可以用新的文件替换，旧版保留；开始发放后不能再替换。</li>
          <li>同一份文件上传两次，不会产生第二张工资表。</li>
          <li>
            每次上传都在<a href={upload.importsHref}>导入记录</a>中。
          </li>
        </ul>
      </Section>
    </>
  );
}
