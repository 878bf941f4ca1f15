import type { VNode } from 'preact';

/** A row that proves a finding, as the rule wrote it down. */
export interface ProofRow {
  readonly of: string;
  readonly id: string;
  readonly what: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
}

export interface FindingProofProps {
  readonly evidence: readonly ProofRow[];
  readonly basis: readonly string[];
  /** The page of the record that a row was taken from, where the reader may open it. */
  href(row: ProofRow): string | undefined;
}

/** Why a project is flagged: the source rows with their figures, and the articles. Folded, since a finding says the gist in its sentence. */
export function FindingProof({ evidence, basis, href }: FindingProofProps): VNode {
  return (
    <details class="proof">
      <summary>依据 {evidence.length} 项</summary>
      {evidence.length > 0 && (
        <ul class="proof-rows">
          {evidence.map((row, i) => {
            const to = href(row);
            return (
              <li key={i}>
                {to ? <a href={to}>{row.what}</a> : row.what}
                {row.facts.length > 0 && <span class="proof-facts">{row.facts.map(([label, value]) => `${label} ${value}`).join('；')}</span>}
              </li>
            );
          })}
        </ul>
      )}
      <p class="proof-basis">{basis.join('、')}</p>
    </details>
  );
}
