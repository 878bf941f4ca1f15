import type { VNode } from 'preact';
import { Money, StatusTag } from '../../components/index.js';
import type { Fen } from '../../../values/money.js';
import { lineWords, type LineState } from './payroll-words.js';

/** How a line stands, and what of it has reached the worker where that is a part only. */
export const LineStanding = ({ state, netFen, paidFen }: { readonly state: LineState; readonly netFen: Fen; readonly paidFen: Fen }): VNode => (
  <>
    <StatusTag word={lineWords[state]} />
    {paidFen > 0n && paidFen < netFen && (
      <>
        {' '}
        已付 <Money fen={paidFen} />
      </>
    )}
  </>
);
