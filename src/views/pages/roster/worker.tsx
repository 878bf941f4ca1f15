import type { VNode } from 'preact';
import { Button, Confirm, DataTable, DateText, EmptyState, Form, KeyFacts, Money, Notice, Page, PeriodText, RadioField, Section, SelectField, Split, StatusTag, TextField, Timeline, type PageProps } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import { site } from '../../site.js';
import type { Fen } from '../../../values/money.js';
import { formatPeriod, type Period } from '../../../values/period.js';
import type { PlainDate } from '../../../values/plain-date.js';
import { LineStanding } from '../payroll/line-standing.js';
import { cycleText, lineWords } from '../payroll/payroll-words.js';
import { engagementWords, invalidIdWord, personalFieldNames, purposeNames, underAgeWord, unregisteredWord } from './roster-words.js';

export interface WorkerFileView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly csrf: string;
  readonly workersHref: string;
  readonly worker: {
    readonly name: string;
    readonly idLast4: string;
    readonly idValid: boolean;
    readonly sex: string | null;
    readonly age: number | null;
    readonly phoneLast4: string | null;
    readonly opened: { readonly idNumber?: string; readonly phone?: string | null; readonly cards?: readonly { readonly engagementId: string; readonly project: string; readonly card: string; readonly bank: string }[] };
    readonly engagements: readonly {
      readonly id: string;
      readonly projectId: string;
      readonly project: string;
      readonly employer: string;
      readonly trade: string;
      readonly team: string;
      readonly contractSignedOn: PlainDate | null;
      readonly enteredOn: PlainDate;
      readonly leftOn: PlainDate | null;
      readonly state: keyof typeof engagementWords;
      readonly cardLast4: string | null;
    }[];
    readonly months: readonly { readonly period: Period; readonly project: string; readonly employer: string | null; readonly days: number; readonly registered: boolean }[];
  };
  readonly wages: readonly {
    readonly period: Period;
    readonly cycle: number;
    readonly sheetId: string;
    readonly project: string;
    readonly party: string;
    readonly netFen: Fen;
    readonly paidFen: Fen;
    readonly cardLast4: string;
    readonly state: keyof typeof lineWords;
    readonly payOn: PlainDate;
    readonly paidOn: PlainDate | null;
  }[];
  readonly reveal: { readonly action: string; readonly form: FormState };
  readonly rename: { readonly action: string; readonly form: FormState };
  readonly readings: readonly { readonly at: Date; readonly who: string; readonly field: keyof typeof personalFieldNames; readonly purpose: keyof typeof purposeNames; readonly note: string }[];
  engagementHref(projectId: string, engagementId: string): string;
  sheetHref(sheetId: string): string;
}

const options = (names: Readonly<Record<string, string>>): { value: string; label: string }[] => Object.entries(names).map(([value, label]) => ({ value, label }));

