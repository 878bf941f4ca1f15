import type { VNode } from 'preact';
import { Button, ButtonRow, CheckboxField, DataTable, DateText, Due, EmptyState, FieldGroup, Form, Money, Notice, Section, SelectField, StatusTag, TextArea, TextField, type CountdownProps, type Option } from '../../components/index.js';
import { ProjectShell, type ProjectShellProps } from '../../components/project-shell.js';
import { fieldId, type FormState } from '../../form-state.js';
import { severityWords, type Severity } from '../../words.js';
import { formatYuan, type Fen } from '../../../values/money.js';
import { formatPeriod, type Period } from '../../../values/period.js';
import type { PlainDate } from '../../../values/plain-date.js';
import { PapersTable, type PapersTableProps } from '../papers/papers-table.js';
import type { CaseLine } from './case-list.js';
import { caseWords, findingOutcomeNames } from './case-words.js';
import { FindingProof, type FindingProofProps, type ProofRow } from './finding-proof.js';

export interface FindingLine {
  readonly id: string;
  /** R-PAY-01 工资逾期未足额支付. */
  readonly rule: string;
  readonly severity: Severity;
  readonly sentence: string;
  readonly basis: readonly string[];
  readonly evidence: readonly ProofRow[];
  readonly dueOn: PlainDate | null;
  readonly left: CountdownProps | null;
  readonly firstSeenOn: PlainDate;
  readonly clearedOn: PlainDate | null;
  readonly outcome: string | null;
  readonly caseId: string | null;
  readonly caseNumber: string | null;
  readonly inOpenCase: boolean;
}

export interface ProjectCasesView extends Omit<ProjectShellProps, 'children' | 'tab' | 'form'> {
  readonly csrf: string;
  readonly findings: readonly FindingLine[];
  readonly cases: readonly CaseLine[];
  readonly papers: PapersTableProps;
  /** The form of a new case, with the findings that are ticked. */
  readonly form: FormState;
  readonly action: string;
  readonly parties: readonly Option[];
  readonly circumstances: readonly Option[];
  readonly colleagues: readonly Option[];
  readonly months: readonly { readonly period: Period; readonly workers: number; readonly amountFen: Fen }[];
  /** The lead that the case would be opened on. */
  readonly lead: { readonly id: string; readonly number: string; readonly href: string } | undefined;
  readonly proofHref: FindingProofProps['href'];
  caseHref(caseId: string): string;
}

