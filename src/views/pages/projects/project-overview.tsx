import type { VNode } from 'preact';
import {
  ActionPanel, Button, ButtonRow, DataTable, DateField, DateText, EmptyState, Form, KeyFacts, LinkButton, MoneyLine, MonthGrid, PostButton, Section, SelectField, Split, StatusTag, TextField,
  type Choice, type CountdownProps, type Fact, type MoneyLink, type MonthCell, type Option,
} from '../../components/index.js';
import { ProjectShell, projectWords, type ProjectShellProps } from '../../components/project-shell.js';
import type { FormState } from '../../form-state.js';
import { severityWords, type Severity, type Tone } from '../../words.js';
import { formatWan, formatYuan, type Fen } from '../../../values/money.js';
import type { Period } from '../../../values/period.js';
import type { PlainDate } from '../../../values/plain-date.js';
import { groupBasis } from '../risk/basis.js';

/** An open flag with its proof. */
export interface FindingView {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly severity: Severity;
  readonly sentence: string;
  readonly basis: readonly string[];
  readonly duty: string;
  readonly firstSeenOn: PlainDate;
  readonly episode: number;
  readonly due: { readonly date: PlainDate; readonly left: CountdownProps; readonly because: string } | undefined;
  readonly taken: { readonly number: string; readonly href: string } | undefined;
  readonly parameters: readonly string[];
  readonly evidence: readonly { readonly what: string; readonly href: string | undefined; readonly facts: readonly (readonly [label: string, value: string])[] }[];
  readonly ruleHref: string;
}

export interface MonthView {
  readonly period: Period;
  readonly attendanceDays: number;
  readonly attendingWorkers: number;
  readonly unregisteredWorkers: number;
  readonly sheets: number;
  readonly approvedSheets: number;
  readonly payableFen: Fen;
  readonly paidFen: Fen;
  readonly paidLines: number;
  readonly returnedLines: number;
  readonly creditedFen: Fen;
  /** The pay day has passed. */
  readonly late: boolean;
}

export interface ProjectOverviewView extends Omit<ProjectShellProps, 'children' | 'tab' | 'actions'> {
  readonly csrf: string;
  readonly next: { readonly sentence: string; readonly form: FormState; readonly choices: readonly Choice[] };
  readonly facts: readonly Fact[];
  readonly parties: readonly { readonly name: string; readonly href: string | undefined; readonly uscc: string; readonly tier: number; readonly under: string | null; readonly scope: string; readonly enteredOn: PlainDate; readonly leftOn: PlainDate | null; readonly listed: boolean }[];
  readonly newParty: { readonly action: string; readonly form: FormState; readonly firms: readonly Option[]; readonly parents: readonly Option[] } | undefined;
  /** For those who may see money. */
  readonly money: { readonly links: readonly MoneyLink[]; readonly oldest: { readonly words: string; readonly days: number } | undefined; readonly href: string | undefined; readonly months: readonly MonthView[]; readonly payrollHref: string | undefined } | undefined;
  /** For labour staff. */
  readonly risk:
    | { readonly scannedOn: PlainDate | null; readonly scanAction: string; readonly casesHref: string; readonly findings: readonly FindingView[]; readonly unknown: readonly { readonly title: string; readonly sentence: string }[] }
    | undefined;
  readonly matters:
    | {
        readonly cases: readonly { readonly number: string; readonly href: string; readonly cause: string; readonly state: string; readonly filedOn: PlainDate }[];
        readonly papers: readonly { readonly number: string; readonly href: string; readonly title: string; readonly issuedOn: PlainDate; readonly servedOn: PlainDate | null }[];
      }
    | undefined;
}

