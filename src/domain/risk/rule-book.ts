import type { Rule } from './rule.js';
import { accountMissing } from './rules/r-acc-01.js';
import { accountNotFiled } from './rules/r-acc-02.js';
import { depositMissing } from './rules/r-dep-01.js';
import { depositShort } from './rules/r-dep-02.js';
import { guaranteeExpiring } from './rules/r-dep-03.js';
import { guaranteeGone } from './rules/r-dep-04.js';
import { bankLate } from './rules/r-dep-05.js';
import { topUpLate } from './rules/r-dep-06.js';
import { arrearsAfterReduction } from './rules/r-dep-07.js';
import { depositDormant } from './rules/r-dep-08.js';
import { returnLate } from './rules/r-dep-09.js';
import { reductionUnfounded } from './rules/r-dep-10.js';
import { accountIrregular } from './rules/r-acc-03.js';
import { moneyDiverted } from './rules/r-acc-04.js';
import { closingBarred } from './rules/r-acc-05.js';
import { accountSeized } from './rules/r-acc-06.js';
import { fundingTermsMissing } from './rules/r-fnd-01.js';
import { labourCostLate } from './rules/r-fnd-02.js';
import { labourCostShort } from './rules/r-fnd-03.js';
import { payLate } from './rules/r-pay-01.js';
import { noPayment } from './rules/r-pay-02.js';
import { fewPaid } from './rules/r-pay-03.js';
import { sharedCard } from './rules/r-pay-10.js';
import { unregistered } from './rules/r-reg-01.js';
import { childOrFalseId } from './rules/r-reg-05.js';

/** Every rule that the scan knows, in the order of the book. */
export const ruleBook: readonly Rule[] = [
  depositMissing,
  depositShort,
  guaranteeExpiring,
  guaranteeGone,
  bankLate,
  topUpLate,
  arrearsAfterReduction,
  depositDormant,
  returnLate,
  reductionUnfounded,
  accountMissing,
  accountNotFiled,
  accountIrregular,
  moneyDiverted,
  closingBarred,
  accountSeized,
  fundingTermsMissing,
  labourCostLate,
  labourCostShort,
  payLate,
  noPayment,
  fewPaid,
  sharedCard,
  unregistered,
  childOrFalseId,
];

export const ruleCodes: readonly string[] = ruleBook.map((r) => r.code);

/** The rule of a finding; undefined where the book has dropped it since. */
export const findRule = (code: string): Rule | undefined => ruleBook.find((r) => r.code === code);
