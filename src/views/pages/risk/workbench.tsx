import type { VNode } from 'preact';
import { Card, Countdown, DataTable, EmptyState, FilterBar, Money, Page, Pager, Section, SelectField, StatusTag, Tally, TextField, type CountdownProps, type Option, type PageProps, type Sort } from '../../components/index.js';
import { projectWords } from '../../components/project-shell.js';
import type { FormState } from '../../form-state.js';
import { severityWords, type Severity } from '../../words.js';
import type { Fen } from '../../../values/money.js';
import { formatDate, weekday, type PlainDate } from '../../../values/plain-date.js';
import { FlagList, type FlagView } from './flags.js';

/** One kind of matter that is due: how many, the first few, and where all of them are. */
export interface DueView {
  readonly title: string;
  readonly href: string;
  readonly total: number;
  readonly late: number;
  readonly rows: readonly { readonly href: string; readonly what: string; readonly whom: string; readonly left: CountdownProps | null }[];
  /** What stands there when nothing is due. */
  readonly none: string;
}

export interface FlaggedView {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly state: keyof typeof projectWords;
  readonly area: string;
  readonly contractor: string;
  readonly grade: Severity;
  readonly unpaidFen: Fen;
  readonly flags: readonly FlagView[];
  readonly unknown: readonly string[];
}

export interface WorkbenchView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly today: PlainDate;
  /** The last day that was scanned. */
  readonly scannedOn: PlainDate | null;
  readonly due: readonly DueView[];
  readonly tally: { readonly red: number; readonly orange: number; readonly yellow: number; readonly grey: number; readonly blue: number; readonly fresh: number; readonly unpaidFen: Fen };
  /** The workbench filtered by a grade, by what is new. */
  readonly gradeHref: (grade: string) => string;
  readonly newHref: string;
  readonly form: FormState;
  readonly action: string;
  readonly exportHref: string;
  readonly areas: readonly Option[];
  readonly rules: readonly Option[];
  readonly rows: readonly FlaggedView[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly sort: Sort;
  href(projectId: string): string;
  /** Where a case is opened on the project's flags. */
  casesHref(projectId: string): string;
  pageHref(page: number, size: number): string;
}

const grades = (['red', 'orange', 'yellow', 'grey'] as const).map((g) => ({ value: g, label: severityWords[g].text }));

export function WorkbenchPage(view: WorkbenchView): VNode {
  const { tally } = view;
  const scanned = view.scannedOn === null ? '尚未扫描' : view.scannedOn === view.today ? '今天已扫描' : `最近一次扫描 ${formatDate(view.scannedOn)}`;
  return (
    <Page {...view.shell} title="工作台" form={view.form} lead={`${formatDate(view.today)} 星期${'一二三四五六日'[weekday(view.today) - 1]} · ${scanned}`}>
      <Section title="今天要办" note={`${view.due.reduce((n, d) => n + d.total, 0)} 件`}>
        <div class="due">
          {view.due.map((d) => (
            <Due key={d.title} due={d} />
          ))}
        </div>
      </Section>
      <Tally
        items={[
          { label: '红色预警项目', value: tally.red, href: view.gradeHref('red'), tone: tally.red > 0 ? 'red' : undefined },
          { label: '橙色', value: tally.orange, href: view.gradeHref('orange'), tone: tally.orange > 0 ? 'orange' : undefined },
          { label: '黄色', value: tally.yellow, href: view.gradeHref('yellow') },
          { label: '缺数据', value: tally.grey, href: view.gradeHref('grey'), note: '不计为正常' },
          { label: '昨日以来新增', value: tally.fresh, href: view.newHref },
          { label: '正常', value: tally.blue },
          { label: '未付工资合计', value: <Money fen={tally.unpaidFen} wan unit /> },
        ]}
      />
      <FilterBar action={view.action} form={view.form} resetHref={view.action} exportHref={view.exportHref} hidden={{ sort: view.sort.by, direction: view.sort.direction }}>
        <TextField name="q" label="项目、编号或总承包单位" optional />
        <SelectField name="areaCode" label="乡镇" optional blank="全部" options={view.areas} />
        <SelectField name="grade" label="预警" optional blank="全部" options={grades} />
        <SelectField name="rule" label="规则" optional blank="全部" options={view.rules} />
        <SelectField
          name="view"
          label="时间"
          optional
          blank="全部"
          options={[
            { value: 'new', label: '昨日以来新增' },
            { value: 'due', label: '处置到期或逾期' },
          ]}
        />
      </FilterBar>
      <DataTable
        caption="预警项目"
        sort={view.sort}
        rows={view.rows}
        rowHref={(r) => view.href(r.id)}
        empty={<EmptyState title={view.scannedOn === null ? '还没有扫描过' : '没有符合条件的预警项目'}>{view.scannedOn === null ? '每天 06:00 自动扫描；也可以打开一个项目，点“立即扫描”。' : '换一个条件，或点“重置”查看全部。'}</EmptyState>}
        columns={[
          { key: 'name', head: '项目', sort: true, cell: (r) => r.name },
          { key: 'grade', head: '预警', sort: true, nowrap: true, cell: (r) => <StatusTag word={severityWords[r.grade]} /> },
          { key: 'flags', head: '原因', cell: (r) => <FlagList flags={r.flags} unknown={r.unknown} href={`${view.href(r.id)}#flags`} /> },
          { key: 'unpaid', head: '未付工资（元）', align: 'end', sort: true, cell: (r) => <Money fen={r.unpaidFen} /> },
          {
            key: 'contractor',
            head: '总承包单位',
            cell: (r) => (
              <>
                {r.contractor}
                <span class="flag-note">
                  <span>{r.area}</span>
                  <span>{r.code}</span>
                  <span>{projectWords[r.state].text}</span>
                </span>
              </>
            ),
          },
          {
            key: 'case',
            head: '办理',
            nowrap: true,
            cell: (r) =>
              r.flags.some((f) => !f.taken) ? (
                <a href={view.casesHref(r.id)}>
                  立案<span class="visually-hidden">{r.name}</span>
                </a>
              ) : (
                '—'
              ),
          },
        ]}
      />
      <Pager page={view.page} pageSize={view.size} total={view.total} href={view.pageHref} />
    </Page>
  );
}

function Due({ due }: { due: DueView }): VNode {
  const title = `${due.title} ${due.total}`;
  return (
    <Card title={title} href={due.href}>
      {due.late > 0 && <p class="ink-red">{due.late} 件已逾期</p>}
      {due.rows.length === 0 ? (
        <p class="none">{due.none}</p>
      ) : (
        <ul class="due-list">
          {due.rows.map((r, i) => (
            <li key={i}>
              <a href={r.href}>{r.what}</a> {r.whom} {r.left && <Countdown {...r.left} />}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
