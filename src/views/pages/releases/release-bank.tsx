import type { VNode } from 'preact';
import { Button, ButtonRow, DataTable, EmptyState, FieldGroup, FileField, Form, Money, Notice, Section, SelectField, StatusTag, TimeText, type Option } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import type { Fen } from '../../../values/money.js';

export interface BankView {
  readonly profiles: readonly Option[];
  /** 取付款文件; undefined where the reader may not now. */
  readonly take: { readonly action: string; readonly form: FormState } | undefined;
  /** 导入回盘; undefined where the reader may not. */
  readonly answer: { readonly action: string; readonly form: FormState } | undefined;
  readonly batches: readonly {
    readonly id: string;
    readonly number: string;
    readonly profile: string;
    readonly lines: number;
    readonly controlFen: Fen;
    readonly madeBy: string;
    readonly madeAt: Date;
    readonly openLines: number;
    readonly state: 'queued' | 'sent' | 'withdrawn';
    readonly doubt: string | null;
  }[];
  /** The bank gets its files over a connection, not from a clerk. */
  readonly connected: boolean;
  /** Undefined for those who do not read batches. */
  batchHref(batchId: string): string | undefined;
  readonly answers: readonly {
    readonly id: string;
    readonly batch: string;
    readonly file: string;
    readonly lines: number;
    readonly applied: number;
    readonly setAside: readonly { readonly row: number; readonly endToEndId: string; readonly amount: string; readonly status: string; readonly why: string }[];
    readonly takenBy: string;
    readonly takenAt: Date;
  }[];
  /** Where the file of a batch is fetched; undefined for everyone but its bank. */
  fileHref(batchId: string): string | undefined;
}

/** Where a batch stands, in a word. */
function standing({ state, doubt, openLines }: BankView['batches'][number]): { readonly text: string; readonly tone: 'green' | 'grey' | 'blue' | 'orange' | 'yellow' } {
  if (state === 'withdrawn') return { text: '已撤回', tone: 'grey' };
  if (state === 'queued') return { text: '待发送', tone: 'blue' };
  if (openLines === 0) return { text: '已全部回盘', tone: 'green' };
  return doubt === null ? { text: `待回盘 ${openLines} 笔`, tone: 'yellow' } : { text: `结果不明 ${openLines} 笔`, tone: 'orange' };
}

/** What passes between us and the paying bank: its files, its answers, and what of them was not posted. */
export function BankSection({ csrf, profiles, take, answer, batches, answers, connected, batchHref, fileHref }: BankView & { csrf: string }): VNode | null {
  if (!take && batches.length === 0) return null;
  const setAside = answers.flatMap((a) => a.setAside.map((s) => ({ ...s, file: a.file })));
  return (
    <>
      <Section title="付款文件" id="files" {...(batches.length > 0 ? { note: `${batches.length} 份` } : {})}>
        {take && (
          <Form action={take.action} csrf={csrf} form={take.form} hidden={connected ? { profile: 'general-csv' } : undefined}>
            {connected ? (
              <Notice kind="info">同意后付款文件进入发送队列，由系统发送给银行；发出以前，提请单位和劳动监察机构可以撤回。</Notice>
            ) : (
              <>
                <Notice kind="info">取文件后这次支付即为已发出，不能再退回或者撤回。再次取得到的是同一份文件。</Notice>
                <SelectField name="profile" label="文件格式" options={profiles} />
              </>
            )}
            <ButtonRow>
              <Button>{connected ? '同意代发' : '取付款文件'}</Button>
            </ButtonRow>
          </Form>
        )}
        {batches.length > 0 && (
          <DataTable
            caption="付款文件"
            captionHidden
            rows={batches}
            empty={null}
            columns={[
              { key: 'number', head: '批次', nowrap: true, cell: (b) => (batchHref(b.id) ? <a href={batchHref(b.id)}>{b.number}</a> : b.number) },
              { key: 'lines', head: '笔数', align: 'end', cell: (b) => b.lines },
              { key: 'sum', head: '金额（元）', align: 'end', cell: (b) => <Money fen={b.controlFen} /> },
              { key: 'open', head: '回盘', nowrap: true, cell: (b) => <StatusTag word={standing(b)} /> },
              { key: 'profile', head: '格式', cell: (b) => profiles.find((p) => p.value === b.profile)?.label ?? b.profile },
              { key: 'by', head: '取件', cell: (b) => <>{b.madeBy} <TimeText at={b.madeAt} /></> },
              {
                key: 'file',
                head: '文件',
                nowrap: true,
                cell: (b) => {
                  const href = fileHref(b.id);
                  return href ? (
                    <a href={href} download>
                      下载<span class="visually-hidden">批次 {b.number}</span>
                    </a>
                  ) : (
                    '仅付款银行可取'
                  );
                },
              },
            ]}
          />
        )}
      </Section>
      {batches.length > 0 && (
        <Section title="银行回盘" id="answers" {...(answers.length > 0 ? { note: `${answers.length} 份` } : {})}>
          {answer && (
            <Form action={answer.action} csrf={csrf} form={answer.form} multipart>
              <FieldGroup legend="导入回盘文件" hint="同一份文件导入两次不会重复入账；文件有错时整份不入账，并列出全部错误。" columns={2}>
                <SelectField name="batchId" label="批次" options={batches.map((b) => ({ value: b.id, label: `${b.number}（${b.lines} 笔）` }))} />
                <SelectField name="profile" label="文件格式" options={profiles} />
              </FieldGroup>
              <FileField name="file" label="回盘文件" accept=".csv,.txt,.xlsx,.xls,.xml" hint="10 MB 以内" />
              <ButtonRow>
                <Button>导入回盘</Button>
              </ButtonRow>
            </Form>
          )}
          <DataTable
            caption="已导入的回盘"
            rows={answers}
            empty={<EmptyState title="还没有回盘" />}
            columns={[
              { key: 'file', head: '文件', cell: (a) => a.file },
              { key: 'batch', head: '批次', nowrap: true, cell: (a) => a.batch },
              { key: 'lines', head: '笔数', align: 'end', cell: (a) => a.lines },
              { key: 'applied', head: '入账', align: 'end', cell: (a) => a.applied },
              { key: 'aside', head: '挂起', align: 'end', cell: (a) => a.setAside.length },
              { key: 'by', head: '导入', cell: (a) => <>{a.takenBy} <TimeText at={a.takenAt} /></> },
            ]}
          />
          {setAside.length > 0 && (
            <DataTable
              caption="挂起的明细：没有入账，请与银行核对"
              rows={setAside}
              empty={null}
              columns={[
                { key: 'file', head: '文件', cell: (s) => s.file },
                { key: 'row', head: '行', align: 'end', cell: (s) => s.row },
                { key: 'id', head: '业务编号', nowrap: true, cell: (s) => <span class="code">{s.endToEndId}</span> },
                { key: 'amount', head: '金额（元）', align: 'end', cell: (s) => s.amount },
                { key: 'why', head: '原因', cell: (s) => s.why },
              ]}
            />
          )}
        </Section>
      )}
    </>
  );
}
