import type { VNode } from 'preact';
import { DataTable, EmptyState, FilterBar, KeyFacts, LinkButton, Notice, Page, Pager, Section, SelectField, StatusTag, TimeText, type PageProps } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import { MistakeTable, type MistakeView } from './mistake-table.js';
import { importKindNames, importWords } from './roster-words.js';

export interface ImportRowView {
  readonly id: string;
  readonly kind: keyof typeof importKindNames;
  readonly state: keyof typeof importWords;
  readonly projectId: string;
  readonly project: string;
  readonly party: string | null;
  readonly file: string;
  readonly rows: number;
  readonly errors: number;
  readonly warnings: number;
  readonly by: string;
  readonly at: Date;
}

export interface ImportListView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly form: FormState;
  readonly action: string;
  /** Kept while filtering: the project that one came from. */
  readonly hidden: Readonly<Record<string, string>>;
  readonly rows: readonly ImportRowView[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  href(importId: string): string;
  pageHref(page: number, size: number): string;
}

const told = ({ errors, warnings }: { readonly errors: number; readonly warnings: number }): string =>
  [errors > 0 ? `${errors} 处须改正` : '', warnings > 0 ? `${warnings} 处提醒` : ''].filter(Boolean).join(',') || '无';

export function ImportListPage(view: ImportListView): VNode {
  return (
    <Page {...view.shell} title="导入记录" form={view.form} lead="上传过的工资表、花名册和考勤表，以及检查出的每一处问题。">
      <FilterBar action={view.action} form={view.form} resetHref={view.action} hidden={view.hidden}>
        <SelectField name="kind" label="种类" optional blank="全部" options={(['payroll', 'roster', 'attendance'] as const).map((value) => ({ value, label: importKindNames[value] }))} />
        <SelectField name="state" label="结果" optional blank="全部" options={Object.entries(importWords).map(([value, w]) => ({ value, label: w.text }))} />
      </FilterBar>
      <DataTable
        caption="导入记录"
        captionHidden
        rows={view.rows}
        rowHref={(r) => view.href(r.id)}
        empty={<EmptyState title="没有符合条件的导入记录" />}
        columns={[
          { key: 'file', head: '文件', cell: (r) => r.file },
          { key: 'kind', head: '种类', nowrap: true, cell: (r) => importKindNames[r.kind] },
          { key: 'state', head: '结果', nowrap: true, cell: (r) => <StatusTag word={importWords[r.state]} /> },
          { key: 'project', head: '项目', cell: (r) => r.project },
          { key: 'party', head: '用工单位', cell: (r) => r.party ?? '—' },
          { key: 'rows', head: '行数', align: 'end', cell: (r) => r.rows },
          { key: 'told', head: '问题', cell: (r) => told(r) },
          { key: 'by', head: '上传人', nowrap: true, cell: (r) => r.by },
          { key: 'at', head: '时间', nowrap: true, cell: (r) => <TimeText at={r.at} /> },
        ]}
      />
      <Pager page={view.page} pageSize={view.size} total={view.total} href={view.pageHref} />
    </Page>
  );
}

export interface ImportDetailView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly importsHref: string;
  readonly run: ImportRowView & {
    readonly told: number;
    readonly list: readonly MistakeView[];
  };
  readonly projectHref: string;
  /** What came of it. */
  readonly resultHref?: string | undefined;
  /** Where the mended file is uploaded, for those who may. */
  readonly againHref?: string | undefined;
  /** The file itself with its mistakes marked, for whoever may have it. */
  readonly markedHref?: string | undefined;
  readonly page: number;
  readonly size: number;
  pageHref(page: number, size: number): string;
}

export function ImportDetailPage({ shell, importsHref, run, projectHref, resultHref, againHref, markedHref, page, size, pageHref }: ImportDetailView): VNode {
  const kind = importKindNames[run.kind];
  return (
    <Page
      {...shell}
      title={`${kind}导入结果`}
      breadcrumb={[{ label: '导入记录', href: importsHref }]}
      status={<StatusTag word={importWords[run.state]} />}
      lead={run.file}
      actions={
        <>
          {againHref && (
            <LinkButton href={againHref} look={run.state === 'refused' ? 'primary' : 'secondary'}>
              {run.state === 'refused' ? '改正后重新上传' : '再上传一份'}
            </LinkButton>
          )}
          {markedHref && <LinkButton href={markedHref}>下载标注后的原表</LinkButton>}
          {resultHref && <LinkButton href={resultHref}>查看结果</LinkButton>}
        </>
      }
    >
      {run.state === 'refused' ? (
        <Notice kind="error" title="整份没有导入">
          有 {run.errors} 处须改正，任何一行都没有写入。请在原文件中改正后，重新上传整份文件。
        </Notice>
      ) : (
        run.warnings > 0 && (
          <Notice kind="warn" title="已导入，另有提醒">
            共 {run.rows} 行已全部导入。下列 {run.warnings} 处请核对。
          </Notice>
        )
      )}
      <Section title="文件">
        <KeyFacts
          facts={[
            { label: '项目', value: <a href={projectHref}>{run.project}</a> },
            { label: '用工单位', value: run.party },
            { label: '行数', value: run.rows },
            { label: '问题', value: told(run) },
            { label: '上传人', value: run.by },
            { label: '时间', value: <TimeText at={run.at} /> },
          ]}
        />
      </Section>
      <Section title="逐格问题" note={`${run.told} 处`}>
        <MistakeTable caption="逐格问题" mistakes={run.list} />
        <Pager page={page} pageSize={size} total={run.told} pageSizes={[100, 500]} href={pageHref} />
      </Section>
    </Page>
  );
}
