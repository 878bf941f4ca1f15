import type { VNode } from 'preact';
import { DataTable, DateText, EmptyState, StatusTag } from '../../components/index.js';
import type { PlainDate } from '../../../values/plain-date.js';
import { serviceWords } from './paper-words.js';

export interface PaperLine {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly number: string;
  readonly issuedOn: PlainDate;
  readonly addressee: string | null;
  readonly servedOn: PlainDate | null;
}

export interface PapersTableProps {
  readonly papers: readonly PaperLine[];
  href(paperId: string): string;
  pdfHref(paperId: string): string;
}

/** Papers that are kept by the organ and served to nobody. */
export const isInternal = (kind: string): boolean => kind === 'service-receipt' || kind === 'release-approval';

/** The papers of a case or a project with the way to each and to its PDF. */
export function PapersTable({ papers, href, pdfHref }: PapersTableProps): VNode {
  return (
    <DataTable
      caption="文书"
      captionHidden
      rows={papers}
      rowHref={(p) => href(p.id)}
      empty={<EmptyState title="还没有制发文书" />}
      columns={[
        { key: 'number', head: '文号', nowrap: true, cell: (p) => p.number },
        { key: 'title', head: '文书', cell: (p) => p.title },
        { key: 'to', head: '发给', cell: (p) => p.addressee ?? '—' },
        { key: 'issued', head: '成文日期', nowrap: true, cell: (p) => <DateText date={p.issuedOn} /> },
        { key: 'served', head: '送达', nowrap: true, cell: (p) => (isInternal(p.kind) ? '—' : p.servedOn ? <DateText date={p.servedOn} /> : <StatusTag word={serviceWords.unserved} />) },
        {
          key: 'pdf',
          head: 'PDF',
          nowrap: true,
          cell: (p) => (
            <a href={pdfHref(p.id)}>
              打开<span class="visually-hidden">{p.number}</span>
            </a>
          ),
        },
      ]}
    />
  );
}
