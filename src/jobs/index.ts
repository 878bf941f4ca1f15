import { dispatchPayments } from './dispatch-payments.js';
import { expireHoldsJob } from './expire-holds.js';
import { expireListings } from './expire-listings.js';
import type { Job } from './job.js';
import { lapseGuaranteesJob } from './lapse-guarantees.js';
import { markOverdueOrders } from './mark-overdue-orders.js';
import { proveLedgerJob } from './prove-ledger.js';
import { remindGuaranteesJob } from './remind-guarantees.js';
import { scanRisk } from './scan-risk.js';
import { linkAuditJob } from './link-audit.js';
import { sendMessages } from './send-messages.js';
import { takeDepositStock } from './take-deposit-stock.js';
import { verifyAuditJob } from './verify-audit.js';

/** The timetable: every job, when it is due (Asia/Shanghai) and what it runs. */
export const jobs: readonly Job[] = [expireHoldsJob, lapseGuaranteesJob, remindGuaranteesJob, takeDepositStock, proveLedgerJob, expireListings, markOverdueOrders, scanRisk, dispatchPayments, sendMessages, linkAuditJob, verifyAuditJob];
