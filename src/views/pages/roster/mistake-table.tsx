import type { VNode } from 'preact';
import { DataTable, EmptyState, StatusTag } from '../../components/index.js';
import { mistakeWords } from './roster-words.js';

export interface MistakeView {
  readonly code: string;
  readonly severity: keyof typeof mistakeWords;
  readonly sheet: string;
  /** 0 where the whole sheet is meant. */
  readonly row: number;
  readonly column: string;
  readonly message: string;
  readonly remedy: string;
  readonly typed: string;
}

/** What was found in an uploaded file, cell by cell, and what to do about it. */
export function MistakeTable({ caption, mistakes }: { readonly caption: string; readonly mistakes: readonly MistakeView[] }): VNode {
  const several = new Set(mistakes.map((m) => m.sheet)).size > 1;
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={mistakes}
      empty={<EmptyState title="没有发现问题" />}
      columns={[
        { key: 'place', head: '位置', nowrap: true, cell: (m) => placeOf(m, several) },
        { key: 'severity', head: '程度', nowrap: true, cell: (m) => <StatusTag word={mistakeWords[m.severity]} /> },
        { key: 'typed', head: '填写的内容', cell: (m) => m.typed || '—' },
        { key: 'message', head: '问题', cell: (m) => m.message },
        { key: 'remedy', head: '怎样改正', cell: (m) => m.remedy || '—' },
        { key: 'code', head: '编号', nowrap: true, cell: (m) => (m.severity === 'note' ? '—' : <span class="code">{m.code}</span>) },
      ]}
    />
  );
}

/** "第 5 行 · 进场日期", with the sheet's name where the file has several. */
const placeOf = ({ sheet, row, column }: MistakeView, several: boolean): string => [several ? sheet : '', row > 0 ? `第 ${row} 行` : '', column].filter(Boolean).join(' · ') || '整份文件';