export function ProjectCasesPage({ csrf, findings, cases, papers, form, action, parties, circumstances, colleagues, months, lead, proofHref, caseHref, ...shell }: ProjectCasesView): VNode {
  const open = findings.filter((f) => f.clearedOn === null);
  const cleared = findings.filter((f) => f.clearedOn !== null);
  return (
    <ProjectShell {...shell} tab="cases" form={form}>
      <Section title="预警" note={`${open.length} 条`} id="flags">
        <Form action={action} csrf={csrf} form={form} hidden={lead ? { leadId: lead.id } : undefined}>
          {lead && (
            <Notice kind="info" title="由线索立案">
              线索 <a href={lead.href}>{lead.number}</a> 将随立案办结。案情中不要写投诉人的姓名。
            </Notice>
          )}
          <div id={fieldId(form, 'findingIds')}>
            <FindingTable findings={open} ticked={form.values['findingIds'] ?? []} proofHref={proofHref} caseHref={caseHref} />
          </div>
          <FieldGroup legend="立案" columns={3} hint="勾选的预警所涉月份，未付工资自动列入拖欠清单；没有预警也可以立案。">
            <SelectField name="partyId" label="当事单位" options={parties} />
            <SelectField name="circumstance" label="责任情形" options={circumstances} />
            <SelectField name="coHandlerId" label="共同承办人" options={colleagues} />
          </FieldGroup>
          <FieldGroup legend="补充" columns={2}>
            <TextField name="cause" label="案由" optional hint="不填按所选的预警" maxLength={100} />
            <TextArea name="facts" label="案情" optional hint="不填按所选的预警" rows={2} maxLength={1500} />
            {months.length > 0 && (
              <CheckboxField name="periods" label="另外列入的月份" optional options={months.map((m) => ({ value: m.period, label: formatPeriod(m.period), hint: `${m.workers} 人未付 ${formatYuan(m.amountFen)} 元` }))} />
            )}
            <CheckboxField name="massIncident" label="影响" optional options={[{ value: 'on', label: '引发群体性事件或者极端事件' }]} />
          </FieldGroup>
          <ButtonRow>
            <Button>立案</Button>
          </ButtonRow>
        </Form>
      </Section>
      <Section title="案件" note={`${cases.length} 件`}>
        <DataTable
          caption="案件"
          captionHidden
          rows={cases}
          rowHref={(c) => caseHref(c.id)}
          empty={<EmptyState title="本项目没有案件" />}
          columns={[
            { key: 'number', head: '案号', nowrap: true, cell: (c) => c.number },
            { key: 'state', head: '状态', nowrap: true, cell: (c) => <StatusTag word={caseWords[c.state]} /> },
            { key: 'cause', head: '案由', cell: (c) => c.cause },
            { key: 'party', head: '当事单位', cell: (c) => c.party },
            { key: 'workers', head: '人数', align: 'end', cell: (c) => c.workers },
            { key: 'amount', head: '拖欠金额（元）', align: 'end', cell: (c) => (c.workers > 0 ? <Money fen={c.claimedFen} /> : '—') },
            { key: 'due', head: '期限', cell: (c) => <Due on={c.dueOn} left={c.left} provisional={c.provisional} /> },
          ]}
        />
      </Section>
      <Section title="文书" note={`${papers.papers.length} 份`}>
        <PapersTable {...papers} />
      </Section>
      {cleared.length > 0 && (
        <Section title="一年内已消除的预警" note={`${cleared.length} 条`}>
          <FindingTable findings={cleared} proofHref={proofHref} caseHref={caseHref} />
        </Section>
      )}
    </ProjectShell>
  );
}

interface FindingTableProps {
  readonly findings: readonly FindingLine[];
  /** Ids that are ticked; without it nothing can be ticked. */
  readonly ticked?: string | readonly string[];
  readonly proofHref: FindingProofProps['href'];
  /** What stands in place of no findings. */
  readonly none?: string;
  caseHref(caseId: string): string;
}

/** Findings with sentence, proof, article and what came of them. */
export function FindingTable({ findings, ticked, proofHref, none = '没有预警', caseHref }: FindingTableProps): VNode {
  return (
    <DataTable
      caption="预警"
      captionHidden
      rows={findings}
      empty={<EmptyState title={none} />}
      columns={[
        ...(ticked === undefined
          ? []
          : [
              {
                key: 'tick',
                head: '立案',
                nowrap: true,
                cell: (f: FindingLine) =>
                  f.inOpenCase ? '—' : <input type="checkbox" name="findingIds" value={f.id} checked={ticked.includes(f.id)} aria-label={`选择：${f.sentence}`} />,
              },
            ]),
        { key: 'severity', head: '等级', nowrap: true, cell: (f) => <StatusTag word={severityWords[f.severity]} /> },
        {
          key: 'sentence',
          head: '事实',
          cell: (f) => (
            <>
              {f.sentence}
              <FindingProof evidence={f.evidence} basis={f.basis} href={proofHref} />
            </>
          ),
        },
        { key: 'rule', head: '规则', cell: (f) => f.rule },
        { key: 'seen', head: '发现', nowrap: true, cell: (f) => <DateText date={f.firstSeenOn} /> },
        ticked === undefined
          ? { key: 'cleared', head: '消除', nowrap: true, cell: (f) => <DateText date={f.clearedOn} /> }
          : { key: 'due', head: '处置期限', cell: (f) => <Due on={f.dueOn} left={f.caseId ? null : f.left} provisional={false} /> },
        {
          key: 'case',
          head: '办理',
          cell: (f) => (
            <>
              {f.caseId && <a href={caseHref(f.caseId)}>{f.caseNumber}</a>} {f.outcome && findingOutcomeNames[f.outcome as keyof typeof findingOutcomeNames]}
              {!f.caseId && !f.outcome && '—'}
            </>
          ),
        },
      ]}
    />
  );
}
