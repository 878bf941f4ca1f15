import { allocate, type Fen } from '../../values/money.js';

/** What one worker is owed for one month, as a case has it. */
export interface PlanClaim {
  /** Names the worker-month, and puts it in its place: one that is named twice counts once. */
  readonly key: string;
  readonly owedFen: Fen;
}

/** Cash at a bank, or what one issuer's guarantee can be called for. */
export interface PlanSource {
  readonly key: string;
  readonly freeFen: Fen;
}

export type PlannedLine<C extends PlanClaim> = C & {
  readonly drawnFen: Fen;
  /** From which source how much, in the order of the sources; together `drawnFen`. */
  readonly parts: readonly { readonly source: string; readonly amountFen: Fen }[];
};

export interface Planned<C extends PlanClaim, S extends PlanSource> {
  readonly owedFen: Fen;
  readonly drawnFen: Fen;
  /** By key. What is owed beyond `drawnFen` stays the worker's claim on the employer. */
  readonly lines: readonly PlannedLine<C>[];
  readonly sources: readonly (S & { readonly usedFen: Fen })[];
}

/**
 * Shares money out to the persons: everyone in full where it reaches, else each in proportion to what they are owed, to the fen, by the
 * largest remainder (equal ones by key). No legal text prescribes how: an internal rule. `atLeastOneFen`: nobody gets nothing, as far as
 * there are as many fen. The sources are used up one after the other, so that few payments are made in two parts.
 */
export function planDraw<C extends PlanClaim, S extends PlanSource>(claims: readonly C[], sources: readonly S[], { atLeastOneFen = false }: { readonly atLeastOneFen?: boolean } = {}): Planned<C, S> {
  const once = [...new Map(claims.map((c) => [c.key, c])).values()].filter((c) => c.owedFen > 0n).sort((a, b) => (a.key < b.key ? -1 : 1));
  const owedFen = sum(once.map((c) => c.owedFen));
  const freeFen = sum(sources.map((s) => s.freeFen));
  const drawnFen = owedFen < freeFen ? owedFen : freeFen;
  const shares = share(once.map((c) => c.owedFen), owedFen, drawnFen, atLeastOneFen);
  const left = sources.map((s) => ({ ...s, usedFen: 0n }));
  let at = 0;
  const lines = once.map((claim, i): PlannedLine<C> => {
    const parts: { source: string; amountFen: Fen }[] = [];
    for (let due = shares[i]!; due > 0n; ) {
      const source = left[at]!;
      const rest = source.freeFen - source.usedFen;
      const amountFen = due < rest ? due : rest;
      if (amountFen > 0n) parts.push({ source: source.key, amountFen });
      source.usedFen += amountFen;
      due -= amountFen;
      if (due > 0n) at += 1;
    }
    return { ...claim, drawnFen: shares[i]!, parts };
  });
  return { owedFen, drawnFen, lines, sources: left };
}

function share(owed: readonly Fen[], owedFen: Fen, drawnFen: Fen, atLeastOneFen: boolean): readonly Fen[] {
  if (drawnFen === owedFen) return owed;
  const each = atLeastOneFen && drawnFen >= BigInt(owed.length) ? 1n : 0n;
  const beyond = owed.map((fen) => fen - each);
  // Where everyone is owed a single fen, that fen is all there is to share out.
  const rest = drawnFen - each * BigInt(owed.length);
  return rest === 0n ? owed.map(() => each) : allocate(rest, beyond).map((fen) => fen + each);
}

const sum = (amounts: readonly Fen[]): Fen => amounts.reduce((total, fen) => total + fen, 0n);