export function WorkerFilePage({ shell, csrf, workersHref, worker: w, wages, reveal, rename, readings, engagementHref, sheetHref }: WorkerFileView): VNode {
  const { opened } = w;
  const form = [reveal.form, rename.form].find((f) => f.issues.length > 0);
  return (
    <Page
      {...shell}
      title={w.name}
      {...(form ? { form } : {})}
      breadcrumb={[{ label: '工人', href: workersHref }]}
      status={
        <>
          {w.age !== null && w.age < 16 && <StatusTag word={underAgeWord} />} {!w.idValid && <StatusTag word={invalidIdWord} />}
        </>
      }
      lead={`${site.city}农民工`}
    >
      <Split
        main={
          <>
            {(opened.idNumber !== undefined || opened.phone !== undefined || opened.cards !== undefined) && (
              <Notice kind="warn" title="正在显示完整的个人信息">
                查看用途已记入此人档案，约 5 分钟后自动恢复遮挡。
              </Notice>
            )}
            <Section title="本人">
              <KeyFacts
                facts={[
                  { label: '身份证号码', value: <span class="code">{opened.idNumber ?? `**************${w.idLast4}`}</span> },
                  { label: '性别', value: w.sex },
                  { label: '年龄', value: w.age === null ? null : `${w.age} 周岁` },
                  { label: '手机号码', value: opened.phone ? <span class="code">{opened.phone}</span> : w.phoneLast4 && <span class="code">{`*******${w.phoneLast4}`}</span> },
                  ...(opened.cards ?? []).map((c) => ({ label: '银行卡号', value: <span class="code">{c.card}</span>, note: [c.bank, c.project].filter(Boolean).join(' · '), wide: true })),
                ]}
              />
            </Section>
            <Section title="用工" note={`${w.engagements.length} 段`}>
              <DataTable
                caption="用工"
                captionHidden
                rows={w.engagements}
                rowHref={(e) => engagementHref(e.projectId, e.id)}
                empty={<EmptyState title="没有用工登记">此人有出勤记录，但没有单位为其登记进场。</EmptyState>}
                columns={[
                  { key: 'project', head: '项目', cell: (e) => e.project },
                  { key: 'employer', head: '用工单位', cell: (e) => e.employer },
                  { key: 'trade', head: '工种', nowrap: true, cell: (e) => e.trade || '—' },
                  { key: 'team', head: '班组', nowrap: true, cell: (e) => e.team || '—' },
                  { key: 'entered', head: '进场', nowrap: true, cell: (e) => <DateText date={e.enteredOn} /> },
                  { key: 'left', head: '离场', nowrap: true, cell: (e) => <DateText date={e.leftOn} /> },
                  { key: 'contract', head: '合同签订', nowrap: true, cell: (e) => (e.contractSignedOn ? <DateText date={e.contractSignedOn} /> : '未签') },
                  { key: 'card', head: '银行卡', nowrap: true, cell: (e) => (e.cardLast4 ? <span class="code">**** {e.cardLast4}</span> : '无') },
                  { key: 'state', head: '状态', nowrap: true, cell: (e) => <StatusTag word={engagementWords[e.state]} /> },
                ]}
              />
            </Section>
            <Section title="工资">
              <DataTable
                caption="工资"
                captionHidden
                rows={wages}
                rowHref={(p) => sheetHref(p.sheetId)}
                empty={<EmptyState title="没有报送过此人的工资" />}
                columns={[
                  { key: 'period', head: '月份', nowrap: true, cell: (p) => `${formatPeriod(p.period)}${cycleText(p.cycle)}` },
                  { key: 'project', head: '项目', cell: (p) => p.project },
                  { key: 'party', head: '用工单位', cell: (p) => p.party },
                  { key: 'net', head: '实发（元）', align: 'end', cell: (p) => <Money fen={p.netFen} /> },
                  { key: 'card', head: '银行卡', nowrap: true, cell: (p) => <span class="code">**** {p.cardLast4}</span> },
                  { key: 'due', head: '应付日', nowrap: true, cell: (p) => <DateText date={p.payOn} /> },
                  { key: 'state', head: '发放', nowrap: true, cell: (p) => <LineStanding {...p} /> },
                  { key: 'paid', head: '到账日', nowrap: true, cell: (p) => <DateText date={p.paidOn} /> },
                ]}
              />
            </Section>
            <Section title="出勤月份">
              <DataTable
                caption="出勤月份"
                captionHidden
                rows={w.months}
                empty={<EmptyState title="没有出勤记录" />}
                columns={[
                  { key: 'period', head: '月份', nowrap: true, cell: (m) => <PeriodText period={m.period} /> },
                  { key: 'project', head: '项目', cell: (m) => m.project },
                  { key: 'employer', head: '用工单位', cell: (m) => m.employer ?? '—' },
                  { key: 'days', head: '出勤天数', align: 'end', cell: (m) => m.days },
                  { key: 'registered', head: '登记', nowrap: true, cell: (m) => (m.registered ? '在登记期间内' : <StatusTag word={unregisteredWord} />) },
                ]}
              />
            </Section>
          </>
        }
        aside={
          <>
            <Section title="查看完整信息" lead="须写明用途。用途、查看人和时间记入此人档案。">
              <Form action={reveal.action} csrf={csrf} form={reveal.form}>
                <RadioField name="field" label="查看内容" options={options(personalFieldNames)} />
                <SelectField name="purpose" label="查看用途" blank="请选择" options={options(purposeNames)} />
                <TextField name="note" label="用途说明" optional hint="案号、投诉编号等；用途为“其他”时必填" maxLength={200} width="long" />
                <Button look="secondary">查看</Button>
              </Form>
            </Section>
            <Section title="查阅记录" note={`${readings.length} 次`}>
              {readings.length > 0 ? (
                <Timeline entries={readings.map((r) => ({ at: r.at, who: r.who, what: `查看${personalFieldNames[r.field]}`, detail: [purposeNames[r.purpose], r.note].filter(Boolean).join(':') }))} />
              ) : (
                <EmptyState title="没有人查看过完整信息" />
              )}
            </Section>
            <Section title="更正姓名">
              <Confirm label="更正姓名" warning="姓名随身份证号码用于全市所有项目。请先核对证件。" button="确认更正" action={rename.action} csrf={csrf} form={rename.form}>
                <TextField name="name" label="正确的姓名" maxLength={50} />
                <TextField name="reason" label="更正原因" maxLength={200} width="long" />
              </Confirm>
            </Section>
          </>
        }
      />
    </Page>
  );
}
