import type { PaperContext } from './context.js';
import { correctionOrder, type CorrectionOrderData } from './correction-order.js';
import { depositPaymentNotice, type DepositPaymentNoticeData } from './deposit-payment-notice.js';
import type { NoticeFonts } from './fonts.js';
import { depositReturnCertificate, type DepositReturnCertificateData } from './deposit-return-certificate.js';
import { depositReturnRefusal, type DepositReturnRefusalData } from './deposit-return-refusal.js';
import { guaranteeReminder, type GuaranteeReminderData } from './guarantee-reminder.js';
import { handlingDecision, type HandlingDecisionData } from './handling-decision.js';
import { inquiryNotice, type InquiryNoticeData } from './inquiry-notice.js';
import { listingDecision, type ListingDecisionData } from './listing-decision.js';
import { listingPriorNotice, type ListingPriorNoticeData } from './listing-prior-notice.js';
import type { PaperKind } from './paper.js';
import { fundsReport, type FundsReportData } from './funds-report.js';
import type { PrintKind } from './print.js';
import { wageSlips, type WageSlipsData } from './wage-slips.js';
import { releaseApproval, type ReleaseApprovalData } from './release-approval.js';
import { serviceReceipt, type ServiceReceiptData } from './service-receipt.js';

/** Every kind of paper and the data that it is made of. */
export interface PaperData {
  readonly 'inquiry-notice': InquiryNoticeData;
  readonly 'correction-order': CorrectionOrderData;
  readonly 'service-receipt': ServiceReceiptData;
  readonly 'deposit-payment-notice': DepositPaymentNoticeData;
  readonly 'listing-prior-notice': ListingPriorNoticeData;
  readonly 'listing-decision': ListingDecisionData;
  readonly 'handling-decision': HandlingDecisionData;
  readonly 'release-approval': ReleaseApprovalData;
  readonly 'deposit-return-certificate': DepositReturnCertificateData;
  readonly 'deposit-return-refusal': DepositReturnRefusalData;
  readonly 'guarantee-reminder': GuaranteeReminderData;
}

export type PaperKindName = keyof PaperData;

export const paperKinds: Readonly<Record<PaperKindName, PaperKind>> = {
  'inquiry-notice': inquiryNotice,
  'correction-order': correctionOrder,
  'service-receipt': serviceReceipt,
  'deposit-payment-notice': depositPaymentNotice,
  'listing-prior-notice': listingPriorNotice,
  'listing-decision': listingDecision,
  'handling-decision': handlingDecision,
  'release-approval': releaseApproval,
  'deposit-return-certificate': depositReturnCertificate,
  'deposit-return-refusal': depositReturnRefusal,
  'guarantee-reminder': guaranteeReminder,
};

export const isPaperKind = (name: string): name is PaperKindName => Object.hasOwn(paperKinds, name);

/**
 * The PDF of a paper, from its frozen data. It blocks for some milliseconds a page: many papers go through `renderInWorker`.
 * @throws Invalid with every mistake of the data; Refusal `glyph-missing` naming the characters that no font has.
 */
export async function renderPaper(kind: PaperKindName, data: unknown, context: PaperContext, fonts?: NoticeFonts): Promise<Buffer> {
  return paperKinds[kind].render(data, context, fonts);
}

/** Every kind of print and the data that it is made of. */
export interface PrintData {
  readonly 'funds-report': FundsReportData;
  readonly 'wage-slips': WageSlipsData;
}

export type PrintKindName = keyof PrintData;

export const printKinds: Readonly<Record<PrintKindName, PrintKind>> = { 'funds-report': fundsReport, 'wage-slips': wageSlips };

export type { PrintContext } from './print.js';
export type { PaperContext } from './context.js';
export type { PaperKind } from './paper.js';
export { defaultFonts, missingGlyphs, glyphMissing, type MissingGlyph, type NoticeFonts } from './fonts.js';
export { closeWorker, printInWorker, renderInWorker } from './worker.js';
export { releaseSteps } from './release-approval.js';
