import { payrollRoutes } from './api/payroll.js';
import { rosterRoutes } from './api/roster.js';
import { releaseRoutes } from './api/releases.js';
import type { Definition } from './define.js';
import { listingRoutes } from './pages/listings.js';
import { blacklistRoutes } from './public/blacklist.js';
import { adminRoutes } from './pages/admin.js';
import { bankProfileRoutes } from './pages/bank-profiles.js';
import { partyRoutes } from './pages/parties.js';
import { moneyRoutes } from './api/money.js';
import { depositRoutes } from './api/deposits.js';
import { depositReturnRoutes } from './public/deposit-returns.js';
import { fundsRoutes } from './pages/funds.js';
import { obligationRoutes } from './pages/obligations.js';
import { projectRoutes } from './pages/projects.js';
import { riskRoutes } from './api/risk.js';
import { factorRoutes } from './pages/factor.js';
import { sessionRoutes } from './pages/session.js';
import { caseRoutes } from './api/cases.js';
import { leadRoutes } from './api/leads.js';
import { paperRoutes } from './api/papers.js';
import { checkRoutes } from './public/check.js';
import { selfCheckRoutes } from './public/self-check.js';
import { complaintRoutes } from './public/complaint.js';

/** The site map: every address, its audience and what it does. An address that is not here does not exist. */
export const siteMap: readonly Definition[] = [
  ...sessionRoutes,
  ...factorRoutes,
  ...projectRoutes,
  ...moneyRoutes,
  ...depositRoutes,
  ...depositReturnRoutes,
  ...fundsRoutes,
  ...obligationRoutes,
  ...partyRoutes,
  ...adminRoutes,
  ...bankProfileRoutes,
  ...listingRoutes,
  ...blacklistRoutes,
  ...rosterRoutes,
  ...payrollRoutes,
  ...releaseRoutes,
  ...riskRoutes,
  ...caseRoutes,
  ...leadRoutes,
  ...paperRoutes,
  ...checkRoutes,
  ...complaintRoutes,
  ...selfCheckRoutes,
];
