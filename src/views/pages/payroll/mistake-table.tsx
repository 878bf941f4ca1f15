import type { VNode } from 'preact';
import { DataTable, EmptyState, StatusTag, type Column } from '../../components/index.js';
import { mistakeWords } from './payroll-words.js';

export interface MistakeView {
  readonly code: string;
  readonly severity: keyof typeof mistakeWords;
  readonly sheet: string;
  readonly row: number;
  readonly column: string;
  readonly message: string;
  readonly remedy: string;
  readonly typed?: string;
}

/** What was found in an uploaded sheet, cell by cell, with what to do about it. */
export function MistakeTable({ caption, mistakes }: { readonly caption: string; readonly mistakes: readonly MistakeView[] }): VNode {
  const several = new Set(mistakes.map((m) => m.sheet)).size > 1;
  const columns: Column<MistakeView>[] = [
    { key: 'row', head: '行', nowrap: true, cell: (m) => (m.row > 0 ? m.row : '—') },
    { key: 'column', head: '列', nowrap: true, cell: (m) => m.column || '—' },
    { key: 'severity', head: '程度', nowrap: true, cell: (m) => <StatusTag word={mistakeWords[m.severity]} /> },
    { key: 'message', head: '问题', cell: (m) => m.message },
    { key: 'remedy', head: '怎样改正', cell: (m) => m.remedy || '—' },
  ];
  if (mistakes.some((m) => m.typed)) columns.splice(3, 0, { key: 'typed', head: '填写的内容', cell: (m) => m.typed || '—' });
  if (several) columns.unshift({ key: 'sheet', head: '工作表', nowrap: true, cell: (m) => m.sheet || '—' });
  columns.push({ key: 'code', head: '编号', nowrap: true, cell: (m) => <span class="code">{m.code}</span> });
  return <DataTable caption={caption} captionHidden rows={mistakes} empty={<EmptyState title="没有发现问题" />} columns={columns} />;
}
