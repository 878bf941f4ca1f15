import type { VNode } from 'preact';
import { DataTable, DateText, EmptyState, KeyFacts, Page, Section, StatusTag, type PageProps } from '../../components/index.js';
import { projectWords } from '../../components/project-shell.js';
import { severityWords, type Severity } from '../../words.js';
import type { PlainDate } from '../../../values/plain-date.js';
import { partyKindNames, standingWords } from './party-words.js';

export interface PartyFileView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly partiesHref: string;
  readonly party: {
    readonly kind: string;
    readonly uscc: string;
    readonly name: string;
    readonly legalRepresentative: string;
    readonly area: string;
    readonly address: string;
    readonly phone: string;
    readonly standing: keyof typeof standingWords;
    readonly standingSince: PlainDate | null;
    readonly projects: readonly { readonly id: string; readonly code: string; readonly name: string; readonly role: string; readonly state: string; readonly grade: string | null }[];
  };
  /** Undefined where the reader may not open projects. */
  readonly projectHref: ((projectId: string) => string) | undefined;
}

export function PartyFilePage({ shell, partiesHref, party, projectHref }: PartyFileView): VNode {
  return (
    <Page {...shell} title={party.name} breadcrumb={[{ label: '单位', href: partiesHref }]} status={<StatusTag word={standingWords[party.standing]} />}>
      <Section title="登记信息">
        <KeyFacts
          facts={[
            { label: '统一社会信用代码', value: <span class="code">{party.uscc}</span> },
            { label: '类型', value: partyKindNames[party.kind as keyof typeof partyKindNames] },
            { label: '法定代表人', value: party.legalRepresentative || '—' },
            { label: '地区', value: party.area },
            { label: '住所', value: party.address || '—' },
            { label: '联系电话', value: party.phone || '—' },
            ...(party.standingSince ? [{ label: '列入失信名单', value: <DateText date={party.standingSince} /> }] : []),
          ]}
        />
      </Section>
      <Section title="参与的项目" note={`${party.projects.length} 个`}>
        <DataTable
          caption="参与的项目"
          captionHidden
          rows={party.projects}
          rowHref={projectHref && ((r) => projectHref(r.id))}
          empty={<EmptyState title="辖区内没有参与的项目" />}
          columns={[
            { key: 'name', head: '项目', cell: (r) => r.name },
            { key: 'code', head: '编号', nowrap: true, cell: (r) => r.code },
            { key: 'role', head: '角色', nowrap: true, cell: (r) => r.role },
            { key: 'state', head: '状态', nowrap: true, cell: (r) => <StatusTag word={projectWords[r.state as keyof typeof projectWords]} /> },
            { key: 'grade', head: '预警', nowrap: true, cell: (r) => (r.grade ? <StatusTag word={severityWords[r.grade as Severity]} /> : '未扫描') },
          ]}
        />
      </Section>
    </Page>
  );
}
