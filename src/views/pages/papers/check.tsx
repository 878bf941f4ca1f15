import type { VNode } from 'preact';
import { DateText, KeyFacts, Notice, PublicPage, Section, type Flash, type NavItem } from '../../components/index.js';
import type { PlainDate } from '../../../values/plain-date.js';

export interface CheckView {
  readonly shell: { readonly home: string; readonly nav: readonly NavItem[]; readonly current: string; readonly flash: Flash | undefined };
  readonly action: string;
  /** Not asked yet: undefined. Asked and not found: null, whatever was wrong with the code. */
  readonly paper: { readonly title: string; readonly number: string; readonly issuedOn: PlainDate; readonly organ: string; readonly hash: string } | null | undefined;
}

/** Confirms a paper to whoever holds it: no address, no worker, no sum; what is printed on it must be the same as here. */
export function CheckPage({ shell, action, paper }: CheckView): VNode {
  return (
    <PublicPage {...shell} title="核验文书" lead="扫文书上的二维码，或者填写二维码旁的核验码。">
      {paper && (
        <Section title="本系统制发过这份文书">
          <Notice kind="success" title="请逐项核对">
            您手中的文书，名称、文号、日期、机关和右下角的数据摘要应与下面完全相同。有一处不同，就不是这份文书。
          </Notice>
          <KeyFacts
            facts={[
              { label: '文书名称', value: paper.title },
              { label: '文号', value: paper.number },
              { label: '成文日期', value: <DateText date={paper.issuedOn} long /> },
              { label: '制发机关', value: paper.organ },
              { label: '数据摘要前 16 位', value: <span class="code">{paper.hash.slice(0, 16)}</span> },
              { label: '数据摘要全文', value: <span class="code">{paper.hash}</span>, wide: true },
            ]}
          />
        </Section>
      )}
      {paper === null && (
        <Notice kind="error" title="没有查到这份文书">
          请核对核验码后再试。核验码是 16 位数字和大写字母，没有数字 0、1 和字母 I、O。如仍查不到，请向文书上的机关核实，不要按文书付款。
        </Notice>
      )}
      <Section title={paper === undefined ? '填写核验码' : '核验另一份'}>
        <form class="form" method="get" action={action}>
          <div class="field">
            <label class="field-label" for="check-code">
              核验码
            </label>
            <div class="field-hint" id="check-code-hint">
              如 K7QF-3M8T-ZP2C-9HWX，横线可以不填
            </div>
            <input id="check-code" class="input input-medium" type="text" name="code" autocomplete="off" maxLength={40} aria-describedby="check-code-hint" />
          </div>
          <div class="button-row">
            <button type="submit" class="button button-primary">
              核验
            </button>
          </div>
        </form>
      </Section>
    </PublicPage>
  );
}
