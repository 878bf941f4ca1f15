import type { VNode } from 'preact';
import { Button, ButtonRow, DataTable, EmptyState, FieldGroup, Form, Notice, Page, PostButton, Section, SelectField, TextField, TimeText, type Option, type PageProps } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import { connectionNames } from './dispatch-words.js';

interface Row {
  readonly id: string;
  readonly bank: string;
  readonly kind: keyof typeof connectionNames;
  readonly profile: string;
  readonly place: string;
  readonly wireSeconds: number;
  readonly askMinutes: number;
  readonly askTimes: number;
  readonly answerMinutes: number;
  readonly state: 'proposed' | 'in-force';
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly own: boolean;
}

export interface ConnectionsView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly csrf: string;
  readonly dispatchHref: string;
  readonly form: FormState;
  /** Undefined for those who may only approve. */
  readonly action: string | undefined;
  readonly banks: readonly Option[];
  readonly profiles: readonly Option[];
  readonly rows: readonly Row[];
  approveAction(connectionId: string): string;
}

export function ConnectionsPage(view: ConnectionsView): VNode {
  const waiting = view.rows.filter((r) => r.state === 'proposed');
  const inForce = view.rows.filter((r) => r.state === 'in-force');
  const profile = (id: string): string => view.profiles.find((p) => p.value === id)?.label ?? id;
  const columns = [
    { key: 'bank', head: '银行', cell: (r: Row) => r.bank },
    { key: 'kind', head: '方式', nowrap: true, cell: (r: Row) => connectionNames[r.kind] },
    { key: 'place', head: '目录或接口', nowrap: true, cell: (r: Row) => (r.place ? <span class="code">{r.place}</span> : '—') },
    { key: 'profile', head: '文件格式', cell: (r: Row) => profile(r.profile) },
    { key: 'times', head: '时限（内部）', cell: (r: Row) => (r.kind === 'desk' ? `回盘 ${r.answerMinutes} 分钟` : `每次交换 ${r.wireSeconds} 秒；查询每 ${r.askMinutes} 分钟，至多 ${r.askTimes} 次；回盘 ${r.answerMinutes} 分钟`) },
    { key: 'by', head: '提出', cell: (r: Row) => <>{r.proposedBy} <TimeText at={r.proposedAt} /><span class="fact-note">{r.reason}</span></> },
  ];
  return (
    <Page {...view.shell} title="银行连接" form={view.form} breadcrumb={[{ label: '付款发送', href: view.dispatchHref }]} lead="付款文件怎样到银行、回盘怎样回来。修改须由另一人复核后生效，生效前已入队的批次按新的连接发送。">
      <Section title="待复核" note={`${waiting.length} 项`}>
        <DataTable
          caption="待复核"
          captionHidden
          rows={waiting}
          empty={<EmptyState title="没有待复核的连接" />}
          columns={[...columns, { key: 'act', head: '办理', nowrap: true, cell: (r: Row) => (r.own ? '须由另一人复核' : <PostButton action={view.approveAction(r.id)} csrf={view.csrf}>复核通过</PostButton>) }]}
        />
      </Section>
      <Section title="生效" note={`${inForce.length} 家银行`}>
        <DataTable caption="生效的银行连接" captionHidden rows={inForce} empty={<EmptyState title="还没有银行连接">没有连接的银行，由银行人员取付款文件、导入回盘。</EmptyState>} columns={columns} />
      </Section>
      {view.action && (
        <Section title="设置银行连接">
          <Form action={view.action} csrf={view.csrf} form={view.form}>
            <Notice kind="info">接口地址只能由服务器配置（BANK_ENDPOINTS）给出，这里填写其名称。密钥加密保存，保存后不再显示。</Notice>
            <FieldGroup legend="连接" columns={2}>
              <SelectField name="bankId" label="银行" blank="请选择" options={view.banks} />
              <SelectField name="kind" label="连接方式" options={(['folder', 'http', 'desk'] as const).map((value) => ({ value, label: connectionNames[value] }))} />
              <TextField name="place" label="目录或接口名称" optional hint="小写字母、数字和连字符" />
              <SelectField name="profile" label="文件格式" options={view.profiles} />
              <TextField name="secret" label="接口密钥" optional hint="仅银行接口需要" />
            </FieldGroup>
            <FieldGroup legend="时限（内部）" columns={2}>
              <TextField name="wireSeconds" label="每次交换最长（秒）" width="short" inputMode="numeric" />
              <TextField name="askMinutes" label="查询间隔（分钟）" width="short" inputMode="numeric" />
              <TextField name="askTimes" label="查询次数" width="short" inputMode="numeric" />
              <TextField name="answerMinutes" label="回盘时限（分钟）" width="short" inputMode="numeric" />
            </FieldGroup>
            <TextField name="reason" label="理由" width="long" />
            <ButtonRow>
              <Button>提出</Button>
            </ButtonRow>
          </Form>
        </Section>
      )}
    </Page>
  );
}
