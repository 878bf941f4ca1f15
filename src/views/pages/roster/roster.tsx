import type { VNode } from 'preact';
import { DataTable, DateText, EmptyState, FilterBar, LinkButton, Pager, SelectField, StatusTag, Tally, TextField, type Option, type Sort } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import type { PlainDate } from '../../../values/plain-date.js';
import { RosterFrame, type RosterFrameProps } from './roster-frame.js';
import { engagementWords, invalidIdWord, underAgeWord } from './roster-words.js';

export interface RosterRowView {
  readonly id: string;
  readonly name: string;
  readonly idLast4: string;
  readonly idValid: boolean;
  readonly underAge: boolean;
  readonly employer: string;
  readonly trade: string;
  readonly team: string;
  readonly teamLeader: boolean;
  readonly contractSignedOn: PlainDate | null;
  readonly enteredOn: PlainDate;
  readonly leftOn: PlainDate | null;
  readonly state: keyof typeof engagementWords;
  readonly cardLast4: string | null;
}

export interface RosterView {
  readonly frame: RosterFrameProps;
  readonly form: FormState;
  readonly action: string;
  readonly exportHref: string;
  /** Only for those who keep the roster. */
  readonly newHref?: string | undefined;
  readonly importHref?: string | undefined;
  readonly facts: { readonly inService: number; readonly left: number; readonly withoutContract: number; readonly withoutCard: number };
  readonly employers: readonly Option[];
  readonly teams: readonly string[];
  readonly trades: readonly string[];
  readonly rows: readonly RosterRowView[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly sort: Sort;
  href(engagementId: string): string;
  pageHref(page: number, size: number): string;
  /** The same page with this value of one filter alone. */
  factHref(name: 'state' | 'lacking', value: string): string;
}

const choices = (values: readonly string[]): Option[] => values.map((v) => ({ value: v, label: v }));

export function RosterPage(view: RosterView): VNode {
  const { facts } = view;
  return (
    <RosterFrame
      frame={view.frame}
      part="roster"
      form={view.form}
      actions={
        view.importHref && (
          <>
            <LinkButton href={view.importHref} look="primary">
              导入花名册
            </LinkButton>
            <LinkButton href={view.newHref!}>登记一名工人</LinkButton>
          </>
        )
      }
    >
      <Tally
        items={[
          { label: '在场', value: facts.inService, href: view.factHref('state', 'in-service') },
          { label: '已离场', value: facts.left, href: view.factHref('state', 'left') },
          { label: '在场未签合同', value: facts.withoutContract, href: view.factHref('lacking', 'contract'), tone: facts.withoutContract > 0 ? 'orange' : undefined },
          { label: '在场无银行卡', value: facts.withoutCard, href: view.factHref('lacking', 'card'), tone: facts.withoutCard > 0 ? 'orange' : undefined },
        ]}
      />
      <FilterBar action={view.action} form={view.form} resetHref={view.action} exportHref={view.exportHref} hidden={{ sort: view.sort.by, direction: view.sort.direction }}>
        <TextField name="q" label="姓名" optional width="short" />
        {view.employers.length > 1 && <SelectField name="partyId" label="用工单位" optional blank="全部" options={view.employers} />}
        <SelectField name="team" label="班组" optional blank="全部" options={choices(view.teams)} />
        <SelectField name="trade" label="工种" optional blank="全部" options={choices(view.trades)} />
        <SelectField name="state" label="状态" optional blank="全部" options={Object.entries(engagementWords).map(([value, w]) => ({ value, label: w.text }))} />
        <SelectField
          name="lacking"
          label="缺少"
          optional
          blank="不限"
          options={[
            { value: 'contract', label: '劳动合同' },
            { value: 'card', label: '银行卡' },
          ]}
        />
      </FilterBar>
      <DataTable
        caption="工人"
        captionHidden
        sort={view.sort}
        rows={view.rows}
        rowHref={(r) => view.href(r.id)}
        empty={<EmptyState title="没有符合条件的工人">{view.importHref ? '换一个条件，或用“导入花名册”登记工人。' : '换一个条件，或点“重置”查看全部。'}</EmptyState>}
        columns={[
          { key: 'name', head: '姓名', sort: true, nowrap: true, cell: (r) => r.name },
          { key: 'id', head: '身份证尾号', nowrap: true, cell: (r) => <span class="code">{r.idLast4}</span> },
          { key: 'employer', head: '用工单位', cell: (r) => r.employer },
          { key: 'team', head: '班组', sort: true, nowrap: true, cell: (r) => `${r.team || '—'}${r.teamLeader ? '(班组长)' : ''}` },
          { key: 'trade', head: '工种', sort: true, nowrap: true, cell: (r) => r.trade || '—' },
          { key: 'entered', head: '进场', sort: true, nowrap: true, cell: (r) => <DateText date={r.enteredOn} /> },
          { key: 'left', head: '离场', nowrap: true, cell: (r) => <DateText date={r.leftOn} /> },
          { key: 'contract', head: '合同签订', sort: true, nowrap: true, cell: (r) => (r.contractSignedOn ? <DateText date={r.contractSignedOn} /> : '未签') },
          { key: 'card', head: '银行卡', nowrap: true, cell: (r) => (r.cardLast4 ? <span class="code">**** {r.cardLast4}</span> : '无') },
          {
            key: 'state',
            head: '状态',
            nowrap: true,
            cell: (r) => (
              <>
                <StatusTag word={engagementWords[r.state]} /> {r.underAge && <StatusTag word={underAgeWord} />} {!r.idValid && <StatusTag word={invalidIdWord} />}
              </>
            ),
          },
        ]}
      />
      <Pager page={view.page} pageSize={view.size} total={view.total} href={view.pageHref} />
    </RosterFrame>
  );
}
