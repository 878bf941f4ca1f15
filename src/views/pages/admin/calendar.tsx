import type { VNode } from 'preact';
import { Button, ButtonRow, DataTable, DateText, EmptyState, Form, Notice, Page, Section, Tabs, TextArea, TextField, type PageProps } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import type { PlainDate } from '../../../values/plain-date.js';

export interface CalendarView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly years: readonly { readonly year: number; readonly source: string; readonly provisional: boolean; readonly href: string }[];
  readonly year: number;
  /** Only for those who may enter a year. */
  readonly entry?: { readonly csrf: string; readonly form: FormState; readonly action: string } | undefined;
  readonly days: readonly { readonly day: PlainDate; readonly kind: 'holiday' | 'workday'; readonly name: string }[];
}

export function CalendarPage({ shell, years, year, days, entry }: CalendarView): VNode {
  const current = years.find((y) => y.year === year);
  return (
    <Page {...shell} title="放假安排" lead="工作日期限按国务院办公厅每年的放假安排推算。没有录入的年份，系统拒绝推算。">
      <Tabs label="年份" current={String(year)} tabs={years.map((y) => ({ key: String(y.year), label: `${y.year}年`, href: y.href }))} />
      {current?.provisional && <Notice kind="warn">{current.source}</Notice>}
      <Section title={`${year}年`} note={current && !current.provisional ? current.source : undefined}>
        <DataTable
          caption={`${year}年放假和调休`}
          captionHidden
          rows={days}
          empty={<EmptyState title="这一年的放假安排尚未录入" />}
          columns={[
            { key: 'day', head: '日期', nowrap: true, cell: (d) => <DateText date={d.day} long /> },
            { key: 'kind', head: '安排', nowrap: true, cell: (d) => (d.kind === 'holiday' ? '放假' : '上班（调休）') },
            { key: 'name', head: '节日', cell: (d) => d.name },
          ]}
        />
      </Section>
      {entry && (
        <Section title="录入一年的放假安排" lead="照国务院办公厅的通知逐日录入，一行一天，如：2027-02-05 春节。已有的年份会被替换。">
          <Form action={entry.action} csrf={entry.csrf} form={entry.form}>
            <TextField name="year" label="年份" width="short" inputMode="numeric" />
            <TextField name="source" label="通知名称" width="long" />
            <TextArea name="holidays" label="放假日" rows={12} />
            <TextArea name="workdays" label="调休上班日" rows={6} optional />
            <TextField name="reason" label="录入说明" width="long" />
            <ButtonRow>
              <Button>录入</Button>
            </ButtonRow>
          </Form>
        </Section>
      )}
    </Page>
  );
}
