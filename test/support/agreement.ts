import type { signAgreement } from '../../src/domain/escrow/index.js';
import { day } from '../../src/values/plain-date.js';

/** A three-party agreement with all its particulars. */
export const agreement = (signedOn: string, more: Partial<Parameters<typeof signAgreement>[2]> = {}): Parameters<typeof signAgreement>[2] => ({
  signedOn: day(signedOn),
  ownerSignatory: '周某',
  ownerContact: '0898-23880001',
  contractorSignatory: '陈某',
  contractorContact: '0898-23880002',
  bankSignatory: '符某',
  bankContact: '0898-23880003',
  labourCost: undefined,
  labourShare: 2_500,
  fundingDay: 10,
  payDay: 15,
  evidence: '经工人签字、总承包单位审核的工资支付表',
  clauses: ['use', 'notice', 'evidence', 'change', 'closing', 'seals'],
  ...more,
});

/** The same as a form sends it. */
export const agreementForm = (signedOn: string): Readonly<Record<string, string | string[]>> => ({
  signedOn,
  ownerSignatory: '周某',
  ownerContact: '0898-23880001',
  contractorSignatory: '陈某',
  contractorContact: '0898-23880002',
  bankSignatory: '符某',
  bankContact: '0898-23880003',
  labourShare: '25',
  fundingDay: '10',
  payDay: '15',
  evidence: '工资支付表',
  clauses: ['use', 'notice'],
});
