import { dispatchPayments } from './dispatch-payments.js';
import { expireListings } from './expire-listings.js';
import type { Job } from './job.js';
import { lapseGuaranteesJob } from './lapse-guarantees.js';
import { markOverdueOrders } from './mark-overdue-orders.js';
import { proveLedgerJob } from './prove-ledger.js';
import { scanRisk } from './scan-risk.js';

/** The timetable: every job, when it is due (Asia/Shanghai) and what it runs. */
export const jobs: readonly Job[] = [lapseGuaranteesJob, proveLedgerJob, expireListings, markOverdueOrders, scanRisk, dispatchPayments];
