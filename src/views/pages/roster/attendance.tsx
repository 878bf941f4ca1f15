import type { VNode } from 'preact';
import { Button, DataTable, EmptyState, FileField, FilterBar, Form, MonthField, Pager, Section, SelectField, StatusTag, Tally, type Column, type Option } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import { formatPeriod, daysIn, type Period } from '../../../values/period.js';
import { sheetAccept } from './import-roster.js';
import { RosterFrame, type RosterFrameProps } from './roster-frame.js';
import { unregisteredWord } from './roster-words.js';

export interface AttendanceRowView {
  readonly name: string;
  readonly idLast4: string;
  readonly employer: string;
  readonly team: string;
  readonly total: number;
  readonly registered: boolean;
  readonly days: readonly (readonly [day: number, portion: number, registered: boolean])[];
}

export interface AttendanceView {
  readonly frame: RosterFrameProps;
  readonly csrf: string;
  readonly filter: FormState;
  readonly action: string;
  readonly period: Period;
  readonly facts: { readonly attendanceDays: number; readonly attendingWorkers: number; readonly unregisteredWorkers: number };
  readonly employers: readonly Option[];
  readonly rows: readonly AttendanceRowView[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  pageHref(page: number, size: number): string;
  /** Only for those who keep the roster. */
  readonly upload?: { readonly action: string; readonly form: FormState; templateHref(partyId: string): string } | undefined;
}

export function AttendancePage(view: AttendanceView): VNode {
  const { facts, upload, period } = view;
  return (
    <RosterFrame frame={view.frame} part="attendance" form={upload && upload.form.issues.length > 0 ? upload.form : view.filter}>
      <FilterBar action={view.action} form={view.filter} resetHref={view.action}>
        <MonthField name="period" label="月份" />
        {view.employers.length > 1 && <SelectField name="partyId" label="用工单位" optional blank="全部" options={view.employers} />}
      </FilterBar>
      <Tally
        items={[
          { label: '出勤人数', value: facts.attendingWorkers },
          { label: '出勤人次', value: facts.attendanceDays },
          { label: '有未登记出勤的人数', value: facts.unregisteredWorkers, tone: facts.unregisteredWorkers > 0 ? 'red' : undefined, note: '出勤日不在已登记的在场期间内' },
        ]}
      />
      <Section title={`${formatPeriod(period)}考勤`} note={`${view.total} 人`} lead="1 为全天，0.5 为半天，空白为没有出勤记录；红色的日子不在已登记的在场期间内。">
        <div class="day-grid">
          <DataTable caption={`${formatPeriod(period)}考勤`} captionHidden phone="scroll" rows={view.rows} empty={<EmptyState title="这个月没有在场工人，也没有考勤记录" />} columns={gridColumns(period)} />
          <Pager page={view.page} pageSize={view.size} total={view.total} pageSizes={[50, 100, 200]} href={view.pageHref} />
        </div>
      </Section>
      {upload && (
        <Section title="导入考勤表" lead="一个月一份，每人一行，每天一列。同一份表可以重复上传：以后一次为准。有一处错误则整份不导入，并逐格列出。">
          <Form action={upload.action} csrf={view.csrf} form={upload.form} multipart>
            <SelectField name="partyId" label="用工单位" options={view.employers} {...(view.employers.length > 1 ? { blank: '请选择' } : {})} />
            <MonthField name="period" label="考勤月份" />
            <FileField name="file" label="考勤表文件" hint="xlsx、xls 或 csv，不超过 10 MB" accept={sheetAccept} />
            <Button>上传并检查</Button>
          </Form>
          <p>
            下载{formatPeriod(period)}的考勤表模板（已填好在场工人）：
            {view.employers.map((e, i) => (
              <span key={e.value}>
                {i > 0 && '、'}
                <a href={upload.templateHref(e.value)} download>
                  {e.label}
                </a>
              </span>
            ))}
          </p>
        </Section>
      )}
    </RosterFrame>
  );
}

function gridColumns(period: Period): Column<AttendanceRowView>[] {
  const days = Array.from({ length: daysIn(period) }, (_, i): Column<AttendanceRowView> => ({
    key: `day${i + 1}`,
    head: String(i + 1),
    align: 'end',
    cell: (r) => {
      const found = r.days.find(([day]) => day === i + 1);
      return !found ? '' : found[2] ? found[1] : <strong class="ink-red">{found[1]}</strong>;
    },
  }));
  return [
    { key: 'name', head: '姓名', nowrap: true, cell: (r) => r.name },
    { key: 'total', head: '合计', align: 'end', cell: (r) => <strong>{r.total}</strong> },
    ...days,
    { key: 'registered', head: '登记', nowrap: true, cell: (r) => (r.registered ? '' : <StatusTag word={unregisteredWord} />) },
    { key: 'team', head: '班组', nowrap: true, cell: (r) => r.team || '—' },
    { key: 'id', head: '尾号', nowrap: true, cell: (r) => <span class="code">{r.idLast4}</span> },
  ];
}
