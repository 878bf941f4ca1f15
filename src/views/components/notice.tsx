import type { ComponentChildren, VNode } from 'preact';

export type NoticeKind = 'info' | 'success' | 'warn' | 'error';

const kindWords: Readonly<Record<NoticeKind, string>> = { info: '说明', success: '已完成', warn: '注意', error: '未能完成' };

export interface NoticeProps {
  readonly kind: NoticeKind;
  /** The first words, in bold; those of the kind unless given. */
  readonly title?: string;
  readonly children: ComponentChildren;
}

/** A message to the reader. An error or a result is announced to a screen reader. */
export function Notice({ kind, title = kindWords[kind], children }: NoticeProps): VNode {
  return (
    <div class={`notice notice-${kind}`} role={kind === 'error' ? 'alert' : kind === 'success' ? 'status' : undefined}>
      <strong class="notice-title">{title}</strong>
      <div class="notice-body">{children}</div>
    </div>
  );
}