export function ProjectOverviewPage(view: ProjectOverviewView): VNode {
  const { csrf, next, facts, parties, newParty, money, risk, matters, ...shell } = view;
  return (
    <ProjectShell {...shell} tab="overview">
      {money && (
        <Section title="资金链" note="单位：元" actions={money.href && <a href={money.href}>专户与保证金</a>}>
          <MoneyLine label="从应拨到退票" links={money.links} />
          {money.oldest && (
            <p class="section-lead">
              最早卡住的一环：{money.oldest.words}，已 {money.oldest.days} 天。
            </p>
          )}
        </Section>
      )}
      <Split
        main={
          <>
            {risk && <Findings risk={risk} csrf={csrf} />}
            {money && <Months months={money.months} href={money.payrollHref} />}
            <Parties parties={parties} />
            {matters && <Matters matters={matters} />}
          </>
        }
        aside={
          <>
            <ActionPanel
              title="项目状态"
              state={projectWords[view.project.state]}
              next={next.sentence}
              csrf={csrf}
              form={next.form}
              choices={next.choices}
              fields={
                <>
                  <DateField name="on" label="日期" />
                  <TextField name="reason" label="原因" optional width="long" />
                </>
              }
            />
            <Section title="登记信息">
              <KeyFacts facts={facts} />
            </Section>
            {newParty && (
              <Section title="登记分包单位">
                <Form action={newParty.action} csrf={csrf} form={newParty.form}>
                  <SelectField name="partyId" label="分包单位" blank="请选择" options={newParty.firms} />
                  <SelectField name="parentId" label="上级单位" optional blank="施工总承包单位" options={newParty.parents} />
                  <TextField name="scope" label="承包内容" />
                  <DateField name="enteredOn" label="进场日期" />
                  <ButtonRow>
                    <Button look="secondary">登记</Button>
                  </ButtonRow>
                </Form>
              </Section>
            )}
          </>
        }
      />
    </ProjectShell>
  );
}

function Findings({ risk, csrf }: { risk: NonNullable<ProjectOverviewView['risk']>; csrf: string }): VNode {
  return (
    <Section
      title="预警"
      id="flags"
      note={risk.scannedOn ? `${risk.findings.length} 条，${risk.scannedOn} 扫描` : '尚未扫描'}
      actions={
        <>
          {risk.findings.length > 0 && <LinkButton href={risk.casesHref}>立案办理</LinkButton>}
          <PostButton action={risk.scanAction} csrf={csrf}>
            立即扫描
          </PostButton>
        </>
      }
    >
      {risk.findings.length === 0 && <EmptyState title={risk.scannedOn === null ? '还没有扫描过' : risk.unknown.length > 0 ? '已评估的规则没有发现问题' : '没有预警'} />}
      {risk.findings.map((f) => (
        <FindingCard key={f.id} finding={f} />
      ))}
      {risk.unknown.length > 0 && (
        <article class="finding">
          <p>
            <StatusTag word={severityWords.grey} /> <strong>{risk.unknown.length} 条规则未能评估</strong>，不计为正常
          </p>
          <ul class="flags">
            {risk.unknown.map((u) => (
              <li key={u.title}>
                {u.title}：{u.sentence.replace(/^未评估：/u, '')}
              </li>
            ))}
          </ul>
        </article>
      )}
    </Section>
  );
}

function FindingCard({ finding: f }: { finding: FindingView }): VNode {
  return (
    <article class="finding" id={f.id}>
      <h3>
        <StatusTag word={severityWords[f.severity]} /> {f.title}
      </h3>
      <p>{f.sentence}</p>
      <p class="flag-note">
        <a href={f.ruleHref}>{f.code}</a>
        <span>
          {f.firstSeenOn} 发现{f.episode > 1 && `(第 ${f.episode} 次)`}
        </span>
        {f.taken ? (
          <a href={f.taken.href}>已立案 {f.taken.number}</a>
        ) : (
          f.due && (
            <span>
              处置期限 <DateText date={f.due.date} left={f.due.left} />
            </span>
          )
        )}
      </p>
      <details class="proof">
        <summary>依据和证据 {f.evidence.length} 行</summary>
        <dl class="proof-words">
          <dt>依据</dt>
          <dd>{groupBasis(f.basis).join('；')}</dd>
          <dt>处置</dt>
          <dd>{f.duty}</dd>
          {f.due && (
            <>
              <dt>期限</dt>
              <dd>{f.due.because}</dd>
            </>
          )}
          {f.parameters.length > 0 && (
            <>
              <dt>参数</dt>
              <dd>{f.parameters.join('；')}</dd>
            </>
          )}
        </dl>
        <DataTable
          caption={`证据：${f.sentence}`}
          captionHidden
          rows={f.evidence}
          empty={null}
          columns={[
            { key: 'what', head: '记录', cell: (e) => (e.href ? <a href={e.href}>{e.what}</a> : e.what) },
            { key: 'facts', head: '内容', cell: (e) => e.facts.map(([label, value]) => `${label} ${value}`).join('，') },
          ]}
        />
      </details>
    </article>
  );
}

const plain = (text: string, tone: Tone = 'grey'): MonthCell => ({ word: { text, tone } });

function Months({ months, href }: { months: readonly MonthView[]; href: string | undefined }): VNode {
  const row = (head: string, cell: (m: MonthView) => MonthCell | null) => ({ head, cells: months.map(cell) });
  return (
    <Section title="逐月情况" actions={href && <a href={href}>工资表</a>}>
      {months.length === 0 ? (
        <EmptyState title="还没有考勤、工资表和到账记录" />
      ) : (
        <MonthGrid
          caption="逐月的出勤、工资表和支付"
          captionHidden
          head="项目"
          months={months.map((m) => m.period)}
          rows={[
            row('出勤', (m) => (m.attendanceDays > 0 ? { word: { text: `${m.attendingWorkers} 人`, tone: 'blue' }, ...(m.unregisteredWorkers > 0 && { note: `${m.unregisteredWorkers} 人未登记` }) } : plain('未报'))),
            row('工资表', (m) => (m.sheets > 0 ? { ...plain(`${m.sheets} 份`, m.approvedSheets === m.sheets ? 'green' : 'yellow'), ...(m.approvedSheets < m.sheets && { note: `${m.sheets - m.approvedSheets} 份待审` }) } : plain('无', m.late ? 'red' : 'grey'))),
            row('应发', (m) => (m.sheets > 0 ? { ...plain(formatWan(m.payableFen)), note: formatYuan(m.payableFen) } : null)),
            row('已发', (m) => (m.sheets > 0 ? { ...plain(formatWan(m.paidFen), paidTone(m)), note: `${m.paidLines} 人次` } : null)),
            row('退票', (m) => (m.sheets > 0 ? plain(m.returnedLines > 0 ? `${m.returnedLines} 笔` : '0', m.returnedLines > 0 ? 'orange' : 'grey') : null)),
            row('到账人工费', (m) => plain(m.creditedFen > 0n ? formatWan(m.creditedFen) : '0')),
          ]}
        />
      )}
    </Section>
  );
}

function paidTone(m: MonthView): Tone {
  if (m.paidFen >= m.payableFen) return 'green';
  if (m.late) return 'red';
  return m.paidFen > 0n ? 'yellow' : 'grey';
}

function Parties({ parties }: { parties: ProjectOverviewView['parties'] }): VNode {
  return (
    <Section title="参建单位" note={`${parties.length} 家`}>
      <DataTable
        caption="参建单位"
        captionHidden
        rows={parties}
        empty={<EmptyState title="没有登记参建单位" />}
        columns={[
          {
            key: 'name',
            head: '单位',
            cell: (p) => (
              <>
                {p.href ? <a href={p.href}>{p.name}</a> : p.name} {p.listed && <StatusTag word={{ text: '失信名单', tone: 'red' }} />}
                <span class="flag-note">
                  <span class="code">{p.uscc}</span>
                </span>
              </>
            ),
          },
          { key: 'tier', head: '层级', nowrap: true, cell: (p) => (p.tier === 1 ? '总承包' : `第 ${p.tier - 1} 层分包`) },
          { key: 'under', head: '上级单位', cell: (p) => p.under ?? '—' },
          { key: 'scope', head: '承包内容', cell: (p) => p.scope || '—' },
          { key: 'entered', head: '进场', nowrap: true, cell: (p) => <DateText date={p.enteredOn} /> },
          { key: 'left', head: '退场', nowrap: true, cell: (p) => <DateText date={p.leftOn} /> },
        ]}
      />
    </Section>
  );
}

function Matters({ matters: { cases, papers } }: { matters: NonNullable<ProjectOverviewView['matters']> }): VNode {
  return (
    <Section title="案件与文书">
      {cases.length + papers.length === 0 && <EmptyState title="还没有案件和文书" />}
      {cases.length > 0 && (
        <DataTable
          caption="案件"
          rows={cases}
          empty={null}
          columns={[
            { key: 'number', head: '案号', nowrap: true, cell: (c) => <a href={c.href}>{c.number}</a> },
            { key: 'cause', head: '案由', cell: (c) => c.cause },
            { key: 'state', head: '状态', nowrap: true, cell: (c) => c.state },
            { key: 'filed', head: '立案', nowrap: true, cell: (c) => <DateText date={c.filedOn} /> },
          ]}
        />
      )}
      {papers.length > 0 && (
        <DataTable
          caption="文书"
          rows={papers}
          empty={null}
          columns={[
            { key: 'number', head: '文号', nowrap: true, cell: (p) => <a href={p.href}>{p.number}</a> },
            { key: 'title', head: '文书', cell: (p) => p.title },
            { key: 'issued', head: '签发', nowrap: true, cell: (p) => <DateText date={p.issuedOn} /> },
            { key: 'served', head: '送达', nowrap: true, cell: (p) => <DateText date={p.servedOn} /> },
          ]}
        />
      )}
    </Section>
  );
}
